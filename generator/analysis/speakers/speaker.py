"""Turn a participant into the frozen speaker that later stages use."""

from __future__ import annotations

import datetime as dt

from generator.analysis.lexicon import Holder
from generator.analysis.speakers.cast import Participant
from generator.analysis.speakers.holders import known_holder
from generator.analysis.speakers.roles import Role
from generator.model import Speaker

_STILL = 9999  # without a date, only those with no known end of term count as in office


def speaker_of(participant: Participant, day: dt.date | None) -> Speaker:
    """The speaker for a participant in an article published on `day`."""
    role = participant.role
    if participant.kind == "person" and role is not None and (role.group_of != "mark" or role.party):
        return _with_role(participant, role)
    return _without_role(participant, day)


def _with_role(participant: Participant, role: Role) -> Speaker:
    """The speaker for a person whose role the text gives."""
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
    """Whether a person whose present role carries no authority held another one before."""
    plain = not (role.official or role.party or role.expert)
    return plain and any(r.former for r in participant.roles)


def _without_role(participant: Participant, day: dt.date | None) -> Speaker:
    """The speaker for a body, a group, an unnamed source, or a person without a role in the text."""
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
    """Whether an office holder has left office by `day`."""
    return holder is not None and day is not None and day.year > holder.until


def _holds_office(holder: Holder | None, day: dt.date | None) -> bool:
    """Whether an office holder is in office on `day`."""
    year = day.year if day else _STILL
    return holder is not None and holder.since <= year <= holder.until


def _description(body: Participant) -> str:
    """The words the text uses for a body, "" if its name contains them."""
    return "" if body.words.lower() in body.text.lower() else body.words
