"""Read a French article from start to end: mentions, pronouns, and the source of each attribution."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from generator.analysis.language import Parse
from generator.analysis.speakers.cast import Participant
from generator.analysis.speakers.findings import CastReading, Finding
from generator.analysis.speakers.french.appositions import role_end
from generator.analysis.speakers.french.bodies import of_place
from generator.analysis.speakers.french.cast import gather
from generator.analysis.speakers.french.descriptions import met_before
from generator.analysis.speakers.french.lines import PRONOUNS, read_lines
from generator.analysis.speakers.french.pronouns import is_expletive, meant
from generator.analysis.speakers.french.sides import settle
from generator.analysis.speakers.french.sources import answer
from generator.analysis.speakers.french.state import FrenchProgress, is_subject
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.told import is_told, united
from generator.model import Attribution, MentionForm

_ARTICLES = frozenset({"le", "la", "l'"})


def read(
    parse: Parse,
    attributions: Sequence[Attribution],
    *,
    title: str,  # noqa: ARG001 - a reader of every language is called with it
    day: dt.date | None,
) -> CastReading:
    """Read a parsed French text with its attributions; `day` tells which of several holders of an office is meant."""
    lines = read_lines(parse)
    cast = gather(lines)
    told = united(span for a in attributions for span in a.content)
    home = settle(cast, lines, day=day, told=told)
    state = FrenchProgress(cast, lines, home, told)
    sources = {a.source[0].start: i for i, a in enumerate(attributions) if a.source}
    findings: dict[int, Finding] = {}
    for line in lines:
        _read_line(state, line, attributions, sources, findings)
    return CastReading(cast, state.mentions, _shared(attributions, findings))


def _shared(attributions: Sequence[Attribution], findings: dict[int, Finding]) -> dict[int, Finding]:
    """The findings, also for statements that have the same source as another."""
    by_source = {attributions[i].source: found for i, found in findings.items()}
    return {i: by_source[a.source] for i, a in enumerate(attributions) if a.source in by_source}


def _read_line(
    state: FrenchProgress,
    line: Line,
    attributions: Sequence[Attribution],
    sources: dict[int, int],
    findings: dict[int, Finding],
) -> None:
    covered = 0
    for at, word in enumerate(line.words):
        index = sources.get(word.start, sources.get(word.start - 1) if word.low in PRONOUNS else None)
        if word.low in PRONOUNS and not word.quoted:
            _note_pronoun(state, line, at, speaks=index is not None)
        if index is not None and index not in findings:
            start, end = line.within(attributions[index].source[0])
            findings[index] = answer(state, line, start, max(end, start + 1))
            _spoke(state, line, at, findings[index])
            covered = max(covered, end)
        inside = is_told(state.told, word.start)
        named = state.cast.by_place.get((line.number, at))
        if named is not None:
            _note_name(state, line, at, named, inside=inside)
        elif at >= covered and not word.quoted:
            _note_others(state, line, at, inside=inside)


def _spoke(state: FrenchProgress, line: Line, at: int, found: Finding) -> None:
    """Count those who speak as acting where their source stands."""
    for participant in found.participants:
        state.note_acting(line, participant, at)


def _note_name(state: FrenchProgress, line: Line, at: int, participant: Participant, *, inside: bool) -> None:
    name = state.cast.name_at[line.number, at]
    form: MentionForm = "name" if len(name.parts) > 1 else "title" if name.titled else "surname"
    leads = not line.words[at].quoted and _leads_clause(state, line, at, participant)
    state.note(line, participant, (name.start, name.end), form, acts=leads and not inside, subject=leads)


def _leads_clause(state: FrenchProgress, line: Line, at: int, participant: Participant) -> bool:
    """Whether a name, or the role before it, is the subject of its clause."""
    name = state.cast.name_at[line.number, at]
    role = next((r for r in participant.roles if r.line == line.number and r.end <= name.start <= r.end + 2), None)
    start = role.start if role else name.start - bool(name.title)
    return is_subject(line, max(0, start), name.end)


def _note_pronoun(state: FrenchProgress, line: Line, at: int, *, speaks: bool) -> None:
    if is_expletive(line, at):
        return
    participant = meant(state, line, at, speaks=speaks)
    start = line.words[at].start
    state.pronouns[start] = participant
    state.mentions.append((line.span(at, at + 1), "pronoun", participant))
    if participant is not None and not speaks:
        state.note_acting(line, participant, at)


def _note_others(state: FrenchProgress, line: Line, at: int, *, inside: bool) -> None:
    """Record a country, seat or described person that is the subject of a clause."""
    place = line.places.get(at)
    if place is not None and place[1].form in {"name", "capital", "seat", "body"} and is_subject(line, at, place[0]):
        participant = state.known(of_place(line, max(0, at - 1), at, place[0], place[1]))
        state.note(line, participant, (at, place[0]), "seat", acts=not inside, subject=True)
        return
    office = next((i for i in range(at + 1, min(at + 4, len(line.words))) if i in line.offices), None)
    if inside:
        return
    if line.low(at) in _ARTICLES and office is not None and is_subject(line, at, line.offices[office][0]):
        _note_description(state, line, at, office)


def _note_description(state: FrenchProgress, line: Line, at: int, office: int) -> None:
    end = line.offices[office][0]
    if any(line.pos(i) not in {"ADJ", "NOUN"} for i in range(at + 1, office)) or line.offices[office][1].collective:
        return
    end = role_end(line, end)
    if state.cast.names_in(line.number, at, end + 2):
        return
    met_before(state, line, at, end)
