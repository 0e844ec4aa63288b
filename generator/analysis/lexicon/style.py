"""House style: abbreviations that need no expansion."""

from __future__ import annotations

import functools

from generator.analysis.lexicon.tables import table


@functools.cache
def known_acronyms() -> frozenset[str]:
    """Abbreviations that every reader knows, without full stops."""
    return frozenset(table("style")["acronyms"]["known"].split())
