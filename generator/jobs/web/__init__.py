"""The one HTTP client: polite, limited in time and size."""

from __future__ import annotations

PRODUCT = "briefing-note-generator"
"""What robots.txt files and servers know this program by."""
