"""Names in the words of a source: cut off by the parse, introduced after a description, or shown only by capitals."""

from __future__ import annotations

from generator.analysis.lexicon import place_key, places, texts
from generator.analysis.speakers.cast import Participant
from generator.analysis.speakers.english.appositions import roles_of
from generator.analysis.speakers.english.bodies import describe
from generator.analysis.speakers.english.epithets import DEFINITE
from generator.analysis.speakers.english.lines import OWN, POSSESSIVES, has_title
from generator.analysis.speakers.english.state import EnglishProgress, note
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.names import Name

_NO_PERSON = frozenset({"ORG", "LOC", "NORP", "EVENT"})


def whole(line: Line, start: int, end: int) -> tuple[int, int]:
    """The range extended to the whole name it is part of ("Canada" in "Global Affairs Canada")."""
    if start >= end:
        return start, end
    opens = next((at for at in line.places if at < start < line.places[at][0]), start)
    titles_only = all(has_title(line, at) for at in range(start, end))
    while titles_only and end < len(line.words) and line.pos(end) == "PROPN" and not line.words[end].opens:
        end += 1
    return opens, max(end, line.covered(line.places, end - 1))


def with_name(state: EnglishProgress, line: Line, start: int, end: int) -> tuple[int, int]:
    """The range extended to the name that directly follows a noun for that person ("the pollster")."""
    name = state.cast.name_at.get((line.number, end)) if start < end else None
    joins = name is not None and not line.words[end].opens and line.pos(end - 1) in {"NOUN", "PROPN"}
    return (start, name.end) if name is not None and joins and len(name.parts) > 1 else (start, end)


def named_in(state: EnglishProgress, line: Line, start: int, end: int) -> Participant | None:
    """The person named after a description and a comma, or the author of a text that speaks.

    "The foreign minister, Sergey Lavrov," and "President Trump’s proclamation".
    """
    for name, participant in state.cast.names_in(line.number, start, end):
        if _is_introduced(line, name, start, end):
            described = describe(state.cast, line, start, name.start - 1, home=state.home)
            if described is not None and not participant.roles:
                participant.roles.extend(described.roles)
                participant.group = participant.group or described.group
            return participant
        if line.low(name.end) in POSSESSIVES and name.end + 2 == end and line.low(end - 1) in texts():
            return participant
    return None


def _is_introduced(line: Line, name: Name, start: int, end: int) -> bool:
    """Whether a name follows an office and a comma, and ends the phrase."""
    closes = name.end >= end or line.low(name.end) in {",", "of", "from"}
    return line.low(name.start - 1) == "," and closes and any(line.offices_in(start, name.start - 1))


def new_person(state: EnglishProgress, line: Line, start: int, end: int) -> tuple[Name, Participant] | None:
    """A speaker whom only capitals show to be a person, added to the cast."""
    name = state.cast.name_at.get((line.number, start))
    if name is None or not _may_be_new(state, line, name, end):
        return None
    participant = state.cast.add(Participant(line.slice(name.start, name.end), "person", name.parts, count=1))
    participant.roles.extend(roles_of(line, name))
    state.cast.put(name, participant)
    note(state, line, participant, (name.start, name.end), "name")
    return name, participant


def _may_be_new(state: EnglishProgress, line: Line, name: Name, end: int) -> bool:
    """Whether the name that opens a source may be a new person, not a body, a place or a common first word."""
    if state.cast.by_place.get((line.number, name.start)):
        return False
    if name.end < end and line.low(name.end) not in {",", "("}:
        return False
    labels = {word.entity for word in line.words[name.start : name.end]}
    if not labels.isdisjoint(_NO_PERSON) or place_key(line.slice(name.start, name.end)) in places():
        return False
    return len(name.parts) > 1 or "PERSON" in labels or not line.words[name.start].opens or _is_described(line, name)


def _is_described(line: Line, name: Name) -> bool:
    """Whether a comma and a description follow the name ("Tariq, the …")."""
    return line.low(name.end) == "," and line.low(name.end + 1) in DEFINITE | OWN
