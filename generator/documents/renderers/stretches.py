"""The texts of the sources cut where excerpts begin and end, so that their words can be marked."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator.model import Brief, Source

Mark: TypeAlias = tuple[int, int, int]
"""Where a passage starts and ends in the text of its source, and the number of its excerpt."""

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a source's text: the numbers of the excerpts that it is in, that start with it and that end with it."""

    text: str
    inside: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


def marks(brief: Brief) -> dict[str, list[Mark]]:
    """The passages of the excerpts by the source that they stand in."""
    found: dict[str, list[Mark]] = {}
    for number, excerpt in enumerate(brief.excerpts(), 1):
        start = excerpt.end - len(excerpt.text.lstrip())  # white space between paragraphs is not shown
        end = excerpt.start + len(excerpt.text.rstrip())
        found.setdefault(excerpt.source, []).append((start, end, number))
    return found


def paragraphs(source: Source, marks: list[Mark]) -> Iterator[tuple[Stretch, ...]]:
    """The paragraphs of a source, and an empty one wherever some of its text is not here."""
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
    """The paragraph `start:end` cut where a mark begins or ends."""
    near = [mark for mark in marks if mark[0] < end and mark[1] > start]
    edges = sorted({start, end, *(edge for mark in near for edge in mark[:2] if start < edge < end)})
    for left, right in itertools.pairwise(edges):
        inside = [mark for mark in near if mark[0] <= left and right <= mark[1]]
        yield Stretch(
            text[left:right],
            inside=tuple(number for _, _, number in inside),
            starts=tuple(number for begin, _, number in inside if begin == left),
            ends=tuple(number for _, finish, number in inside if finish == right),
        )
