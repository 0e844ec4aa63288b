"""Fitting: the pages hold, they are filled, and the number of layouts is bounded."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import generator.documents.renderers
from generator import pipeline
from generator import profile as profiles
from generator.documents.renderers import Rendition
from generator.model import Brief, Document, Reading

_LINE = 90  # code points of a printed line
_PAGE = 40  # lines of a page
_FRAME = 25  # lines of everything but excerpts
_MOST_LAYOUTS = 11

STORIES = Path(__file__).parent / "stories" / "canada-us-trade"


class FakePress:
    """A press that counts lines instead of printing, and how often it was asked."""

    layouts = 0

    def __enter__(self) -> FakePress:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def filled(self, brief: Brief, folder: Path | None = None, *, most: int | None = None) -> tuple[float, ...]:
        """How far each page of `brief` is filled."""
        type(self).layouts += 1
        full, rest = divmod(lines(brief), _PAGE)
        return (*[1.0] * full, *[rest / _PAGE] * bool(rest))

    def print(self, brief: Brief, folder: Path | None = None) -> Rendition:
        """A PDF in name only."""
        return Rendition(b"%PDF", (), len(self.filled(brief)))


def lines(brief: Brief) -> int:
    """How many lines a brief takes: its excerpts with one line each for the speaker, and its key points."""
    by_id = {excerpt.id: excerpt for excerpt in brief.excerpts()}
    shown = [*(excerpt.display for excerpt in brief.excerpts()), *(by_id[id_].display for id_ in brief.key_points)]
    return _FRAME + sum(-(-len(display) // _LINE) for display in shown) + len(by_id)


@pytest.fixture(scope="module")
def stories() -> tuple[Reading, tuple[Document, ...]]:
    """Six analysed stories about trade."""
    reading = pipeline.read([str(path) for path in sorted(STORIES.glob("*.txt"))])
    return reading, tuple(pipeline.analyse_all(reading.articles))


@pytest.fixture
def build(stories: tuple[Reading, tuple[Document, ...]], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Brief]:
    """The brief of the stories for options of an order, printed by the press that counts."""
    reading, documents = stories
    monkeypatch.setattr(generator.documents.renderers, "Press", FakePress)
    monkeypatch.setattr(FakePress, "layouts", 0)

    def built(**options: int) -> Brief:
        order = pipeline.Order(profile=profiles.load("canada-us-trade"), formats=("pdf",), **options)  # type: ignore[arg-type]
        return pipeline.build(documents, reading, order).brief

    return built


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_pages_hold_and_are_filled(build: Callable[..., Brief], pages: int) -> None:
    """The brief keeps to its pages, leaves no room for an average passage, and is the same when made again."""
    brief = build(pages=pages)
    assert FakePress.layouts <= _MOST_LAYOUTS + 1  # the last one is the print itself
    assert _PAGE * pages - 4 < lines(brief) <= _PAGE * pages
    assert build(pages=pages) == brief


@pytest.mark.parametrize("pages", [1, 2])
def test_every_section_has_an_excerpt(build: Callable[..., Brief], pages: int) -> None:
    """Even a single page holds something of each section that the sources have something for."""
    assert all(section.excerpts for section in build(pages=pages).sections)


def test_key_points_can_be_read_alone(build: Callable[..., Brief]) -> None:
    """There are three to five, each of another section, and whoever they name is named in full."""
    brief = build()
    section_of = {excerpt.id: section.id for section in brief.sections for excerpt in section.excerpts}
    assert 3 <= len(brief.key_points) <= 5
    assert len({section_of[id_] for id_ in brief.key_points}) == len(brief.key_points)
    shown = [excerpt.display for excerpt in brief.excerpts() if excerpt.id in brief.key_points]
    assert all("Donald Trump" in display for display in shown if "Trump" in display)


@pytest.mark.parametrize("words", [60, 150, 300])
def test_words_are_exact_to_one_passage(build: Callable[..., Brief], words: int) -> None:
    """No more words of sources are printed than asked for, and room for a passage is not left over."""
    brief = build(pages=3, words=words)
    used = sum(len(excerpt.text.split()) for excerpt in brief.excerpts())
    assert words - 20 < used <= words


def test_what_is_left_out_has_its_reason(build: Callable[..., Brief]) -> None:
    """Nothing is both printed and left out, and every passage left out says why."""
    brief = build()
    printed = {excerpt.id for excerpt in brief.excerpts()}
    assert printed.isdisjoint(item.id for item in brief.cut)
    assert all(item.why.endswith(".") for item in brief.cut)


def test_a_frame_that_fills_the_pages_leaves_no_empty_brief(
    build: Callable[..., Brief], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What usually fills the pages is printed all the same, however long the frame is."""
    monkeypatch.setattr(sys.modules[__name__], "_FRAME", 3 * _PAGE)
    assert sum(len(excerpt.text.split()) for excerpt in build(pages=2).excerpts()) > 200


def test_a_pdf_that_is_too_long_is_degraded(
    stories: tuple[Reading, tuple[Document, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is published, and a fault says by how much."""
    reading, documents = stories
    monkeypatch.setattr(generator.documents.renderers, "Press", FakePress)
    monkeypatch.setattr(sys.modules[__name__], "_FRAME", 3 * _PAGE)
    built = pipeline.build(documents, reading, pipeline.Order(profiles.load("canada-us-trade"), formats=("pdf",)))
    assert any("pages, not 2" in fault for fault in built.faults)
    assert built.renditions["pdf"]
