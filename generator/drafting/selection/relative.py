"""Dates for relative expressions: what all languages share."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Callable, Iterable

from generator.analysis.language import ENGLISH
from generator.model import Insert

_OPENING = re.compile(r"(?:\A|[.!?:;…–—•(\[“\"«‘]|\n)\s*\Z")  # what a capital letter may follow that means nothing


def canadian(day: dt.date) -> str:
    """A date in the Canadian form ("August 15, 2025")."""
    return f"{ENGLISH.months[day.month - 1]} {day.day}, {day.year}"


def date_inserts(
    matches: Iterable[re.Match[str]], quoted: Iterable[tuple[int, int]], shown: Callable[[re.Match[str]], str], why: str
) -> list[Insert]:
    """Inserts after the expressions that `shown` can date ("" where it cannot), each expression once.

    `quoted` are the ranges of quotations, whose expressions count from the moment of speaking and are left alone.
    """
    inside = sorted(quoted)
    starts = [start for start, _ in inside]
    found: dict[str, Insert] = {}
    for match in sorted(matches, key=lambda match: match.start()):
        before = bisect.bisect_left(starts, match.end()) - 1
        is_quoted = before >= 0 and match.start() < inside[before][1]
        words = match.group().lower()
        date = "" if is_quoted or words in found else shown(match)
        if date:
            found[words] = Insert(match.end(), f" [{date}]", why)
    return list(found.values())


def is_name(word: str, text: str, start: int) -> bool:
    """Whether `word` at `start`, which is written small, is part of a name there: "USA TODAY", "Russia Today"."""
    if word.isupper():
        return True
    return word[:1].isupper() and not _OPENING.search(text, max(0, start - 8), start)


def nearest(day: dt.date, weekday: int, side: int, *, can_be_today: bool) -> dt.date | None:
    """The nearest `weekday` (0 Monday) after `day` (`side` 1) or before it (-1); None where no side is told (0).

    `day` itself where it is that weekday and `can_be_today`, whatever the side.
    """
    back, ahead = (day.weekday() - weekday) % 7, (weekday - day.weekday()) % 7
    if back == 0 and can_be_today:
        return day
    if side == 0:
        return None
    return day + dt.timedelta(days=(ahead or 7) if side > 0 else -(back or 7))
