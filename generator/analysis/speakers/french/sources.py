"""Identify the source of a French attribution: one participant, several, or none with certainty."""

from __future__ import annotations

from generator.analysis.lexicon import Office, french
from generator.analysis.speakers.cast import Participant
from generator.analysis.speakers.findings import Finding
from generator.analysis.speakers.french.bodies import OFFICE_OF, described, holds_office, phrase_head
from generator.analysis.speakers.french.descriptions import counterpart, met_before
from generator.analysis.speakers.french.pronouns import LATTER, meant, owner_of
from generator.analysis.speakers.french.roles import read_role
from generator.analysis.speakers.french.state import FrenchProgress
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.names import Name

_PRONOUNS = frozenset({"il", "elle", "ils", "elles", "lui", "eux"})
_OWN = frozenset({"son", "sa", "ses", "leur", "leurs"})
_NOBODY = frozenset(
    {
        "on",
        "je",
        "j'",
        "nous",
        "vous",
        "certains",
        "d'autres",
        "plusieurs",
        "beaucoup",
        "tous",
        "ceux-ci",
        "cela",
        "ce",
        "c'",
    }
)
_ARTICLES = frozenset({"le", "la", "les", "l'", "un", "une", "des"})


def answer(state: FrenchProgress, line: Line, start: int, end: int) -> Finding:
    """Who the source from the word `start` up to `end` is."""
    low = line.low(start)
    if end - start <= 2 and line.low(end - 1) in _PRONOUNS | _OWN | LATTER:
        return _of_pronoun(state, line, end - 1)
    if end - start == 1 and low == "qui":
        return _antecedent(state, line, start)
    if low in _NOBODY and end - start == 1:
        return Finding(why=f"“{line.words[start].text}” names nobody")
    return _of_phrase(state, line, start, end)


def _of_phrase(state: FrenchProgress, line: Line, start: int, end: int) -> Finding:
    """The speaker of a source that is a noun phrase."""
    low = line.low(start)
    named = _leading(state, line, start, end)
    joint = _joint(state, line, start, end) if len(named) < 2 else None
    if joint is not None:
        return joint
    if named:
        participants = tuple(dict.fromkeys(participant for _, participant in named))
        first = named[0][0].start
        return Finding(participants, line.slice(start, first - 1) if line.low(first - 1) == "," else "")
    if low in _OWN:
        return _owned(state, line, start, end)
    known = met_before(state, line, start, end)
    if known is not None:
        return known
    participant = described(state, line, start, end)
    if participant is None:
        return Finding(why=f"“{line.slice(start, end)}” names nobody")
    return Finding((participant,))


def _joint(state: FrenchProgress, line: Line, start: int, end: int) -> Finding | None:
    """Two speakers joined by "et" ("Ottawa et Washington", "M. Macron et le chancelier"); None if it is one."""
    at = next((at for at in range(start + 1, end - 1) if line.low(at) == "et"), start)
    if at == start or not _joins(state, line, start, at, end):
        return None
    found = (answer(state, line, start, at), answer(state, line, at + 1, end))
    if not all(one.participants for one in found):
        return None
    return Finding(tuple(dict.fromkeys(participant for one in found for participant in one.participants)))


def _joins(state: FrenchProgress, line: Line, start: int, at: int, end: int) -> bool:
    """Whether "et" at `at` joins two sources, not two complements of one ("spécialiste de la Russie et l’Ukraine")."""
    if any(line.low(i) in {",", "(", "entre"} for i in range(start, at)):
        return False
    head = phrase_head(line, at + 1, end)
    if head in line.places:
        names = state.cast.names_in(line.number, start, at)
        return _is_place(line, start, at) or (bool(names) and names[-1][0].end == at)
    people = head in line.offices or line.low(head) in french.words("roles", "voices", "people")
    return people and line.low(at + 1) in _ARTICLES | _OWN


def _is_place(line: Line, start: int, end: int) -> bool:
    """Whether a phrase is nothing but the name of a place with its article."""
    head = phrase_head(line, start, end)
    return head in line.places and line.places[head][0] == end


