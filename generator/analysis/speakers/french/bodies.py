"""Read French sources without a personal name: seats, ministries, parties, groups, unnamed people, texts."""

from __future__ import annotations

from generator.analysis.lexicon import Gender, Place, french
from generator.analysis.speakers.cast import Participant, government
from generator.analysis.speakers.french.descriptions import described_owner
from generator.analysis.speakers.french.roles import OF, is_home_source, read_role, role_start
from generator.analysis.speakers.french.sides import implied, owner_of
from generator.analysis.speakers.french.state import FrenchProgress
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.roles import Role, takes_side
from generator.model import SpeakerKind

_ARTICLES = frozenset({"le", "la", "les", "l'"})
_INDEFINITE = frozenset(
    {"un", "une", "des", "de", "plusieurs", "certains", "certaines", "deux", "trois", "quelques", "d'"}
)
OFFICE_OF = frozenset({"bureau", "cabinet", "entourage", "équipe", "administration", "gouvernement", "camp"})
"""Nouns for the staff of a politician."""
_DOMESTIC = frozenset(
    {"gouvernement", "ministère", "ministre", "premier ministre", "cabinet", "conseil des ministres", "sous-ministre"}
)
"""Nouns that without a country mean the home country."""
_NO_STATE = frozenset({"Hamas", "Hezbollah", "Red Cross"})
_GENDERS: dict[str, Gender] = {"un": "m", "une": "f", "le": "m", "la": "f"}
_LONGEST = 90  # code points of the words shown


def phrase_head(line: Line, start: int, end: int) -> int:
    """The first word after articles, determiners and numbers."""
    at = start
    while at < end - 1 and (line.low(at) in _ARTICLES | _INDEFINITE or line.pos(at) in {"DET", "NUM"}):
        at += 1
    return at


def described(state: FrenchProgress, line: Line, start: int, end: int) -> Participant | None:
    """The body, group, unnamed source or text that the words from `start` up to `end` name; records the mention."""
    inner = phrase_head(line, start, end)
    participant = _participant(state, line, start, inner, end)
    if participant is None:
        return None
    participant = state.known(participant)
    state.note(line, participant, (start, end), "seat" if participant.kind == "organization" else "group", acts=True)
    return participant


def _participant(state: FrenchProgress, line: Line, start: int, inner: int, end: int) -> Participant | None:
    place = line.places.get(inner)
    if place is not None and place[1].form != "adjective":
        return of_place(line, start, inner, place[0], place[1])
    aides = _office_of(state, line, start, inner, end)
    if aides is not None:
        return aides
    head = _office_at(line, inner, end)
    if head is not None:
        return _of_office(state, line, start, head, end)
    return _other(line, start, inner, end)


def _office_of(state: FrenchProgress, line: Line, start: int, inner: int, end: int) -> Participant | None:
    """The office of a person: "le bureau de M. Carney", "le cabinet de la ministre"."""
    if line.low(inner) not in OFFICE_OF:
        return None
    named = state.cast.names_in(line.number, inner, end)
    owner = named[0][1] if named else described_owner(state, line, inner, end)
    if owner is None:
        return None
    words = _cut(line, inner, end)
    return Participant(
        words,
        "organization",
        gender=_gender(line, start),
        group=owner.group,
        official=holds_office(owner),
        party=any(role.party for role in owner.roles),
        words=words,
    )


def holds_office(participant: Participant) -> bool:
    """Whether a person holds an office of state."""
    return bool(participant.held) or any(role.official and not role.former for role in participant.roles)


def of_place(line: Line, start: int, inner: int, end: int, place: Place) -> Participant:
    """A country, capital, seat, body or people as a speaker."""
    words = line.slice(inner, end)
    if place.form == "people":
        return Participant(line.slice(start, end), "group", plural=True, words=words)
    official = place.group not in _NO_STATE
    name = words if place.form in {"seat", "body"} else place.name
    participant = Participant(name, "organization", group=place.group, official=official, words=words)
    if start < inner and line.low(start) in {"le", "la"}:
        participant.gender = _gender(line, start)
    return participant


def _office_at(line: Line, inner: int, end: int) -> int | None:
    """The position of the noun of office, if it heads the phrase."""
    for at in range(inner, min(inner + 3, end)):
        if at in line.offices:
            return at
        if line.pos(at) not in {"ADJ", "NUM"} and line.low(at) not in french.words("roles", "markers", "former"):
            return None
    return None


def _of_office(state: FrenchProgress, line: Line, start: int, head: int, end: int) -> Participant | None:
    """A body, a group or an unnamed person with an office ("le ministère", "des responsables américains")."""
    office = line.offices[head][1]
    if office.noun in french.parties():
        return _party(state, line, head, office.noun)
    first = role_start(line, start, head)
    role = read_role(line, first, end)
    group = _side(state, line, role, start) if office.group != "journalist" else ""  # journalists speak for no side
    if role.collective and not role.expert and office.group == "official":
        return _body_of_state(line, first, end, role, group)
    kind = _kind_of(role)
    bare = kind == "organization" or (role.plural and line.low(start) in _ARTICLES)
    return Participant(
        _cut(line, first if bare else start, end),
        kind,
        gender=role.gender or _gender(line, start),
        plural=role.plural,
        roles=[role],
        group=group,
        official=role.official,
        expert=role.expert,
        former=role.former,
        party=role.party,
        words=_cut(line, start, end),
    )


