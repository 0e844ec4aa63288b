"""The texts of the sources, cut where excerpts begin and end so that these can be highlighted."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator.model import Brief, Source

Mark: TypeAlias = tuple[int, int, int]
"""The start and end of a passage in the text of its source, and the number of its excerpt."""

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a source's text, with the numbers of the excerpts that contain it, start with it and end with it."""

    text: str
    inside: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


def marks(brief: Brief) -> dict[str, list[Mark]]:
    """The passages of the excerpts, by the id of their source."""
    found: dict[str, list[Mark]] = {}
    for number, excerpt in enumerate(brief.excerpts(), 1):
        start = excerpt.end - len(excerpt.text.lstrip())  # white space between paragraphs is not shown
        end = excerpt.start + len(excerpt.text.rstrip())
        found.setdefault(excerpt.source, []).append((start, end, number))
    return found


def paragraphs(source: Source, marks: list[Mark]) -> Iterator[tuple[Stretch, ...]]:
    """The paragraphs of a source, with an empty one wherever part of its text is not kept."""
    end = 0
    for run in source.runs():
        if run.start > end:
            yield ()
        for match in _PARAGRAPH.finditer(source.text, run.start, run.end):
            yield tuple(_stretches(source.text, match.start(), match.end(), marks))
        end = run.end
    if source.kept is not None and source.kept.after:
        yield ()


def _stretches(text: str, start: int, end: int, marks: list[Mark]) -> Iterator[Stretch]:
    """The paragraph `start:end`, cut where a mark begins or ends."""
    near = [mark for mark in marks if mark[0] < end and mark[1] > start]
    inner = {edge for mark in near for edge in mark[:2] if start < edge < end}
    for left, right in itertools.pairwise(sorted({start, end, *inner})):
        yield _stretch(text, left, right, [mark for mark in near if mark[0] <= left and right <= mark[1]])


def _stretch(text: str, left: int, right: int, inside: list[Mark]) -> Stretch:
    return Stretch(
        text[left:right],
        inside=tuple(number for _, _, number in inside),
        starts=tuple(number for begin, _, number in inside if begin == left),
        ends=tuple(number for _, finish, number in inside if finish == right),
    )
