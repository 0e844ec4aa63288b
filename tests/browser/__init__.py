"""Tests of the page in a real browser, which `tox run -e browser` brings."""
