"""The outer form of a passage, by its characters alone: whole statement or fragment, self-contained or leaning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from generator.drafting.passages.phrases import any_of

Leaning = Literal["pronoun", "demonstrative", "connective"]

_OPENS = r"[\s\"'“”‘’«(\[]*"  # what may stand before the first word
_LEANING = re.compile(
    rf"{_OPENS}(?:(?P<connective>{any_of('leaning', 'connectives')})"
    rf"|(?P<demonstrative>{any_of('leaning', 'demonstratives')})"
    rf"|(?P<pronoun>{any_of('leaning', 'pronouns')}))\b(?:['’](?:s|d|re|ve|ll)\b)?",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"{_OPENS}(?:(?:this|that)\s+(?:\w+\s+)?(?:{any_of('leaning', 'periods')})|those\s+who|so\s+far)\b", re.IGNORECASE
)
_SPEECH = any_of("speech", "verbs")
_PRONOUN_SPEAKS = re.compile(
    rf"\b(?:he|she|they)\s+(?:(?:{any_of('speech', 'adverbs')}|\w+ly)\s+)?(?:{_SPEECH})\b"
    rf"|\b(?:{_SPEECH})\s+(?:he|she|they)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…](?:[\"'”’»)\]]|\s»)*$")
_NOTICE = re.compile(
    rf"^\W*(?:{any_of('notices', 'at_start')})(?!\w)|\b(?:{any_of('notices', 'anywhere')})\b"
    rf"|\([^()]*\b(?:{any_of('notices', 'agencies')})\b[^()]*\)\W*$",
    re.IGNORECASE,
)
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


def opening(text: str) -> Opening | None:
    """The leaning words that `text` opens with ("He", "This", "However"), None where it opens by itself.

    "This week" and "Those who" lean on nothing.
    """
    match = _LEANING.match(text)
    if not match or _DATED.match(text):
        return None
    kind: Leaning = "pronoun" if match["pronoun"] else "demonstrative" if match["demonstrative"] else "connective"
    return Opening(kind, match.start(kind), match.end())


def pronoun_speaks(text: str) -> bool:
    """Whether a bare pronoun is the speaker of some statement in `text` ("… , he said")."""
    return bool(_PRONOUN_SPEAKS.search(text))


def is_balanced(text: str) -> bool:
    """Whether every quotation mark that opens in `text` closes there."""
    typed = text.count('"') + text.count("''") + text.count("``")
    return typed % 2 == 0 and text.count("“") == text.count("”") and text.count("«") == text.count("»")


def is_statement(text: str) -> bool:
    """Whether `text` has the form of whole sentences: no heading, caption, credit, link, markup or list mark."""
    words = text.split()
    if len(words) < _LEAST_WORDS or not _ENDS.search(text) or (text.startswith("(") and text.endswith(")")):
        return False
    lower = sum(word.lstrip("\"'“‘([")[:1].islower() for word in words)
    return lower >= _LEAST_LOWER * len(words) and not _NOTICE.search(text) and not _MARKUP.search(text)


def quotation_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """The ranges of `text` that stand in quotation marks, marks included."""
    return tuple(match.span() for match in _QUOTED.finditer(text))


def outside_quotations(text: str) -> str:
    """`text` without what stands in quotation marks."""
    return _QUOTED.sub(" ", text)
