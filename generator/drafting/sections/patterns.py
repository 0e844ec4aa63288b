"""Patterns from the word lists of all languages together, which are tried on every story."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.analysis import lexicon
from generator.analysis.language import TONGUES


def listed(name: str, part: str, key: str) -> tuple[str, ...]:
    """The patterns of a list in every language that has it, each once."""
    tables = (lexicon.of(code).table(name).get(part, {}) for code in TONGUES)
    return tuple(dict.fromkeys(pattern for table in tables for pattern in table.get(key, ())))


def any_of(name: str, part: str, key: str) -> str:
    """A pattern for any of a list's, which matches nothing where the list is empty."""
    return "|".join(listed(name, part, key)) or r"(?!)"


def any_word(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of `words`, themselves patterns, as whole words in any case."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
