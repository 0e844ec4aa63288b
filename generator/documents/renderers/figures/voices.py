"""How often each side speaks: for a country or body, as an expert, for a party, or for an unknown side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.documents.renderers.figures.drawing import LINE, WIDTH, Drawing, Shape, Text, measure, wrapped
from generator.documents.renderers.wording import group_name
from generator.documents.words import Labels
from generator.model import Brief, Speaker

_SIDES, _SPOKEN = 2, 4  # the fewest that a chart tells more of than the text does
_BAR = 9.0
_GAP = 12.0
_LINES = 2  # of names below a bar; the table has all of them


@dataclass(frozen=True, slots=True)
class Side:
    """A side, the number of excerpts in which it speaks, and its speakers."""

    name: str
    """In the language of the labels."""
    count: int
    people: tuple[tuple[str, int], ...]
    """(name, number of excerpts), the most frequent first."""


@dataclass(frozen=True, slots=True)
class Voices:
    """The sides in the order in which they first speak, the unknown side last, and their drawing."""

    sides: tuple[Side, ...]
    spoken: int
    """The number of excerpts with a known speaker."""
    drawing: Drawing


def speakers(brief: Brief) -> tuple[str, ...]:
    """The names of all speakers, in the order in which they first speak."""
    return tuple(dict.fromkeys(excerpt.speaker.name for excerpt in brief.excerpts() if excerpt.speaker))


def voices(brief: Brief, labels: Labels) -> Voices | None:
    """The speakers of `brief` by side; None if too few speak, or each side only once, so that bars show nothing."""
    found: dict[str, list[str]] = {}
    for excerpt in brief.excerpts():
        if excerpt.speaker:
            found.setdefault(_side(excerpt.speaker, labels, brief.language), []).append(excerpt.speaker.name)
    spoken = sum(map(len, found.values()))
    if len(found) < _SIDES or spoken < _SPOKEN or spoken == len(found):
        return None
    unknown = labels["side_unknown"]
    order = sorted(found, key=lambda name: name == unknown)  # stable: the others keep their order
    sides = tuple(Side(name, len(found[name]), tuple(Counter(found[name]).most_common())) for name in order)
    return Voices(sides, spoken, _drawn(sides, labels))


def _side(speaker: Speaker, labels: Labels, language: str) -> str:
    """The side of a speaker; a former official counts as an expert."""
    if speaker.expert or speaker.former:
        return labels["side_experts"]
    if not speaker.group:
        return labels["side_unknown"]
    group = group_name(speaker.group, language)
    return labels.say("side_party", group=group) if speaker.party else group


def _drawn(sides: tuple[Side, ...], labels: Labels) -> Drawing:
    """A bar for each side under its name, with the count at its end and the people below."""
    shapes: list[Shape] = []
    texts: list[Text] = []
    most = max(side.count for side in sides)
    y = 4.0
    for side in sides:
        names = wrapped(side.name, WIDTH)
        texts += [Text(0, y + 12 + i * LINE, line, "head") for i, line in enumerate(names)]
        y += LINE * len(names) + 2
        width = (WIDTH - 40) * side.count / most
        shapes.append(Shape("bar", 0, y, round(width, 2), _BAR))
        texts.append(Text(round(width + 7, 2), y + _BAR, labels.quantity(side.count), "head"))
        y += _BAR + 3
        lines = _people(side, labels)
        texts += [Text(0, y + 12 + i * LINE, line, "note") for i, line in enumerate(lines)]
        y += LINE * len(lines) + _GAP
    return Drawing(round(y - _GAP + 5), tuple(shapes), tuple(texts))


def _people(side: Side, labels: Labels) -> list[str]:
    """The names with their counts in at most two lines, and how many more there are."""
    names = [f"{name} {labels.quantity(count)}" for name, count in side.people]
    for shown in range(len(names), 0, -1):
        rest = len(names) - shown
        more = [labels.say("and_more", count=rest)] if rest else []
        lines = _rows([*names[:shown], *more])
        if len(lines) <= _LINES:
            return lines
    return wrapped(names[0], WIDTH)[:_LINES]


def _rows(names: list[str]) -> list[str]:
    """Names set in lines, none broken unless it is longer than a line."""
    lines: list[str] = []
    for name in names:
        joined = f"{lines[-1]} · {name}" if lines else name
        if lines and measure(joined) <= WIDTH:
            lines[-1] = joined
        else:
            lines += wrapped(name, WIDTH)
    return lines
