"""What is known while a French article is read from front to back."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.analysis.lexicon import Gender
from generator.analysis.speakers.cast import Cast, Participant
from generator.analysis.speakers.lines import Line
from generator.model import MentionForm, Span

_WITHIN = frozenset({"flat:name", "flat:foreign", "appos", "conj"})
_STEPS = 4
REACH = 3  # sentences back in which a pronoun finds whom it means


@dataclass(frozen=True, slots=True)
class Seen:
    """A participant where it was mentioned."""

    participant: Participant
    sentence: int
    at: int
    """Offset in the article."""
    acts: bool
    """It is the subject of its clause or speaks, in the reporter's own words."""
    subject: bool = False
    """It is the subject of its clause, also in words that are told."""


@dataclass(slots=True)
class FrenchProgress:
    """The state of reading."""

    cast: Cast
    lines: tuple[Line, ...]
    home: str
    told: list[Span]
    """What is told or quoted of somebody's words, in order."""
    seen: list[Seen] = field(default_factory=list)
    mentions: list[tuple[Span, MentionForm, Participant | None]] = field(default_factory=list)
    pronouns: dict[int, Participant | None] = field(default_factory=dict)
    """By offset, whom each pronoun means."""
    bodies: dict[str, Participant] = field(default_factory=dict)
    first: dict[Participant, int] = field(default_factory=dict)
    """Where each participant was first mentioned."""

    def note(
        self,
        line: Line,
        participant: Participant,
        words: tuple[int, int],
        form: MentionForm,
        *,
        acts: bool,
        subject: bool = False,
    ) -> None:
        """Write down that the words from the first up to the second mention `participant`."""
        start, end = words
        span = line.span(start, end)
        self.seen.append(Seen(participant, line.words[start].sentence, span.start, acts, subject or acts))
        self.first.setdefault(participant, span.start)
        self.mentions.append((span, form, participant))

    def note_acting(self, line: Line, participant: Participant, at: int) -> None:
        """Write down that `participant` acts or speaks at the word `at`, where its mention is noted apart."""
        self.seen.append(Seen(participant, line.words[at].sentence, line.words[at].start, True))

    def recent(self, sentence: int, reach: int) -> list[Seen]:
        """What was seen in a sentence and the `reach` sentences before it, in order."""
        found: list[Seen] = []
        for seen in reversed(self.seen):
            if sentence - seen.sentence > reach:
                break
            found.append(seen)
        return found[::-1]

    def known(self, participant: Participant) -> Participant:
        """The body of the same name that was met before, else this one."""
        if participant.kind != "organization":
            return self.cast.add(participant)
        known = self.bodies.get(participant.text)
        if known is None:
            self.bodies[participant.text] = known = self.cast.add(participant)
        return known


def is_subject(line: Line, start: int, end: int) -> bool:
    """Whether some words are the subject of a clause, outside quotation marks."""
    if line.words[start].quoted:
        return False
    return any(_governed(line, at).startswith("nsubj") for at in range(start, end))


def _governed(line: Line, at: int) -> str:
    """What the word at `at` is to its clause, seen through names, appositions and coordination."""
    for _ in range(_STEPS):
        word = line.words[at]
        if word.dep not in _WITHIN or word.head == at:
            return word.dep
        at = word.head
    return ""


def agrees(participant: Participant, gender: Gender) -> bool:
    """Whether a participant may be of a gender; an unknown one may be of either."""
    return not participant.gender or participant.gender == gender
