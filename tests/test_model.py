"""The values that pass between the stages."""

from __future__ import annotations

import dataclasses
import datetime as dt
import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import model
from generator.model import Article, Attribution, Brief, Excerpt, Generator, Section, Span

spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: Span(min(pair), max(pair)))
VALUES = [value for _, value in inspect.getmembers(model, dataclasses.is_dataclass) if isinstance(value, type)]


@pytest.mark.parametrize("value", VALUES)
def test_every_value_is_frozen_and_has_slots(value: type) -> None:
    """No stage can change what another one made, nor hang something new on it."""
    assert value.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(value)


@pytest.mark.parametrize("value", VALUES)
def test_no_value_holds_a_mutable_default(value: type) -> None:
    """Defaults are themselves values: they can be hashed."""
    for field in dataclasses.fields(value):
        if field.default is not dataclasses.MISSING:
            assert isinstance(hash(field.default), int)


@given(spans, st.text(min_size=60, max_size=80))
def test_a_span_s_slice_is_its_text(span: Span, text: str) -> None:
    """`of` counts code points: as many as the span is long."""
    assert span.of(text) == text[span.start : span.end]
    assert len(span.of(text)) == span.end - span.start


@given(spans, spans)
def test_overlap_counts_what_both_share(one: Span, other: Span) -> None:
    """The overlap is symmetric and equals the number of shared positions."""
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlap(other) == other.overlap(one) == len(shared)


@given(spans, spans)
def test_a_span_holds_what_lies_within(one: Span, other: Span) -> None:
    """A span that holds another one, and is held by it, is the same; holding means full overlap."""
    if one.holds(other):
        assert one.overlap(other) == other.end - other.start
        assert other == one or not other.holds(one)


def test_spans_order_by_where_they_start() -> None:
    """Sorted spans are in the order of the text."""
    assert sorted([Span(5, 9), Span(1, 2), Span(1, 1)]) == [Span(1, 1), Span(1, 2), Span(5, 9)]


@pytest.mark.parametrize(
    ("published", "day"),
    [(None, None), ("2025-08-15", dt.date(2025, 8, 15)), ("2025-08-15T23:30:00-04:00", dt.date(2025, 8, 15))],
)
def test_an_article_s_day_is_the_source_s_own(published: str | None, day: dt.date | None) -> None:
    """The day is taken as the source gives it, in its own time zone; unknown stays unknown."""
    assert Article(id="a", title="", text="", published=published).day == day


def test_an_attribution_spans_all_its_parts() -> None:
    """From the first to the last code point, whatever the order of source, cue and content."""
    attribution = Attribution(
        source=(Span(30, 35),), cue=(Span(25, 29),), content=(Span(0, 24), Span(37, 60)), kind="direct"
    )
    assert attribution.span == Span(0, 60)


def test_an_attribution_without_a_source_has_a_span() -> None:
    """A free-standing quotation spans its content."""
    assert Attribution(source=(), cue=(), content=(Span(3, 9),), kind="direct").span == Span(3, 9)


def test_a_brief_lists_its_excerpts_as_printed() -> None:
    """Section by section, in the order within each."""

    def excerpt(name: str) -> Excerpt:
        return Excerpt(id=name, source="s", start=0, end=1, text="x", display="x")

    brief = Brief(
        title="t",
        profile="p",
        dated=dt.date(2025, 8, 15),
        language="en",
        generator=Generator("brief", "0", "en"),
        sections=(
            Section("a", "A", (excerpt("2"), excerpt("1"))),
            Section("b", "B"),
            Section("c", "C", (excerpt("3"),)),
        ),
    )
    assert [item.id for item in brief.excerpts()] == ["2", "1", "3"]
