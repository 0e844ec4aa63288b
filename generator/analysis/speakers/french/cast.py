"""Gather the people of a French article: full names first, so that an earlier surname finds its person."""

from __future__ import annotations

from generator.analysis.lexicon import holders, name_key
from generator.analysis.speakers.english.cast import Cast, Figure, find
from generator.analysis.speakers.english.lines import Line
from generator.analysis.speakers.english.names import Name
from generator.analysis.speakers.french.appositions import roles_of
from generator.analysis.speakers.french.names import find_names, gender_told


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
    for figure in cast.figures:
        _order_roles(figure)
    return cast


def _order_roles(figure: Figure) -> None:
    """Sort the roles of a figure by position; former ones come last if it holds an office or is an expert."""
    held = any(not role.former and (role.official or role.expert) for role in figure.roles)
    figure.roles.sort(key=lambda role: (held and role.former, role.line, role.start))


def _is_known(cast: Cast, line: Line, name: Name) -> bool:
    """Whether a single word is a person's name: after a title, of the cast, or of a well-known office holder."""
    if name.titled or find(cast, name) is not None:
        return True
    known = holders().get(name_key(name.surname), ())
    return line.words[name.start].entity == "PER" and len(name.surname) > 4 and len({h.name for h in known}) == 1


def _enter(cast: Cast, line: Line, name: Name) -> None:
    """Enter a name under its figure, or under a new one if none fits."""
    figure = find(cast, name)
    roles = list(roles_of(line, name))
    text = line.slice(name.start, name.end)
    if figure is None:
        figure = cast.add(Figure(text, "person", name.parts))
    elif len(name.parts) > len(figure.parts):
        figure.text, figure.parts = text, name.parts
    figure.gender = figure.gender or gender_told(name) or next((role.gender for role in roles if role.gender), "")
    figure.count += 1
    figure.full_count += len(name.parts) > 1
    cast.put(name, figure, roles)
