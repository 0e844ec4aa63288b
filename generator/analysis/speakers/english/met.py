"""Who a description refers to that is not one person's office: "the presidents", "the source", "the ministry"."""

from __future__ import annotations

from generator.analysis.speakers.english.epithets import described_by
from generator.analysis.speakers.english.state import EnglishProgress, note
from generator.analysis.speakers.findings import Finding
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.roles import Role

_TOGETHER = 5  # sentences back to look for "the presidents" and "the source"


def met_before(state: EnglishProgress, line: Line, words: tuple[int, int, int], role: Role) -> Finding | None:
    """The finding for those mentioned before, None if the description fits nobody."""
    start, inner, end = words
    if role.plural and not role.collective:
        return _together(state, line, start, end, role)
    if role.group_of == "source":
        return _unnamed_before(state, line, start, end)
    return same_body(state, line, inner, end)


def _together(state: EnglishProgress, line: Line, start: int, end: int, role: Role) -> Finding | None:
    """The two people that "the presidents" refers to, None unless exactly two fit."""
    if end - start > 3 or role.group:
        return None
    here = line.words[start].sentence
    near = [seen.participant for seen in state.read if here - seen.sentence <= _TOGETHER]
    fitting = [
        participant
        for participant in dict.fromkeys(near)
        if participant.kind == "person" and described_by(participant, role)
    ]
    return Finding(tuple(fitting), "") if len(fitting) == 2 else None


def _unnamed_before(state: EnglishProgress, line: Line, start: int, end: int) -> Finding | None:
    """The unnamed person last mentioned, whom "the source" refers to."""
    here = line.words[start].sentence
    for seen in reversed(state.read):
        known = seen.participant
        if here - seen.sentence > _TOGETHER:
            return None
        if known.kind == "unnamed" and any(
            r.group_of in {"source", "official", "adviser", "diplomat"} for r in known.roles
        ):
            note(state, line, known, (start, end), "title")
            return Finding((known,))
    return None


def same_body(state: EnglishProgress, line: Line, start: int, end: int) -> Finding | None:
    """The body mentioned before that "the ministry" or "the group" refers to."""
    if end - start != 1:
        return None
    noun = line.low(start)
    for seen in reversed(state.read):
        body = seen.participant
        if body.kind in {"organization", "group"} and noun in body.words.lower().split() and body.words.lower() != noun:
            note(state, line, body, (start, end), "seat")
            return Finding((body,))
    return None
