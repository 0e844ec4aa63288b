"""An article's words cut where a passage or a mark begins or ends: rows of stretches."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.model import Document, Placement, Span

Part = Literal["source", "cue", "content"]
_DEEPEST = 3  # levels of statements within statements that are told apart


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
    """Statements whose first marked content this is: where a link from the table leads."""
    ends: tuple[int, ...] = ()
    """Statements of which a piece ends here, the innermost first."""


@dataclass(frozen=True, slots=True)
class Row:
    """The part of a passage that lies in one paragraph, with the words before it; `place` is None after the last."""

    stretches: tuple[MarkedStretch, ...]
    place: Placement | None = None
    section: str = ""
    """The section's title, "" where the passage stays unplaced."""
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class _Boundary:
    span: Span
    part: Part
    number: int
    is_first: bool
    is_numbered: bool
    """Whether the number stands at its end: with the content, or what else there is."""


def paragraphs(analysed: Analysed, sections: Mapping[str, str]) -> Iterator[tuple[Row, ...]]:
    """The rows of each paragraph; `sections` are the profile's titles by id."""
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
    """The paragraph cut into passages: what lies before each, itself, its index (None for the rest after the last)."""
    at = paragraph.start
    for index, passage in enumerate(passages):
        if passage.overlap(paragraph):
            start, end = max(passage.start, at), min(passage.end, paragraph.end)
            yield Span(at, start), Span(start, end), index
            at = end
    yield Span(at, paragraph.end), Span(paragraph.end, paragraph.end), None


def _outside(text: str, span: Span, marks: Sequence[_Boundary]) -> Iterator[MarkedStretch]:
    """Words of no passage, such as the place before the first sentence, with the space after them."""
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
    """The row cut where a mark begins or ends."""
    near = [mark for mark in marks if mark.span.overlap(row)]
    bounds = (edge for mark in near for edge in (mark.span.start, mark.span.end))
    edges = sorted({row.start, row.end, *(edge for edge in bounds if row.start < edge < row.end)})
    for start, end in itertools.pairwise(edges):
        here = Span(start, end)
        inside = [mark for mark in near if mark.span.holds(here)]
        contents = [mark for mark in inside if mark.part == "content"]
        ends = sorted(
            (m for m in inside if m.is_numbered and m.span.end == end), key=lambda m: (-m.span.start, -m.number)
        )
        yield MarkedStretch(
            here.of(text),
            classes=" ".join(_classes(here, inside, contents)),
            starts=tuple(m.number for m in inside if m.is_first and m.span.start == start),
            ends=tuple(m.number for m in sorted(ends, key=lambda m: (-m.span.start, -m.number))),
        )


def _classes(here: Span, inside: Sequence[_Boundary], contents: Sequence[_Boundary]) -> Iterator[str]:
    parts = {mark.part for mark in inside}
    yield from (part for part in ("source", "cue", "content") if part in parts)
    if len(contents) > 1:
        yield f"deep-{min(len(contents), _DEEPEST)}"
    if any(mark.span.start == here.start for mark in contents):
        yield "opens"
    if any(mark.span.end == here.end for mark in contents):
        yield "closes"
