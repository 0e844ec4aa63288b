"""The dates that the excerpts mention, in order: before the date of the note, on it, and after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.documents.renderers.figures.clause import clause
from generator.documents.renderers.figures.days import named_days
from generator.documents.renderers.figures.drawing import LINE, WIDTH, Drawing, Shape, Text, wrapped
from generator.documents.renderers.wording import language_tag
from generator.documents.words import Labels
from generator.model import Brief, Excerpt, Source

_FEWEST, _MOST = 3, 9  # dates: fewer are no row, more are no longer seen at a glance
_SPINE, _LEFT = 7.0, 24.0
_DOT = 9.0
_GAP = 11.0

When = Literal["past", "today", "ahead"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, what an excerpt says about it, and the excerpts that mention it."""

    day: dt.date
    date: str
    """In the language of the labels."""
    when: When
    """Before the date of the note, on it or after it."""
    words: str
    speaker: str
    """Who says so; "" if the words name the speaker or the speaker is unknown."""
    language: str
    """The language of the words."""
    numbers: tuple[int, ...]
    """The printed numbers of the excerpts; the words are those of the first."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The moments in chronological order, and their drawing."""

    moments: tuple[Moment, ...]
    left_out: int
    """How many dates are not shown: those furthest from the date of the note."""
    drawing: Drawing


def timeline(brief: Brief, labels: Labels) -> Timeline | None:
    """The timeline of a brief; None if its excerpts mention fewer than three dates."""
    found = _found(brief)
    if len(found) < _FEWEST:
        return None
    nearest = sorted(sorted(found), key=lambda day: abs(day - brief.dated))[:_MOST]
    moments = tuple(_moment(brief, day, brief.dated, found[day], labels) for day in sorted(nearest))
    return Timeline(moments, len(found) - len(nearest), _drawn(moments, brief.dated, labels))


def _day(iso: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None


def _found(brief: Brief) -> dict[dt.date, list[tuple[int, Excerpt, str]]]:
    """By day, the numbers of the excerpts that name it, the excerpts, and their words for it."""
    sources = {source.id: source for source in brief.sources}
    found: dict[dt.date, list[tuple[int, Excerpt, str]]] = {}
    for number, excerpt in enumerate(brief.excerpts(), 1):
        source: Source = sources[excerpt.source]
        for named in named_days(excerpt.display, source.language, _day(source.published)):
            there = found.setdefault(named.day, [])
            if not any(number == other for other, _, _ in there):
                there.append((number, excerpt, clause(excerpt, named.start, named.end)))
    return found


def _moment(
    brief: Brief,
    day: dt.date,
    today: dt.date,
    there: Sequence[tuple[int, Excerpt, str]],
    labels: Labels,
) -> Moment:
    _, excerpt, words = there[0]
    name = excerpt.speaker.name if excerpt.speaker else ""
    language = next(source.language for source in brief.sources if source.id == excerpt.source)
    return Moment(
        day=day,
        date=labels.date(day),
        when="past" if day < today else "ahead" if day > today else "today",
        words=words,
        speaker="" if not name or name.split()[-1] in words else name,
        language=language_tag(language, brief.language),
        numbers=tuple(number for number, _, _ in there),
    )


def _drawn(moments: Sequence[Moment], today: dt.date, labels: Labels) -> Drawing:
    """One row for each moment along a line down the page; the day of the note is a rule across."""
    shapes: list[Shape] = []
    texts: list[Text] = []
    y = 4.0
    ruled = False
    for moment in moments:
        if moment.when != "past" and not ruled:
            y, ruled = _rule(y, today, labels, shapes, texts), True
        mark: Literal["dot", "ring"] = "ring" if moment.when == "ahead" else "dot"
        shapes.append(Shape(mark, _SPINE - _DOT / 2, y + 3, _DOT, _DOT))
        y = _row(moment, y, texts) + _GAP
    if not ruled:
        y = _rule(y, today, labels, shapes, texts)
    spine = Shape("spine", _SPINE, 4.0, 0, y - _GAP - 4)
    return Drawing(round(y), (spine, *shapes), tuple(texts))


def _rule(y: float, today: dt.date, labels: Labels, shapes: list[Shape], texts: list[Text]) -> float:
    """Draw the day of the note; the answer is where the next row starts."""
    shapes.append(Shape("rule", 0, y + 8, _LEFT - 6, 0))
    texts.append(Text(_LEFT, y + 12, labels.say("this_note", date=labels.date(today)), "note"))
    return y + LINE + _GAP


def _row(moment: Moment, y: float, texts: list[Text]) -> float:
    """Write a moment; the answer is where it ends."""
    texts.append(Text(_LEFT, y + 12, moment.date, "head"))
    numbers = f"({', '.join(map(str, moment.numbers))})"
    texts.append(Text(WIDTH, y + 12, numbers, "note", flush=True))
    y += LINE
    lines = wrapped(moment.words, WIDTH - _LEFT)
    texts += [Text(_LEFT, y + 12 + i * LINE, line, language=moment.language) for i, line in enumerate(lines)]
    y += LINE * len(lines)
    if moment.speaker:
        name = wrapped(f"— {moment.speaker}", WIDTH - _LEFT)
        texts += [Text(_LEFT, y + 12 + i * LINE, line, "note", moment.language) for i, line in enumerate(name)]
        y += LINE * len(name)
    return y
