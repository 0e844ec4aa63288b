"""The country and office of well-known office holders, for people whose article gives none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from generator.analysis.lexicon import Holder, has_no, heads, holders, name_key, same_given
from generator.analysis.speakers.cast import Participant

_CLASS_OF_OFFICE = {
    "head of state": {"head_of_state", "leader"},
    "head of government": {"head_of_government", "leader"},
    "foreign minister": {"minister"},
    "head of a body": {"minister", "head_of_state", "leader"},
}


def by_table(participant: Participant, day: dt.date | None) -> str:
    """The country whose office the person holds or held, "" if unknown."""
    holder = known_holder(participant, day)
    return _by_earlier_office(participant) if holder is None else holder.country


def held_by_table(participant: Participant, holder: Holder, day: dt.date | None) -> str:
    """The class of the office a person holds, "" if the text names a role or the holder serves another country."""
    plain = all(role.group_of == "mark" for role in participant.roles)
    holds = day is None or holder.since <= day.year <= holder.until
    return holder.office.replace(" ", "_") if plain and holds and holder.country == participant.group else ""


def _by_earlier_office(participant: Participant) -> str:
    """The country of a head of government from earlier decades, by full name or by title and surname."""
    role, parts = participant.role, participant.parts
    if role is None or role.group_of not in {"head_of_state", "head_of_government"} or not parts:
        return ""
    named = (head for head in heads().get(name_key(parts[-1]), ()) if _may_be_called(head, parts))
    countries = {head.country for head in named if not has_no(head.country, role.noun)}
    return countries.pop() if len(countries) == 1 else ""


def _may_be_called(holder: Holder, parts: tuple[str, ...]) -> bool:
    """Whether a name may be that of a holder with the same surname: the surname alone, or the same given name too."""
    return len(parts) == 1 or same_given(holder.name.split()[0], parts[0])


def known_holder(participant: Participant, day: dt.date | None) -> Holder | None:
    """The well-known office holder a person may be: same name, compatible office, in office on that day if possible."""
    if not participant.parts:
        return None
    found = [h for h in _named_alike(participant) if _same_name(h, participant) and _fits_office(h, participant)]
    if len(participant.parts) == 1 and len({h.name for h in found}) > 1:
        return None
    best = found if day is None else _in_office(found, day.year)
    return best[-1] if best else None


def _named_alike(participant: Participant) -> Sequence[Holder]:
    """The holders with a person's surname, else those listed under the whole name."""
    surname, whole = name_key(participant.parts[-1]), name_key(" ".join(participant.parts))
    return holders().get(surname, ()) or holders().get(whole, ())


def _in_office(found: list[Holder], year: int) -> list[Holder]:
    """Those in office that year; failing that, those who were in office before; failing that, all."""
    holding = [h for h in found if h.since <= year <= h.until]
    return holding or [h for h in found if h.until < year] or found


def _same_name(holder: Holder, participant: Participant) -> bool:
    names = holder.name.split()
    if len(participant.parts) == 1:
        return len(participant.parts[0]) > 4 or bool(participant.roles)
    return same_given(names[0], participant.parts[0]) or name_key(holder.name) == name_key(" ".join(participant.parts))


def _fits_office(holder: Holder, participant: Participant) -> bool:
    role = participant.role
    return role is None or not role.official or role.group_of in _CLASS_OF_OFFICE[holder.office] or role.former
