"""Speakers in French: who the people and bodies of an article are, in which role, and for whom they speak.

Words, marks and word order are French. The values, the countries and the table of office holders serve all languages.
"""

from __future__ import annotations

from generator.analysis.speakers.french.reading import read

__all__ = ["read"]
