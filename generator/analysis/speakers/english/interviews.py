"""Identify who answers in an interview printed as questions ("Q:") and answers ("A:")."""

from __future__ import annotations

from collections import Counter

from generator.analysis.speakers.cast import Participant
from generator.analysis.speakers.english.appositions import held
from generator.analysis.speakers.english.state import EnglishProgress
from generator.analysis.speakers.findings import Finding
from generator.analysis.speakers.lines import Line

_UNKNOWN = "the text does not say who answers"


def is_turn(line: Line, at: int) -> bool:
    """Whether the word at `at` opens a question or an answer."""
    return at == 0 and line.low(0) in {"q", "a"} and line.low(1) == ":"


def interviewed(state: EnglishProgress, line: Line) -> Finding:
    """The person introduced before the first question: the one who is a subject most often."""
    asked = next((one.number for one in state.lines if is_turn(one, 0)), line.number)
    counts = Counter(
        seen.participant
        for seen in state.read
        if seen.line < asked and seen.function == "subject" and seen.participant.kind == "person"
    )
    (first, most), (_, second) = [*counts.most_common(2), (None, 0), (None, 0)][:2]
    if first is None or most == second:
        return Finding(why=_UNKNOWN)
    _introduce(state, first, asked)
    return Finding((first,))


def _introduce(state: EnglishProgress, participant: Participant, asked: int) -> None:
    """Add the office that the introduction says the person held."""
    if participant.roles:
        return
    for number in range(asked):
        line = state.lines[number]
        for name, known in state.cast.names_in(number, 0, len(line.words)):
            role = held(line, name) if known is participant else None
            if role is not None:
                participant.roles.append(role)
                return
