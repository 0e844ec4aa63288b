"""Gathering: the order of print, key points, gaps and what the brief says about itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator import profile as profiles
from generator.drafting.brief.notes import warnings
from generator.drafting.brief.order import Chosen, in_print_order, key_points
from generator.drafting.brief.questions import gaps
from generator.drafting.selection.shares import NO_ROOM, OUTDONE, Candidate, fill
from generator.model import Article, Aside, Document, Failure, Passage, Reading, Span, Speaker

PROFILE = profiles.load("canada-us-russia")
ANN, BO = Speaker("Ann Lee"), Speaker("Bo Ek")


def chosen(
    row: int, salience: float, *, speaker: Speaker | None = None, section: str = "a", document: int = 0
) -> Chosen:
    """A passage that will be printed, at the place of its row."""
    return Chosen(row, 0, row, Passage(Span(row, row + 1), (row,), speaker=speaker), section, salience)


def test_speaker_stays_together_in_order_of_speech() -> None:
    """The most important speaker comes first, with all that they say in the order in which it was said."""
    rows = [chosen(0, 0.2, speaker=ANN), chosen(1, 0.5, speaker=BO), chosen(2, 0.9, speaker=ANN), chosen(3, 0.4)]
    assert [one.row for one in in_print_order(rows, [""])] == [0, 2, 1, 3]


def test_key_points_come_from_every_section() -> None:
    """Each section gives its best before any gives a second one, up to the most."""
    sections = {
        "a": [chosen(0, 0.9), chosen(1, 0.8)],
        "b": [chosen(2, 0.3, section="b")],
        "c": [chosen(3, 0.1, section="c")],
    }
    assert key_points(sections, most=5, least=3) == (0, 2, 3)
    assert key_points(sections, most=2, least=2) == (0, 2)
    assert key_points({"a": sections["a"]}, most=5, least=3) == (0, 1)


def test_key_points_repeat_no_fact() -> None:
    """What is like a better key point is passed over for the next of its section, also at the cost of the least."""
    sections = {"a": [chosen(0, 0.9), chosen(1, 0.8)], "b": [chosen(2, 0.7, section="b"), chosen(3, 0.3, section="b")]}
    same = {(2, 0), (1, 0)}
    assert key_points(sections, most=5, least=3, alike=lambda one, other: (one, other) in same) == (0, 3)


def test_a_denial_answers_no_question() -> None:
    """That there is no date, no deal or a treaty called START closes no gap; the same words without a denial do."""
    without = ["He left without a meeting on Monday.", "There is no agreement yet.", "They may extend New START."]
    assert {
        "When the sides meet, or meet again.",
        "What has been agreed or is offered for signature.",
    } <= set(gaps(PROFILE, {"agenda": without}, "en"))
    told = ["No minister came, but the talks begin on Monday.", "It is not the end: an agreement was signed."]
    assert not any("sides meet" in gap or "agreed" in gap for gap in gaps(PROFILE, {"agenda": told}, "en"))


def test_an_answer_has_its_day_or_figure_in_the_same_sentence() -> None:
    """A meeting without a day leaves open when; a day in the next sentence is of something else."""
    question = "When the sides meet, or meet again."
    soon, elsewhere = "The sides will meet again soon.", "The sides will meet again. Snow fell on Monday."
    for open_text in (soon, elsewhere, "The main marshal said that the sides will meet again."):
        assert question in gaps(PROFILE, {"agenda": [open_text]}, "en")
    for told in ("The sides will meet again in Oslo on 3 September.", "Le prochain sommet aura lieu mardi."):
        assert question not in gaps(PROFILE, {"agenda": [told]}, "en")
    assert question not in gaps(PROFILE, {"agenda": ["Both smiled."], "context": ["The summit is next week."]}, "en")


def test_terse_warnings_count_in_one_line() -> None:
    """On one page stories are counted; failures and sections without an excerpt are still said in full."""
    documents = [
        Document(Article("a", "First", "x", published="2025-08-15", dropped=3), (), ()),
        Document(Article("b", "Second", "x"), (), ()),
    ]
    reading = Reading(tuple(d.article for d in documents), (Failure("c.txt", "it is empty"),))
    said = warnings(reading, documents, {"b": "a"}, [], "en", unprinted=["Background"], terse=True)
    assert said[0].startswith("The source “c.txt” could not be read")
    assert said[1].startswith("No passage under “Background” is printed")
    assert said[2:] == (
        "1 story is a copy of another. 1 story has no date. 3 lines that are not part of the stories were left out.",
    )
    assert len(warnings(reading, documents, {"b": "a"}, [], "fr", terse=True)) == 2


def test_gaps_name_open_questions_and_empty_sections() -> None:
    """A question that no passage of its section answers, and a section without any passage, are gaps."""
    found = gaps(PROFILE, {"agenda": ["The talks begin at 11:30 a.m."]}, "en")
    assert any("Canada’s position" in gap for gap in found)
    assert any("agreed" in gap for gap in found)
    assert not any("sides meet" in gap for gap in found)


def test_a_file_that_fails_in_many_places_is_named_once() -> None:
    """Claim: three hundred bad lines of one file are one warning with their number, not three hundred."""
    reading = Reading((), (Failure("c.jsonl", "it is empty"),) * 300 + (Failure("d.txt", "it is empty"),))
    found = warnings(reading, [], {}, (), "en")
    assert [("c.jsonl" in note, "300 times" in note) for note in found] == [(True, True), (False, False)]


def test_warnings_name_failures_copies_and_missing_dates() -> None:
    """What a reader must know of the sources is said, failures first."""
    documents = [
        Document(Article("a", "First", "x", published="2025-08-15", dropped=3), (), ()),
        Document(Article("b", "Second", "x", source="The Post"), (), ()),
    ]
    reading = Reading(tuple(d.article for d in documents), (Failure("c.txt", "it is empty"),))
    said = warnings(reading, documents, {"b": "a"}, [], "en")
    assert said[0] == "The source “c.txt” could not be read and was left out: it is empty."
    assert "“First” is repeated by “Second” (The Post); together they count as one source." in said
    assert any("Stories without a date: “Second”" in line for line in said)
    assert said[-1].startswith("3 lines")


def test_many_notes_of_one_kind_leave_the_pages_to_the_sources() -> None:
    """Four of a kind are given in full and the others counted; more copies than that are only counted."""
    numbers = range(40)
    documents = [
        *(
            Document(Article(f"a{n}", f"Story {n}", "x", published="2025-08-15"), (), (), warnings=("Odd.",))
            for n in numbers
        ),
        *(Document(Article(f"b{n}", f"Copy {n}", "x", published="2025-08-15"), (), ()) for n in numbers),
    ]
    failures = tuple(Failure(f"{n}.txt", "it is empty") for n in numbers)
    reading = Reading(tuple(d.article for d in documents), failures, Aside(repeats=1, off_topic=1200, outdone=0))
    said = warnings(reading, documents, {f"b{n}": f"a{n}" for n in numbers}, [], "en")
    assert len(said) == 5 + 2 + 1 + 5
    assert said[4] == "36 more sources could not be read; see the log."
    assert said[5].startswith("1 story was set aside")
    assert said[6].startswith("1,200 stories were set aside")
    assert said[7] == "40 stories are copies of others."
    assert said[-1] == "36 more notes on single stories are not shown."


def vectors(*rows: list[float]) -> object:
    """Unit rows as a sparse matrix."""
    from scipy import sparse

    return sparse.csr_array(np.array(rows).reshape(len(rows), -1 if rows else 1))


def test_space_is_shared_and_never_exceeded() -> None:
    """Each section gets its share of the words; what does not fit is named with the reason."""
    candidates = [Candidate(i, "a" if i < 3 else "b", 1 - i / 10, 10) for i in range(6)]
    own = [[1.0 if i == j else 0.0 for j in range(6)] for i in range(6)]
    picked, reasons = fill(candidates, vectors(*own), {"a": 1, "b": 1}, 40)
    assert sorted(c.section for c in picked) == ["a", "a", "b", "b"]
    assert set(reasons) == {2, 5}
    assert "space" in reasons[2]


def test_every_section_keeps_room_for_a_passage() -> None:
    """A long passage of the first section does not take the place of the only ones of the others."""
    candidates = [Candidate(0, "a", 0.9, 30), Candidate(1, "a", 0.5, 15), Candidate(2, "b", 0.1, 10)]
    picked, reasons = fill(candidates, vectors(*np.eye(3).tolist()), {"a": 1, "b": 1}, 35)
    assert [c.row for c in picked] == [1, 2]
    assert set(reasons) == {0}
    assert reasons[0] in NO_ROOM


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 1), st.integers(6, 40)), max_size=12), st.integers(0, 200)
)
def test_all_rows_are_printed_or_named_and_the_words_hold(rows: list[tuple[str, float, int]], words: int) -> None:
    """Every candidate is printed or has a reason, the budget holds, and less than the shortest left out is unused."""
    candidates = [Candidate(i, section, salience, size) for i, (section, salience, size) in enumerate(rows)]
    picked, reasons = fill(candidates, vectors(*np.eye(len(rows)).tolist()), {"a": 3, "b": 2, "c": 1}, words)
    assert sorted([*(c.row for c in picked), *reasons]) == list(range(len(rows)))
    used = sum(c.words for c in picked)
    assert used <= words
    assert all(used + candidates[row].words > words for row, why in reasons.items() if why == OUTDONE)


def test_more_is_printed_besides() -> None:
    """Rows asked for besides the words are printed, unless they repeat; the others stay as they were."""
    own = [[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]]
    candidates = [Candidate(0, "a", 0.9, 10), Candidate(1, "a", 0.8, 10), Candidate(2, "a", 0.7, 10)]
    picked, reasons = fill(candidates, vectors(*own), {"a": 1}, 10, more=[1, 2])
    assert [c.row for c in picked] == [0, 1]
    assert list(reasons) == [2]


def test_same_words_are_printed_once() -> None:
    """A candidate that says what a chosen one says is left out, with that reason."""
    candidates = [Candidate(0, "a", 0.9, 10), Candidate(1, "a", 0.8, 10)]
    picked, reasons = fill(candidates, vectors([1.0, 0.0], [1.0, 0.0]), {"a": 1}, 100)
    assert [c.row for c in picked] == [0]
    assert "already" in reasons[1]


def test_leaning_passage_follows_the_one_it_leans_on() -> None:
    """What cannot stand alone is printed only after the passage before it; else the reason says so."""
    own = np.eye(3).tolist()
    candidates = [Candidate(0, "a", 0.2, 10), Candidate(1, "a", 0.9, 10, after=0), Candidate(2, "a", 0.5, 10)]
    picked, _ = fill(candidates, vectors(*own), {"a": 1}, 30)
    assert [c.row for c in picked] == [2, 0, 1]
    picked, reasons = fill(candidates, vectors(*own), {"a": 1}, 10)
    assert [c.row for c in picked] == [2]
    assert "without the passage before it" in reasons[1]


def test_of_two_like_statements_the_newer_is_printed(tmp_path: Path) -> None:
    """Where there is room for one of two that weigh the same, the news of the day goes before that of last week."""
    stories = {
        "07": (
            "Prime Minister Mark Carney said that Canada will stand with Ukraine and pay for new rifles and drones.",
            "The Kremlin said that talks would follow in the autumn, perhaps in Oslo, and that nobody was in a hurry.",
            "In the ports of the Black Sea the ships that carry grain waited for a pilot who knows the mines.",
        ),
        "14": (
            "Prime Minister Mark Carney said that Canada will stand with Ukraine and train more of its sappers.",
            "Two officials in Washington saw no reason to wait for the winter before the presidents meet once more.",
            "Farmers near Kherson ploughed around the craters of last year, as they had done every spring of the war.",
        ),
    }
    for day, lines in stories.items():
        head = f"---\ntitle: Ukraine on August {day}\npublished: 2025-08-{day}\n---\n"
        (tmp_path / f"{day}.txt").write_text(head + "\n\n".join(lines), encoding="utf-8")
    reading = pipeline.read([str(tmp_path)])
    order = pipeline.Order(profile=PROFILE, formats=("json",), pages=2, words=20)
    brief = pipeline.build(pipeline.analyse_all(reading.articles), reading, order).brief
    (canada,) = (section.excerpts for section in brief.sections if section.id == "canada")
    assert ["sappers" in excerpt.text for excerpt in canada] == [True]


def test_what_the_brief_before_told_goes_after_what_it_did_not(tmp_path: Path) -> None:
    """Where there is room for one of two, the second brief prints the one that the first did not."""
    lines = (
        "Prime Minister Mark Carney said that Canada will stand with Ukraine and pay for new rifles.",
        "Prime Minister Mark Carney said that the talks in Anchorage must not decide borders without Kyiv.",
        "In the ports of the Black Sea the ships that carry grain waited for a pilot who knows the mines.",
    )
    (tmp_path / "a.txt").write_text("title: x\n\n" + "\n\n".join(lines), encoding="utf-8")
    reading = pipeline.read([str(tmp_path)])
    documents = tuple(pipeline.analyse_all(reading.articles))
    order = pipeline.Order(profile=PROFILE, formats=("json",), pages=2, words=18)
    first = pipeline.build(documents, reading, order).brief
    second = pipeline.build(documents, reading, replace(order, before=first)).brief
    told = [excerpt.text for excerpt in first.excerpts()]
    fresh = [excerpt.text for excerpt in second.excerpts()]
    assert told != fresh
    assert {*told, *fresh} == {lines[0], lines[1]}
    assert [excerpt.news for excerpt in second.excerpts()] == ["new"]
