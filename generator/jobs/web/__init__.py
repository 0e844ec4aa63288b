"""The HTTP client: polite, and limited in time and size."""

from __future__ import annotations

PRODUCT = "briefing-note-generator"
"""The name by which robots.txt files and servers know this program."""