def _side(state: FrenchProgress, line: Line, role: Role, start: int) -> str:
    """The country or body that a source speaks for."""
    return role.group or _implied(state, line, role, start)


def _kind_of(role: Role) -> SpeakerKind:
    if role.plural:
        return "group"
    return "organization" if role.collective else "unnamed"


def _gender(line: Line, start: int) -> Gender:
    return _GENDERS.get(line.low(start), "")


def _party(state: FrenchProgress, line: Line, head: int, name: str) -> Participant:
    """A party or its members ("les conservateurs"), with the country that has a party of that name."""
    plural = line.offices[head][1].plural
    group = french.parties()[name] or state.home
    words = line.slice(head, line.offices[head][0])
    return Participant(
        words, "group" if plural else "organization", plural=plural, group=group, party=True, words=words,
        gender=_gender(line, head - 1),
    )  # fmt: skip


def _body_of_state(line: Line, start: int, end: int, role: Role, group: str) -> Participant:
    """A government, ministry or the like ("le gouvernement canadien", "le ministère russe de la Défense")."""
    words = _cut(line, start, end)
    if role.noun in {"gouvernement", "exécutif"} and group and not role.owner:
        return government(group, words)
    return Participant(
        words, "organization", roles=[role], group=group, official=True, plural=role.plural, words=words,
        gender=_gender(line, start - 1),
    )  # fmt: skip


def _implied(state: FrenchProgress, line: Line, role: Role, start: int) -> str:
    """The side of a source that names no country: of its owner, of the scene, or the home country."""
    head = next((at for at, _, _ in line.offices_in(role.start, role.end)), role.start)
    owner = owner_of(state.cast, state.lines, role) or described_owner(state, line, head, role.end)
    if owner is not None and (takes_side(role) or role.collective or role.group_of == "source"):
        return owner.group
    if _is_domestic(line, role, start) or (role.party and role.owner is None):
        return implied(state.cast, line, start, home=state.home, told=state.told)
    return ""


def _is_domestic(line: Line, role: Role, start: int) -> bool:
    """Whether an office without a country is of the home country ("le ministère", "une source gouvernementale")."""
    if not role.official:
        return False
    return is_home_source(line, role) or (role.noun in _DOMESTIC and line.low(start) in _ARTICLES)


def _other(line: Line, start: int, inner: int, end: int) -> Participant | None:
    """A body by its capitalised name, a text that says something, or people by a common noun."""
    head = next((at for at in range(inner, end) if line.pos(at) in {"NOUN", "PROPN", "X"}), None)
    if head is None:
        return None
    low = line.low(head)
    if _is_voice("texts", low):
        words = _cut(line, start, end)
        return Participant(words, "unnamed", thing=True, gender=_gender(line, start), words=words)
    if _is_proper(line, head):
        return _proper_body(line, start, inner, head, end)
    return _people(line, start, head, end) if _is_voice("people", low) else None


def _is_voice(kind: str, low: str) -> bool:
    """Whether a noun is on one of the lists of voices, in the singular or the plural."""
    known = french.words("roles", "voices", kind)
    return low in known or low.rstrip("s") in known


def _is_study(low: str) -> bool:
    return low in french.words("roles", "bodies", "study")


def _is_proper(line: Line, head: int) -> bool:
    """Whether a noun with a capital is the name of a body."""
    word = line.words[head]
    if not word.text[0].isupper():
        return False
    return word.pos == "PROPN" or word.entity in {"ORG", "MISC"} or _is_study(word.low)


def _proper_body(line: Line, start: int, inner: int, head: int, end: int) -> Participant:
    """A body by its name; one of the state speaks for the country that the name gives."""
    place = _owned_by(line, head, end) if line.low(head) in french.words("roles", "state", "bodies") else None
    return Participant(
        _cut(line, inner, end), "organization", group=place.group if place else "",
        official=place is not None, expert=_is_study(line.low(head)), words=_cut(line, start, end),
    )  # fmt: skip


def _people(line: Line, start: int, head: int, end: int) -> Participant:
    """People by a common noun ("les alliés européens"), with the country of an adjective."""
    place = next((place for _, _, place in line.places_in(head + 1, end) if place.form == "adjective"), None)
    plural, words = line.low(head).endswith("s"), _cut(line, start, end)
    return Participant(
        words, "group" if plural else "unnamed", plural=plural, group=place.group if place else "", words=words
    )


def _owned_by(line: Line, head: int, end: int) -> Place | None:
    """The country of a body: its adjective, or what follows "de"."""
    return next((place for at, _, place in line.places_in(head + 1, end) if _follows_of(line, at, place)), None)


def _follows_of(line: Line, at: int, place: Place) -> bool:
    return place.form == "adjective" or line.low(at - 1) in OF or line.low(at - 2) in {"de", "d'"}


def _cut(line: Line, start: int, end: int) -> str:
    """The words of a source up to a comma or bracket, and not much longer than `_LONGEST`."""
    stop = start
    while (
        stop < end and line.low(stop) not in {",", "("} and line.words[stop].end - line.words[start].start <= _LONGEST
    ):
        stop += 1
    stop = max(stop, start + 1)
    while stop - start > 1 and line.pos(stop - 1) in {"ADP", "CCONJ", "DET"}:
        stop -= 1
    return line.slice(start, stop)
