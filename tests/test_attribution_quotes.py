"""Quotation regions by characters."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.attribution.quotes import quotations
from generator.analysis.language import paragraph_spans

MARKS = "“”„\"«»‹›‘’'` \n.,ab"


def quoted(text: str) -> list[str]:
    """The quotations of a text, as text."""
    return [q.span.of(text) for q in quotations(text, paragraph_spans(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” she said.", ["“We go,”"]),
        ('"We go," she said. "Now."', ['"We go,"', '"Now."']),
        ("''We go,'' she said.", ["''We go,''"]),
        ("``We go,'' she said.", ["``We go,''"]),
        ("« Nous partons », dit-elle.", ["« Nous partons »"]),
        ("„Wir gehen“, sagte sie.", ["„Wir gehen“"]),
        ("‹We go›, she said.", ["‹We go›"]),
        ("‘We go,’ she said.", ["‘We go,’"]),
        ("'We go,' she said.", ["'We go,'"]),
        ("He called it a “rant” and left.", ["“rant”"]),
    ],
)
def test_every_kind_of_mark_makes_a_quotation(text: str, expected: list[str]) -> None:
    """Curly, straight, doubled single, angle and low marks are found, marks included."""
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It’s the workers’ choice, and Canada's too.",
        "In the '90s they didn't know the ministers' plans.",
        "Rock ’n’ roll isn’t dead.",
        "The officers' mess wasn't there.",
    ],
)
def test_apostrophes_are_no_quotations(text: str) -> None:
    """Possessives, contractions and decades do not open a quotation."""
    assert quoted(text) == []


def test_an_apostrophe_does_not_close_a_single_quotation() -> None:
    """The apostrophe of a plural before a small letter does not close a quotation."""
    assert quoted("He said: ‘The workers’ pay isn’t enough.’ Then he left.") == ["‘The workers’ pay isn’t enough.’"]


def test_the_inner_quotation_belongs_to_the_outer_one() -> None:
    """Nested marks do not split a quotation."""
    text = "“He said, ‘We go,’ and went,” she recalled."
    assert quoted(text) == ["“He said, ‘We go,’ and went,”"]


def test_a_quotation_over_paragraphs_continues() -> None:
    """If each paragraph opens a quotation and only the last closes it, the later ones are marked as continuing."""
    text = "“First part.\n“Second part.\n“Third part,” he said."
    found = quotations(text, paragraph_spans(text))
    assert [(q.closed, q.continues) for q in found] == [(False, False), (False, True), (True, True)]


def test_a_lost_closing_mark_ends_with_its_sentence_or_paragraph() -> None:
    """An open quotation ends with its sentence, or with its paragraph after a comma and at the start."""
    assert quoted("He called it “a mistake. Nobody agreed.") == ["“a mistake."]
    assert quoted("He said, “It failed. Nobody agreed.") == ["“It failed. Nobody agreed."]


@given(st.text(alphabet=MARKS, max_size=80))
def test_quotations_are_ordered_disjoint_and_within_paragraphs(text: str) -> None:
    """Whatever the marks, quotations are ordered, never overlap and never cross the end of a paragraph."""
    paragraphs = paragraph_spans(text)
    found = [q.span for q in quotations(text, paragraphs)]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(any(p.holds(span) for p in paragraphs) and span.start < span.end for span in found)


@pytest.mark.parametrize("unit", ["“a ", '"a ', "'a ", "‘a. ", "«a ", "a” ", '"a" ', "``a "])
def test_ten_thousand_marks_take_no_time(unit: str) -> None:
    """The time for masses of unmatched marks grows in proportion to their number."""
    text = unit * 10_000
    start = time.process_time()
    quotations(text, paragraph_spans(text))
    assert time.process_time() - start < 3
