"""Where paragraphs begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import Span

_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*\n")
BREAK = re.compile(r"[\n\r\u0085\u2028\u2029\v\f]")
"""A line break of any kind."""
_HARD_WRAP = range(50, 101)  # columns at which mail and typewriter text is wrapped


def paragraph_spans(text: str) -> tuple[Span, ...]:
    """The paragraphs of `text`: its lines, or the blocks between blank lines if the lines are hard-wrapped."""
    pattern = _BLANK_LINE if _is_hard_wrapped(text) else BREAK
    return tuple(_trimmed(text, start, end) for start, end in _between(pattern, text) if text[start:end].strip())


def _is_hard_wrapped(text: str) -> bool:
    """Whether most lines break in mid-sentence at the width of a typewriter."""
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
