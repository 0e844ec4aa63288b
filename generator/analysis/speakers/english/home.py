"""The home country of an article: that of titles that name no country."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from generator.analysis.lexicon import has_no, place_key, places
from generator.analysis.speakers.cast import Cast, Participant
from generator.analysis.speakers.english.lines import POSSESSIVES
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.roles import Role

_OPENING = 6  # lines: a headline or byline may precede the dateline
_DATELINE = re.compile(r"\s*([A-ZÀ-Þ][A-ZÀ-Þ.’' -]+?)(?:,\s*[\w. ]+?)?\s*(?:\([^)]*\)\s*)?[—–-]")
# Seats that only domestic news mentions without their country.
_DOMESTIC_SEATS = frozenset(
    {"Parliament Hill", "Global Affairs Canada", "RCMP", "PMO", "Downing Street", "Whitehall", "Westminster"}
)


def home_country(cast: Cast, lines: tuple[Line, ...], title: str) -> str:
    """The country that titles without a country refer to, "" if unclear."""
    heads_of_government = _bare_titles(cast, "head_of_government")
    if len(heads_of_government) == 1:  # "Prime Minister X" without a country, wherever the reporter is
        return next(iter(heads_of_government))
    line = dateline(lines)
    if line:
        return line
    votes = heads_of_government + _bare_titles(cast, "minister")
    for paragraph in lines:
        votes.update(_domestic(paragraph))
    if not votes:
        return _capital_in(title)
    return next(iter(votes)) if len(votes) == 1 else ""


def _capital_in(title: str) -> str:
    """The country of the first capital in a headline."""
    found = (places().get(place_key(word)) for word in title.split())
    return next((place.group for place in found if place and place.form == "capital"), "")


def _bare_titles(cast: Cast, office: str) -> Counter[str]:
    """One vote for the country of each person whose title names no country ("Prime Minister X")."""
    return Counter(
        one.group
        for one in cast.people()
        if one.role is not None and one.role.group_of == office and _is_bare(one.role) and one.group in _countries()
    )


def _is_bare(role: Role) -> bool:
    """Whether a role is a capitalized title that names no country, body or person."""
    return not role.group and role.owner is None and role.official and role.text[:1].isupper()


@cache
def _countries() -> frozenset[str]:
    return frozenset(
        place.group for place in places().values() if place.form in {"capital", "name"} and not place.region
    )


def dateline(lines: tuple[Line, ...]) -> str:
    """The country of the dateline ("OTTAWA —") if its city is a capital, else ""."""
    for line in lines[:_OPENING]:
        match = _DATELINE.match(line.slice(0, min(12, len(line.words))))
        place = places().get(place_key(match[1].strip().title())) if match else None
        if place:
            return place.country if place.form == "capital" else ""
    return ""


def _domestic(line: Line) -> Counter[str]:
    """One vote for the country of each seat that only domestic news mentions without its country."""
    votes: Counter[str] = Counter()
    for at, (_, place) in line.places.items():
        if place.form == "seat" and line.low(at - 1) not in POSSESSIVES and place.name in _DOMESTIC_SEATS:
            votes[place.country] += 1
    return votes


def is_at_home(participant: Participant, home: str, *, sure: bool) -> bool:
    """Whether a title without a country may belong to the home country.

    An aide's or spokesperson's does only if a dateline confirms the home country (`sure`).
    """
    role = participant.role
    if role is None or role.owner is not None or has_no(home, role.noun):
        return False
    if role.former and not role.party:  # "a former foreign minister" in a story from the capital
        return sure and role.group_of in {"minister", "head_of_government", "deputy_head"}
    if not _is_in_public_life(role):
        return False
    if _is_aide(role):
        return sure and role.text.lower() == role.noun
    return role.noun != "premier"  # head of a province or state, if the country's own head has another title


def _is_in_public_life(role: Role) -> bool:
    """Whether a role is an office, or a party role given as a title."""
    return not role.text.islower() if role.party else role.official


def _is_aide(role: Role) -> bool:
    return role.group_of in {"spokesperson", "adviser", "official", "military"}
