"""The contract that every language keeps: the same claims, each in the words of the language."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_rankers import OTHER, TALKS

from generator import pipeline
from generator import profile as profiles
from generator.analysis.article import analyse
from generator.analysis.language import ENGLISH, TONGUES, after_dateline, tongue_of
from generator.drafting.passages.corpus import gather
from generator.drafting.passages.forms import FORMS, form_of
from generator.drafting.selection import conflicts, same_statements, stand_alone
from generator.drafting.selection.facts import facts
from generator.drafting.selection.languages import RULES, rules_of
from generator.model import Article, Attribution, Document, Reading, Span
from generator.proof import verify
from generator.resources import PIPELINE

FOLDER = Path(__file__).parent / "languages"
DAY = "2025-08-15"  # a Friday
LANGUAGES = sorted(TONGUES)
SAMPLES: dict[str, dict[str, Any]] = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))
}
CLAIMS = {part: sorted(SAMPLES["en"][part]) for part in SAMPLES["en"]}


def each(part: str) -> pytest.MarkDecorator:
    """Every sample of a part in every language."""
    return pytest.mark.parametrize(
        ("language", "claim"), [(language, claim) for language in LANGUAGES for claim in CLAIMS[part]]
    )


def sample(language: str, part: str, claim: str) -> Any:
    """What a language says for a claim."""
    return SAMPLES[language][part][claim]


def read(text: str, language: str, name: str = "a") -> Document:
    """A story of 15 August 2025, analysed."""
    (document,) = analyse([Article(name, "", text, "The Post", published=DAY, language=language)])
    return document


def grouped(one: str, other: str, language: str) -> dict[int, int]:
    """Which of two stories' first passages is printed in the other's wording, beside stories of other matters."""
    filler = f"{OTHER}{TALKS}"
    documents = [read(one, language, "a"), read(other, language, "b"), read(filler, "en", "c")]
    corpus = gather(documents)
    return dict(same_statements(corpus, {}, [0.5] * corpus.size).better)


def test_every_language_has_samples_for_every_claim() -> None:
    """A language that is registered says something for each part, with the same claims where they have names."""
    assert sorted(SAMPLES) == LANGUAGES
    for language in LANGUAGES:
        for part, claims in CLAIMS.items():
            found = sorted(SAMPLES[language][part])
            assert found == claims or (part == "quantities" and len(found) == len(claims)), (language, part)


def test_every_language_has_all_parts() -> None:
    """What ships is a whole language: its form, its facts and what a passage of it needs to stand alone."""
    for language in LANGUAGES:
        rules = rules_of(language)
        assert language in FORMS
        assert language in RULES
        assert rules.facts is not None
        assert rules.naming is not None
        assert len(tongue_of(language).months) == 12
        assert len(tongue_of(language).weekdays) == 7


@each("apart")
def test_different_statements_stay_apart(language: str, claim: str) -> None:
    """A denial, another figure, another day or another side is never printed as the same statement, nor listed so."""
    one, other = sample(language, "apart", claim)
    assert grouped(one, other, language) == {}
    assert grouped(other, one, language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_quantities_are_read_with_what_they_count(language: str) -> None:
    """Amounts, shares, tolls, days and times get a common form; decimal signs and thousands are the language's."""
    rules = rules_of(language).facts
    assert rules is not None
    for text, expected in SAMPLES[language]["quantities"].items():
        found = {(quantity.unit, round(quantity.value, 2)) for quantity in facts(text, rules).quantities}
        assert found == {tuple(pair) for pair in expected}, text


@each("doubled")
def test_doubled_statements_are_found(language: str, claim: str) -> None:
    """Two wordings of one statement are printed once."""
    one, other = sample(language, "doubled", claim)
    assert len(grouped(one, other, language)) == 1


@each("conflict")
def test_contradictions_are_found(language: str, claim: str) -> None:
    """Independent reports that give other figures or days, or deny each other, are a conflict."""
    one, other = sample(language, "conflict", claim)
    documents = [read(one, language, "a"), read(other, language, "b"), read(f"{OTHER}{TALKS}", "en", "c")]
    assert len(conflicts(gather(documents), {})) == 1


