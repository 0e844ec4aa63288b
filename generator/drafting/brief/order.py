"""The order of excerpts within a section, and the choice of key points."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Passage, Speaker


@dataclass(frozen=True, slots=True)
class Chosen:
    """A passage that will be printed."""

    row: int
    document: int
    place: int
    """Its index among the passages of its document."""
    passage: Passage
    section: str
    salience: float


def in_print_order(chosen: Sequence[Chosen], days: Sequence[str]) -> list[Chosen]:
    """The most important speaker first; what one speaker says is kept together, in the order in which it was said.

    `days` has the date of each document, "" where unknown; a speaker's undated statements come last.
    """
    best: dict[object, tuple[float, int]] = {}
    for one in chosen:
        key = _voice(one)
        best[key] = max(best.get(key, (-1.0, 0)), (one.salience, -one.row))
    return sorted(
        chosen,
        key=lambda one: (
            -best[_voice(one)][0],
            -best[_voice(one)][1],
            days[one.document] or "9999",
            one.document,
            one.place,
        ),
    )


def key_points(
    sections: Mapping[str, Sequence[Chosen]],
    most: int,
    least: int,
    *,
    alike: Callable[[int, int], bool] = operator.eq,
) -> tuple[int, ...]:
    """Rows of the key points: first the best passage of each section, then the best of those that are left.

    There are at most `most`; more than one for a section only until there are `least`; no two are `alike`.
    """
    ranked = {name: sorted(chosen, key=_rank) for name, chosen in sections.items() if chosen}
    picked: list[Chosen] = []

    def pick(queue: Sequence[Chosen]) -> None:
        fresh = (one for one in queue if not any(one.row == p.row or alike(one.row, p.row) for p in picked))
        picked.extend(itertools.islice(fresh, 1))

    for queue in sorted(ranked.values(), key=lambda queue: _rank(queue[0])):
        if len(picked) < most:
            pick(queue)
    rest = sorted((one for queue in ranked.values() for one in queue), key=_rank)
    for _ in range(least - len(picked)):
        pick(rest)
    order = list(sections)
    return tuple(one.row for one in sorted(picked, key=lambda one: (order.index(one.section), *_rank(one))))


def _rank(one: Chosen) -> tuple[float, int]:
    """The more salient first, then the one that is read first."""
    return -one.salience, one.row


def _voice(one: Chosen) -> object:
    """By whom passages are kept together: the speaker; a reporter's passage is by itself."""
    speaker: Speaker | None = one.passage.speaker
    return ("speaker", speaker.name, speaker.group) if speaker else ("report", one.row)
