"""A parsed paragraph as plain values: its words, and the places and office nouns among them."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from generator.analysis.lexicon import Office, Place
from generator.model import Span

T = TypeVar("T")

_LONGEST = 9  # words of the longest phrase in the lists


class Word(NamedTuple):
    """A token; `start` and `end` are offsets in the article, `head` the index of its head in the line."""

    text: str
    low: str
    pos: str
    dep: str
    head: int
    start: int
    end: int
    entity: str
    sentence: int
    beat: int
    """Like `sentence`, but the sentences of one quotation count as one."""
    opens: bool
    """Whether it is the first token of its sentence."""
    quoted: bool
    """Whether it is inside quotation marks."""


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a paragraph, with its places and office nouns by start."""

    number: int
    text: str
    """The whole article."""
    words: tuple[Word, ...]
    places: Mapping[int, tuple[int, Place]]
    """Start → (end, place) of the longest place name there."""
    offices: Mapping[int, tuple[int, Office]]
    place_ends: Mapping[int, int]
    """End → start of each place."""
    office_ends: Mapping[int, int]

    def slice(self, start: int, end: int) -> str:
        """The text of the words from `start` up to `end`, with line breaks as spaces."""
        if start >= end:
            return ""
        return " ".join(self.text[self.words[start].start : self.words[end - 1].end].split())

    def span(self, start: int, end: int) -> Span:
        """The span of the words from `start` up to `end`."""
        return Span(self.words[start].start, self.words[end - 1].end)

    def joined(self, index: int) -> bool:
        """Whether there is no space between the word at `index` and the one before."""
        return index > 0 and self.words[index - 1].end == self.words[index].start

    def low(self, index: int) -> str:
        """The lower-case word at `index`, "" outside the line."""
        return self.words[index].low if 0 <= index < len(self.words) else ""

    def pos(self, index: int) -> str:
        """The part of speech at `index`, "" outside the line."""
        return self.words[index].pos if 0 <= index < len(self.words) else ""

    def within(self, span: Span) -> tuple[int, int]:
        """The range of words within `span`, (0, 0) if there are none."""
        first = bisect.bisect_right(self.words, span.start, key=lambda word: word.end)
        last = bisect.bisect_left(self.words, span.end, key=lambda word: word.start)
        return (first, last) if first < last else (0, 0)

    def covered(self, phrases: Mapping[int, tuple[int, T]], index: int) -> int:
        """The end of the phrase (a place or an office) that contains the word at `index`, 0 if there is none."""
        for start in range(index, max(-1, index - _LONGEST), -1):
            if start in phrases:
                return phrases[start][0] if phrases[start][0] > index else 0
        return 0

    def place_before(self, end: int) -> tuple[int, Place] | None:
        """The place name that ends just before `end`: its start and the place."""
        start = self.place_ends.get(end)
        return None if start is None else (start, self.places[start][1])

    def office_before(self, end: int) -> tuple[int, Office] | None:
        """The office noun that ends just before `end`: its start and the office."""
        start = self.office_ends.get(end)
        return None if start is None else (start, self.offices[start][1])

    def places_in(self, start: int, end: int) -> Iterator[tuple[int, int, Place]]:
        """Start, end and place of each place name in the words from `start` up to `end`."""
        return ((at, *self.places[at]) for at in range(start, end) if at in self.places and self.places[at][0] <= end)

    def offices_in(self, start: int, end: int) -> Iterator[tuple[int, int, Office]]:
        """Start, end and office of each office noun in the words from `start` up to `end`."""
        return (
            (at, *self.offices[at]) for at in range(start, end) if at in self.offices and self.offices[at][0] <= end
        )
