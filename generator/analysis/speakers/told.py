"""The parts of an article that quote or report what somebody said."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

from generator.model import Span


def united(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, with overlapping ones merged."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def is_told(told: Sequence[Span], at: int) -> bool:
    """Whether an offset is within one of the spans `told`, which are sorted and do not overlap."""
    index = bisect.bisect_right(told, at, key=lambda span: span.start) - 1
    return index >= 0 and at < told[index].end
