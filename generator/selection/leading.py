"""Connectives at the head of a passage that point to a sentence which is not printed."""

from __future__ import annotations

import re

from generator.rankers.phrases import any_of

_CONNECTIVE = re.compile(
    rf"[\"“'‘]?(?P<cut>(?:{any_of('cut', 'always')})\b(?![-'’]),?|(?:{any_of('cut', 'with_comma')}),)(?=\s)",
    re.IGNORECASE,
)


def connective(text: str, start: int = 0) -> tuple[int, int] | None:
    """The range of a connective at `start` that may be cut ("However,", "But"), None where there is none.

    One inside an opening quotation mark is found too; the mark is not part of the range.
    """
    match = _CONNECTIVE.match(text, start)
    return (match.start("cut"), match.end("cut")) if match else None
