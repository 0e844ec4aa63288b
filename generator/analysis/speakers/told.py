"""What an article tells or quotes of somebody's words."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

from generator.model import Span


def united(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def is_told(told: Sequence[Span], at: int) -> bool:
    """Whether an offset lies within one of the spans `told`, which are in order and apart."""
    index = bisect.bisect_right(told, at, key=lambda span: span.start) - 1
    return index >= 0 and at < told[index].end
