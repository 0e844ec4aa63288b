"""The country and office that the table of well-known holders knows of a person, where the text gives none."""

from __future__ import annotations

import datetime as dt

from generator.analysis.lexicon import Holder, has_no, heads, holders, name_key, same_given
from generator.analysis.speakers.cast import Participant

_CLASS_OF_OFFICE = {
    "head of state": {"head_of_state", "leader"},
    "head of government": {"head_of_government", "leader"},
    "foreign minister": {"minister"},
    "head of a body": {"minister", "head_of_state", "leader"},
}


def by_table(participant: Participant, day: dt.date | None) -> str:
    """The country whose office the person is known to hold or to have held, "" where none is known."""
    holder = known_holder(participant, day)
    if holder is None:
        return _by_earlier_office(participant)
    return holder.country


def held_by_table(participant: Participant, holder: Holder, day: dt.date | None) -> str:
    """The class of the office that the table knows and the text does not name."""
    plain = all(role.group_of == "mark" for role in participant.roles)
    holds = day is None or holder.since <= day.year <= holder.until
    return holder.office.replace(" ", "_") if plain and holds and holder.country == participant.group else ""


def _by_earlier_office(participant: Participant) -> str:
    """The country of a head of government of earlier decades, by full name or by surname after the title."""
    role = participant.role
    if role is None or role.group_of not in {"head_of_state", "head_of_government"} or not participant.parts:
        return ""
    known = [h for h in heads().get(name_key(participant.parts[-1]), ()) if not has_no(h.country, role.noun)]
    alike = [h for h in known if len(participant.parts) == 1 or same_given(h.name.split()[0], participant.parts[0])]
    countries = {h.country for h in alike}
    return countries.pop() if len(countries) == 1 else ""


def known_holder(participant: Participant, day: dt.date | None) -> Holder | None:
    """The well-known holder of office that the person may be: same name, an office that fits, on that day if known."""
    if not participant.parts:
        return None
    found = holders().get(name_key(participant.parts[-1]), ()) or holders().get(
        name_key(" ".join(participant.parts)), ()
    )
    found = tuple(h for h in found if _same_name(h, participant) and _fits_office(h, participant))
    if len(participant.parts) == 1 and len({h.name for h in found}) > 1:
        return None
    holding = [h for h in found if day is None or h.since <= day.year <= h.until]
    past = [h for h in found if day is not None and h.until < day.year]
    best = holding or past or list(found)
    return best[-1] if best else None


def _same_name(holder: Holder, participant: Participant) -> bool:
    names = holder.name.split()
    if len(participant.parts) == 1:
        return len(participant.parts[0]) > 4 or bool(participant.roles)
    return same_given(names[0], participant.parts[0]) or name_key(holder.name) == name_key(" ".join(participant.parts))


def _fits_office(holder: Holder, participant: Participant) -> bool:
    role = participant.role
    return role is None or not role.official or role.group_of in _CLASS_OF_OFFICE[holder.office] or role.former
