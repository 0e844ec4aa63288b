"""Attributions by set phrases, asides and layout, without a verb of saying before the content."""

from __future__ import annotations

import pytest

from generator.analysis import language
from generator.analysis.attribution import attribute

Said = tuple[str, str, str]
"""Source, cue and content as in the text; the pieces of a content are joined by " … "."""


def said(text: str) -> list[Said]:
    """The attributions of a text, as their words."""
    (parse,) = language.parse([text])
    return [
        (
            " … ".join(span.of(text) for span in found.source),
            " … ".join(span.of(text) for span in found.cue),
            " … ".join(span.of(text) for span in found.content),
        )
        for found in attribute(parse)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In the opinion of Oleksii Melnyk, the summit will give Putin what he wants.",
            ("Oleksii Melnyk", "opinion", "the summit will give Putin what he wants"),
        ),
        (
            "The risk to Canada, in her view, is being late rather than being cheated.",
            ("her", "view", "The risk to Canada … is being late rather than being cheated"),
        ),
        (
            "For Ann Smith, a lawyer in Kyiv, the talks are a trap.",
            ("Ann Smith, a lawyer in Kyiv", "For", "the talks are a trap"),
        ),
        ("Similar doubts were voiced by the opposition.", ("the opposition", "were voiced", "Similar doubts")),
        (
            "Because that is where the others were, a government spokesperson answered.",
            ("a government spokesperson", "answered", "Because that is where the others were"),
        ),
        (
            "“We will go to Alaska on Friday and we will talk,” Lee said.",
            ("Lee", "said", "“We will go to Alaska on Friday and we will talk,”"),
        ),
        (
            "“It was an attempt to mislead voters,’’ Ann Moy said.",
            ("Ann Moy", "said", "“It was an attempt to mislead voters,’’"),
        ),
        (
            "No meeting is planned, the foreign minister, Sergey Lavrov, told the American network NBC on Sunday.",
            ("Sergey Lavrov", "told", "No meeting is planned, the foreign minister"),
        ),
        ("It was wrong, as the US said on Monday.", ("the US", "said", "It was wrong")),
        (
            "Prime Minister Shehbaz Sharif on Wednesday praised the army.",
            ("Prime Minister Shehbaz Sharif", "praised", "the army"),
        ),
    ],
)
def test_the_source_and_its_words_are_found(text: str, expected: Said) -> None:
    """Source, cue and content are exactly these."""
    assert expected in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "He left with tears in his eyes, and the talks ended.",
        "For the people of Ukraine, the war goes on.",
        "For Canada, a country of 40 million, the question is trade.",
    ],
)
def test_what_only_looks_like_a_view_is_none(text: str) -> None:
    """Eyes that weep, and peoples and countries for whom something is so, are not sources."""
    assert said(text) == []


def test_a_quotation_that_fills_a_sentence_goes_on_with_who_spoke() -> None:
    """Quotations that follow a sentence in which somebody speaks are theirs, one after the other."""
    text = "Smith said the deal was dead. “Nobody asked us.” “Nobody will.” The talks ended at noon."
    assert [(source, content) for source, _, content in said(text)] == [
        ("Smith", "the deal was dead"),
        ("Smith", "“Nobody asked us.”"),
        ("Smith", "“Nobody will.”"),
    ]
