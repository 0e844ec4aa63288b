"""What is new: lines matched from brief to brief, marks, and stories that their outlets took back."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import fields, replace

import jsonschema
import pytest
from briefs import CARNEY, SAMPLE, TRUMP
from hypothesis import given
from hypothesis import strategies as st

from generator.codec.json import dumps, to_json
from generator.documents.renderers import render
from generator.documents.renderers.templates import fill
from generator.drafting.news import compare, gone, has_news, mark
from generator.drafting.news.comparing import address
from generator.model import Brief, Certainty, Conflict, Excerpt, LeftOut, Section, Source, Speaker, Withdrawn
from generator.proof import verify
from generator.resources import SCHEMA

DRONES = "Canada will send 50 drones to Ukraine this autumn, the prime minister said after the call of allied leaders."
BORDERS = "Borders must not be changed by force, he said, and Ukraine must be at the table when its land is discussed."
TALKS = "The two presidents are to meet at a military base outside Anchorage on Friday for talks about the war."
RAIN = "Heavy rain is forecast for the harbour, and the ferry between the islands will not run before Monday."


def line(text: str, speaker: Speaker | None = None, *, url: str = "", **more: object) -> tuple[str, Excerpt]:
    """A passage of a story of its own at `url`."""
    stem = hashlib.sha256(text.encode()).hexdigest()[:10]
    excerpt = Excerpt(f"p-{stem}", "", 0, len(text), text, text, speaker=speaker)
    return url, replace(excerpt, **more)  # type: ignore[arg-type]


def brief(*lines: tuple[str, Excerpt], rest: str = "") -> Brief:
    """A brief of lines; stories at the same address are one, with the text `rest` at its end."""
    texts: dict[str, str] = {}
    excerpts = []
    for number, (url, excerpt) in enumerate(lines):
        id_ = url or f"story-{number}"
        start = len(texts.get(id_, ""))
        texts[id_] = texts.get(id_, "") + excerpt.text + "\n"
        excerpts.append(replace(excerpt, source=id_, start=start, end=start + len(excerpt.text)))
    sources = tuple(story(id_, text + rest) for id_, text in texts.items())
    return replace(SAMPLE, sources=sources, sections=(Section("canada", "Canada", tuple(excerpts)),),
                   key_points=(), conflicts=(), cut=(), unplaced=())  # fmt: skip


def story(id_: str, text: str) -> Source:
    """A story as a source; its id is its address where it has one."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Source(id_, "Title", "The Post", id_ if "://" in id_ else "", "2025-08-15", "en", sha, text)


def marks(marked: Brief) -> list[str]:
    """The marks in the order of print."""
    return [excerpt.news for excerpt in marked.excerpts()]


# --- matching


def test_the_same_words_continue_wherever_they_stand() -> None:
    """A passage that moved to another story, section and place, with other line breaks, is not news."""
    before = brief(line(DRONES, CARNEY), line(TALKS))
    after = brief(line(TALKS), line(RAIN), line(DRONES.replace(" ", "\n", 1), CARNEY))
    assert marks(mark(after, before)) == ["continued", "new", "continued"]


def test_a_line_keeps_its_id() -> None:
    """Changed or not, a line has the id that it had, in every place that names it; a new one has its own."""
    before = brief(line(DRONES, CARNEY), line(TALKS))
    changed = line(DRONES.replace("50", "70"), CARNEY)
    after = brief(line(TALKS, id="p-other"), changed, line(RAIN))
    ids = [excerpt.id for excerpt in after.excerpts()]
    after = replace(after, key_points=(ids[1], ids[2]), conflicts=(Conflict("x", (ids[1], ids[2])),))
    marked = mark(after, before)
    kept = [before.excerpts()[1].id, before.excerpts()[0].id, ids[2]]
    assert [excerpt.id for excerpt in marked.excerpts()] == kept
    assert marked.key_points == tuple(kept[1:])
    assert marked.conflicts[0].ids == tuple(kept[1:])


