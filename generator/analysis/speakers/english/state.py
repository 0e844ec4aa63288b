"""What is known while an article is read from front to back."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.analysis.speakers.english.cast import Cast, Figure
from generator.analysis.speakers.english.grammar import function_of, head_of
from generator.analysis.speakers.english.lines import Line
from generator.analysis.speakers.english.pronouns import REACH, SHE, THEY, WINDOW, Choice, Occurrence
from generator.model import MentionForm, Span

_MEMORY = 200  # older people that descriptions may still mean, and occurrences in reach
_CERTAIN = 0.9  # the share of belief from which a pronoun teaches a person's gender


@dataclass(frozen=True, slots=True)
class Answer:
    """The figures that a source names, or why none is known."""

    figures: tuple[Figure, ...] = ()
    words: str = ""
    """The words of a joint source."""
    why: str = ""


@dataclass(slots=True)
class Progress:
    """The state of reading: what was read so far, and what is known at the end."""

    cast: Cast
    lines: tuple[Line, ...]
    home: str
    told: list[Span] = field(default_factory=list)
    """What is told or quoted of somebody’s words, in order: those named there are not the ones who speak."""
    read: list[Occurrence] = field(default_factory=list)
    spoke: Figure | None = None
    """The last speaker."""
    spoke_beat: int = -1
    mentions: list[tuple[Span, MentionForm, Figure | None]] = field(default_factory=list)
    pronouns: dict[tuple[int, int], Choice] = field(default_factory=dict)
    bodies: dict[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of an article: the cast, where it is mentioned, and who each attribution's source is, by index."""

    cast: Cast
    mentions: Sequence[tuple[Span, MentionForm, Figure | None]]
    answers: Mapping[int, Answer]


def is_told(state: Progress, line: Line, at: int) -> bool:
    """Whether the word at `at` is part of what somebody is said to have said."""
    start = line.words[at].start
    index = bisect.bisect_right(state.told, start, key=lambda span: span.start) - 1
    return index >= 0 and start < state.told[index].end


def united(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def learn(choice: Choice, form: str) -> None:
    """A pronoun that surely means a person tells the gender."""
    figure = choice.figure
    known = figure is None or bool(figure.gender) or figure.kind not in {"person", "unnamed"}
    if figure is not None and not known and choice.share > _CERTAIN and form != THEY:
        figure.gender = "f" if form == SHE else "m"


def last_speaker(state: Progress) -> Figure | None:
    """Who spoke last, unless somebody else has been the subject of a sentence since."""
    for seen in reversed(state.read[-WINDOW:]):
        if seen.beat <= state.spoke_beat:
            break
        other = seen.figure is not state.spoke and seen.figure.kind == "person"
        if other and seen.function == "subject" and not seen.quoted:
            return None
    return state.spoke


def note(
    state: Progress, line: Line, figure: Figure, words: tuple[int, int], form: MentionForm, *, head: int | None = None
) -> None:
    """Write down that the `words` from the first up to the second mention `figure`; `head` where a title has it."""
    start, end = words
    head = head_of(line, start, end) if head is None else head
    word = line.words[head]
    state.read.append(
        Occurrence(
            figure,
            line.number,
            start,
            end,
            head,
            word.sentence,
            word.beat,
            function_of(line, head),
            word.quoted or is_told(state, line, head),
            form == "pronoun",
            word.dep in {"conj", "appos"},
        )
    )
    state.mentions.append((line.span(start, end), form, figure))
    _forget(state, word.sentence)


def _forget(state: Progress, sentence: int) -> None:
    """Keep what pronouns may reach, and of what is older the latest occurrence of people with a role."""
    if len(state.read) < 4 * _MEMORY:
        return
    fresh = [one for one in state.read[-_MEMORY:] if sentence - one.sentence <= REACH]
    latest = {one.figure: one for one in state.read if one.figure.roles or one.figure.held}
    older = [one for one in state.read if latest.get(one.figure) is one and one not in fresh]
    state.read[:] = [*older[-_MEMORY:], *fresh]


def known_body(state: Progress, figure: Figure) -> Figure:
    """The body of the same name that was met before, else this one."""
    key = f"{figure.kind} {figure.text.lower()}"
    if key not in state.bodies:
        state.bodies[key] = state.cast.add(figure)
    return state.bodies[key]
