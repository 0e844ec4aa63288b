"""Which country or body a person speaks for, from the strongest evidence to the weakest.

1. the words of a role ("Russian President"), 2. the side of its owner ("Putin’s adviser"), 3. an office that one
country has, 4. the words around ("Canada’s government, led by …"), 5. the table of well-known holders of office,
6. the same office with a country elsewhere ("Pakistan’s defence minister"), 7. the country at home in the article: its
dateline, or that of the others who bear a title without a country.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache

from generator.lexicon import Holder, Place, holders, name_key, place_key, places, same_given
from generator.speakers.cast import Cast, Figure
from generator.speakers.lines import POSSESSIVES, Line
from generator.speakers.roles import Role, inherent_country

_DATELINE = re.compile(r"\s*([A-ZÀ-Þ][A-ZÀ-Þ.’' -]+?)(?:,\s*[\w. ]+?)?\s*(?:\([^)]*\)\s*)?[—–-]")
_STATE = frozenset(
    {"head_of_state", "head_of_government", "deputy_head", "minister", "spokesperson"}
    | {"adviser", "diplomat", "military", "official"}
)
_CLASS_OF_OFFICE = {
    "head of state": {"head_of_state", "leader"},
    "head of government": {"head_of_government", "leader"},
    "foreign minister": {"minister"},
    "head of a body": {"minister", "head_of_state", "leader"},
}


def settle(cast: Cast, lines: tuple[Line, ...], *, day: dt.date | None, title: str = "") -> str:
    """Give every person the group that the evidence tells; the country at home in the article, "" where unclear."""
    people = tuple(cast.people())
    twins = _titles_with_country(lines)
    rules: tuple[Callable[[Figure], str], ...] = (
        _by_words,
        lambda figure: _by_owner(cast, lines, figure, depth=2),
        lambda figure: _by_office(figure) if _may_infer(figure) else "",
        lambda figure: _by_neighbour(cast, lines, figure) if _may_infer(figure) else "",
        lambda figure: _by_table(figure, day) if _may_infer(figure) or not figure.roles else "",
        lambda figure: _by_twin(figure, twins) if _may_infer(figure) else "",
        lambda figure: _by_owner(cast, lines, figure, depth=2),
    )
    for rule in rules:
        _apply(rule, people)
    home = home_country(cast, lines, title)
    sure = dateline(lines) == home
    _apply(lambda figure: home if home and _is_at_home(figure, home, sure=sure) else "", people)
    return home


def _apply(rule: Callable[[Figure], str], people: tuple[Figure, ...]) -> None:
    """Give those without a group the one that `rule` finds."""
    for figure in people:
        if not figure.group:
            figure.group = rule(figure)


def _by_words(figure: Figure) -> str:
    told = [r for r in figure.roles if r.group]
    first = figure.role
    if first is not None and first.expert and not first.group:
        return ""
    held = next((r for r in told if not r.former), None)
    return first.group if first and first.group else (held or told[0]).group if told else ""


def takes_side(role: Role) -> bool:
    """Whether who has such a role speaks for the side of the person whose aide or officer he is."""
    return role.group_of in _STATE | {"leader", "legislator", "party"}


def _by_owner(cast: Cast, lines: tuple[Line, ...], figure: Figure, *, depth: int) -> str:
    for role in figure.roles:
        owner = owner_of(cast, lines, role)
        if owner is not None and owner is not figure and takes_side(role):
            return owner.group or (_by_owner(cast, lines, owner, depth=depth - 1) if depth else "")
    return ""


def owner_of(cast: Cast, lines: tuple[Line, ...], role: Role) -> Figure | None:
    """The person that a role names as its owner; "his" is known only once the text is read."""
    if role.owner is None:
        return None
    start, end = role.owner
    line = lines[role.line]
    named = cast.names_in(role.line, start, end)
    if named:
        return named[0][1]
    return next(iter(cast.by_last(line.words[end - 1].text)), None)


def _may_infer(figure: Figure) -> bool:
    """Whether the person holds an office of state without a word on whose."""
    role = figure.role
    return (
        role is not None
        and role.group_of in _STATE | {"legislator", "party"}
        and (role.official or role.party or role.former)
    )


def _by_office(figure: Figure) -> str:
    return next((country for role in figure.roles if (country := inherent_country(role))), "")


def _by_neighbour(cast: Cast, lines: tuple[Line, ...], figure: Figure) -> str:
    """From "Canada’s government, led by Prime Minister Carney", "Canada and Prime Minister Carney"."""
    for role in figure.roles:
        line = lines[role.line]
        at = role.start
        if line.low(at - 1) == "by" and line.low(at - 2) in {"led", "headed", "chaired"}:
            place = _nearest_place(line, max(0, at - 8), at)
            if place:
                return place.group
        if line.low(at - 1) in {"and", ","}:
            found = line.place_before(at - 1)
            if found and found[1].form in {"name", "capital"} and line.low(at - 1) == "and":
                return found[1].group
            beside = _beside(cast, line, at - 1)
            if beside is not None and beside.group:
                return beside.group
    return ""


def _titles_with_country(lines: tuple[Line, ...]) -> Mapping[str, frozenset[str]]:
    """The offices that the text calls a country's ("Pakistan’s defence minister"), in lower case, and whose."""
    found: dict[str, set[str]] = {}
    for line in lines:
        for end, place in line.places.values():
            at = end + 1 if line.low(end) in POSSESSIVES else end
            stop = next((line.offices[i][0] for i in range(at, at + 4) if i in line.offices), 0)
            person = line.pos(stop) == "PROPN" or stop in line.offices  # the title of somebody else
            if stop and not person and place.form in {"name", "adjective"} and not place.region:
                found.setdefault(line.slice(at, stop).lower(), set()).add(place.group)
    return {title: frozenset(groups) for title, groups in found.items()}


