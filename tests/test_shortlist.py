"""Of many stories those go on that say something new, may be on the topic, and are among the best for a section."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pytest
from conftest import article_of
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator import profile as profiles
from generator.drafting import shortlist
from generator.drafting.sections import may_be_on_topic
from generator.drafting.sections.subject import on_topic
from generator.drafting.shortlist import Weighed, Worths, best
from generator.drafting.shortlist.repeats import repeats
from generator.model import Article, Document, Reading

PROFILE = profiles.load("canada-us-russia")
SEEDS = pipeline.read([]).articles
WORDS = ("river", "council", "budget", "school", "bridge", "vote", "farmer", "harvest", "winter", "storm", "report")


def told(seed: int, words: int = 200, published: str | None = None) -> Article:
    """A story of words in no order, another one for each seed."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    text = " ".join(chance.choice(WORDS) + str(chance.randint(0, 99)) for _ in range(words))
    return replace(article_of(text), id=f"s{seed}", published=published)


# --- repeats


def test_a_wire_story_is_taken_once() -> None:
    """Under another headline, by another outlet and with a word changed here and there: the first one stays."""
    wire = told(1, published="2025-08-15T06:00:00Z")
    words = wire.text.split()
    words[50] = "changed"
    later = replace(wire, id="b", title="Other", source="Post", published="2025-08-15T09:00:00Z", text=" ".join(words))
    assert repeats([later, told(2), wire]) == {0: 2}


def test_a_story_with_a_new_paragraph_is_no_repeat() -> None:
    """Whatever stands around it; and the shorter one that is all in the longer is none either where it came first."""
    first = told(1, published="2025-08-15T06:00:00Z")
    more = replace(first, id="b", published="2025-08-15T09:00:00Z", text=f"{first.text}\n\n{told(3, words=40).text}")
    assert repeats([first, more]) == {}
    assert repeats([replace(first, published="2025-08-15T10:00:00Z"), more]) == {0: 1}


def test_a_part_of_an_earlier_story_repeats_it() -> None:
    """A story cut short by its last tenth says nothing new."""
    whole = told(1, published="2025-08-15T06:00:00Z")
    short = replace(whole, id="b", published="2025-08-15T09:00:00Z", text=" ".join(whole.text.split()[:180]))
    assert repeats([whole, short]) == {1: 0}


def test_short_texts_repeat_nothing() -> None:
    """Two flashes of ten words may be alike by chance."""
    assert repeats([told(1, words=10), replace(told(1, words=10), id="b"), replace(told(1, words=2), id="c")]) == {}


@given(st.lists(st.integers(0, 8), min_size=1, max_size=30))
def test_what_is_left_is_every_story_once(seeds: Sequence[int]) -> None:
    """Of any number of copies in any order the first stays, and a repeat names a story that stays."""
    articles = [replace(told(seed), id=f"s{number}") for number, seed in enumerate(seeds)]
    found = repeats(articles)
    assert sorted({seeds[index] for index in range(len(seeds)) if index not in found}) == sorted(set(seeds))
    assert len(articles) - len(found) == len(set(seeds))
    assert all(other not in found and seeds[other] == seeds[index] for index, other in found.items())


# --- the topic


@pytest.mark.parametrize("name", ["canada-us-russia", "generic"])
def test_no_story_on_the_topic_is_put_aside_unread(name: str, documents: Sequence[Document]) -> None:
    """What an analysed story must have to be on the topic, the text by itself shows."""
    profile = profiles.load(name)
    assert all(may_be_on_topic(d.article, profile) for d in documents if on_topic(d, profile))


def test_a_story_without_a_name_of_the_topic_is_put_aside() -> None:
    """It is counted as off the topic, and not as a repeat."""
    off = told(1), told(2)
    few = shortlist.screen(SEEDS, PROFILE)
    screened = shortlist.screen((*SEEDS, *off, replace(off[1], id="again")), PROFILE)
    assert screened.articles == few.articles
    assert screened.aside == replace(few.aside, off_topic=few.aside.off_topic + 3)
    assert not {"s1", "s2", "again"} & {article.id for article in screened.articles}


# --- worths


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    """The sample stories, analysed."""
    return tuple(pipeline.analyse_all(SEEDS))


