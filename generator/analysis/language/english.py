"""English stories: datelines, what the pipeline sees of a paragraph, and where a sentence can and cannot start.

The parser finds the ends of sentences; it need not guess what a mark, a small letter or the number of a list item
settles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.analysis.language.paragraphs import BREAK

if TYPE_CHECKING:
    from spacy.tokens import Doc

_AGENCY = r"\((?:[A-Z][\w.’' ]{1,30}?)\)"
_PLACE = r"(?:(?:ST\.|[A-Z]{2})\s)?[A-Z][A-Z’'-]{2,}(?:[\s-][A-Z][A-Z.’'-]+){0,3}(?:,\s[A-Z][\w.’' ]{1,24}?)?"
_PLAIN_PLACE = r"[A-Z][a-zà-ÿ’'-]+(?:[\s-][A-Z][a-zà-ÿ’'-]+){0,2}(?:,\s[A-Z][\w.’' ]{1,24}?)?"
_DAY = r"(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?"
DATELINE = re.compile(
    rf"(?:(?:{_PLACE}{_DAY}\s*(?:,?\s*{_AGENCY})?|(?:{_PLAIN_PLACE}{_DAY},?\s*)?{_AGENCY})\s*(?:—\s*|(?:–|--|-)\s+)|\((?:CNN|AP|AFP|Reuters)\)\s+)"
    r"(?=[“\"‘'«(]?[A-Z0-9À-Þ])"
)
"""A dateline at the head of a story: a place in capitals, an agency in brackets, or both, and a dash."""

_CLOSING = frozenset("”’»)]")
_INNER = frozenset([",", ";", ":", ".", "!", "?", "…", "...", "%", "/"])
_ENDS = frozenset(".!?…:;—–")
_TITLES = "mr mrs ms dr prof gen col lt maj capt sgt adm sen rep gov rev hon st mt vs e.g i.e approx"
_NEVER_LAST = frozenset(f"{title}." for title in _TITLES.split(" "))
_NUMBERED = frozenset(["no.", "nos.", "n°.", "pp.", "p.", "art.", "fig.", "vol.", "ch."])
_ZONE = re.compile(
    r"(?:[ECMPA][SD]?T|A[KN]?[SD]T|N[SD]?T|GMT|UTC|BST|CES?T|EES?T|MSK|IST|JST|AES?T"
    r"|Eastern|Central|Mountain|Pacific|Atlantic)\.?"
)
# Words that have a capital only at the head of a sentence: after an abbreviation they settle that one ends there, as in
# Kiss and Strunk's orthographic heuristic (Computational Linguistics, 2006).
_CAPITALS = (
    "A After An And As At Before But By For From He Her His How However If In It Its Many On Our She Some Such That The"
    " Their There These They This Those We What When Where While Who Why With You"
)
_OPENERS = frozenset(_CAPITALS.split(" "))
_STOPS = frozenset([".", "!", "?"])
_BEFORE_I = frozenset(["and", "or", "nor", "than", "as"])
_LONGEST_INSERT = 12
_HALVES = frozenset(["a.m.", "p.m.", "am", "pm", "a.m", "p.m"])
_MARKER = re.compile(r"(?<!\S)[•⁃]?\s?(?:(\d{1,3})|([a-z]))(?:\.\)|[.)])(?=\s)")


def shown(paragraph: str) -> str:
    """What the pipeline sees of a paragraph: the same number of code points, no line breaks, no dateline."""
    dateline = DATELINE.match(paragraph)
    head = dateline.end() if dateline else 0
    return " " * head + BREAK.sub(" ", paragraph[head:])


def mark_starts(doc: Doc) -> Doc:
    """Tell the parser where sentences cannot start, and that each item of a numbered list starts one."""
    words = [token.text for token in doc]
    closing = _closing_marks(words)
    items = _list_items(doc.text)
    for at, token in enumerate(doc):
        if token.idx in items or (at and _must_start(words, at)):
            token.is_sent_start = True
        elif at and (at in closing or _is_numbering(token.idx, items) or not _may_start(doc, words, at)):
            token.is_sent_start = False
    return doc


def _closing_marks(words: Sequence[str]) -> frozenset[int]:
    """The straight quotation marks that close a quotation: every second one."""
    return frozenset([at for at, word in enumerate(words) if word == '"'][1::2])


def _is_numbering(offset: int, items: Mapping[int, int]) -> bool:
    """Whether an offset lies between the number of a list item and its first word, which it may not separate."""
    return any(start < offset <= end for start, end in items.items())


def _list_items(text: str) -> dict[int, int]:
    """In a list run into one line ("1. One 2. Two"): the offset of each item and of its first word."""
    found = [(m.start(), m.end() + 1, int(m[1]) if m[1] else ord(m[2])) for m in _MARKER.finditer(text)]
    in_row = {a for a, b in pairwise(found) if b[2] == a[2] + 1} | {b for a, b in pairwise(found) if b[2] == a[2] + 1}
    return {start: end for start, end, _ in sorted(in_row)}


def _must_start(words: Sequence[str], at: int) -> bool:
    """Whether an abbreviation ends a sentence before word `at`, whose capital shows that a sentence starts."""
    last = words[at - 1]
    if last[-1] != ".":
        return False
    if last == "I." and at > 1 and words[at - 2].lower() in _BEFORE_I:  # the pronoun, not an initial
        return words[at][:1].isupper()
    return (
        words[at] in _OPENERS
        and len(last) > 2
        and last[-2].isalpha()
        and last.lower().rpartition("-")[2] not in _NEVER_LAST
        and last.lower() not in _NUMBERED
    )


def _may_start(doc: Doc, words: Sequence[str], at: int) -> bool:
    """Whether a sentence can start at token `at`: by its own form, and by the word before it."""
    return _may_be_first(words, at) and _ends_before(doc, words, at)


def _may_be_first(words: Sequence[str], at: int) -> bool:
    """Whether a word can be the first of a sentence: no small letter, inner mark, time zone or inserted bracket."""
    word = words[at]
    if word[:1].islower() or word in _CLOSING or word in _INNER or (at == 1 and words[0].isspace()):
        return False
    if _ZONE.fullmatch(word):
        return _HALVES.isdisjoint(other.lower() for other in words[max(0, at - 2) : at])
    return word != "(" or not _is_inserted(words, at)


def _ends_before(doc: Doc, words: Sequence[str], at: int) -> bool:
    """Whether a sentence can end before token `at`: at an end mark that is no part of an abbreviation, or a blank."""
    last = _last_before(doc, words, at)
    lower = last.lower()
    if last.isspace():
        return True
    is_number = lower in _NUMBERED and words[at][:1].isdigit()
    return last[-1:] in _ENDS and not is_number and lower.rpartition("-")[2] not in _NEVER_LAST


def _last_before(doc: Doc, words: Sequence[str], at: int) -> str:
    """The last word before token `at` that is no closing mark, with its full stop."""
    before = at - 1
    while before > 0 and (words[before] in _CLOSING or words[before] == '"'):
        before -= 1
    if before and words[before] == "." and not doc[before - 1].whitespace_:
        return words[before - 1] + "."
    return words[before]


def _is_inserted(words: Sequence[str], at: int) -> bool:
    """Whether the bracket that opens at `at` belongs to the sentence before, whose end mark follows the bracket."""
    closing = next((i for i, word in enumerate(words[at + 1 : at + _LONGEST_INSERT], at + 1) if word == ")"), -1)
    return closing > 0 and any(word in _STOPS for word in words[closing + 1 : closing + 2])
