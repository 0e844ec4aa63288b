"""Resolve "he", "she" and "they" with a small log-linear model over the people named before, or nobody.

The features are those of classical salience models (Lappin and Leass 1994): distance, subject, parallel function,
last speaker. The weights were fitted on the development half of GAP (Webster et al. 2018) and on the pronouns of GUM
(Zeldes 2017); those of features that are rare in both ("spoke", "quoted", "unheard", "looks_on", "paragraph", "far")
were set by hand.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from generator.analysis.speakers.cast import Participant
from generator.analysis.speakers.english.grammar import Function, function_of, governor
from generator.analysis.speakers.english.lines import OWN
from generator.analysis.speakers.lines import Line, Word

HE, SHE, THEY, IT = "m", "f", "p", "n"
FORMS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("he", "him", "his", "himself"), HE),
        **dict.fromkeys(("she", "her", "hers", "herself"), SHE),
        **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), THEY),
        **dict.fromkeys(("it", "itself"), IT),
    }
)
REFLEXIVE = frozenset({"himself", "herself", "themselves", "itself"})
REACH = 4  # sentences back that a pronoun may refer to
WINDOW = 60  # mentions back that it may refer to
SURE = 0.65  # the lowest probability for a choice
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "here": 4.47,
        "before": 1.61,
        "far": -0.7,
        "words": -0.62,
        "nearest": 0.15,
        "subject": 1.11,
        "subject_own": -0.57,
        "subject_same": -0.74,
        "object": 0.19,
        "possessive": 0.08,
        "joined": -0.35,
        "parallel": 0.55,
        "clause": 0.37,
        "count": 0.06,
        "topic": 0.1,
        "all": 1.09,
        "gender": 0.41,
        "chain": -0.57,
        "spoke": 2.4,
        "paragraph": -0.3,
        "quoted": -0.6,
        "unheard": -1.8,
        "looks_on": 0.8,
        "ahead": -1.01,
        "nobody": 2.3,
    }
)


@dataclass(frozen=True, slots=True)
class PriorMention:
    """An earlier mention: its words, sentence and function, and whether it is a pronoun."""

    participant: Participant
    line: int
    start: int
    end: int
    head: int
    sentence: int
    beat: int
    function: Function
    quoted: bool
    pronoun: bool
    joined: bool = False
    """Whether it is a later part of a coordination, or in apposition."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is most salient among the mentions within reach of a pronoun."""

    latest: PriorMention
    topic: Participant
    """The participant mentioned most often."""

    @classmethod
    def of(cls, found: Mapping[Participant, list[PriorMention]], read: list[PriorMention]) -> Scene:
        """The scene of the candidates `found` among all that was `read`."""
        latest = max((seen[-1] for seen in found.values()), key=lambda one: (one.line, one.start))
        counts = Counter(one.participant for one in read[-WINDOW:] if one.participant in found) or Counter(found.keys())
        return cls(latest, counts.most_common(1)[0][0])


@dataclass(frozen=True, slots=True)
class Choice:
    """Who a pronoun refers to; `rivals` fit about equally well, best first."""

    participant: Participant | None
    rivals: tuple[Participant, ...] = ()
    share: float = 0.0
    """The probability of the best candidate."""


def recent(read: Sequence[PriorMention], beat: int) -> Sequence[PriorMention]:
    """The latest of the mentions `read` within reach of `beat`, in order."""
    last = read[-WINDOW:]
    return [seen for seen in last if beat - seen.beat <= REACH]


def candidates(
    line: Line, at: int, read: Sequence[PriorMention], *, not_: Participant | None
) -> dict[Participant, list[PriorMention]]:
    """The participants the pronoun at `at` may refer to, with their mentions within reach, except `not_`."""
    form = FORMS[line.words[at].low]
    beat = line.words[at].beat
    found: dict[Participant, list[PriorMention]] = {}
    for seen in recent(read, beat):
        if _agrees(seen.participant, form) and seen.participant is not not_:
            found.setdefault(seen.participant, []).append(seen)
    barred = {seen.participant for seen in _in_same_clause(line, at, found)}
    return {participant: seen for participant, seen in found.items() if participant not in barred}


def _agrees(participant: Participant, form: str) -> bool:
    if form in {HE, SHE}:
        described = (
            participant.kind == "unnamed" and not participant.plural and bool(participant.roles or participant.gender)
        )
        person = participant.kind == "person" or described
        return person and participant.gender in {"", form}
    if form == THEY:
        return participant.plural or participant.kind == "group"
    return participant.kind == "organization" or participant.thing


def _in_same_clause(line: Line, at: int, found: Mapping[Participant, list[PriorMention]]) -> list[PriorMention]:
    """The mentions that the pronoun cannot refer to because both depend on one verb ("he praised him")."""
    low = line.words[at].low
    if (low in OWN and line.words[at].dep == "nmod:poss") or low in REFLEXIVE:
        return []
    above = governor(line, at)
    here = line.words[at].sentence
    return [
        seen
        for all_seen in found.values()
        for seen in all_seen
        if seen.line == line.number and seen.sentence == here and seen.function in {"subject", "object", "oblique"}
        and governor(line, seen.head) == above
    ]  # fmt: skip


