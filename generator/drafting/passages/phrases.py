"""The phrases of `data/lexicon/openings.toml`, as sets and as patterns."""

from __future__ import annotations

import re

from generator.analysis.lexicon import table


def phrases(part: str, key: str) -> frozenset[str]:
    """The phrases of a list of `openings.toml`."""
    return frozenset(phrase.strip() for phrase in table("openings")[part][key].replace("\n", " ").split(","))


def any_of(part: str, key: str) -> str:
    """A pattern for any phrase of a list, the longer ones first."""
    ordered = sorted(phrases(part, key), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered)
