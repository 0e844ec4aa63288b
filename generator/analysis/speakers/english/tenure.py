"""Tell whether an office is still held, by the words before and after it."""

from __future__ import annotations

import re

from generator.analysis.lexicon import markers
from generator.analysis.speakers.lines import Line

_GOVERNMENTS = frozenset({"government", "governments", "administration", "administrations", "cabinet", "life", "term"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_DECADE = re.compile(r"(?:(?:19|20)\d|[’'])\d0s")
_STOPS = frozenset(
    {"who", "which", "but", "where", "when", "whose"}
)  # the clause that they open is about something else


def is_former(line: Line, start: int, head: int) -> bool:
    """Whether "former" or a similar word precedes the head."""
    lows = {line.low(at) for at in range(start, head)}
    return bool(lows & (markers("former") | markers("past")))


def is_over(line: Line, start: int, end: int) -> bool:
    """Whether the words after the head show that the office has ended: "until 2019", "in an earlier government"."""
    for at in range(start, end):
        low = line.low(at)
        if low in _STOPS:
            return False
        year = _YEAR.fullmatch(line.low(at + 1)) is not None
        if (low in {"until", "till", "to"} and year) or (low == "between" and year):
            return True
        if low in {"in", "during", "under"} and _past_time(line, at + 1, min(end, at + 6)):
            return True
    return False


def _past_time(line: Line, start: int, end: int) -> bool:
    """Whether the words name a past time or government: "the 1990s", "a previous cabinet"."""
    before = False
    for at in range(start, end):
        before = before or line.low(at) in markers("earlier")
        if _DECADE.fullmatch(line.words[at].text) or (before and line.low(at) in _GOVERNMENTS):
            return True
    return False