def _by_twin(figure: Figure, titles: Mapping[str, frozenset[str]]) -> str:
    """The only country whose office of the same name the text mentions elsewhere."""
    for role in figure.roles:
        groups = titles.get(role.text.lower(), frozenset())
        if role.official and role.group_of == "minister" and len(groups) == 1:
            return next(iter(groups))
    return ""


def _beside(cast: Cast, line: Line, end: int) -> Figure | None:
    """The person whose name ends at `end` and whose title there names no country: both sit on one side of a table."""
    for name, figure in cast.names_in(line.number, 0, end):
        titles = [r for r in figure.roles if r.line == line.number and r.end == name.start]
        if name.end == end and titles and not titles[0].group and titles[0].owner is None:
            return figure
    return None


def _nearest_place(line: Line, start: int, end: int) -> Place | None:
    return next((line.places[at][1] for at in range(end - 1, start - 1, -1) if at in line.places), None)


def _by_table(figure: Figure, day: dt.date | None) -> str:
    holder = known_holder(figure, day)
    if holder is None:
        return ""
    if not figure.roles and (day is None or holder.since <= day.year <= holder.until):
        figure.held = holder.office.replace(" ", "_")
    return holder.country


def known_holder(figure: Figure, day: dt.date | None) -> Holder | None:
    """The well-known holder of office that the person may be: same name, an office that fits, on that day if known."""
    if not figure.parts:
        return None
    found = holders().get(name_key(figure.parts[-1]), ()) or holders().get(name_key(" ".join(figure.parts)), ())
    found = tuple(h for h in found if _same_name(h, figure) and _fits_office(h, figure))
    if len(figure.parts) == 1 and len({h.name for h in found}) > 1:
        return None
    holding = [h for h in found if day is None or h.since <= day.year <= h.until]
    return holding[-1] if holding else found[-1] if found else None


def _same_name(holder: Holder, figure: Figure) -> bool:
    names = holder.name.split()
    if len(figure.parts) == 1:
        return len(figure.parts[0]) > 4 or bool(figure.roles)
    return same_given(names[0], figure.parts[0]) or name_key(holder.name) == name_key(" ".join(figure.parts))


def _fits_office(holder: Holder, figure: Figure) -> bool:
    role = figure.role
    return role is None or not role.official or role.group_of in _CLASS_OF_OFFICE[holder.office] or role.former


def home_country(cast: Cast, lines: tuple[Line, ...], title: str) -> str:
    """The country that titles without a country refer to."""
    votes: Counter[str] = Counter()
    for figure in cast.people():
        role = figure.role
        if role is None or role.group or role.owner or not role.official:
            continue
        if figure.group in _countries() and role.group_of in {"head_of_government", "minister"}:
            votes[figure.group] += 2
    line = dateline(lines)
    if line:
        return line
    for paragraph in lines:
        votes.update(_domestic(paragraph))
    if not votes:
        place = next(
            (p for word in title.split() if (p := places().get(place_key(word))) and p.form == "capital"), None
        )
        return place.group if place else ""
    return next(iter(votes)) if len(votes) == 1 else ""


@cache
def _countries() -> frozenset[str]:
    return frozenset(
        place.group for place in places().values() if place.form in {"capital", "name"} and not place.region
    )


def dateline(lines: tuple[Line, ...]) -> str:
    """The country of the town in capitals that the article opens with ("OTTAWA —"), if it is a capital."""
    for line in lines[:2]:
        match = _DATELINE.match(line.slice(0, min(12, len(line.words))))
        if match:
            place = places().get(place_key(match[1].strip().title()))
            return place.country if place and place.form == "capital" else ""
    return ""


def _domestic(line: Line) -> Counter[str]:
    """A vote for each government that the line names as "COUNTRY’s prime minister" or by its own seat in person."""
    votes: Counter[str] = Counter()
    for at, (_, place) in line.places.items():
        if place.form == "seat" and line.low(at - 1) not in POSSESSIVES and place.name in _DOMESTIC_SEATS:
            votes[place.country] += 1
    return votes


# Seats that only home news names without their country.
_DOMESTIC_SEATS = frozenset(
    {"Parliament Hill", "Global Affairs Canada", "RCMP", "PMO", "Downing Street", "Whitehall", "Westminster"}
)


def _is_at_home(figure: Figure, home: str, *, sure: bool) -> bool:
    """Whether a title without a country may be the home country's: the United States has no ministers.

    An aide's or spokesman's is only where a dateline tells where home is (`sure`).
    """
    role = figure.role
    if role is None or role.owner is not None or not (role.official or role.party):
        return False
    aide = role.group_of in {"spokesperson", "adviser", "official", "military"}
    if aide and not (sure and role.text.lower() == role.noun):
        return False
    if role.noun == "premier":  # a province's or state's where the country has another word for its own
        return False
    minister = role.group_of in {"minister", "head_of_government"} and "secretary" not in role.noun
    return not (minister and home == "United States")
