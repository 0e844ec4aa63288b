"""Who the people and bodies of an English article are, in which role and for whom they speak."""

from __future__ import annotations

from generator.analysis.speakers.english.reading import read

__all__ = ["read"]
