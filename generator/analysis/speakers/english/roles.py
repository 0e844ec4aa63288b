"""What a phrase says somebody is: office or trade, whether still held, and for whom.

`read_role` takes the words of a role wherever they stand (before a name, in apposition, after "is") and reads head
noun, group and flags from them. Where the words stand is the business of `appositions`.
"""

from __future__ import annotations

import functools
import re

from generator.analysis.lexicon import (
    Office,
    Place,
    homonyms,
    markers,
    only_country,
    parties,
    party_countries,
    titles,
)
from generator.analysis.speakers.english.affiliations import (
    IN,
    OF,
    bodies_in,
    has_party,
    owner_in,
    place_after,
    place_before,
    served_in,
)
from generator.analysis.speakers.english.lines import POSSESSIVES
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.roles import Role

_QUANTITIES = frozenset(
    {"one", "some", "many", "most", "all", "both", "several", "few", "none", "each", "dozens", "hundreds", "thousands"}
    | {"number", "majority", "couple", "handful", "percent", "lot", "scores", "millions", "any", "half", "kind", "sort"}
)
_TEACHES = frozenset({"teaches", "lectures"})
_GOVERNMENTS = frozenset({"government", "governments", "administration", "administrations", "cabinet", "life", "term"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_DECADE = re.compile(r"(?:(?:19|20)\d|[’'])\d0s")
_STOPS = frozenset({"who", "that", "which", "and", "but", "where", "when", "whose"})


def read_role(line: Line, start: int, end: int, *, named: bool = False) -> Role:
    """Read the words from `start` up to `end` as a role; `named`: a name follows them directly."""
    head, office = _head(line, start, end, named=named)
    if office is None:
        return _affiliation(line, start, end)
    head_end = line.offices[head][0]
    bodies = [(start, end)] if office.collective else [(start, head), (head_end, end)]
    kinds = frozenset(kind for piece in bodies for kind in bodies_in(line, *piece))
    expert = _is_expert(line, start, end, office, kinds)
    party = _is_party(line, start, head, end, office)
    abroad = any(line.low(at) in markers("abroad") for at in range(start, head))
    inside = bool({line.low(at) for at in range(start, head)} & markers("inside"))
    place = place_before(line, start, head, office)
    if place is None and not expert:
        told = (office.noun != "source" or inside) and not (abroad and office.plural)
        place = _place_behind(line, (head_end, end), office, told=told, at_body="state" in kinds and not abroad)
    group = _side(place, "party" if party else office.group)
    under = served_in(line, start, end)
    owner = owner_in(line, start, head, end) or under
    former = _is_former(line, start, head) or is_over(line, head_end, end)
    owned = bool(group or owner) or abroad
    if office.group == "source":
        owned = inside or (place is not None and place.form in {"seat", "body"}) or "state" in kinds
        official = owned and not (former or expert) and not _is_outside(line, head_end, end)
    else:
        official = not (former or expert) and _is_official(office, kinds, owned, party)
    return Role(
        line.number,
        start,
        end,
        line.slice(start, end),
        office.group,
        office.noun,
        office.plural,
        office.collective,
        group,
        bool(place and place.region),
        owner,
        owner is not None and owner == under,
        office.gender,
        former,
        party,
        expert,
        official,
    )


def _place_behind(line: Line, words: tuple[int, int], office: Office, *, told: bool, at_body: bool) -> Place | None:
    """What an office is of, by the words after it, else the country of its body ("at the U.S. Commerce Department")."""
    place = place_after(line, *words, office) if told else None
    if place is None and at_body:
        place = next((p for _, _, p in line.places_in(*words) if p.attributive or p.form == "adjective"), None)
    return place


def _side(place: Place | None, office: str) -> str:
    """The group that a place tells; a legislator of a region sits in the parliament of the country."""
    if place is None:
        return ""
    if office in {"legislator", "party", "regional"}:
        return homonyms().get(place.group, place.group if office == "regional" else place.country)
    return place.group


def read_title(line: Line, index: int, start: int, end: int) -> Role | None:
    """The short title at `index` ("Sen.") among `start` … `end` as a role, None where it is mere courtesy."""
    known = titles().get(line.words[index].low)
    if known is None or not known.group:
        return None
    former = _is_former(line, start, index)
    place = next((p for _, _, p in line.places_in(start, index)), None)
    group = _side(place, known.group)
    party = known.group == "legislator"
    official = known.group not in {"expert", "resident"} and not former
    text, noun = line.slice(start, end), known_noun(line.words[index].low)
    return Role(
        line.number, start, end, text, known.group, noun, group=group, former=former, gender=known.gender,
        party=party, official=official, expert=known.group == "expert",
    )  # fmt: skip


def known_noun(title: str) -> str:
    """The noun that a short title stands for, the title itself where it has a list of its own."""
    return {"pres.": "president", "prof.": "professor", "gen.": "general", "amb.": "ambassador"}.get(title, title)


def _head(line: Line, start: int, end: int, *, named: bool) -> tuple[int, Office | None]:
    """The head noun: the last office before the first preposition or clause; before a name, the last of all."""
    found: tuple[int, Office | None] = (start, None)
    for index in range(start, end):
        word = line.words[index]
        links = word.low in OF | IN and index > start and found[1] is None and not named
        if links and not (word.low == "of" and _is_quantity(line, start, index)):
            break
        if index in line.offices and line.offices[index][0] <= end and not _is_modifier(line, index, end):
            found = index, line.offices[index][1]
            if named:
                continue
        covered = found[1] is not None and line.offices[found[0]][0] > index
        ends = word.low in _STOPS or word.pos in {"ADP", "VERB"} or word.low in {",", "(", "—"}
        if not named and found[1] is not None and not covered and ends:
            break
    return found


def _is_quantity(line: Line, start: int, end: int) -> bool:
    """Whether the words before "of" only count: "one of the president’s aides", "dozens of experts"."""
    return (
        line.pos(end - 1) == "NUM"
        or line.low(end - 1) in _QUANTITIES
        or (end - start == 1 and line.pos(start) == "DET")
    )


def _is_modifier(line: Line, index: int, end: int) -> bool:
    """Whether the office noun at `index` is part of a bigger noun ("government official", "party leader", "’s")."""
    after = line.offices[index][0]
    follows = line.pos(after) in {"NOUN", "PROPN"} or after in line.offices
    return after < end and (line.low(after) in POSSESSIVES or follows)


def _is_expert(line: Line, start: int, end: int, office: Office, kinds: frozenset[str]) -> bool:
    if office.kind == "expert":
        return not ({"state"} & kinds and "study" not in kinds and office.noun in {"engineer", "scientist"})
    if any(
        o.kind == "expert" and line.low(at - 1) in {"now", "a", "an", "and", "senior", "visiting"}
        for at, _, o in line.offices_in(start, end)
    ):
        return True
    if any(line.low(at) in _TEACHES for at in range(start, end)):
        return True
    place_of_study = "study" in kinds and office.group not in {"minister", "adviser", "diplomat", "military"}
    return place_of_study and office.kind in {"leader", "official"} and office.group != "spokesperson"


def _is_party(line: Line, start: int, head: int, end: int, office: Office) -> bool:
    """Whether the role is a party's: a legislator or critic, or a leader or spokesman with a party's name before."""
    if office.kind == "party":
        return True
    if office.group not in {"leader", "spokesperson", "adviser", "official"}:
        return False
    campaign = any(line.low(at) == "campaign" for at in range(start, end))
    return campaign or any(has_party(line, at) or line.low(at) == "party" for at in range(start, head))


def _is_former(line: Line, start: int, head: int) -> bool:
    """Whether "former" or the like stands before the head."""
    lows = {line.low(at) for at in range(start, head)}
    return bool(lows & (markers("former") | markers("past")))


def is_over(line: Line, start: int, end: int) -> bool:
    """Whether the words after a head say that the office has ended: "until 2019", "in an earlier government"."""
    for at in range(start, end):
        low = line.low(at)
        if low in _STOPS and low not in {"and", "that"}:
            return False
        year = _YEAR.fullmatch(line.low(at + 1)) is not None
        if (low in {"until", "till", "to"} and year) or (low == "between" and year):
            return True
        if low in {"in", "during", "under"} and _past_time(line, at + 1, min(end, at + 6)):
            return True
    return False


def _past_time(line: Line, start: int, end: int) -> bool:
    """Whether the words name a time or a government that is over: "the 1990s", "a previous cabinet"."""
    before = False
    for at in range(start, end):
        before = before or line.low(at) in markers("earlier")
        if _DECADE.fullmatch(line.words[at].text) or (before and line.low(at) in _GOVERNMENTS):
            return True
    return False


def _is_outside(line: Line, start: int, end: int) -> bool:
    """Whether a source only knows those in office: "close to the Kremlin", "familiar with the plan"."""
    return any(line.low(at) in {"close", "familiar", "briefed", "near", "aware"} for at in range(start, end))


def _is_official(office: Office, kinds: frozenset[str], owned: bool, party: bool) -> bool:
    if office.kind == "party":
        return office.group == "legislator"
    if party:
        return False
    private = bool(kinds & {"study", "business", "press", "party"}) and "state" not in kinds
    if office.kind == "official":
        weak = office.group in {"spokesperson", "adviser", "official", "head_of_state", "military"}
        return not private or (owned and not weak)
    return office.kind == "leader" and owned and not private


def _affiliation(line: Line, start: int, end: int) -> Role:
    """A role without a noun of office: "of the University of Ottawa", "with the State Department"."""
    kinds = bodies_in(line, start, end)
    place = next((p for _, _, p in line.places_in(start, end) if p.form in {"seat", "body"}), None)
    expert = "study" in kinds
    official = not expert and place is not None and line.low(start) not in {"former", "formerly"}
    group = place.group if place and not expert else ""
    text = line.slice(start, end)
    return Role(line.number, start, end, text, group=group, expert=expert, official=official)


def inherent_country(role: Role) -> str:
    """The only country or body that has such an office or party, "" where many have."""
    table = only_country()
    text = role.text.lower()
    office = table.get(role.noun, "") or next((country for noun, country in table.items() if text.endswith(noun)), "")
    return office or next((party_countries().get(party, "") for party in sorted(parties_in(role.text))), "")


@functools.lru_cache(maxsize=4096)
def parties_in(text: str) -> frozenset[str]:
    """The parties that a text names with their capitals; of names for one party the first in the list."""
    named = [party for party in parties() if _is_capital_word(party, text)]
    found = (party for party in named if not any(party != other and f" {party} " in f" {other} " for other in named))
    return frozenset({"gop": "republican", "democratic": "democrat"}.get(party, party) for party in found)


def _is_capital_word(word: str, text: str) -> bool:
    """Whether a party's name stands in `text` as a word of its own, with its capital."""
    found = re.search(rf"\b{re.escape(word)}s?\b", text, re.IGNORECASE)
    return found is not None and found[0][0].isupper()
