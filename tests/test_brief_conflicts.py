"""Conflicts in a brief: both sides are read together, or the brief says where they stand."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from scipy import sparse

from generator import pipeline
from generator import profile as profiles
from generator.drafting.brief import Plan
from generator.drafting.brief.gathering import spare
from generator.drafting.selection.shares import OUTDONE, Candidate, fill
from generator.model import Brief
from generator.proof import verify

POST = """---
title: Talks on the prisoners end in Geneva
source: The Post
published: 2025-08-14
---
Russia and the United States agreed on Thursday to exchange 24 prisoners, the White House said after talks in Geneva.

Prime Minister Mark Carney said in Ottawa that Canada welcomes every prisoner who comes home from the war in Ukraine.

The Kremlin spokesman, Dmitry Peskov, said that the talks in Geneva had been difficult but useful.
"""
STAR = """---
title: Kremlin and White House agree on an exchange
source: The Star
published: 2025-08-14
---
At the talks in Geneva, Russia and the United States agreed to exchange 36 prisoners, the Kremlin said on Thursday.

President Donald Trump told reporters in Washington that he would call Vladimir Putin about the ceasefire next week.

Jane Porter, a professor of political science at a university in Halifax, warned that the ceasefire could collapse.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two stories that disagree on a figure."""
    place = tmp_path_factory.mktemp("stories")
    (place / "post.txt").write_text(POST, encoding="utf-8")
    (place / "star.txt").write_text(STAR, encoding="utf-8")
    return place


def built(folder: Path, *, words: int | None = None, language: str = "en") -> tuple[Brief, bytes]:
    """The brief of a folder, and its JSON."""
    reading = pipeline.read([str(folder)])
    profile = profiles.load("canada-us-russia")
    order = pipeline.Order(profile=profile, formats=("json", "html"), pages=2, words=words, language=language)
    made = pipeline.build(pipeline.analyse_all(reading.articles), reading, order)
    return made.brief, made.renditions["html"]


def test_two_figures_are_printed_side_by_side(folder: Path) -> None:
    """Both sides are excerpts, and the brief says in one sentence what they disagree on; the page proves it."""
    brief, page = built(folder)
    (conflict,) = brief.conflicts
    assert conflict.what == "The Post gives 24 prisoners, The Star gives 36 prisoners."
    assert set(conflict.ids) <= {excerpt.id for excerpt in brief.excerpts()}
    assert verify(page, "brief.html").ok
    assert not verify(page.replace(b"gives 36 prisoners", b"gives 35 prisoners"), "brief.html").ok


def test_a_conflict_that_finds_no_room_is_still_said(folder: Path) -> None:
    """Without room for both, neither is printed as if it were alone; the conflict names both sources all the same."""
    brief, page = built(folder, words=25)
    (conflict,) = brief.conflicts
    assert set(conflict.ids) <= {passage.id for passage in brief.cut}
    assert verify(page, "brief.html").ok


def test_a_french_frame_says_it_in_french(folder: Path) -> None:
    """What the sources disagree on is said in the language of the labels, their words in their own."""
    (conflict,) = built(folder, language="fr")[0].conflicts
    assert conflict.what == "Selon The Post\u00a0: 24 prisoners\u202f; selon The Star\u00a0: 36 prisoners."


def test_what_contradicts_is_chosen_together_or_not_at_all() -> None:
    """A candidate with another beside it takes the room of both; without it, both have the reason."""
    vectors = sparse.csr_array(np.eye(3))
    pair = Candidate(0, "a", 0.9, 10, beside=(Candidate(2, "b", 0.1, 10),))
    single = Candidate(1, "a", 0.5, 10)
    picked, reasons = fill([pair, single], vectors, {"a": 1, "b": 1}, 30)
    assert [one.row for one in picked] == [0, 2, 1]
    assert not reasons
    picked, reasons = fill([pair, single], vectors, {"a": 1, "b": 1}, 15)
    assert [one.row for one in picked] == [1]
    assert reasons == {0: OUTDONE, 2: OUTDONE}


def test_what_contradicts_is_never_spare_by_itself() -> None:
    """Where there is no room for a pair, what could be printed next is the pair, and not its second half."""
    pair = Candidate(0, "a", 0.9, 10, beside=(Candidate(2, "b", 0.1, 10),))
    single = Candidate(1, "a", 0.5, 10)
    corpus = SimpleNamespace(vectors=sparse.csr_array(np.eye(3)))
    plan = SimpleNamespace(candidates=(pair, single), corpus=corpus, shares={"a": 1, "b": 1})
    assert spare(cast(Plan, plan), 15) == (pair,)
