"""French stories: datelines, what the pipeline sees of a paragraph, and where sentences start."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.analysis.language.paragraphs import BREAK

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PLACE = r"[A-ZÀ-Þ][\w’'. -]{1,30}?"
DATELINE = re.compile(
    rf"(?:\({_PLACE}\)\s+(?:[—–-]\s+)?"
    rf"|{_PLACE}(?:,\s[^.;:«»()]{{3,25}}?)?\s*(?:\([A-ZÀ-Þ][\w .’'-]{{1,20}}\)\s*)?\s[—–]\s+)"
    r"(?=[«“\"]?\s?[A-ZÀ-Þ0-9])"
)
"""A dateline at the head of a French story: "(Ottawa)", "Paris (AFP) —", "MONTRÉAL –"."""

_PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_CLOSING = frozenset("”’»)]\"'")
_ENDS = frozenset([".", "!", "?", "…", "..."])
_OPENING = frozenset("«“—–")
_TITLES = "m mm mme mmes mlle dr dre pr me mgr st ste art p cf env av apr vol no nos gén col lt cap min max etc"
_NEVER_LAST = frozenset(f"{title}." for title in _TITLES.split(" "))


def shown(paragraph: str) -> str:
    """What the pipeline sees of a paragraph: the same number of code points, plain apostrophes and blanks, no dateline.

    The pipeline was trained on a treebank with plain apostrophes and does not know words with curly ones.
    """
    dateline = DATELINE.match(paragraph)
    head = dateline.end() if dateline else 0
    return " " * head + BREAK.sub(" ", paragraph[head:].translate(_PLAIN))


def mark_starts(doc: Doc) -> Doc:
    """Tell the parser where sentences start, by marks and capitals; it decides only after abbreviations."""
    straight = [token.i for token in doc if token.text == '"']
    closing = frozenset(straight[1::2])
    for token in doc[1:]:
        if not _is_open_question(doc, token.i):
            token.is_sent_start = _starts(doc, token.i, closing)
    return doc


def _starts(doc: Doc, at: int, closing: frozenset[int]) -> bool:
    """Whether the token at `at` has a capital or opens a quotation after the end of a sentence, or after a dateline.

    `closing` are the straight quotation marks that close a quotation: every second one.
    """
    first = doc[at]
    if at == 1 and doc[0].is_space:
        return True
    if at in closing or first.text in _CLOSING - {'"'}:
        return False
    if not (first.text[0].isupper() or first.text[0].isdigit() or first.text[0] in _OPENING or first.text == '"'):
        return False
    return doc[_before(doc, at, closing)].text in _ENDS


def _before(doc: Doc, at: int, closing: frozenset[int]) -> int:
    """The last token before `at` that is neither a closing mark nor a blank."""
    before = at - 1
    while before > 0 and (before in closing or doc[before].text in _CLOSING - {'"'} or doc[before].is_space):
        before -= 1
    return before


def _is_open_question(doc: Doc, at: int) -> bool:
    """Whether only the syntax shows if an abbreviation ends a sentence ("aux É.-U. Le Canada")."""
    last = doc[at - 1].text
    return (
        len(last) > 2
        and last.endswith(".")
        and last not in _ENDS
        and last.lower() not in _NEVER_LAST
        and doc[at].text[0].isupper()
    )
