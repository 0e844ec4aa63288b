"""Read French words as a role: office or trade, whether it is still held, and for whom."""

from __future__ import annotations

import itertools

from generator.analysis.lexicon import Office, Place, french
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.roles import Role

OF = frozenset({"de", "du", "des", "d'"})
_AT = frozenset({"à", "au", "aux"})
_ARTICLES = frozenset({"le", "la", "les", "l'"})
_MAY_LEAD = frozenset({"head_of_state", "deputy_head", "minister", "leader", "official", "spokesperson"})
_OFFICES = frozenset({"bureau", "cabinet"})
_SEATED = frozenset({"source", "official", "adviser"})
_GOVERNS = frozenset({"minister", "head_of_government", "deputy_head"})
"""Offices of state even where the words also name a party."""
_HEADS = frozenset({"head_of_state", "deputy_head", "spokesperson"})
"""Offices that private bodies have too ("président du Club des marins")."""


def read_role(line: Line, start: int, end: int) -> Role:
    """Read the words from `start` up to `end` as a role; without a noun of office its `noun` is ""."""
    head = next((at for at, _, _ in line.offices_in(start, end)), None)
    if head is None:
        return _affiliation(line, start, end)
    head_end, office = line.offices[head]
    party = _party_in(line, head, end)
    expert = _is_expert(line, head, end)
    is_party = not expert and _is_of_party(office, party)
    place = None if expert and not office.collective else _place(line, head_end, end, office)
    return Role(
        line.number,
        start,
        end,
        line.slice(start, end),
        group_of=office.group,
        noun=office.noun,
        plural=office.plural,
        collective=office.collective,
        group="" if expert else _group(office, party, place, is_party=is_party),
        region=place is not None and place.region,
        owner=_owner(line, head_end, end),
        gender=office.gender,
        former=_is_former(line, start, head, end),
        party=is_party,
        expert=expert,
        official=not (expert or is_party) and _is_official(line, office, head_end, end, place),
    )


def role_start(line: Line, start: int, head: int) -> int:
    """The first word of a role whose noun is at `head`: adjectives and words like "ancien" belong to it."""
    former = french.words("roles", "markers", "former")
    while head > start and (line.pos(head - 1) == "ADJ" or line.low(head - 1) in former):
        head -= 1
    return head


def _is_expert(line: Line, head: int, end: int) -> bool:
    """Whether a noun of office names an expert, or one who heads or belongs to a university or the like."""
    after, office = line.offices[head]
    if office.kind == "expert":
        return True
    leads = office.collective or office.group in _MAY_LEAD
    return leads and (_studies(line, after, end) or _is_study(line, head))


def _is_of_party(office: Office, party: str | None) -> bool:
    return office.kind == "party" or (party is not None and office.group not in _GOVERNS)


def _group(office: Office, party: str | None, place: Place | None, *, is_party: bool) -> str:
    """The country or body of a role: of its place, else of its party, else the only one that has such an office."""
    if place is not None:
        return place.country if is_party or office.group == "legislator" else place.group
    return (party or "") if is_party else french.only().get(office.noun, "")


def _affiliation(line: Line, start: int, end: int) -> Role:
    """An affiliation without an office: "de l’Observatoire des mondes slaves"."""
    study = _studies(line, start, end)
    return Role(line.number, start, end, line.slice(start, end), expert=study)


def _studies(line: Line, start: int, end: int) -> bool:
    """Whether the words name a university, an institute or the like."""
    known = french.words("roles", "bodies", "study")
    lows = [line.low(at) for at in range(start, end)]
    return any(low in known for low in lows) or any(" ".join(pair) in known for pair in itertools.pairwise(lows))


def _is_study(line: Line, head: int) -> bool:
    return line.low(head) in french.words("roles", "bodies", "study")


def _party_in(line: Line, head: int, end: int) -> str | None:
    """The country of the party that the words name; "" if several have one of that name, None without a party."""
    parties = french.parties()
    for at, _, office in line.offices_in(head, end):
        if office.noun in parties:
            return parties[office.noun]
        words = line.low(at).split()
        if at > head and words and words[0] in french.party_words():
            return french.party_words()[words[0]]
    return next(
        (french.party_words()[line.low(at)] for at in range(head + 1, end) if line.low(at) in french.party_words()),
        None,
    )


