"""Who the people and bodies of a French article are, in which role and for whom they speak.

Words, marks and order are French; figures, countries, tables of holders and the values that leave are those of English.
"""

from __future__ import annotations

from generator.analysis.speakers.french.reading import read

__all__ = ["read"]