def test_a_line_does_not_take_an_id_that_another_passage_has() -> None:
    """Where the old wording is among what is left out, the new one keeps its own id: ids stay unique."""
    before = brief(line(DRONES, CARNEY))
    after = brief(line(DRONES.replace("50", "70"), CARNEY))
    old = before.excerpts()[0].id
    after = replace(after, cut=(LeftOut(old, after.sources[0].id, 0, 5, None, "A repetition."),))
    assert mark(after, before).excerpts()[0].id == after.excerpts()[0].id


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (DRONES, DRONES.replace("50", "70")),
        (DRONES, DRONES.replace("will send", "will not send")),
        (BORDERS, BORDERS + " Canada and the allied leaders would keep the sanctions until Russian troops withdraw."),
    ],
)
def test_another_figure_a_denial_or_more_content_is_a_change(old: str, new: str) -> None:
    """Told by another outlet too, it bears what was shown before."""
    marked = mark(brief(line(new, CARNEY)), brief(line(old, CARNEY)))
    assert marks(marked) == ["changed"]
    assert marked.excerpts()[0].before == old


def test_another_certainty_is_a_change() -> None:
    """The same words, more or less, once as a plan and once as a promise."""
    might, will = Certainty("plan", "might"), Certainty("promise", "will")
    before = brief(line(DRONES.replace("will", "might"), CARNEY, certainty=might))
    assert marks(mark(brief(line(DRONES, CARNEY, certainty=will)), before)) == ["changed"]


def test_the_same_in_other_words_of_another_story_continues() -> None:
    """A second outlet that says no more is no news; the same outlet that words its own line anew is a change."""
    said = BORDERS.replace(
        "Borders must not be changed by force, he said,", "He said that borders must not be changed by force,"
    )
    assert marks(mark(brief(line(said, CARNEY)), brief(line(BORDERS, CARNEY)))) == ["continued"]
    url = "https://example.org/a"
    shorter = BORDERS.replace(" and Ukraine must be at the table when its land is discussed", " and that is all")
    assert marks(mark(brief(line(shorter, CARNEY, url=url)), brief(line(BORDERS, CARNEY, url=url)))) == ["changed"]


def test_another_mouth_is_another_line() -> None:
    """The same sentence by somebody else, or by the reporter, is new."""
    before = brief(line(DRONES, CARNEY))
    assert marks(mark(brief(line(DRONES, TRUMP)), before)) == ["new"]
    assert marks(mark(brief(line(DRONES)), before)) == ["new"]


def test_other_matters_of_one_speaker_are_new() -> None:
    """One voice says many things."""
    assert marks(mark(brief(line(BORDERS, CARNEY)), brief(line(DRONES, CARNEY)))) == ["new"]


def test_a_line_is_matched_once() -> None:
    """Two new wordings of one old line: the closer one is its change, the other is new."""
    before = brief(line(DRONES, CARNEY))
    after = brief(
        line(DRONES.replace("50", "70").replace("autumn", "winter"), CARNEY), line(DRONES.replace("50", "60"), CARNEY)
    )
    assert marks(mark(after, before)) == ["new", "changed"]


def test_the_first_brief_has_no_marks() -> None:
    """It compares with nothing, and all of it is news."""
    assert mark(SAMPLE, None) == SAMPLE
    assert has_news(SAMPLE)


def test_a_brief_is_no_news_to_its_own_reader() -> None:
    """Compared with itself, everything continues under its own id, and nothing was taken back."""
    marked = mark(SAMPLE, SAMPLE)
    assert set(marks(marked)) == {"continued"}
    assert [excerpt.id for excerpt in marked.excerpts()] == [excerpt.id for excerpt in SAMPLE.excerpts()]
    assert marked.withdrawn == ()
    assert marked.previous == to_json(SAMPLE)["sha256"]
    assert not has_news(marked)


POOL = [line(text, who, url=url) for text in (DRONES, DRONES.replace("50", "70"), BORDERS, TALKS, RAIN, "He left.")
        for who in (None, CARNEY) for url in ("", "https://example.org/a")]  # fmt: skip
briefs = st.lists(st.sampled_from(POOL), max_size=6, unique_by=lambda one: one[1].id).map(lambda lines: brief(*lines))