def _of_pronoun(state: FrenchProgress, line: Line, at: int) -> Finding:
    participant = state.pronouns.get(line.words[at].start) or meant(state, line, at, speaks=True)
    if participant is not None:
        return Finding((participant,))
    return Finding(why=f"it is not certain whom “{line.words[at].text}” means")


def _antecedent(state: FrenchProgress, line: Line, at: int) -> Finding:
    """The person whose name stands just before "qui"."""
    named = [pair for pair in state.cast.names_in(line.number, 0, at) if at - pair[0].end <= 1]
    if named:
        return Finding((named[-1][1],))
    return Finding(why="it is not clear whom “qui” refers to")


def _leading(state: FrenchProgress, line: Line, start: int, end: int) -> list[tuple[Name, Participant]]:
    """The people whom the phrase itself names, not those in its complements ("conseiller de M. Poutine")."""
    named = state.cast.names_in(line.number, start, end)
    led = [(name, participant) for name, participant in named if _is_head(line, start, name, participant)]
    if not led:
        return []
    rest = [
        pair
        for pair in named
        if pair not in led and line.low(led[-1][0].end) == "et" and pair[0].start - led[-1][0].end <= 3
    ]
    return led[:1] + rest if rest else led[: _count(line, led)]


def _count(line: Line, led: list[tuple[Name, Participant]]) -> int:
    """The number of leading names that "et" joins."""
    count = 1
    while count < len(led) and _are_joined(line, led[count - 1][0], led[count][0]):
        count += 1
    return count


def _are_joined(line: Line, name: Name, following: Name) -> bool:
    return any(line.low(at) == "et" for at in range(name.end, following.start))


def _is_head(line: Line, start: int, name: Name, participant: Participant) -> bool:
    """Whether a name is the head of the phrase, an apposition to its role, or joined to another by "et"."""
    first = name.start - bool(name.title)
    while first > start and line.low(first - 1) in _ARTICLES:
        first -= 1
    if first <= start or line.low(first - 1) in {",", "et"}:
        return True
    return any(
        role.start <= name.start and role.end >= first and _opens_phrase(line, start, role.start)
        for role in participant.roles
        if role.line == line.number
    )


def _opens_phrase(line: Line, start: int, at: int) -> bool:
    """Whether only articles and adjectives stand between two words."""
    return all(
        line.low(i) in _ARTICLES
        or line.pos(i) in {"ADJ", "DET"}
        or line.low(i) in french.words("roles", "markers", "former")
        for i in range(start, at)
    )


def _owned(state: FrenchProgress, line: Line, start: int, end: int) -> Finding:
    """The staff or counterpart of the person whom "son" means: "son bureau", "ses conseillers"."""
    noun = _noun_after(line, start, end)
    owner = owner_of(state, line, start)
    if noun is None or owner is None:
        return Finding(why=f"it is not certain whose “{line.slice(start + 1, end)}” it is")
    office = line.offices[noun][1] if noun in line.offices else None
    if office is not None and office.group == "mark":
        other = counterpart(state, read_role(line, noun, end), owner)
        return _named(other, line.slice(start, end))
    if office is None and line.low(noun) not in OFFICE_OF:
        return Finding(why=f"“{line.slice(start, end)}” names nobody")
    return Finding((state.cast.add(_staff(line, owner, office, start, end)),))


def _noun_after(line: Line, start: int, end: int) -> int | None:
    """The first noun of a phrase after its possessive."""
    return next((at for at in range(start + 1, end) if line.pos(at) == "NOUN" or at in line.offices), None)


def _named(participant: Participant | None, words: str) -> Finding:
    return Finding(why=f"“{words}” is not named") if participant is None else Finding((participant,))


def _staff(line: Line, owner: Participant, office: Office | None, start: int, end: int) -> Participant:
    """The office or the aides of a person, who speak for the same side."""
    plural = office is not None and office.plural
    words = line.slice(start + 1, end)
    link = " d’" if owner.text[0] in "AEIOUYÉÈH" else " de "
    return Participant(
        f"{words}{link}{owner.text}" if owner.kind == "person" else words,
        "group" if plural else "organization" if office is None or office.collective else "unnamed",
        plural=plural,
        group=owner.group,
        official=owner.official or holds_office(owner),
        party=any(role.party for role in owner.roles),
        words=line.slice(start, end),
    )
