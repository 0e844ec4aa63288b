"""House-style lint: each departure is named with its excerpt, its place and what to do; good style is left in peace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.drafting.brief.abbreviations import unexpanded
from generator.drafting.brief.day_forms import odd_dates
from generator.drafting.brief.lint import PrintedExcerpt, lint
from generator.drafting.selection.relative import canadian
from generator.model import Article, Document, Excerpt, Mention, Passage, Sentence, Span, Speaker
from generator.profile import Style

LEE = Speaker("Ann Lee", "harbour minister", "Norland", official=True)


def line(
    text: str, *, display: str = "", name: str = "p-1", speaker: Speaker | None = None, named: str = ""
) -> PrintedExcerpt:
    """An excerpt that is a whole story, each of its lines a sentence; `named` is where Ann Lee is mentioned."""
    sentences, at = [], 0
    for row in text.split("\n"):
        sentences.append(Sentence(Span(at, at + len(row)), 0))
        at += len(row) + 1
    mentions = (Mention(Span(text.index(named), text.index(named) + len(named)), "surname", LEE),) if named else ()
    document = Document(Article(name, "", text), (), tuple(sentences), mentions=mentions)
    excerpt = Excerpt(name, name, 0, len(text), text, display or text, speaker=speaker)
    return PrintedExcerpt(excerpt, Passage(Span(0, len(text)), tuple(range(len(sentences)))), document)


def notes(*lines: PrintedExcerpt, language: str = "en", **limits: int) -> tuple[str, ...]:
    """The lint of these lines."""
    return lint(lines, Style(**limits), language)


def test_good_style_has_no_notes() -> None:
    """Short sentences, known abbreviations, full names with titles and Canadian dates pass in silence."""
    good = "Harbour minister Ann Lee told the UN on August 15, 2025 that NATO ships may land."
    assert notes(line(good, named="Ann Lee")) == ()


def test_long_sentence_is_named_with_its_length_and_remedy() -> None:
    """A sentence over the limit is named by its first words; one at the limit is not."""
    (note,) = notes(line("one " * 29 + "two three.", name="p-7"), average_words=40)
    assert note.startswith("p-7: the sentence “one one one one one one …” has 31 words; house style allows 30.")
    assert "shorten or split" in note
    assert notes(line("one " * 29 + "two."), average_words=40) == ()


def test_what_is_not_printed_of_a_sentence_does_not_count() -> None:
    """A dateline before the excerpt is no part of the length."""
    whole = line("one " * 29 + "two three.")
    cut = Excerpt("p-1", "p-1", 8, whole.excerpt.end, whole.excerpt.text[8:], whole.excerpt.text[8:])
    assert notes(PrintedExcerpt(cut, whole.passage, whole.document), average_words=40) == ()


def test_average_is_that_of_all_sentences() -> None:
    """One note for the whole brief, over the limit only, in the language's way of writing numbers."""
    long, short = line("word " * 25, name="p-1"), line("word " * 16, name="p-2")
    (note,) = notes(long, short)
    assert note.startswith("The brief: sentences average 20.5 words; house style allows 20. Start with p-1")
    assert notes(long, short, average_words=21) == ()
    assert "20,5 mots" in notes(long, short, language="fr")[0]


def test_paragraph_of_too_many_sentences_is_named() -> None:
    """Seven sentences in an excerpt are one too many; six are not."""
    (note,) = notes(line("\n".join(["They left."] * 7)))
    assert "7 sentences; house style allows 6" in note
    assert notes(line("\n".join(["They left."] * 6))) == ()


def test_surname_alone_at_first_mention_is_named_once() -> None:
    """The first mention needs a given name, wherever it is read first; later ones do not."""
    first, second = line("Lee said no.", named="Lee", name="p-1"), line("Lee said yes.", named="Lee", name="p-2")
    found = notes(first, second)
    assert [note[:5] for note in found] == ["p-1: ", "p-1: "]
    assert "“Lee” in “Lee said no.” is mentioned for the first time" in found[0]
    assert "Write “Ann Lee”" in found[0]