@given(briefs, briefs)
def test_every_passage_has_one_place(before: Brief, after: Brief) -> None:
    """Nothing of either brief is lost or counted twice, ids stay unique, and the order does not matter twice."""
    changes = compare(before, after)
    matched = (*changes.changed, *changes.continued)
    later = Counter(excerpt.id for excerpt in (*changes.new, *(change.after for change in matched)))
    earlier = Counter(excerpt.id for excerpt in (*changes.dropped, *(change.before for change in matched)))
    assert later == Counter(excerpt.id for excerpt in after.excerpts())
    assert earlier == Counter(excerpt.id for excerpt in before.excerpts())
    marked = mark(after, before)
    assert len({excerpt.id for excerpt in marked.excerpts()}) == len(after.excerpts())
    assert all(bool(excerpt.before) == (excerpt.news == "changed") for excerpt in marked.excerpts())
    assert mark(after, before) == marked


def test_ids_stay_from_day_to_day() -> None:
    """A line that changes on the second day and continues on the third is the same line on all of them."""
    first = mark(brief(line(DRONES, CARNEY)), None)
    second = mark(brief(line(DRONES.replace("50", "70"), CARNEY)), first)
    third = mark(brief(line(DRONES.replace("50", "70"), CARNEY), line(TALKS)), second)
    assert marks(second) == ["changed"]
    assert marks(third) == ["continued", "new"]
    assert first.excerpts()[0].id == second.excerpts()[0].id == third.excerpts()[0].id


# --- corrected and withdrawn

URL = "https://example.org/talks"


def test_a_story_that_no_longer_says_it_is_corrected() -> None:
    """The same address has another text without the passage: what was shown is named, with its outlet."""
    before = brief(line(DRONES, CARNEY, url=URL), line(TALKS, url=URL))
    after = brief(line(TALKS, url=f"{URL}/?utm_source=mail#top"))
    (taken,) = mark(after, before).withdrawn
    assert (taken.why, taken.display, taken.speaker, taken.source) == ("corrected", DRONES, "Mark Carney", "The Post")
    assert has_news(mark(after, before))


def test_a_story_that_says_it_anew_is_changed_and_not_listed_twice() -> None:
    """A corrected figure stands beside the old one, once."""
    before = brief(line(DRONES, CARNEY, url=URL))
    marked = mark(brief(line(DRONES.replace("50", "15"), CARNEY, url=URL)), before)
    assert marks(marked) == ["changed"]
    assert marked.withdrawn == ()


def test_a_story_with_more_text_is_not_corrected() -> None:
    """An update that keeps the passage takes nothing back, whether it is printed again or not."""
    before = brief(line(DRONES, CARNEY, url=URL), line(TALKS, url=URL))
    after = brief(line(TALKS, url=URL), rest=DRONES + " More came later.")
    assert mark(after, before).withdrawn == ()


def test_a_story_that_is_gone_is_withdrawn() -> None:
    """Its outlet has it no more: everything that the brief before shows from it is named."""
    before = brief(line(DRONES, CARNEY, url=URL), line(TALKS, url="https://example.org/other"))
    marked = mark(brief(line(RAIN)), before, gone=[URL])
    assert [(taken.why, taken.display) for taken in marked.withdrawn] == [("withdrawn", DRONES)]


def test_a_story_that_merely_is_not_read_again_is_not_withdrawn() -> None:
    """Yesterday's news is dropped without a word."""
    before = brief(line(DRONES, CARNEY, url=URL))
    assert mark(brief(line(RAIN)), before).withdrawn == ()
    assert compare(before, brief(line(RAIN))).dropped == before.excerpts()


def test_a_marked_brief_holds_to_the_published_schema() -> None:
    """Marks, old wordings and what was taken back are in the schema that ships."""
    before = brief(line(DRONES, CARNEY), line(BORDERS, TRUMP, url=URL))
    marked = mark(brief(line(DRONES.replace("50", "70"), CARNEY), line(RAIN)), before, gone=[URL])
    jsonschema.validate(json.loads(dumps(marked)), json.loads(SCHEMA.read_text("utf-8")))
    assert marked.withdrawn


def test_the_schema_names_the_fields_of_what_was_taken_back() -> None:
    """No field is missing from the schema and none is in it that the model lacks."""
    schema = json.loads(SCHEMA.read_text("utf-8"))
    assert set(schema["$defs"]["withdrawn"]["properties"]) == {field.name for field in fields(Withdrawn)}


