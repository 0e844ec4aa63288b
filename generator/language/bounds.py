"""Where a sentence can and cannot start, told to the parser beforehand.

The parser finds sentence ends by itself; what a mark, a small letter or the numbering of a list settles, it need not
guess.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CLOSING = frozenset("”’»)]")
_INNER = frozenset([",", ";", ":", ".", "!", "?", "…", "...", "%", "/"])
_ENDS = frozenset(".!?…:;—–")
_TITLES = (
    "mr mrs ms dr prof gen col lt maj capt sgt adm sen rep gov rev hon st mt vs e.g i.e n° no nos pp art fig approx"
)
_NEVER_LAST = frozenset(f"{title}." for title in _TITLES.split(" "))
_MARKER = re.compile(r"(?<!\S)[•⁃]?\s?(?:(\d{1,3})|([a-z]))(?:\.\)|[.)])(?=\s)")


def mark_starts(doc: Doc) -> Doc:
    """Tell the parser where sentences cannot start, and that each item of a numbered list starts one."""
    items = _list_items(doc.text)
    straight = 0
    for token in doc:
        closes = token.text in _CLOSING or (token.text == '"' and straight % 2 == 1)
        straight += token.text == '"'
        if token.idx in items:
            token.is_sent_start = True
        elif token.i and (
            closes or any(start < token.idx <= end for start, end in items.items()) or not _may_start(doc, token.i)
        ):
            token.is_sent_start = False
    return doc


def _list_items(text: str) -> dict[int, int]:
    """Where each item of a list run into one line starts, and where its first word does ("1. One 2. Two")."""
    found = [(m.start(), m.end() + 1, int(m[1]) if m[1] else ord(m[2])) for m in _MARKER.finditer(text)]
    in_row = {a for a, b in pairwise(found) if b[2] == a[2] + 1} | {b for a, b in pairwise(found) if b[2] == a[2] + 1}
    return {start: end for start, end, _ in sorted(in_row)}


def _may_start(doc: Doc, at: int) -> bool:
    """Whether a sentence can start at token `at`: something ends before it, and it has no small letter."""
    if doc[at].text[:1].islower() or doc[at].text in _INNER:
        return False
    before = at - 1
    while before > 0 and (doc[before].text in _CLOSING or doc[before].text == '"'):
        before -= 1
    last = doc[before].text
    if last == "." and before and not doc[before - 1].whitespace_:
        last = doc[before - 1].text + last
    return (last[-1:] in _ENDS and last.lower() not in _NEVER_LAST) or last.isspace()
