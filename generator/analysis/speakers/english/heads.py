"""The person a source names first, and the parts of a source that names several."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis.speakers.cast import Cast, Participant
from generator.analysis.speakers.english.grammar import head_of
from generator.analysis.speakers.english.lines import POSSESSIVES
from generator.analysis.speakers.english.titles import role_start
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.names import Name

_LINKS = frozenset({"and", "or", "&", "but"})
_JOINTS = _LINKS | {","}


def leading(cast: Cast, line: Line, start: int, end: int) -> tuple[Name, Participant] | None:
    """The known name that opens a source, after its title or a role before a comma."""
    first = start + 1 if line.low(start) in {"the", "a", "an", "both"} else start
    for name, participant in cast.names_in(line.number, start, end):
        if name.end < end and not _may_end(line, name.end):
            continue
        begin = role_start(line, name)
        if begin <= first or (line.low(begin - 1) == "," and _has_role(participant, line, first, begin - 1)):
            return name, participant
    return None


def _has_role(participant: Participant, line: Line, start: int, end: int) -> bool:
    """Whether a role of the participant reaches from `start`, or before it, to `end`."""
    return any(r.line == line.number and r.end == end and r.start <= start for r in participant.roles)


def _may_end(line: Line, at: int) -> bool:
    """Whether a name may end before the word at `at`: it is not a noun that the name modifies."""
    low = line.low(at)
    if low in POSSESSIVES:
        return False
    return line.pos(at) not in {"NOUN", "PROPN", "ADJ", "NUM"} and low != "-"


def whose_role(cast: Cast, line: Line, start: int, end: int) -> Participant | None:
    """The person whose name the source is in apposition to."""
    for role, participant in cast.roles_in(line.number):
        opens = start - 1 <= role.start <= start and end - start > 1
        inside = role.start <= start and start in line.places and role.end == end
        if end <= role.end and (opens or inside):
            return participant
    return None


def coordinated(cast: Cast, line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a source joined by "and", according to the parse or to known names on both sides."""
    if line.low(start) in {"both", "either"}:
        start += 1
    begins = start
    for at in range(start + 1, end):
        if line.low(at) not in _JOINTS:
            continue
        after = _past_links(line, at + 1, end)
        if after < end and _is_item(cast, line, begins, after, end):
            if at > begins:
                yield begins, at
            begins = after
    yield begins, end


def _past_links(line: Line, at: int, end: int) -> int:
    """The first word from `at` on that is not a conjunction."""
    while at < end and line.low(at) in _LINKS:
        at += 1
    return at


def _is_item(cast: Cast, line: Line, begins: int, at: int, end: int) -> bool:
    """Whether the words from `at` are a part of their own, not part of a role in the part that starts at `begins`."""
    lead = leading(cast, line, begins, at)
    if lead and lead[0].end == at - 1 and line.low(at - 1) in _LINKS:  # "Zelenskyy and European leaders"
        return True
    both = (lead is not None and _opens_name(cast, line, at, end)) or _are_countries(line, begins, at)
    if line.low(at - 1) == ",":
        return both and any(line.low(i) in _LINKS for i in range(at, end))
    return both or _is_conjunct(line, begins, at, end)


def _opens_name(cast: Cast, line: Line, at: int, end: int) -> bool:
    """Whether a known name, or the role before it, starts at `at`."""
    return any(role_start(line, name) == at for name, _ in cast.names_in(line.number, at, end))


def _are_countries(line: Line, first: int, second: int) -> bool:
    return _is_country(line, first) and _is_country(line, second)


def _is_conjunct(line: Line, begins: int, at: int, end: int) -> bool:
    """Whether the parse coordinates a word from `at` on with the head, without a comma before `at`."""
    if any(line.low(i) == "," for i in range(begins, at)):
        return False
    head = head_of(line, begins, end)
    return any(line.words[i].dep == "conj" and line.words[i].head == head for i in range(at, end))


def _is_country(line: Line, at: int) -> bool:
    """Whether a place starts at `at` that does not modify a noun."""
    at += line.low(at) == "the"
    return at in line.places and line.pos(line.places[at][0]) not in {"NOUN", "PROPN", "ADJ", "PART"}
