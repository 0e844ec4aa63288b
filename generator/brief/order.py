"""The order of print within a section, and the key points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """Most important speaker first, and all that one speaker says together, in the order in which it was said.

    `days` is the date of each document, "" where unknown; such a document comes last among its speaker's.
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


def key_points(sections: Mapping[str, Sequence[Chosen]], most: int, least: int) -> tuple[int, ...]:
    """Rows of the passages that say most: first the best of each section, then the best that are left.

    No more than `most`; beyond one for each section only until there are `least`.
    """
    heads = [max(chosen, key=lambda one: (one.salience, -one.row)) for chosen in sections.values() if chosen]
    heads.sort(key=lambda one: (-one.salience, one.row))
    picked = heads[:most]
    rest = sorted(
        (one for chosen in sections.values() for one in chosen if one not in picked),
        key=lambda one: (-one.salience, one.row),
    )
    picked += rest[: max(0, least - len(picked))]
    order = list(sections)
    return tuple(one.row for one in sorted(picked, key=lambda one: (order.index(one.section), -one.salience, one.row)))


def _voice(one: Chosen) -> object:
    """Who speaks or acts; a reporter's passage stands for itself unless it goes on from the one before."""
    speaker: Speaker | None = one.passage.speaker
    return ("speaker", speaker.name, speaker.group) if speaker else ("report", one.row)
