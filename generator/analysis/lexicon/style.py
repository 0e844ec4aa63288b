"""House style: abbreviations that need no expansion, and words that deny what follows them."""

from __future__ import annotations

import functools

from generator.analysis.lexicon.tables import table


@functools.cache
def known_acronyms() -> frozenset[str]:
    """Abbreviations that every reader knows, without full stops."""
    return frozenset(table("style")["acronyms"]["known"].split())


@functools.cache
def denials() -> tuple[str, ...]:
    """Words and phrases that deny what follows them, the longer ones first."""
    words = {word.strip() for word in table("style")["denials"]["words"].replace("\n", " ").split(",")}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
