"""Where paragraphs begin and end, and what the pipeline sees of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import Span

_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*\n")
_BREAK = re.compile(r"[\n\r\u0085\u2028\u2029\v\f]")
_HARD_WRAP = range(50, 101)  # columns at which mail and typewriter text is wrapped

_AGENCY = r"\((?:[A-Z][\w.’' ]{1,30}?)\)"
_PLACE = r"(?:(?:ST\.|[A-Z]{2})\s)?[A-Z][A-Z’'-]{2,}(?:[\s-][A-Z][A-Z.’'-]+){0,3}(?:,\s[A-Z][\w.’' ]{1,24}?)?"
_PLAIN_PLACE = r"[A-Z][a-zà-ÿ’'-]+(?:[\s-][A-Z][a-zà-ÿ’'-]+){0,2}(?:,\s[A-Z][\w.’' ]{1,24}?)?"
_DAY = r"(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?"
DATELINE = re.compile(
    rf"(?:(?:{_PLACE}{_DAY}\s*(?:,?\s*{_AGENCY})?|(?:{_PLAIN_PLACE}{_DAY},?\s*)?{_AGENCY})\s*(?:—\s*|(?:–|--|-)\s+)|\((?:CNN|AP|AFP|Reuters)\)\s+)"
    r"(?=[“\"‘'«(]?[A-Z0-9À-Þ])"
)
"""A dateline at the head of a story: a place in capitals, an agency in brackets, or both, and a dash."""


def paragraph_spans(text: str) -> tuple[Span, ...]:
    """The paragraphs of `text`: lines, or blocks between blank lines where the lines are hard-wrapped."""
    pattern = _BLANK_LINE if _is_hard_wrapped(text) else _BREAK
    return tuple(_trimmed(text, start, end) for start, end in _between(pattern, text) if text[start:end].strip())


def shown(paragraph: str) -> str:
    """What the pipeline sees of a paragraph: as many code points, no line break, no dateline."""
    dateline = DATELINE.match(paragraph)
    head = dateline.end() if dateline else 0
    return " " * head + _BREAK.sub(" ", paragraph[head:])


def _is_hard_wrapped(text: str) -> bool:
    """Whether most lines break in the middle of a sentence at a typewriter's width."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    wrapped = sum(len(line) in _HARD_WRAP and line[-1] not in '.!?"”’)»:' for line in lines)
    return len(lines) >= 6 and wrapped > len(lines) / 2 and bool(_BLANK_LINE.search(text))


def _between(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in pattern.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip())))
