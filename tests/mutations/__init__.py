"""Seeded changes of briefs, to see that each of them is found.

`python -m mutations 10000`, started in the folder `tests`, makes so many of each format and prints how many of each
kind were found.
"""

from __future__ import annotations

from mutations.docx import resealed, zipped
from mutations.suite import FORMATS, KINDS, MODES, Tally, in_mode, run
from mutations.varied import varied

__all__ = ["FORMATS", "KINDS", "MODES", "Tally", "in_mode", "resealed", "run", "varied", "zipped"]
