"""How often Python looks for objects that only hold each other."""

from __future__ import annotations

import gc

_YOUNG = 100_000  # new objects between two looks; by default 700, a few words of a story


def look_seldom() -> None:
    """Look seldom: what we make in bulk holds no cycles, and looking costs a quarter of a layout.

    For a process that is ours; a program that uses this package decides for itself.
    """
    gc.set_threshold(_YOUNG)
