"""Whom "il", "elle" and "son" mean: the one who acted or spoke last, where exactly one fits."""

from __future__ import annotations

import functools
import re

from generator.analysis.lexicon import Gender, table
from generator.analysis.speakers.cast import Participant
from generator.analysis.speakers.french.state import REACH, FrenchProgress, agrees
from generator.analysis.speakers.lines import Line

_GENDER: dict[str, Gender] = {
    "il": "m", "elle": "f", "lui": "m", "dernier": "m", "dernière": "f", "celui-ci": "m", "celle-ci": "f",
}  # fmt: skip
_PLURAL = frozenset({"ils", "elles", "eux", "leur", "leurs"})
_AIDES = frozenset({"spokesperson", "adviser"})
_REACH = 40  # words before a pronoun in which its sentence may set out a topic
LATTER = frozenset({"dernier", "dernière", "celui-ci", "celle-ci"})
_IS = "est|était|sera|serait|a été"


def _listed(key: str) -> list[str]:
    return [phrase.strip() for phrase in table("fr/cues")["nobody"][key].replace("\n", " ").split(",")]


@functools.cache
def _expletive() -> re.Pattern[str]:
    phrases, judged = ("|".join(map(re.escape, _listed(key))) for key in ("phrases", "judged"))
    return re.compile(rf"il (?:n'|ne )?(?:(?:{phrases})|(?:{_IS}) (?:[\w'-]+ ){{0,3}}?(?:{judged})\b)")


def is_expletive(line: Line, at: int) -> bool:
    """Whether "il" stands for nobody ("il y a", "il faut", "il est temps de")."""
    if line.low(at) != "il":
        return False
    if line.low(at + 1) in _listed("happened") or (line.low(at - 1) == "t" and line.low(at - 3) == "y"):
        return True
    tail = " ".join(line.words[i].low for i in range(at, min(at + 8, len(line.words)))).replace("' ", "'")
    return bool(_expletive().match(tail))


def owner_of(state: FrenchProgress, line: Line, at: int) -> Participant | None:
    """The person whom "son" or "leur" at `at` means: the subject of its sentence, also of what is told there."""
    word = line.words[at]
    plural = line.low(at) in _PLURAL
    for sentence in (word.sentence, word.sentence - 1):
        recent = (seen for seen in state.recent(word.sentence, 1) if seen.sentence == sentence)
        here = [seen.participant for seen in recent if seen.at < word.start and (seen.subject or seen.acts)]
        owners = list(
            dict.fromkeys(
                participant for participant in here if plural == (participant.plural or participant.kind == "group")
            )
        )
        if owners:
            return owners[0] if len(owners) == 1 else None
    return None


def meant(state: FrenchProgress, line: Line, at: int, *, speaks: bool = False) -> Participant | None:
    """The participant that the pronoun or possessive at `at` means; `speaks`: it is the source of a statement."""
    low, word = line.low(at), line.words[at]
    gender = _GENDER.get(low, "")
    if low in LATTER:
        return _last_named(state, word.sentence, word.start, gender)
    topic = _topic(state, line, at)
    if topic is not None and _fits(topic, gender, plural=low in _PLURAL):
        return topic
    reach = REACH if speaks else 1  # a thing named since may be meant, but things do not speak
    recent = [seen for seen in state.recent(word.sentence, reach) if seen.acts and seen.at < word.start]
    for sentence in range(word.sentence, word.sentence - reach - 1, -1):
        here = [s.participant for s in recent if s.sentence == sentence]
        found = list(dict.fromkeys(f for f in here if _fits(f, gender, plural=low in _PLURAL)))
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _last_named(state: FrenchProgress, sentence: int, at: int, gender: Gender) -> Participant | None:
    """The person named last in the sentence before, in whatever function: "ce dernier"."""
    near = [seen for seen in state.recent(sentence, 1) if seen.at < at and seen.participant.kind == "person"]
    last = next((seen for seen in reversed(near) if agrees(seen.participant, gender)), None)
    if last is None:
        return None
    # in "…, a dit Ann Roy, porte-parole du président. Ce dernier …" the president may be meant
    after = (role for role in last.participant.roles if state.lines[role.line].words[role.start].start > last.at)
    return None if any(role.group_of in _AIDES for role in after) else last.participant


def _topic(state: FrenchProgress, line: Line, at: int) -> Participant | None:
    """The person that the sentence sets out as its topic: "Quant à M. Trump, il …"."""
    start = at
    while start > max(0, at - _REACH) and not line.words[start].opens:
        start -= 1
    if line.low(start) != "quant":
        return None
    named = state.cast.names_in(line.number, start, at)
    return named[0][1] if len(named) == 1 else None


def _fits(participant: Participant, gender: Gender, *, plural: bool) -> bool:
    if plural != (participant.plural or participant.kind == "group"):
        return False
    if participant.kind == "organization":  # "Moscou" has no gender that a pronoun could show
        return bool(participant.gender) and agrees(participant, gender)
    return not gender or agrees(participant, gender)
