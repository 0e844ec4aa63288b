"""The country and office that the table of well-known holders knows of a person, where the text gives none."""

from __future__ import annotations

import datetime as dt

from generator.analysis.lexicon import Holder, has_no, heads, holders, name_key, same_given
from generator.analysis.speakers.english.cast import Figure

_CLASS_OF_OFFICE = {
    "head of state": {"head_of_state", "leader"},
    "head of government": {"head_of_government", "leader"},
    "foreign minister": {"minister"},
    "head of a body": {"minister", "head_of_state", "leader"},
}


def by_table(figure: Figure, day: dt.date | None) -> str:
    """The country whose office the person is known to hold or to have held, "" where none is known."""
    holder = known_holder(figure, day)
    if holder is None:
        return _by_earlier_office(figure)
    return holder.country


def held_by_table(figure: Figure, holder: Holder, day: dt.date | None) -> str:
    """The class of the office that the table knows and the text does not name."""
    plain = all(role.group_of == "mark" for role in figure.roles)
    holds = day is None or holder.since <= day.year <= holder.until
    return holder.office.replace(" ", "_") if plain and holds and holder.country == figure.group else ""


def _by_earlier_office(figure: Figure) -> str:
    """The country of a head of government of earlier decades, by full name or by surname after the title."""
    role = figure.role
    if role is None or role.group_of not in {"head_of_state", "head_of_government"} or not figure.parts:
        return ""
    known = [h for h in heads().get(name_key(figure.parts[-1]), ()) if not has_no(h.country, role.noun)]
    alike = [h for h in known if len(figure.parts) == 1 or same_given(h.name.split()[0], figure.parts[0])]
    countries = {h.country for h in alike}
    return countries.pop() if len(countries) == 1 else ""


def known_holder(figure: Figure, day: dt.date | None) -> Holder | None:
    """The well-known holder of office that the person may be: same name, an office that fits, on that day if known."""
    if not figure.parts:
        return None
    found = holders().get(name_key(figure.parts[-1]), ()) or holders().get(name_key(" ".join(figure.parts)), ())
    found = tuple(h for h in found if _same_name(h, figure) and _fits_office(h, figure))
    if len(figure.parts) == 1 and len({h.name for h in found}) > 1:
        return None
    holding = [h for h in found if day is None or h.since <= day.year <= h.until]
    past = [h for h in found if day is not None and h.until < day.year]
    best = holding or past or list(found)
    return best[-1] if best else None


def _same_name(holder: Holder, figure: Figure) -> bool:
    names = holder.name.split()
    if len(figure.parts) == 1:
        return len(figure.parts[0]) > 4 or bool(figure.roles)
    return same_given(names[0], figure.parts[0]) or name_key(holder.name) == name_key(" ".join(figure.parts))


def _fits_office(holder: Holder, figure: Figure) -> bool:
    role = figure.role
    return role is None or not role.official or role.group_of in _CLASS_OF_OFFICE[holder.office] or role.former
