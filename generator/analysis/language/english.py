"""English stories: datelines, what the pipeline sees of a paragraph, and where a sentence can and cannot start.

The parser finds sentence ends by itself; what a mark, a small letter or the numbering of a list settles, it need not
guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    closing = frozenset([at for at, word in enumerate(words) if word == '"'][1::2])
    items = _list_items(doc.text)
    for at, token in enumerate(doc):
        if token.idx in items or (at and _must_start(words, at)):
            token.is_sent_start = True
        elif at and (
            words[at] in _CLOSING
            or at in closing
            or any(start < token.idx <= end for start, end in items.items())
            or not _may_start(doc, words, at)
        ):
            token.is_sent_start = False
    return doc


def _list_items(text: str) -> dict[int, int]:
    """Where each item of a list run into one line starts, and where its first word does ("1. One 2. Two")."""
    found = [(m.start(), m.end() + 1, int(m[1]) if m[1] else ord(m[2])) for m in _MARKER.finditer(text)]
    in_row = {a for a, b in pairwise(found) if b[2] == a[2] + 1} | {b for a, b in pairwise(found) if b[2] == a[2] + 1}
    return {start: end for start, end, _ in sorted(in_row)}


def _must_start(words: Sequence[str], at: int) -> bool:
    """Whether an abbreviation ends a sentence before word `at`, which has a capital it would not have within one."""
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
    """Whether a sentence can start at token `at`: something ends before it, and it has no small letter."""
    word = words[at]
    if word[:1].islower() or word in _INNER or (at == 1 and words[0].isspace()):
        return False
    if _ZONE.fullmatch(word) and any(other.lower() in _HALVES for other in words[max(0, at - 2) : at]):
        return False
    if word == "(" and _is_inserted(words, at):
        return False
    before = at - 1
    while before > 0 and (words[before] in _CLOSING or words[before] == '"'):
        before -= 1
    last = words[before]
    if last == "." and before and not doc[before - 1].whitespace_:
        last = words[before - 1] + last
    if last.lower() in _NUMBERED and word[:1].isdigit():
        return False
    return (last[-1:] in _ENDS and last.lower().rpartition("-")[2] not in _NEVER_LAST) or last.isspace()


def _is_inserted(words: Sequence[str], at: int) -> bool:
    """Whether the bracket that opens at `at` belongs to the sentence before: the full stop comes after it."""
    closing = next((i for i, word in enumerate(words[at + 1 : at + _LONGEST_INSERT], at + 1) if word == ")"), -1)
    return closing > 0 and any(word in _STOPS for word in words[closing + 1 : closing + 2])
