"""Briefing notes from news stories: extractive, attributed, self-proving."""

__version__ = "0.1.0"
