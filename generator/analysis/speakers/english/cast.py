"""Gather the people whom an article names, with the roles beside their names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from generator.analysis.lexicon import gender_of, holders, name_key, same_given
from generator.analysis.speakers.cast import Cast, Participant, find
from generator.analysis.speakers.english.appositions import roles_of
from generator.analysis.speakers.english.names import PARTICLES, find_names, gender_told
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.names import Name
from generator.analysis.speakers.roles import Role


def gather(lines: tuple[Line, ...]) -> Cast:
    """The people in the text: full names first, so that a surname in the lead matches a full name further down."""
    cast = Cast()
    names = _all_names(lines)
    for name in names:
        if len(name.parts) > 1:
            _enter_full(cast, lines[name.line], name)
    for name in names:
        if (name.line, name.start) not in cast.by_place:
            _enter_short(cast, lines[name.line], name)
    _enter_openings(cast, lines)
    for participant in cast.participants:
        participant.roles.sort(key=lambda role: (role.line, role.start))
    return cast


def _all_names(lines: tuple[Line, ...]) -> list[Name]:
    """The names in all lines, without words that do not belong to them."""
    found = [name for line in lines for name in find_names(line)]
    counts = Counter(name.parts for name in found)
    return [_pruned(name, counts) if len(name.parts) > 1 else name for name in found]


def _enter_full(cast: Cast, line: Line, name: Name) -> None:
    """Record a name of several words if it, or a role beside it, shows that it is a person's."""
    roles = list(roles_of(line, name))
    if name.sure or roles:
        _enter(cast, line, name, roles)


def _enter_openings(cast: Cast, lines: tuple[Line, ...]) -> None:
    """Record surnames of the cast that open a sentence, where the tagger may have missed them."""
    surnames = {name.surname for name, _ in cast.all_names() if len(name.parts) > 1}
    for line in lines:
        for at, word in enumerate(line.words):
            if word.opens and word.text in surnames and (line.number, at) not in cast.name_at:
                name = Name(line.number, at, at + 1, (word.text,))
                participant = find(cast, name)
                if participant is not None:
                    _enter(cast, line, name, [])


def _pruned(name: Name, counts: Counter[tuple[str, ...]]) -> Name:
    """The name without a first word that is not part of it ("Crooked …", "Injecting …"), if the rest occurs alone."""
    tail = _headline_tail(name, counts)
    if tail:
        return replace(name, end=name.end - tail, parts=name.parts[:2])
    if gender_of(name.parts[0]) or len(name.parts[0]) < 3 or (name.titled and not gender_of(name.parts[1])):
        return name
    rest = name.parts[1:]
    alone = counts[rest]
    if not alone or counts[name.parts] > 1 or (len(rest) == 1 and alone < 3):
        return name
    start = name.start + len(name.parts[0].split("-")) * 2 - 1
    return replace(name, start=start, parts=rest)


def _headline_tail(name: Name, counts: Counter[tuple[str, ...]]) -> int:
    """How many words of a capitalized headline follow a two-word name that occurs alone elsewhere."""
    if len(name.parts) < 3 or name.end - name.start != len(name.parts) or len(name.parts[1]) < 3:
        return 0
    return len(name.parts) - 2 if counts[name.parts[:2]] >= counts[name.parts] else 0


def _enter_short(cast: Cast, line: Line, name: Name) -> None:
    """Record a name of one word, or one that only a role could show to be a person's."""
    short = len(name.parts) == 1
    participant = find(cast, name)
    roles = list(roles_of(line, name)) if participant or short else []
    if participant is not None and short and _is_namesake(participant, name, roles):
        cast.put(name, cast.add(Participant(name.parts[0], "person", name.parts)), roles)
    elif participant or (short and _shows_person(name, roles)):
        _enter(cast, line, name, roles)
    else:
        cast.name_at[name.line, name.start] = name


def _shows_person(name: Name, roles: list[Role]) -> bool:
    """Whether a title, label or role shows that a one-word name is a person's."""
    return bool(name.titled or name.sure or roles) and name.parts[0].lower() not in PARTICLES


def _is_namesake(participant: Participant, name: Name, roles: list[Role]) -> bool:
    """Whether a name is somebody else's: "President Obama" is not the Michelle Obama of the article."""
    if len(participant.parts) < 2 or any(role.official for role in participant.roles):
        return False
    classes = {role.group_of for role in roles if role.official}
    known = [h for h in holders().get(name_key(name.surname), ()) if h.office.replace(" ", "_") in classes]
    return bool(known) and not any(same_given(h.name.split()[0], participant.parts[0]) for h in known)


def _enter(cast: Cast, line: Line, name: Name, roles: list[Role]) -> None:
    """Record a name under the participant it refers to, a new one if none fits."""
    participant = find(cast, name)
    text = line.slice(name.start, name.end).rstrip("’'")
    if participant is None:
        participant = cast.add(Participant(text, "person", name.parts))
    elif len(name.parts) > len(participant.parts):
        participant.text, participant.parts = text, name.parts
    told = gender_told(name) if len(name.parts) > 1 or name.title or len(participant.parts) == 1 else ""
    participant.gender = participant.gender or told or next((r.gender for r in roles if r.gender), "")
    participant.count += 1
    participant.full_count += len(name.parts) > 1
    cast.put(name, participant, roles)
