"""The English phrases of `data/lexicon/openings.toml`, as sets and as patterns."""

from __future__ import annotations

from generator.analysis import lexicon

_ENGLISH = lexicon.of("en")


def phrases(part: str, key: str) -> frozenset[str]:
    """The phrases of one list."""
    return _ENGLISH.phrases("openings", part, key)


def any_of(part: str, key: str) -> str:
    """A pattern for any phrase of one list, the longer ones first."""
    return _ENGLISH.any_of("openings", part, key)