def _place(line: Line, start: int, end: int, office: Office) -> Place | None:
    """The first country or body that owns an office: "russe", "du Kremlin", "à la Maison-Blanche"; never "à Moscou"."""
    return next((place for at, _, place in line.places_in(start, end) if _owns(line, at, place, office)), None)


def _owns(line: Line, at: int, place: Place, office: Office) -> bool:
    """Whether a place at `at` owns the office before it, by the preposition between them."""
    if place.form in {"people", "adjective"}:
        return place.form == "adjective"
    link = line.low(at - 2 if line.low(at - 1) in _ARTICLES else at - 1)
    if link in OF:
        return True
    seat = place.form in {"seat", "body"}
    if link in _AT and office.group != "diplomat":
        return seat or office.group in _SEATED or office.collective
    return seat and link == "trésor"


def _owner(line: Line, start: int, end: int) -> tuple[int, int] | None:
    """The person whose office it is: "conseiller de Vladimir Poutine"."""
    return next((owner for at in range(start, end) if (owner := _owner_at(line, at, start, end))), None)


def _owner_at(line: Line, at: int, start: int, end: int) -> tuple[int, int] | None:
    """The words of a name after "de" at `at`, or after an office there that itself follows "de"."""
    first = at + 1 + (line.low(at + 1) in french.titles())
    if line.low(at) in OF and first < end and _is_name(line, first):
        return first, _name_end(line, first, end)
    if at in line.offices and at > start and line.words[at].text[0].islower() and line.low(at - 1) in OF:
        name_at = line.offices[at][0]
        return (name_at, end) if name_at < end and line.words[name_at].entity == "PER" else None
    return None


def _name_end(line: Line, start: int, end: int) -> int:
    """The end of a person's name that starts at `start`."""
    while start < end and (_is_name(line, start) or line.words[start].entity == "PER"):
        start += 1
    return start


def _is_name(line: Line, at: int) -> bool:
    """Whether a person's name starts at a word, by its label or as a given name."""
    word = line.words[at]
    named = word.entity == "PER" or bool(french.gender(word.text))
    return named and word.text[0].isupper() and at not in line.places and at not in line.offices


def _is_former(line: Line, start: int, head: int, end: int) -> bool:
    former = french.words("roles", "markers", "former")
    if any(line.low(at) in former for at in range(start, head)):
        return True
    text = line.slice(head, end).lower().replace("’", "'")
    return any(phrase in text for phrase in french.words("roles", "markers", "former_after"))


def _is_official(line: Line, office: Office, start: int, end: int, place: Place | None) -> bool:
    """Whether it is an office of state; the president of a federation of farmers holds none."""
    if office.group in {"official", "source"} and _is_of_government(line, start, end):
        return True
    if office.group == "source":
        return _is_close_to_office(line, start, end)
    if office.kind == "leader":
        return place is not None and place.form != "people"
    if office.kind != "official":
        return False
    return place is not None or not _may_be_private(line, office, start) or _is_body_of_state(line, start, end)


def _is_close_to_office(line: Line, start: int, end: int) -> bool:
    """Whether a source belongs to a body of state, an office or a cabinet."""
    if any(office.collective and office.group == "official" for _, _, office in line.offices_in(start, end)):
        return True
    return any(line.low(at) in _OFFICES for at in range(start, end))


def _may_be_private(line: Line, office: Office, start: int) -> bool:
    """Whether an office may be one of a private body, which "de" at `start` introduces."""
    return (office.group in _HEADS or office.noun == "secrétaire général") and line.low(start) in OF


def _is_body_of_state(line: Line, start: int, end: int) -> bool:
    """Whether the body after "de" at `start` is one of the state, or an office or a person; also where none follows."""
    inner = start + 1
    while inner < end and line.low(inner) in _ARTICLES:
        inner += 1
    if inner >= end or inner in line.offices or line.words[inner].entity == "PER" or line.low(inner) in french.titles():
        return True
    return line.low(inner) in french.words("roles", "state", "bodies")


def is_home_source(line: Line, role: Role) -> bool:
    """Whether a source belongs to a government that is not named ("une source gouvernementale")."""
    return _is_of_government(line, role.start, role.end)


def _is_of_government(line: Line, start: int, end: int) -> bool:
    return any(line.low(at) in french.words("roles", "state", "home") for at in range(start, end))