def test_a_story_is_worth_something_where_it_is_placed(documents: Sequence[Document]) -> None:
    """And nothing for a section that has none of its passages."""
    placements = pipeline.place(documents, PROFILE)
    useful = 0
    for document, placed in zip(documents, placements, strict=True):
        sections = {placement.section for placement in placed}
        for rule, worth in zip(PROFILE.sections, shortlist.worths(document, PROFILE), strict=True):
            assert worth >= 0
            assert worth == 0 or rule.id in sections
            useful += worth > 0
    assert useful > len(documents)


ROWS = st.tuples(st.lists(st.floats(0, 1), min_size=4, max_size=4).map(tuple), st.none() | st.integers(1, 28))


@given(st.lists(ROWS, max_size=40), st.integers(0, 40), st.integers(4, 20))
def test_a_stream_may_be_cut_down_as_it_runs(rows: Sequence[tuple[Worths, int | None]], at: int, most: int) -> None:
    """What is outdone early would be outdone at the end: the choice is the same."""
    articles = [replace(article_of("."), published=f"2025-08-{day:02}" if day else None) for _, day in rows]
    worths = [worth for worth, _ in rows]
    newest = max((article.day for article in articles if article.day), default=None)

    def chosen(indices: Sequence[int]) -> list[int]:
        some = [articles[i] for i in indices], [worths[i] for i in indices]
        return [indices[i] for i in best(*some, PROFILE, newest=newest, most=most)]

    early = chosen(range(min(at, len(rows))))
    assert chosen([*early, *range(min(at, len(rows)), len(rows))]) == chosen(range(len(rows)))


def test_each_section_has_its_share_and_the_fresher_of_two_goes_on() -> None:
    """A story that is best for one section goes on however weak it is for the others."""
    articles = [replace(article_of("."), published=f"2025-08-{day:02}") for day in (10, 19, 19, 19)]
    worths = [(0.5, 0.0, 0.0, 0.0), (0.5, 0.0, 0.0, 0.0), (0.4, 0.0, 0.1, 0.0), (0.0, 0.0, 0.0, 0.0)]
    assert best(articles, worths, PROFILE, newest=dt.date(2025, 8, 19), most=5) == (1, 2)


# --- from many stories to a brief


def analyst(asked: list[str]) -> pipeline.Analyst:
    """An analyst that notes whom it is asked for."""

    def weigh(articles: Iterable[Article]) -> Iterator[Weighed]:
        for article in articles:
            asked.append(article.id)
            yield from pipeline.weigh_all([article], PROFILE)

    return pipeline.Analyst(pipeline.analyse_all, weigh)


def test_of_many_stories_few_go_on_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that go on have the documents that an analysis of them gives; what is set aside is said in the brief."""
    monkeypatch.setattr(shortlist, "MOST", 8)
    crowd = (*SEEDS, *(told(seed) for seed in range(5)), replace(SEEDS[0], id="again"))
    asked: list[str] = []
    reading, documents = pipeline.shortlisted(Reading(crowd), PROFILE, analyst(asked))
    documents = tuple(documents)
    aside = reading.aside
    assert len(asked) == len(crowd) - aside.repeats - aside.off_topic
    assert aside.repeats == 1 + len(repeats([a for a in SEEDS if may_be_on_topic(a, PROFILE)]))
    assert aside.off_topic >= 5
    assert aside.outdone > 0
    assert len(reading.articles) + aside.repeats + aside.off_topic + aside.outdone == len(crowd)
    assert documents == tuple(pipeline.analyse_all(reading.articles))
    built = pipeline.build(documents, reading, pipeline.Order(PROFILE, formats=("json",)))
    assert {e.source for e in built.brief.excerpts()} <= {article.id for article in reading.articles}
    assert any("say more on the topic of this note" in note for note in built.brief.warnings)
    assert any("in the same words" in note for note in built.brief.warnings)


def test_few_stories_all_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is anything screened, nor weighed."""
    asked: list[str] = []
    reading, documents = pipeline.shortlisted(Reading(SEEDS), PROFILE, analyst(asked))
    assert (reading, asked) == (Reading(SEEDS), [])
    assert [document.article for document in documents] == list(SEEDS)


def test_where_screening_leaves_few_none_is_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What may be on the topic is all analysed as usual."""
    monkeypatch.setattr(shortlist, "MOST", len(SEEDS))
    crowd = (*SEEDS, told(1))
    asked: list[str] = []
    reading, documents = pipeline.shortlisted(Reading(crowd), PROFILE, analyst(asked))
    assert asked == []
    assert reading.aside.off_topic >= 1
    assert [document.article for document in documents] == list(reading.articles)
