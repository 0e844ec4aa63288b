"""Gather the people of a French article: full names first, so that an earlier surname finds its person."""

from __future__ import annotations

from generator.analysis.lexicon import holders, name_key
from generator.analysis.speakers.cast import Cast, Participant, find
from generator.analysis.speakers.french.appositions import roles_of
from generator.analysis.speakers.french.names import find_names, gender_told
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.names import Name


def gather(lines: tuple[Line, ...]) -> Cast:
    """The people whom the text names, with the roles that stand beside their names."""
    cast = Cast()
    names = [name for line in lines for name in find_names(line)]
    for name in names:
        if len(name.parts) > 1:
            _enter(cast, lines[name.line], name)
    for name in names:
        if len(name.parts) == 1 and _is_known(cast, lines[name.line], name):
            _enter(cast, lines[name.line], name)
    for participant in cast.participants:
        _order_roles(participant)
    return cast


def _order_roles(participant: Participant) -> None:
    """Sort the roles of a participant by position; former ones come last if it holds an office or is an expert."""
    held = any(not role.former and (role.official or role.expert) for role in participant.roles)
    participant.roles.sort(key=lambda role: (held and role.former, role.line, role.start))


def _is_known(cast: Cast, line: Line, name: Name) -> bool:
    """Whether a single word is a person's name: after a title, of the cast, or of a well-known office holder."""
    if name.titled or find(cast, name) is not None:
        return True
    known = holders().get(name_key(name.surname), ())
    return line.words[name.start].entity == "PER" and len(name.surname) > 4 and len({h.name for h in known}) == 1


def _enter(cast: Cast, line: Line, name: Name) -> None:
    """Enter a name under its participant, or under a new one if none fits."""
    participant = find(cast, name)
    roles = list(roles_of(line, name))
    text = line.slice(name.start, name.end)
    if participant is None:
        participant = cast.add(Participant(text, "person", name.parts))
    elif len(name.parts) > len(participant.parts):
        participant.text, participant.parts = text, name.parts
    participant.gender = (
        participant.gender or gender_told(name) or next((role.gender for role in roles if role.gender), "")
    )
    participant.count += 1
    participant.full_count += len(name.parts) > 1
    cast.put(name, participant, roles)
