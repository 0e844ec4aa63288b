"""Passages and their words, described before anything is selected."""