@each("quoted")
def test_statements_have_their_speakers(language: str, claim: str) -> None:
    """Quotations and reported speech have who says them, in which role and for whom."""
    text, name, role, group, content = sample(language, "quoted", claim)
    (found,) = [a for a in read(text, language).attributions if content in _content(a, text)]
    assert found.speaker is not None, found.unresolved
    assert (found.speaker.name, found.speaker.role or "") == (name, role)
    assert not group or found.speaker.group == group


def _content(attribution: Attribution, text: str) -> str:
    return " ".join(span.of(text) for span in attribution.content)


@each("certainty")
def test_certainty_is_kept(language: str, claim: str) -> None:
    """How something is said, and that it is not said, is told."""
    text, act, negated = sample(language, "certainty", claim)
    found = read(text, language).attributions
    assert (found[0].certainty.act, found[0].certainty.negated) == (act, negated)


@each("dateline")
def test_datelines_are_passed_over(language: str, claim: str) -> None:
    """A passage starts after the dateline."""
    text, first = sample(language, "dateline", claim)
    start = after_dateline(text, Span(0, len(text)), tongue_of(language))
    assert text[start:].startswith(first)


@each("alone")
def test_passages_stand_alone(language: str, claim: str) -> None:
    """Pronouns are named, connectives cut, days dated; what stays open is not printed."""
    text, shown = sample(language, "alone", claim)
    document = read(text, language)
    standing = stand_alone(document.passages[-1], document, day=document.article.day)
    assert ("" if standing.refusal else standing.display) == shown


@each("hygiene")
def test_notices_are_no_statements(language: str, claim: str) -> None:
    """Lines that are no part of the story are known for what they are."""
    for line in sample(language, "hygiene", claim):
        assert not form_of(language).is_statement(line), line


TOY = replace(
    ENGLISH,
    code="qx",
    name="Toy",
    package=str(PIPELINE),  # any pipeline will do: what is asked is that nothing else of English is used
    months=tuple(f"month{number}" for number in range(1, 13)),
    weekdays=tuple(f"day{number}" for number in range(1, 8)),
    conjunction="plus",
    function_words=frozenset(),
)


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> str:
    """The code of a language that can be read and has nothing else."""
    monkeypatch.setitem(TONGUES, TOY.code, TOY)
    return TOY.code


def test_a_language_without_rules_gets_safe_answers(toy: str) -> None:
    """Nobody speaks, nothing compares but the same words, nothing is inserted; never the English answer."""
    pronoun, _ = SAMPLES["en"]["alone"]["pronoun"]
    document = read(pronoun, toy)
    assert document.attributions == ()
    assert document.speakers == ()
    standing = stand_alone(document.passages[-1], document, day=document.article.day)
    assert (standing.display, standing.inserts) == (document.passages[-1].span.of(pronoun), ())
    one, other = SAMPLES["en"]["doubled"]["wordings"]
    assert grouped(one, other, toy) == {}
    assert len(grouped(one, one, toy)) == 1
    corpus = gather([read(text, toy, name) for name, text in zip("ab", SAMPLES["en"]["conflict"]["day"], strict=True)])
    assert conflicts(corpus, {}) == ()


def test_a_brief_is_made_of_stories_in_another_language(toy: str) -> None:
    """A language that is registered is read, its pipeline named, and its stories make a brief that verifies."""
    text = (
        "The talks between Russia and the United States on a ceasefire in Ukraine will begin in Anchorage on Friday.\n"
        "Ukraine and the NATO allies want the front line to be the start of the talks with Russia on a ceasefire."
    )
    article = Article(
        "a", "Russia and the United States talk about Ukraine", text, "The Post", published=DAY, language=toy
    )
    order = pipeline.Order(profile=profiles.load("canada-us-russia"), formats=("json", "html"))
    built = pipeline.build(pipeline.analyse_all([article]), Reading((article,)), order)
    printed = built.brief.excerpts()
    assert printed
    assert all(excerpt.speaker is None and excerpt.display == excerpt.text for excerpt in printed)
    assert built.brief.sources[0].language == toy
    assert verify(built.renditions["json"], "brief.json").ok


def test_two_languages_are_never_the_same_statement() -> None:
    """Nothing is compared across languages."""
    one = read(SAMPLES["en"]["apart"]["amount"][0], "en", "a")
    other = replace(one, article=replace(one.article, id="b", language="fr"))
    corpus = gather([one, other])
    assert same_statements(corpus, {}, [0.5] * corpus.size).better == {}
    assert conflicts(corpus, {}) == ()
