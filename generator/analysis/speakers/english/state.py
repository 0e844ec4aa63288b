"""What is known while an article is read from front to back."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.analysis.speakers.cast import Cast, Participant
from generator.analysis.speakers.english.grammar import function_of, head_of
from generator.analysis.speakers.english.pronouns import REACH, SHE, THEY, WINDOW, Choice, PriorMention
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.told import is_told
from generator.model import MentionForm, Span

_MEMORY = 200  # older people that descriptions may still refer to, and mentions within reach
_CERTAIN = 0.9  # the probability from which a pronoun tells a person's gender


@dataclass(slots=True)
class EnglishProgress:
    """The state of reading an English article."""

    cast: Cast
    lines: tuple[Line, ...]
    home: str
    told: list[Span] = field(default_factory=list)
    """The quoted or reported statements, in order: people named there are not the ones who speak."""
    read: list[PriorMention] = field(default_factory=list)
    spoke: Participant | None = None
    """The last speaker."""
    spoke_beat: int = -1
    mentions: list[tuple[Span, MentionForm, Participant | None]] = field(default_factory=list)
    pronouns: dict[tuple[int, int], Choice] = field(default_factory=dict)
    bodies: dict[str, Participant] = field(default_factory=dict)


def learn(choice: Choice, form: str) -> None:
    """Learn a person's gender from a pronoun that clearly refers to them."""
    participant = choice.participant
    known = participant is None or bool(participant.gender) or participant.kind not in {"person", "unnamed"}
    if participant is not None and not known and choice.share > _CERTAIN and form != THEY:
        participant.gender = "f" if form == SHE else "m"


def last_speaker(state: EnglishProgress) -> Participant | None:
    """The last speaker, unless somebody else has been the subject of a sentence since."""
    for seen in reversed(state.read[-WINDOW:]):
        if seen.beat <= state.spoke_beat:
            break
        other = seen.participant is not state.spoke and seen.participant.kind == "person"
        if other and seen.function == "subject" and not seen.quoted:
            return None
    return state.spoke


def note(
    state: EnglishProgress,
    line: Line,
    participant: Participant,
    words: tuple[int, int],
    form: MentionForm,
    *,
    head: int | None = None,
) -> None:
    """Note a mention of `participant` in `words` (start, end); `head` is given if it is outside them."""
    start, end = words
    head = head_of(line, start, end) if head is None else head
    word = line.words[head]
    state.read.append(
        PriorMention(
            participant,
            line.number,
            start,
            end,
            head,
            word.sentence,
            word.beat,
            function_of(line, head),
            word.quoted or is_told(state.told, word.start),
            form == "pronoun",
            word.dep in {"conj", "appos"},
        )
    )
    state.mentions.append((line.span(start, end), form, participant))
    _forget(state, word.sentence)


def _forget(state: EnglishProgress, sentence: int) -> None:
    """Keep what pronouns may refer to and, of older mentions, the latest of each person with a role."""
    if len(state.read) < 4 * _MEMORY:
        return
    fresh = [one for one in state.read[-_MEMORY:] if sentence - one.sentence <= REACH]
    latest = {one.participant: one for one in state.read if one.participant.roles or one.participant.held}
    older = [one for one in state.read if latest.get(one.participant) is one and one not in fresh]
    state.read[:] = [*older[-_MEMORY:], *fresh]


def known_body(state: EnglishProgress, participant: Participant) -> Participant:
    """The body of the same name mentioned before, else this one."""
    key = f"{participant.kind} {participant.text.lower()}"
    if key not in state.bodies:
        state.bodies[key] = state.cast.add(participant)
    return state.bodies[key]
