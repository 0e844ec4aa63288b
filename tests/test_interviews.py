"""Interviews printed as questions and answers: who answers."""

from __future__ import annotations

import pytest

from generator.analysis import language
from generator.analysis.attribution import attribute
from generator.analysis.speakers import resolve
from generator.model import Attribution

INTRODUCTION = "Ida Brandt was a deputy minister in Ottawa until 2015. She spoke on Tuesday."
TURNS = (
    "Q: What did you see in Anchorage?",
    "A: I saw two men who were happy to be there.",
    "Q: Will there be a second meeting?",
    "A: The government says that it hopes so. I would count the soldiers first.",
)


def _answers(*paragraphs: str) -> list[Attribution]:
    """The attributions whose source is the "A" of an answer."""
    text = "\n\n".join(paragraphs)
    (parse,) = language.parse([text])
    found = resolve(parse, attribute(parse)).attributions
    return [a for a in found if [s.of(text) for s in a.source] == ["A"]]


def test_answers_are_those_of_the_person_introduced() -> None:
    """Claim: "A:" is whom the lines before the first question are about, with the office held once."""
    speakers = [a.speaker for a in _answers(INTRODUCTION, *TURNS)]
    assert [s.name for s in speakers if s] == ["Ida Brandt", "Ida Brandt"]
    assert all(s and s.former for s in speakers)


def test_nobody_answers_where_nobody_is_introduced() -> None:
    """Claim: without an introduction the answers stay open, and the reason is told."""
    answers = _answers("Six questions about the summit.", *TURNS)
    assert [(a.speaker, a.unresolved) for a in answers] == [(None, "the text does not say who answers")] * 2


def test_an_answer_goes_on_until_the_next_question() -> None:
    """Claim: a paragraph between an answer and the next question belongs to the answer; after the last it does not."""
    answers = _answers(
        INTRODUCTION, *TURNS[:2], "They were less happy on the way out.", *TURNS[2:], "The army said no."
    )
    assert [len(a.content) for a in answers] == [2, 1]


@pytest.mark.parametrize("letter", ["Q", "A"])
def test_one_line_makes_no_interview(letter: str) -> None:
    """Claim: a single line with a letter and a colon is not taken for a turn."""
    assert _answers(INTRODUCTION, f"{letter}: this is a list.") == []
