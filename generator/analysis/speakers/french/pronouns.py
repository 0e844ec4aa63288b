"""Resolve "il", "elle" and "son": the one who acted or spoke last, if exactly one fits."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from generator.analysis.lexicon import Gender, table
from generator.analysis.speakers.cast import Participant
from generator.analysis.speakers.french.state import REACH, FrenchProgress, Seen, agrees, is_several
from generator.analysis.speakers.lines import Line

_GENDER: dict[str, Gender] = {
    "il": "m", "elle": "f", "lui": "m", "dernier": "m", "dernière": "f", "celui-ci": "m", "celle-ci": "f",
}  # fmt: skip
_PLURAL = frozenset({"ils", "elles", "eux", "leur", "leurs"})
_AIDES = frozenset({"spokesperson", "adviser"})
_REACH = 40  # words before a pronoun in which its sentence can name its topic
LATTER = frozenset({"dernier", "dernière", "celui-ci", "celle-ci"})
_IS = "est|était|sera|serait|a été"


def _listed(key: str) -> list[str]:
    return [phrase.strip() for phrase in table("fr/cues")["nobody"][key].replace("\n", " ").split(",")]


@functools.cache
def _expletive() -> re.Pattern[str]:
    phrases, judged = ("|".join(map(re.escape, _listed(key))) for key in ("phrases", "judged"))
    return re.compile(rf"il (?:n'|ne )?(?:(?:{phrases})|(?:{_IS}) (?:[\w'-]+ ){{0,3}}?(?:{judged})\b)")


def is_expletive(line: Line, at: int) -> bool:
    """Whether "il" refers to nobody ("il y a", "il faut", "il est temps de")."""
    if line.low(at) != "il":
        return False
    if line.low(at + 1) in _listed("happened") or (line.low(at - 1) == "t" and line.low(at - 3) == "y"):
        return True
    tail = " ".join(line.words[i].low for i in range(at, min(at + 8, len(line.words)))).replace("' ", "'")
    return bool(_expletive().match(tail))


def owner_of(state: FrenchProgress, line: Line, at: int) -> Participant | None:
    """The person whom "son" or "leur" at `at` means: the subject of its sentence, even in what is told there."""
    start, plural = line.words[at].start, line.low(at) in _PLURAL
    return _latest(
        seen
        for seen in state.recent(line.words[at].sentence, 1)
        if seen.at < start and (seen.subject or seen.acts) and plural == is_several(seen.participant)
    )


def meant(state: FrenchProgress, line: Line, at: int, *, speaks: bool = False) -> Participant | None:
    """The participant that the pronoun or possessive at `at` means; `speaks`: it is the source of a statement."""
    low, word = line.low(at), line.words[at]
    gender, plural = _GENDER.get(low, ""), low in _PLURAL
    if low in LATTER:
        return _last_named(state, word.sentence, word.start, gender)
    topic = _topic(state, line, at)
    if topic is not None and _fits(topic, gender, plural=plural):
        return topic
    reach = REACH if speaks else 1  # a thing named since may be meant, but things do not speak
    recent = (seen for seen in state.recent(word.sentence, reach) if seen.acts and seen.at < word.start)
    return _latest(seen for seen in recent if _fits(seen.participant, gender, plural=plural))


def _latest(found: Iterable[Seen]) -> Participant | None:
    """The participant that was seen in the latest sentence; None if there are several."""
    last, participants = -1, set[Participant]()
    for seen in found:
        if seen.sentence > last:
            last, participants = seen.sentence, set()
        if seen.sentence == last:
            participants.add(seen.participant)
    return participants.pop() if len(participants) == 1 else None


def _last_named(state: FrenchProgress, sentence: int, at: int, gender: Gender) -> Participant | None:
    """The person named last before an offset, whatever the function ("ce dernier"); one sentence back at most."""
    near = [seen for seen in state.recent(sentence, 1) if seen.at < at and seen.participant.kind == "person"]
    last = next((seen for seen in reversed(near) if agrees(seen.participant, gender)), None)
    return last.participant if last is not None and not _speaks_for_another(state, last) else None


def _speaks_for_another(state: FrenchProgress, seen: Seen) -> bool:
    """Whether an aide's role follows the name: "…, porte-parole du président. Ce dernier …" may mean the president."""
    after = (role for role in seen.participant.roles if state.lines[role.line].words[role.start].start > seen.at)
    return any(role.group_of in _AIDES for role in after)


def _topic(state: FrenchProgress, line: Line, at: int) -> Participant | None:
    """The person whom the sentence names as its topic: "Quant à M. Trump, il …"."""
    start = at
    while start > max(0, at - _REACH) and not line.words[start].opens:
        start -= 1
    if line.low(start) != "quant":
        return None
    named = state.cast.names_in(line.number, start, at)
    return named[0][1] if len(named) == 1 else None


def _fits(participant: Participant, gender: Gender, *, plural: bool) -> bool:
    if plural != is_several(participant):
        return False
    if participant.kind == "organization":  # "Moscou" has no gender that a pronoun could show
        return bool(participant.gender) and agrees(participant, gender)
    return not gender or agrees(participant, gender)
