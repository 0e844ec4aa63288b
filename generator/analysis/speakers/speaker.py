"""A participant as the frozen speaker that later stages see."""

from __future__ import annotations

import datetime as dt

from generator.analysis.lexicon import Holder
from generator.analysis.speakers.cast import Participant
from generator.analysis.speakers.holders import known_holder
from generator.analysis.speakers.roles import Role
from generator.model import Speaker

_STILL = 9999  # a text without a date: only those who are not known to have left hold their office


def speaker_of(participant: Participant, day: dt.date | None) -> Speaker:
    """The speaker that a participant is in an article of that day."""
    role = participant.role
    if participant.kind == "person" and role is not None and (role.group_of != "mark" or role.party):
        return _with_role(participant, role)
    return _without_role(participant, day)


def _with_role(participant: Participant, role: Role) -> Speaker:
    """A person whose role the text gives."""
    former = role.former or _was_in_office(participant, role)
    return Speaker(
        name=participant.text,
        role="" if role.group_of == "mark" else role.text,
        group=participant.group,
        kind="person",
        former=former,
        party=role.party and not former,
        expert=role.expert or (not role.official and any(r.expert for r in participant.roles)),
        official=role.official,
    )


def _was_in_office(participant: Participant, role: Role) -> bool:
    """Whether a person whose role is of no weight had another before."""
    plain = not (role.official or role.party or role.expert)
    return plain and any(r.former for r in participant.roles)


def _without_role(participant: Participant, day: dt.date | None) -> Speaker:
    """A body, a group, an unnamed source, or a person whose role the text does not give."""
    holder = known_holder(participant, day) if participant.kind == "person" else None
    marked = any(role.official for role in participant.roles if role.group_of == "mark")
    return Speaker(
        name=participant.text,
        role=_description(participant) if participant.kind == "organization" else "",
        group=participant.group,
        kind=participant.kind,
        former=participant.former or _has_left(holder, day),
        party=participant.party,
        expert=participant.expert,
        official=participant.official or marked or _holds_office(holder, day),
    )


def _has_left(holder: Holder | None, day: dt.date | None) -> bool:
    """Whether a known holder of an office has left it by that day."""
    return holder is not None and day is not None and day.year > holder.until


def _holds_office(holder: Holder | None, day: dt.date | None) -> bool:
    """Whether a known holder is in office on that day."""
    year = day.year if day else _STILL
    return holder is not None and holder.since <= year <= holder.until


def _description(body: Participant) -> str:
    """The words of the text for a body, "" where its name has them."""
    return "" if body.words.lower() in body.text.lower() else body.words
