"""Decide which country or body each person speaks for, from the strongest evidence to the weakest.

1. the words of a role ("Russian President"), 2. the side of its owner ("Putin’s adviser"), 3. an office that only one
country has, 4. the words around it ("Canada’s government, led by …"), 5. the table of well-known office holders,
6. the same office with a country elsewhere ("Pakistan’s defence minister"), 7. the article's home country: that of its
dateline, or of others whose title names no country.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from generator.analysis.lexicon import Holder, Place, has_no, heads, name_key
from generator.analysis.speakers.cast import Cast, Participant
from generator.analysis.speakers.english.home import dateline, home_country, is_at_home
from generator.analysis.speakers.english.lines import POSSESSIVES
from generator.analysis.speakers.english.parties import inherent_country
from generator.analysis.speakers.holders import by_table, held_by_table, known_holder
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.roles import OF_STATE, Role, takes_side


@dataclass(frozen=True, slots=True)
class _SideEvidence:
    """What an article says about the sides of its people."""

    cast: Cast
    lines: tuple[Line, ...]
    day: dt.date | None
    titles: Mapping[str, frozenset[str]]
    """Offices in lower case, each with the countries the text ascribes it to."""


def settle(cast: Cast, lines: tuple[Line, ...], *, day: dt.date | None, title: str = "") -> str:
    """Give every person the group that the evidence indicates; return the home country, "" if unclear."""
    people = tuple(cast.people())
    _apply_rules(_SideEvidence(cast, lines, day, _titles_with_country(lines)), people)
    for participant in people:
        _complete(cast, lines, participant, day)
    home = home_country(cast, lines, title)
    sure = dateline(lines) == home
    for participant in people:
        if home and not participant.group and is_at_home(participant, home, sure=sure):
            participant.group = home
    return home


def _apply_rules(evidence: _SideEvidence, people: tuple[Participant, ...]) -> None:
    """Apply one rule after the other to everybody who still has no group."""
    for rule, infers in _RULES:
        for participant in people:
            if not participant.group and (not infers or _may_infer(participant)):
                participant.group = rule(evidence, participant)


def _complete(cast: Cast, lines: tuple[Line, ...], participant: Participant, day: dt.date | None) -> None:
    """Add what the table of office holders says about a person, and mark roles that have ended by `day`."""
    holder = known_holder(participant, day)
    if holder is not None:
        participant.gender = participant.gender or holder.gender
        participant.held = participant.held or held_by_table(participant, holder, day)
    participant.roles[:] = [in_time(cast, lines, role, day) for role in participant.roles]


def _by_words(_: _SideEvidence, participant: Participant) -> str:
    """The group in the words of the main role, else of a role still held, else of any role."""
    first = participant.role
    if first is not None and (first.group or first.expert):
        return first.group
    told = sorted((role for role in participant.roles if role.group), key=lambda role: role.former)
    return told[0].group if told else ""


def _by_owner(evidence: _SideEvidence, participant: Participant, *, depth: int = 2) -> str:
    """The side of the person somebody serves; if that person has none, the side of whom they serve in turn."""
    for role in participant.roles:
        if not takes_side(role):
            continue
        owner = owner_of(evidence.cast, evidence.lines, role)
        if owner is not None and owner is not participant:
            return owner.group or (_by_owner(evidence, owner, depth=depth - 1) if depth else "")
        countries = {head.country for head in _heads_of(evidence.lines, role)}
        if owner is None and len(countries) == 1:
            return countries.pop()
    return ""


def _heads_of(lines: tuple[Line, ...], role: Role) -> tuple[Holder, ...]:
    """The heads of government with the name of the role's owner."""
    if role.owner is None or not role.served:
        return ()
    word = lines[role.line].words[role.owner[1] - 1].text
    return heads().get(name_key(word), ())


def in_time(cast: Cast, lines: tuple[Line, ...], role: Role, day: dt.date | None) -> Role:
    """The role, as a former one if the government it was held in has ended by `day`.

    Without a date, it has ended if the text gives the head of that government no office.
    """
    known = _heads_of(lines, role)
    if not known or role.former:
        return role
    owner = owner_of(cast, lines, role)
    if day is not None:
        over = all(day.year > head.until for head in known)
    else:
        over = owner is None or not any(r.official for r in owner.roles)
    return replace(role, former=True, official=False) if over else role


