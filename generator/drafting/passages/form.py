"""The outer form of a passage, by its characters alone: whole statement or fragment, self-contained or leaning.

What leans, and which lines are notices, differs from language to language: `forms` has a row for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from generator.analysis.lexicon import Lexicon

Leaning = Literal["pronoun", "demonstrative", "connective"]

NOTHING = re.compile(r"(?!)")
"""Matches nowhere: for what a language has no words for."""
_ENDS = re.compile(r"[.!?…](?:[\"'”’»)\]]|\s»)*$")
_MARKUP = re.compile(r"<\s*/?[a-zA-Z]|https?://|\bwww\.|pic\.twitter")
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?|«[^»]*»?|(?:''|``).*?(?:''|$)", re.DOTALL)
_LEAST_WORDS = 5
_LEAST_LOWER = 0.35  # of the words begin in lower case; fewer do in headings and lists of names


@dataclass(frozen=True, slots=True)
class Opening:
    """The first words of a text, where they lean on what was said before."""

    kind: Leaning
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """What one language's words tell of the form of a passage; the default knows none of them."""

    leaning: re.Pattern[str] = NOTHING
    """Leaning first words, in a group named for their kind."""
    is_harmless: Callable[[str, Opening], bool] = lambda *_: False
    """Whether leaning first words do not lean in this text ("This week", "Those who")."""
    pronoun_speaks: re.Pattern[str] = NOTHING
    """A bare pronoun is the speaker of some statement ("… , he said")."""
    notice: re.Pattern[str] = NOTHING
    """The line is no part of a story ("Read more:")."""
    day: re.Pattern[str] = NOTHING
    """A day of the week is named."""
    endings: tuple[tuple[str, str], ...] = ()
    """Endings of words, each with what stands in its place in the lemma."""
    elided: re.Pattern[str] = NOTHING
    """What is written together with the word after it ("l’")."""

    def whole(self, token: str) -> str:
        """A lower-case word without what is elided before it."""
        return self.elided.sub("", token, count=1)

    def opening(self, text: str) -> Opening | None:
        """The leaning words that `text` opens with ("He", "This", "However"), None where it opens by itself."""
        match = self.leaning.match(text)
        if match is None:
            return None
        kinds: tuple[Leaning, ...] = ("connective", "demonstrative", "pronoun")
        kind = next(name for name in kinds if match[name])
        found = Opening(kind, match.start(kind), match.end())
        return None if self.is_harmless(text, found) else found

    def is_statement(self, text: str) -> bool:
        """Whether `text` has the form of whole sentences: no heading, caption, credit, link, markup or list mark."""
        words = text.split()
        if len(words) < _LEAST_WORDS or not _ENDS.search(text) or (text.startswith("(") and text.endswith(")")):
            return False
        lower = sum(word.lstrip("\"'“‘([")[:1].islower() for word in words)
        return lower >= _LEAST_LOWER * len(words) and not self.notice.search(text) and not _MARKUP.search(text)


def notices(words: Lexicon) -> re.Pattern[str]:
    """Lines that are no part of a story, by the word lists of a language: by their start, any words, or a credit."""
    at_start, anywhere, agencies = (
        words.any_of("openings", "notices", key) for key in ("at_start", "anywhere", "agencies")
    )
    return re.compile(
        rf"^\W*(?:{at_start})(?!\w)|\b(?:{anywhere})\b|\([^()]*\b(?:{agencies})\b[^()]*\)\W*$", re.IGNORECASE
    )


def is_balanced(text: str) -> bool:
    """Whether every quotation mark that opens in `text` closes there."""
    typed = text.count('"') + text.count("''") + text.count("``")
    return typed % 2 == 0 and text.count("“") == text.count("”") and text.count("«") == text.count("»")


def quotation_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """The ranges of `text` that stand in quotation marks, marks included."""
    return tuple(match.span() for match in _QUOTED.finditer(text))


def outside_quotations(text: str) -> str:
    """`text` without what stands in quotation marks."""
    return _QUOTED.sub(" ", text)
