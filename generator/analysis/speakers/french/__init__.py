"""Who the people and bodies of a French article are, in which role and for whom they speak.

Words, marks and order are French; the tables of countries and holders are shared with other languages.
"""

from __future__ import annotations

from generator.analysis.speakers.french.reading import read

__all__ = ["read"]