def owner_of(cast: Cast, lines: tuple[Line, ...], role: Role) -> Participant | None:
    """The person a role names as its owner; "his" is resolved only while the text is read."""
    if role.owner is None:
        return None
    start, end = role.owner
    line = lines[role.line]
    named = cast.names_in(role.line, start, end)
    if named:
        return named[0][1]
    return next(iter(cast.by_last(line.words[end - 1].text)), None)


def _may_infer(participant: Participant) -> bool:
    """Whether the person's main role is a public office, so that its country may be inferred."""
    role = participant.role
    return (
        role is not None
        and role.group_of in OF_STATE | {"legislator", "party"}
        and (role.official or role.party or role.former)
    )


def _by_office(_: _SideEvidence, participant: Participant) -> str:
    """The only country with such an office."""
    return next((country for role in participant.roles if (country := inherent_country(role))), "")


def _by_holders(evidence: _SideEvidence, participant: Participant) -> str:
    """The country of the office a person is known to hold, unless a role in the text says otherwise."""
    open_ = not participant.roles or _may_infer(participant)
    return by_table(participant, evidence.day) if open_ else ""


def _by_neighbour(evidence: _SideEvidence, participant: Participant) -> str:
    """From "Canada’s government, led by Prime Minister Carney", "Canada and Prime Minister Carney"."""
    for role in participant.roles:
        place = _neighbour(evidence.lines[role.line], role.start)
        if place is not None:
            return place.group
    return ""


def _neighbour(line: Line, at: int) -> Place | None:
    """The place before "led by" or "and", if either directly precedes `at`."""
    before = line.low(at - 1)
    if before == "by" and line.low(at - 2) in {"led", "headed", "chaired"}:
        return _nearest_place(line, max(0, at - 8), at)
    found = line.place_before(at - 1) if before == "and" else None
    return found[1] if found and found[1].form in {"name", "capital"} else None


def _by_companion(evidence: _SideEvidence, participant: Participant) -> str:
    """From "Secretary of State Marco Rubio and special envoy …": both sit on one side of a table."""
    for role in participant.roles:
        line = evidence.lines[role.line]
        beside = _beside(evidence.cast, line, role.start - 1) if line.low(role.start - 1) in {"and", ","} else None
        if beside is not None and beside.group:
            return "" if has_no(beside.group, role.noun) else beside.group
    return ""


def _titles_with_country(lines: tuple[Line, ...]) -> Mapping[str, frozenset[str]]:
    """Offices ascribed to a country ("Pakistan’s defence minister"), in lower case, each with its countries."""
    found: dict[str, set[str]] = {}
    for line in lines:
        for end, place in line.places.values():
            named = place.form in {"name", "adjective"} and not place.region
            title = _title_after(line, end) if named else ""
            if title:
                found.setdefault(title, set()).add(place.group)
    return {title: frozenset(groups) for title, groups in found.items()}


def _title_after(line: Line, end: int) -> str:
    """The office after the place that ends at `end`, "" if there is none or it is a person's title."""
    at = end + 1 if line.low(end) in POSSESSIVES else end
    stop = next((line.offices[i][0] for i in range(at, at + 4) if i in line.offices), 0)
    person = line.pos(stop) == "PROPN" or stop in line.offices
    return line.slice(at, stop).lower() if stop and not person else ""


def _by_twin(evidence: _SideEvidence, participant: Participant) -> str:
    """The only country to which the text ascribes an office of the same name."""
    for role in participant.roles:
        groups = evidence.titles.get(role.text.lower(), frozenset())
        if role.official and role.group_of == "minister" and len(groups) == 1:
            return next(iter(groups))
    return ""


def _beside(cast: Cast, line: Line, end: int) -> Participant | None:
    """The person whose name ends at `end` and whose title there names no country."""
    for name, participant in cast.names_in(line.number, 0, end):
        titles = [r for r in participant.roles if r.line == line.number and r.end == name.start]
        if name.end == end and titles and not titles[0].group and titles[0].owner is None:
            return participant
    return None


def _nearest_place(line: Line, start: int, end: int) -> Place | None:
    return next((line.places[at][1] for at in range(end - 1, start - 1, -1) if at in line.places), None)


_RULES: tuple[tuple[Callable[[_SideEvidence, Participant], str], bool], ...] = (
    (_by_words, False),
    (_by_owner, False),
    (_by_office, True),
    (_by_neighbour, True),
    (_by_holders, False),
    (_by_companion, True),
    (_by_twin, True),
    (_by_owner, False),
)
"""The rules from the strongest to the weakest; True marks those that apply only if `_may_infer` allows it."""
