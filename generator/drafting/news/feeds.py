"""Stories that a feed dropped early, perhaps because they were retracted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

_STILL, _LEAST = 0.5, 2  # share and number of the older entries that the feed must still list: some are shuffled


Entry: TypeAlias = tuple[str, str]
"""URL of a story, and its date or date-time in ISO 8601, "" where the feed gives none."""


def gone(before: Sequence[Entry], now: Sequence[Entry]) -> tuple[str, ...]:
    """The URLs that a feed listed `before` and no longer lists, although older entries are still there.

    A feed drops its oldest entries as new ones come in. A missing entry means something only if at least two older
    entries, and half of all older ones, are still listed. An entry is older if it has an earlier date or, without
    dates, was further down. An empty feed means nothing. Check a story at its source before reporting it as gone.
    """
    still = {url for url, _ in now}
    found = []
    for place, entry in enumerate(before):
        older = [other[0] for row, other in enumerate(before) if _is_older(other, row, entry, place)]
        listed = sum(url in still for url in older)
        if entry[0] not in still and listed >= max(_LEAST, _STILL * len(older)):
            found.append(entry[0])
    return tuple(dict.fromkeys(found))


def _is_older(other: Entry, row: int, entry: Entry, place: int) -> bool:
    if other[1] and entry[1]:
        return other[1] < entry[1]
    return row > place