def features(
    line: Line,
    at: int,
    seen: list[PriorMention],
    *,
    spoke: bool,
    scene: Scene,
    inside: bool = False,
    speaks: bool = False,
) -> dict[str, float]:
    """The features of a participant with the mentions `seen` as a candidate for the pronoun at `at`.

    `inside` and `speaks` are as in `choose`.
    """
    word, last = line.words[at], seen[-1]
    near = [one for one in seen if one.beat == last.beat]
    return {
        **_speech_features(word, near, spoke=spoke, inside=inside, speaks=speaks),
        **_distance_features(word, at, last, scene),
        **_function_features(line, at, near),
        "count": math.log1p(len(seen)),
        "topic": float(last.participant is scene.topic),
        "all": math.log1p(last.participant.count),
        "gender": float(bool(last.participant.gender)),
        "chain": float(last.pronoun),
        "paragraph": float(last.line != line.number),
        "ahead": float(last.start > at and last.line == line.number),
    }


def _distance_features(word: Word, at: int, last: PriorMention, scene: Scene) -> dict[str, float]:
    """The features of the distance between the last mention and the pronoun `word` at `at`."""
    distance = word.beat - last.beat
    return {
        "here": float(distance == 0),
        "before": float(distance == 1),
        "far": float(distance > 2),
        "words": 0.0 if distance else math.log1p(max(0, at - last.start)),
        "nearest": float(last is scene.latest),
    }


def _function_features(line: Line, at: int, near: list[PriorMention]) -> dict[str, float]:
    """The features of the functions of the mentions `near` and of the pronoun at `at` in their clauses."""
    word = line.words[at]
    functions = [one.function for one in near]
    here = word.beat == near[-1].beat
    own = word.dep == "nmod:poss"
    subject_here = here and "subject" in functions
    return {
        "subject": float("subject" in functions),
        "subject_own": float(subject_here and own),
        "subject_same": float(subject_here and not own),
        "object": float("object" in functions),
        "possessive": float(set(functions) == {"possessive"}),
        "joined": float(all(one.joined for one in near)),
        "parallel": float(function_of(line, at) in functions),
        "clause": float(here and _is_subject_above(line, at, near)),
    }


def _speech_features(
    word: Word, near: list[PriorMention], *, spoke: bool, inside: bool, speaks: bool
) -> dict[str, float]:
    """The features of who speaks and who is only mentioned by a speaker, for the pronoun `word`."""
    looks_on = any(role.expert or role.former for role in near[-1].participant.roles)
    quoted = all(one.quoted for one in near)
    return {
        "spoke": float(spoke),
        "quoted": float(quoted and not (word.quoted or inside)),
        "unheard": float(speaks and not (spoke or looks_on) and quoted),
        "looks_on": float(speaks and looks_on),
    }


def _is_subject_above(line: Line, at: int, near: list[PriorMention]) -> bool:
    """Whether one of `near` is the subject of the pronoun's clause or of a clause above it."""
    subjects = {line.words[one.head].head for one in near if one.function == "subject" and one.line == line.number}
    index = at
    for _ in range(8):
        index = line.words[index].head
        if index in subjects:
            return True
    return False


def choose(
    line: Line,
    at: int,
    read: list[PriorMention],
    *,
    spoke: Participant | None,
    not_: Participant | None = None,
    ahead: PriorMention | None = None,
    inside: bool = False,
    speaks: bool = False,
    sure: float = SURE,
) -> Choice:
    """Who the pronoun at `at` refers to.

    Args:
        line: the paragraph.
        at: the pronoun's index in it.
        read: the mentions before it.
        spoke: the last speaker.
        not_: somebody it cannot refer to: the speaker of the quotation that contains it.
        ahead: the subject of its clause or of one above, if it is named only later ("In his speech, Ann …").
        inside: whether the pronoun is in a quoted or reported statement.
        speaks: whether the pronoun is the source of a statement; analysts are introduced to speak, while people whom
            others merely mention rarely do.
        sure: the lowest probability for a choice.
    """
    found = candidates(line, at, [*read, ahead] if ahead else read, not_=not_)
    if not found:
        return Choice(None)
    scene = Scene.of(found, read)
    score: dict[Participant, float] = {}
    for participant, seen in found.items():
        traits = features(line, at, seen, spoke=participant is spoke, scene=scene, inside=inside, speaks=speaks)
        score[participant] = sum(WEIGHTS[name] * value for name, value in traits.items())
    ranked = sorted(score, key=lambda participant: -score[participant])
    best = score[ranked[0]]
    nobody = math.exp(WEIGHTS["nobody"] - best)
    share = 1 / (nobody + sum(math.exp(score[participant] - best) for participant in ranked))
    if share >= sure:
        return Choice(ranked[0], share=share)
    return Choice(
        None, tuple(participant for participant in ranked[:2] if math.exp(score[participant] - best) > nobody), share
    )
