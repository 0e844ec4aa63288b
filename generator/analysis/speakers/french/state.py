"""What is known while a French article is read from start to end."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.analysis.lexicon import Gender
from generator.analysis.speakers.cast import Cast, Participant
from generator.analysis.speakers.lines import Line
from generator.model import MentionForm, Span

_WITHIN = frozenset({"flat:name", "flat:foreign", "appos", "conj"})
_STEPS = 4
REACH = 3  # sentences back in which a speaking pronoun can find whom it means


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention of a participant."""

    participant: Participant
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
    mentions: list[tuple[Span, MentionForm, Participant | None]] = field(default_factory=list)
    pronouns: dict[int, Participant | None] = field(default_factory=dict)
    """Whom each pronoun means, by offset."""
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
        """Record that the words from the first up to the second mention `participant`."""
        start, end = words
        span = line.span(start, end)
        self.seen.append(Seen(participant, line.words[start].sentence, span.start, acts, subject or acts))
        self.first.setdefault(participant, span.start)
        self.mentions.append((span, form, participant))

    def note_acting(self, line: Line, participant: Participant, at: int) -> None:
        """Record that `participant` acts or speaks at the word `at`; its mention is recorded separately."""
        self.seen.append(Seen(participant, line.words[at].sentence, line.words[at].start, True))

    def recent(self, sentence: int, reach: int) -> list[Seen]:
        """The mentions in a sentence and the `reach` sentences before it, in order."""
        found: list[Seen] = []
        for seen in reversed(self.seen):
            if sentence - seen.sentence > reach:
                break
            found.append(seen)
        return found[::-1]

    def known(self, participant: Participant) -> Participant:
        """The body of this name that was met before, or this one."""
        if participant.kind != "organization":
            return self.cast.add(participant)
        known = self.bodies.get(participant.text)
        if known is None:
            self.bodies[participant.text] = known = self.cast.add(participant)
        return known


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


def agrees(participant: Participant, gender: Gender) -> bool:
    """Whether a participant can have a gender; if its own is unknown, it can."""
    return not participant.gender or participant.gender == gender


def is_several(participant: Participant) -> bool:
    """Whether a plural pronoun stands for a participant."""
    return participant.plural or participant.kind == "group"
