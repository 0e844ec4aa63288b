"""What is known while a French article is read from start to end."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field

from generator.analysis.lexicon import Gender
from generator.analysis.speakers.english.cast import Cast, Figure
from generator.analysis.speakers.english.lines import Line
from generator.model import MentionForm, Span

_WITHIN = frozenset({"flat:name", "flat:foreign", "appos", "conj"})
_STEPS = 4
REACH = 3  # sentences back in which a speaking pronoun can find whom it means


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention of a figure."""

    figure: Figure
    sentence: int
    at: int
    """Offset in the article."""
    acts: bool
    """Whether it is the subject of its clause, or speaks, in the reporter's own words."""
    subject: bool = False
    """Whether it is the subject of its clause, even in reported words."""


@dataclass(slots=True)
class FrenchProgress:
    """The state of reading: what has been read so far."""

    cast: Cast
    lines: tuple[Line, ...]
    home: str
    told: list[Span]
    """The reported and quoted words, in order."""
    seen: list[Seen] = field(default_factory=list)
    mentions: list[tuple[Span, MentionForm, Figure | None]] = field(default_factory=list)
    pronouns: dict[int, Figure | None] = field(default_factory=dict)
    """Whom each pronoun means, by offset."""
    bodies: dict[str, Figure] = field(default_factory=dict)
    first: dict[Figure, int] = field(default_factory=dict)
    """Where each figure was first mentioned."""

    def note(
        self,
        line: Line,
        figure: Figure,
        words: tuple[int, int],
        form: MentionForm,
        *,
        acts: bool,
        subject: bool = False,
    ) -> None:
        """Record that the words from the first up to the second mention `figure`."""
        start, end = words
        span = line.span(start, end)
        self.seen.append(Seen(figure, line.words[start].sentence, span.start, acts, subject or acts))
        self.first.setdefault(figure, span.start)
        self.mentions.append((span, form, figure))

    def note_acting(self, line: Line, figure: Figure, at: int) -> None:
        """Record that `figure` acts or speaks at the word `at`; its mention is recorded separately."""
        self.seen.append(Seen(figure, line.words[at].sentence, line.words[at].start, True))

    def recent(self, sentence: int, reach: int) -> list[Seen]:
        """The mentions in a sentence and the `reach` sentences before it, in order."""
        found: list[Seen] = []
        for seen in reversed(self.seen):
            if sentence - seen.sentence > reach:
                break
            found.append(seen)
        return found[::-1]

    def known(self, figure: Figure) -> Figure:
        """The body of this name that was met before, or this one."""
        if figure.kind != "organization":
            return self.cast.add(figure)
        known = self.bodies.get(figure.text)
        if known is None:
            self.bodies[figure.text] = known = self.cast.add(figure)
        return known


def is_told(told: list[Span], at: int) -> bool:
    """Whether an offset lies within reported words."""
    index = bisect.bisect_right(told, at, key=lambda span: span.start) - 1
    return index >= 0 and at < told[index].end


def is_subject(line: Line, start: int, end: int) -> bool:
    """Whether some words are the subject of a clause outside quotation marks."""
    if line.words[start].quoted:
        return False
    return any(_governed(line, at).startswith("nsubj") for at in range(start, end))


def _governed(line: Line, at: int) -> str:
    """The relation of a word to its clause, through names, appositions and coordination."""
    for _ in range(_STEPS):
        word = line.words[at]
        if word.dep not in _WITHIN or word.head == at:
            return word.dep
        at = word.head
    return ""


def agrees(figure: Figure, gender: Gender) -> bool:
    """Whether a figure can have a gender; if its own is unknown, it can."""
    return not figure.gender or figure.gender == gender


def is_several(figure: Figure) -> bool:
    """Whether a plural pronoun stands for a figure."""
    return figure.plural or figure.kind == "group"
