"""How often Python searches for reference cycles."""

from __future__ import annotations

import gc

_YOUNG = 100_000  # new objects between two searches; the default of 700 is a few words of a story


def look_seldom() -> None:
    """Search seldom: what we create in bulk has no cycles, and searching takes a quarter of the time of a layout.

    Only for our own processes; a program that uses this package decides for itself.
    """
    gc.set_threshold(_YOUNG)
