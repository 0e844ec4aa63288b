"""What French words say somebody is: office or trade, whether still held, and for whom."""

from __future__ import annotations

import itertools

from generator.analysis.lexicon import (
    Office,
    Place,
    french_gender,
    french_only,
    french_parties,
    french_party_words,
    french_titles,
    french_words,
)
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.roles import Role

OF = frozenset({"de", "du", "des", "d'"})
_AT = frozenset({"à", "au", "aux"})
_ARTICLES = frozenset({"le", "la", "les", "l'"})
_MAY_LEAD = frozenset({"head_of_state", "deputy_head", "minister", "leader", "official", "spokesperson"})
_OFFICES = frozenset({"bureau", "cabinet"})
_SEATED = frozenset({"source", "official", "adviser"})


def read_role(line: Line, start: int, end: int) -> Role:
    """Read the words from `start` up to `end` as a role; one without `noun` names no office."""
    head = next((at for at, _, _ in line.offices_in(start, end)), None)
    if head is None:
        return _affiliation(line, start, end)
    head_end, office = line.offices[head]
    study, party = _studies(line, head_end, end) or _is_study(line, head), _party_in(line, head, end)
    expert = office.kind == "expert" or (study and office.group in _MAY_LEAD) or (office.collective and study)
    place = None if expert and not office.collective else _place(line, head_end, end, office)
    is_party = not expert and (
        office.kind == "party"
        or (party is not None and office.group not in {"minister", "head_of_government", "deputy_head"})
    )
    group = (party or "") if is_party else french_only().get(office.noun, "")
    if place is not None:
        group = place.country if is_party or office.group == "legislator" else place.group
    return Role(
        line.number,
        start,
        end,
        line.slice(start, end),
        group_of=office.group,
        noun=office.noun,
        plural=office.plural,
        collective=office.collective,
        group="" if expert else group,
        region=bool(place and place.region),
        owner=_owner(line, head_end, end),
        gender=office.gender,
        former=_is_former(line, start, head, end),
        party=is_party,
        expert=expert,
        official=not expert and not is_party and _is_official(line, office, head_end, end, place),
    )


def _affiliation(line: Line, start: int, end: int) -> Role:
    """A body without an office: "de l’Observatoire des mondes slaves"."""
    study = _studies(line, start, end)
    return Role(line.number, start, end, line.slice(start, end), expert=study)


def _studies(line: Line, start: int, end: int) -> bool:
    """Whether the words name a place of study."""
    known = french_words("roles", "bodies", "study")
    lows = [line.low(at) for at in range(start, end)]
    return any(low in known for low in lows) or any(" ".join(pair) in known for pair in itertools.pairwise(lows))


def _is_study(line: Line, head: int) -> bool:
    return line.low(head) in french_words("roles", "bodies", "study")


def _party_in(line: Line, head: int, end: int) -> str | None:
    """The country of the party that the words name, "" where several have one of that name; None for no party."""
    parties = french_parties()
    for at, _, office in line.offices_in(head, end):
        if office.noun in parties:
            return parties[office.noun]
        words = line.low(at).split()
        if at > head and words and words[0] in french_party_words():
            return french_party_words()[words[0]]
    return next(
        (french_party_words()[line.low(at)] for at in range(head + 1, end) if line.low(at) in french_party_words()),
        None,
    )


def _place(line: Line, start: int, end: int, office: Office) -> Place | None:
    """The first country or body that owns an office: "russe", "du Kremlin", "à la Maison-Blanche"; never "à Moscou"."""
    for at, _, place in line.places_in(start, end):
        if place.form == "people":
            continue
        link = at - 2 if line.low(at - 1) in _ARTICLES else at - 1
        if place.form == "adjective" or line.low(link) in OF:
            return place
        inside = place.form in {"seat", "body"} or office.group in _SEATED or office.collective
        if line.low(link) in _AT and inside and office.group != "diplomat":
            return place
        if place.form in {"seat", "body"} and line.low(link) == "trésor":
            return place
    return None


def _owner(line: Line, start: int, end: int) -> tuple[int, int] | None:
    """The person whose office it is: "conseiller de Vladimir Poutine"."""
    for at in range(start, end):
        first = at + 1 + (line.low(at + 1) in french_titles())
        if line.low(at) in OF and first < end and _is_name(line, first):
            stop = first
            while stop < end and (_is_name(line, stop) or line.words[stop].entity == "PER"):
                stop += 1
            return first, stop
        if at in line.offices and at > start and line.words[at].text[0].islower() and line.low(at - 1) in OF:
            name_at = line.offices[at][0]
            if name_at < end and line.words[name_at].entity == "PER":
                return name_at, end
    return None


def _is_name(line: Line, at: int) -> bool:
    """Whether a person's name starts at a word: by its label, or as a given name."""
    word = line.words[at]
    named = word.entity == "PER" or bool(french_gender(word.text))
    return named and word.text[0].isupper() and at not in line.places and at not in line.offices


def _is_former(line: Line, start: int, head: int, end: int) -> bool:
    former = french_words("roles", "markers", "former")
    if any(line.low(at) in former for at in range(start, head)):
        return True
    text = line.slice(head, end).lower().replace("’", "'")
    return any(phrase in text for phrase in french_words("roles", "markers", "former_after"))


def _is_official(line: Line, office: Office, start: int, end: int, place: Place | None) -> bool:
    """Whether it is an office of state: the president of a federation of farmers holds none."""
    if office.group in {"official", "source"} and any(
        line.low(at) in french_words("roles", "state", "home") for at in range(start, end)
    ):
        return True
    if office.group == "source":
        bodies = any(within.collective and within.group == "official" for _, _, within in line.offices_in(start, end))
        return bodies or any(line.low(at) in _OFFICES for at in range(start, end))
    if office.kind == "leader":
        return place is not None and place.form != "people"
    if office.kind != "official":
        return False
    may_lead = office.group in {"head_of_state", "deputy_head", "spokesperson"} or office.noun == "secrétaire général"
    if not may_lead or line.low(start) not in OF or place is not None:
        return True
    inner = start + 1
    while inner < end and line.low(inner) in _ARTICLES:
        inner += 1
    named = (
        line.low(inner) in french_words("roles", "state", "bodies")
        or inner in line.offices
        or line.words[min(inner, end - 1)].entity == "PER"
    )
    return named or inner >= end


def is_home_source(line: Line, role: Role) -> bool:
    """Whether a source is said to be of the government without a word on which ("une source gouvernementale")."""
    return any(line.low(at) in french_words("roles", "state", "home") for at in range(role.start, role.end))