def marked_sample() -> Brief:
    """The sample brief with a line that has changed, one that is new, and markup in the old wording."""
    first, _, *rest = SAMPLE.sections[0].excerpts  # the second one is new
    old = replace(first, text=first.text.replace("no decision", "<b>any</b> decision"))
    old = replace(old, display=old.text, inserts=())
    section = replace(SAMPLE.sections[0], excerpts=(old, *rest))
    before = replace(SAMPLE, sections=(section, *SAMPLE.sections[1:]))
    return mark(SAMPLE, before, gone=["https://example.org/gone"])


TAKEN = Withdrawn("p-1", "withdrawn", "Five will come.", "Yuri Ushakov", "The Wire", "Five", "https://example.org/w")
SHOWN = {"html": "brief.html.j2", "print": "print.html.j2", "mail": "email.html.j2", "text": "email.txt.j2",
         "markdown": "brief.md.j2"}  # fmt: skip


@pytest.mark.parametrize("template", SHOWN.values(), ids=SHOWN)
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("New", "Changed", "Continued", "Earlier wording")),
        ("fr", ("Nouveau", "Modifié", "Déjà paru", "Formulation")),
    ],
)
def test_every_form_shows_the_marks_in_words(template: str, language: str, words: tuple[str, ...]) -> None:
    """Each mark is a word, the old wording stands by the new one as text, and what was taken back is listed."""
    page = fill(replace(marked_sample(), language=language, withdrawn=(TAKEN,)), template)
    assert all(word in page for word in words)
    assert "any" in page
    assert "<b>any</b>" not in page
    assert "Five will come." in page
    assert re.search(rf"{words[0]} 1 · {words[1]} 1 · {words[2]} {len(SAMPLE.excerpts()) - 2}", page)


@pytest.mark.parametrize("template", SHOWN.values(), ids=SHOWN)
def test_a_brief_that_was_not_compared_shows_no_marks(template: str) -> None:
    """Nothing of all this is in a brief of its own."""
    page = fill(SAMPLE, template)
    assert not any(word in page for word in ("Continued", "Earlier wording", "Since the previous brief", "Withdrawn:"))


def test_a_marked_page_proves_itself() -> None:
    """Marks are part of the evidence: the page holds, and another mark on it is found."""
    page = render(marked_sample(), "html").data
    assert verify(page, "a.html").ok
    assert not verify(page.replace(b">Changed<", b">Continued<"), "a.html").ok


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://Example.org/a/", "https://example.org/a"),
        ("https://example.org/a?utm_medium=x&id=3", "https://example.org/a?id=3#c"),
        ("", " "),
    ],
)
def test_one_story_has_one_address(one: str, other: str) -> None:
    """What only tells readers' ways apart does not matter."""
    assert address(one) == address(other)


def test_different_stories_have_different_addresses() -> None:
    """Path, query and host do matter; what is no address stays as it is."""
    assert len({address(url) for url in ("https://a.org/x?id=1", "https://a.org/x?id=2", "https://b.org/x?id=1")}) == 3
    assert address("http://[bad") == "http://[bad"


# --- feeds


def feed(*urls: str, dated: bool = True) -> list[tuple[str, str]]:
    """Entries, newest first, with or without dates."""
    return [(url, f"2025-08-{30 - place:02}" if dated else "") for place, url in enumerate(urls)]


@pytest.mark.parametrize("dated", [True, False])
def test_an_entry_that_went_before_older_ones_is_gone(dated: bool) -> None:
    """The oldest entries drop out in time; one from their midst was taken away."""
    before = feed("a", "b", "c", "d", dated=dated)
    assert gone(before, [entry for entry in before if entry[0] != "b"]) == ("b",)
    assert gone(before, [("new", "2025-08-31"), *before[:3]]) == ()
    assert gone(before, before) == ()


def test_an_empty_or_shuffled_feed_says_nothing() -> None:
    """A feed that failed, or that shows a choice of stories, takes nothing back."""
    before = feed("a", "b", "c", "d", "e", "f")
    assert gone(before, []) == ()
    assert gone(before, [before[5]]) == ()
    assert gone(before, [before[1], before[4]]) == ()
    assert gone([], before) == ()


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdef"), unique=True))
def test_only_what_is_missing_is_gone(before: list[str], now: list[str]) -> None:
    """Whatever a feed lists now is there."""
    assert not set(gone(feed(*before), feed(*now))) & set(now)
