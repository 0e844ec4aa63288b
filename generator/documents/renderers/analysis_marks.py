"""An article's text, cut where a passage or a mark begins or ends: rows of stretches."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.model import Document, Placement, Span

Part = Literal["source", "cue", "content"]
_DEEPEST = 3  # levels of nested statements that look different


@dataclass(frozen=True, slots=True)
class Analysed:
    """A document with the section of each of its passages."""

    document: Document
    placements: tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class MarkedStretch:
    """A run of words with the same marks, and the numbers of the statements that start or end with it."""

    text: str
    classes: str = ""
    starts: tuple[int, ...] = ()
    """Statements whose first mark starts here: links from the table lead here."""
    ends: tuple[int, ...] = ()
    """Statements of which a part ends here, the innermost first."""


@dataclass(frozen=True, slots=True)
class Row:
    """The part of a passage within one paragraph, with the words before it; `place` is None after the last one."""

    stretches: tuple[MarkedStretch, ...]
    place: Placement | None = None
    section: str = ""
    """The section's title, "" if the passage belongs to none."""
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class _Boundary:
    span: Span
    part: Part
    number: int
    is_first: bool
    is_numbered: bool
    """Whether the statement's number follows it: it follows the content, or the first part that there is."""

    def starts(self, here: Span) -> bool:
        """Whether the number's link leads to the stretch `here`."""
        return self.is_first and self.span.start == here.start

    def ends(self, here: Span) -> bool:
        """Whether the number stands at the end of the stretch `here`."""
        return self.is_numbered and self.span.end == here.end


def paragraphs(analysed: Analysed, sections: Mapping[str, str]) -> Iterator[tuple[Row, ...]]:
    """The rows of each paragraph; `sections` maps the ids of the profile's sections to their titles."""
    document = analysed.document
    text, marks = document.article.text, list(_marks(document))
    for paragraph in document.paragraphs:
        rows = []
        for before, span, index in _pieces(paragraph, [passage.span for passage in document.passages]):
            stretches = (*_outside(text, before, marks), *_shown(text, span, marks))
            if index is None:
                rows += [Row(stretches)] if stretches else []
                continue
            place = analysed.placements[index]
            title = sections.get(place.section, place.section) if place.section else ""
            is_continued = document.passages[index].span.start < paragraph.start
            rows.append(Row(stretches, place, title, is_continued))
        yield tuple(rows)


def _pieces(paragraph: Span, passages: Sequence[Span]) -> Iterator[tuple[Span, Span, int | None]]:
    """The paragraph cut into passages: (text before, passage, its index); the index of the rest at the end is None."""
    at = paragraph.start
    for index, passage in enumerate(passages):
        if passage.overlap(paragraph):
            start, end = max(passage.start, at), min(passage.end, paragraph.end)
            yield Span(at, start), Span(start, end), index
            at = end
    yield Span(at, paragraph.end), Span(paragraph.end, paragraph.end), None


def _outside(text: str, span: Span, marks: Sequence[_Boundary]) -> Iterator[MarkedStretch]:
    """Text outside any passage, such as a dateline, with the space after it."""
    words = span.of(text)
    if words.strip():
        whole = Span(span.start + len(words) - len(words.lstrip()), span.end)
        for stretch in _stretches(text, whole, marks):
            yield replace(stretch, classes=f"outside {stretch.classes}".strip())


def _shown(text: str, span: Span, marks: Sequence[_Boundary]) -> Iterator[MarkedStretch]:
    shown = _trimmed(span, text)
    if shown:
        yield from _stretches(text, shown, marks)


def _trimmed(span: Span, text: str) -> Span | None:
    """`span` without white space at its ends, None if nothing is left."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(start, end) if start < end else None


def _marks(document: Document) -> Iterator[_Boundary]:
    text = document.article.text
    for number, attribution in enumerate(document.attributions, 1):
        parts: tuple[tuple[Part, tuple[Span, ...]], ...] = (
            ("content", attribution.content),
            ("cue", attribution.cue),
            ("source", attribution.source),
        )
        shown = [(part, _trimmed(span, text)) for part, spans in parts for span in spans]
        marks = [(part, span) for part, span in shown if span]
        bearer = marks[0][0] if marks else "content"
        for index, (part, span) in enumerate(marks):
            yield _Boundary(span, part, number, is_first=index == 0, is_numbered=part == bearer)


def _stretches(text: str, row: Span, marks: Sequence[_Boundary]) -> Iterator[MarkedStretch]:
    """The row, cut where a mark begins or ends."""
    near = [mark for mark in marks if mark.span.overlap(row)]
    for here in _cut(row, near):
        inside = [mark for mark in near if mark.span.holds(here)]
        yield MarkedStretch(
            here.of(text),
            classes=" ".join(_classes(here, inside)),
            starts=tuple(mark.number for mark in inside if mark.starts(here)),
            ends=tuple(mark.number for mark in sorted(inside, key=_innermost_first) if mark.ends(here)),
        )


def _cut(row: Span, marks: Sequence[_Boundary]) -> Iterator[Span]:
    edges = (edge for mark in marks for edge in (mark.span.start, mark.span.end))
    inner = {edge for edge in edges if row.start < edge < row.end}
    return itertools.starmap(Span, itertools.pairwise(sorted({row.start, row.end, *inner})))


def _innermost_first(mark: _Boundary) -> tuple[int, int]:
    return -mark.span.start, -mark.number


def _classes(here: Span, inside: Sequence[_Boundary]) -> Iterator[str]:
    contents = [mark for mark in inside if mark.part == "content"]
    parts = {mark.part for mark in inside}
    yield from (part for part in ("source", "cue", "content") if part in parts)
    if len(contents) > 1:
        yield f"deep-{min(len(contents), _DEEPEST)}"
    if any(mark.span.start == here.start for mark in contents):
        yield "opens"
    if any(mark.span.end == here.end for mark in contents):
        yield "closes"
