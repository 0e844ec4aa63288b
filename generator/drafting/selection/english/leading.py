"""Connectives at the start of a passage, and just after its subject, that refer to a sentence that is not printed."""

from __future__ import annotations

import re
from functools import partial

from generator.analysis import lexicon
from generator.model import Document, Passage

_any_of = partial(lexicon.of("en").any_of, "openings")

_CONNECTIVE = re.compile(
    rf"[\"“'‘]?(?P<cut>(?:{_any_of('cut', 'always')})\b(?![-'’]),?|(?:{_any_of('cut', 'with_comma')}),)(?=\s)",
    re.IGNORECASE,
)
_ADDITION = re.compile(
    rf"(?:\s+(?:has|have|had|is|are|was|were|will|would))?\s+(?:{_any_of('cut', 'within')})(?=\s)"
    rf"|,\s+(?:{_any_of('cut', 'between_commas')}),(?=\s)",
)


def connective(text: str, start: int = 0) -> tuple[int, int] | None:
    """The range of a connective at `start` that may be cut ("However,", "But"), None where there is none.

    One inside an opening quotation mark is found too; the mark is not part of the range.
    """
    match = _CONNECTIVE.match(text, start)
    return (match.start("cut"), match.end("cut")) if match else None


def addition(text: str, subject_end: int) -> tuple[int, int] | None:
    """The range of an "also" or ", however," just after the subject, commas included, None where there is none."""
    match = _ADDITION.match(text, subject_end)
    if not match:
        return None
    return (match.start() if match[0][0] == "," else match.start() + match[0].rindex(" ") + 1, match.end())


def connectives(text: str, passage: Passage, document: Document) -> list[tuple[int, int]]:
    """The ranges of connectives at the start of a passage and after its subject that refer to what came before."""
    subject = document.sentences[passage.sentences[0]].subject
    after = len(text[: subject.end - passage.span.start].rstrip(", ")) if subject else 0
    found = [connective(text), addition(text, after) if after else None]
    return [place for place in found if place]