def test_missing_title_is_named_with_the_one_the_source_gives() -> None:
    """A first mention needs a title, in the words shown or in the line that says who speaks."""
    (note,) = notes(line("Ann Lee said no.", named="Ann Lee"))
    assert "without a title" in note
    assert "“harbour minister”" in note
    assert notes(line("Ann Lee said no.", named="Ann Lee", speaker=LEE)) == ()
    shown = "[Harbour minister Ann Lee] said no."
    assert notes(line("Lee said no.", display=shown, named="Lee")) == ()


@pytest.mark.parametrize(
    "texts",
    [
        ["The World Trade Council (WTC) met.", "The WTC met again."],
        ["The WTC (World Trade Council) met."],
        ["The World Trade Council met and the WTC spoke."],
        ["The Department for Foreign Affairs replied; DFA was firm."],
        ["The North Sea Air Command, or NORSAC, flew."],
        ["PARIS — The U.S. and the EU spoke of World War II, an F-16 and the G7."],
        ["They shouted STOP THE WAR."],
    ],
)
def test_abbreviation_that_is_spelled_out_or_none_is_left_in_peace(texts: list[str]) -> None:
    """Brackets, initials and "or" spell out; known ones, datelines, numerals and shouting need nothing."""
    assert list(unexpanded(texts)) == []


def test_abbreviation_is_named_where_it_first_stands() -> None:
    """One that is spelled out only afterwards is named, once, with the words around it."""
    texts = ["The report by the WTC’s staff came.", "The WTC met.", "The World Trade Council (WTC) met."]
    assert list(unexpanded(texts)) == [(0, "WTC", 18)]
    (note,) = notes(line(texts[0]))
    assert note.startswith("p-1: “WTC” in “report by the WTC’s staff came.” is not spelled out")


@pytest.mark.parametrize(
    ("text", "language", "what", "instead"),
    [
        ("on 15 August 2025, it", "en", "15 August 2025", "August 15, 2025"),
        ("until Aug 15th.", "en", "Aug 15th", "August 15"),
        ("on Aug. 5, 2024", "en", "Aug. 5, 2024", "August 5, 2024"),
        ("the 3rd of May", "en", "3rd of May", "May 3"),
        ("le 1 mai 2025", "fr", "1 mai 2025", "1er mai 2025"),
        ("le 15 Août", "fr", "15 Août", "15 août"),
    ],
)
def test_date_in_another_form_is_named_with_the_canadian_one(text: str, language: str, what: str, instead: str) -> None:
    """Each note gives the date as it stands and as house style writes it."""
    (form,) = odd_dates(text, language)
    assert (form.what, form.instead, form.is_numeric) == (what, instead, False)


def test_date_in_numbers_can_be_read_in_two_ways() -> None:
    """Nobody knows which number is the month, so the note shows a form and no date."""
    (note,) = notes(line("It begins on 12/08/2025."))
    assert "“12/08/2025” in “It begins on 12/08/2025.” can be read two ways" in note


@pytest.mark.parametrize(
    "text", ["2025-08-15", "August 15 and 16", "May 2025", "He may 5", "24/7", "rate 3.5.1", "1/2"]
)
def test_other_numbers_are_no_dates(text: str) -> None:
    """The forms of house style, and numbers that are no dates, have no note."""
    assert odd_dates(text, "en") == ()


@given(st.dates())
def test_canadian_form_is_never_named(day: object) -> None:
    """What the program writes itself passes its own lint."""
    assert odd_dates(f"It was [{canadian(day)}] there.", "en") == ()  # type: ignore[arg-type]


def test_labels_are_in_the_language_of_the_brief() -> None:
    """A French brief has French notes, each with excerpt, place and remedy."""
    found = notes(line("Lee told the WTC on 15 August.", named="Lee"), language="fr")
    assert len(found) == 4
    assert all(note.startswith("p-1\u00a0: ") for note in found)
    assert all("crivez" in note or "Ajoutez" in note for note in found)
