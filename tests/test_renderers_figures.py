"""Figures: only what excerpts print, in the order of time, without a loss of doubt; proved like the rest."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import itertools
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from briefs import CARNEY, HOSTILE, LINDQVIST, OKAFOR, SAMPLE, TRUMP
from dated import DATED, DATES, PARTY, SHORT
from hypothesis import given
from hypothesis import strategies as st

from generator.documents import words
from generator.documents.renderers import Press, Rendition, figures, gate, render
from generator.documents.renderers.figures.clause import CUT, clause
from generator.documents.renderers.figures.days import named_days
from generator.documents.renderers.figures.drawing import measure, wrapped
from generator.documents.renderers.templates import fill
from generator.documents.renderers.wording import group_name
from generator.model import Brief, Certainty, Excerpt, Section
from generator.proof import verify

DAY = dt.date(2025, 8, 15)
LABELS, FRENCH = words.of("en"), words.of("fr")


def said(display: str, **more: Any) -> Excerpt:
    """An excerpt that shows `display`."""
    return Excerpt("x:1", "x", 0, len(display), display, display, **{"certainty": Certainty(), **more})


def around(display: str, date: str, **more: Any) -> str:
    """The words that stand for the date `date` of an excerpt."""
    at = display.index(date)
    return clause(said(display, **more), at, at + len(date))


# --- days


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("on August 15, 2025 and on Sept. 3", "en", ["2025-08-15", "2025-09-03"]),
        ("the 15th of August; Aug 6; 1 Mar. 2024", "en", ["2025-08-15", "2025-08-06", "2024-03-01"]),
        ("Friday [August 15, 2025]", "en", ["2025-08-15"]),
        ("in December 2025, in May, 15 people, March 2025", "en", []),
        ("on January 4", "en", ["2026-01-04"]),
        ("on February 31, 2025 and June 31", "en", []),
        ("on 15 August 2025, 1,500 troops; August 5.5 per cent", "en", ["2025-08-15"]),
        ("le 1er août et le 24 août 2025", "fr", ["2025-08-01", "2025-08-24"]),
        ("le 15 août", "en", []),
        ("am 15. August 2025", "de", []),
    ],
)
def test_days_are_found_in_the_forms_of_news(text: str, language: str, days: list[str]) -> None:
    """With or without a year, which is then the nearest to the day of publication; nothing else is a day."""
    assert sorted(str(named.day) for named in named_days(text, language, DAY)) == sorted(days)


def test_a_day_without_a_year_needs_a_day_of_publication() -> None:
    """A source without a date leaves such days out, and turns of the year go to the nearer side."""
    assert named_days("on August 15", "en", None) == ()
    assert [str(n.day) for n in named_days("on Dec. 30", "en", dt.date(2025, 1, 3))] == ["2024-12-30"]
    assert [str(n.day) for n in named_days("on Feb. 29", "en", dt.date(2025, 1, 3))] == ["2024-02-29"]


# --- words


def test_a_short_sentence_stands_whole() -> None:
    """Nothing is cut where it need not be; the sentences around it stay away."""
    text = "Talks failed on Monday. The sides meet on August 22 in Moscow. Nobody knows more."
    assert around(text, "August 22") == f"{CUT} The sides meet on August 22 in Moscow."


def test_a_sentence_that_leans_brings_the_ones_before() -> None:
    """“He” is never without its antecedent, nor “However” without what it turns against."""
    text = "Ann Lee has a plan. He will travel on August 22. However, that may change on August 30."
    assert around(text, "August 22").startswith("Ann Lee has a plan. He will")
    assert around(text, "August 30").startswith("Ann Lee has a plan.")


def test_a_date_is_never_left_alone() -> None:
    """A sentence that opens with its date is cut at a later comma, or not at all."""
    text = (
        "On August 22, the delegations of both sides met in the old town hall of the capital, "
        "which saw many guests on that day."
    )
    assert around(text, "August 22").endswith(f"of the capital {CUT}")


LONG = (
    "The delegations of both sides are to meet on August 22 in the old town hall of the capital, {}, "
    "which has not seen so many guests since the war"
)


def test_the_end_of_a_long_sentence_is_left_out_visibly() -> None:
    """What can be spared goes at a comma, and the cut is shown."""
    text = LONG.format("a house with five floors and a cellar").replace("has not seen so", "saw") + "."
    assert around(text, "August 22").endswith(f"of the capital {CUT}")


@pytest.mark.parametrize(
    "rest",
    ["if Moscow agrees", "the Kremlin denied", "unless it rains", "Ushakov claimed", "though nobody confirmed it",
     "diplomats reportedly said", "it isn't certain", "a plan that officials rejected", "selon lui"],
)  # fmt: skip
def test_what_limits_a_sentence_is_never_left_out(rest: str) -> None:
    """Conditions, denials, doubts and claims stay with what they are about."""
    text = LONG.format(rest) + "."
    assert around(text, "August 22") == text


@pytest.mark.parametrize("certainty", [Certainty("deny"), Certainty("warn"), Certainty("say", negated=True)])
def test_what_is_not_said_outright_stays_whole(certainty: Certainty) -> None:
    """Where the excerpt is more or less than a plain statement, the words that tell so may stand anywhere."""
    text = LONG.format("a house with five floors").replace("has not seen so", "saw") + "."
    assert around(text, "August 22", certainty=certainty) == text


def test_quotations_and_brackets_are_never_cut_open() -> None:
    """A quotation that runs past the comma, or over two sentences, keeps both its marks."""
    text = (
        "“We will be there on August 22, with all that we have. "
        "And we will stay until the matter is settled for good,” she said."
    )
    assert around(text, "August 22") == text
    assert "Mr. Lee" in around("It opens on August 22 with Mr. Lee and Gen. Roy of the U.S. Army.", "August 22")


@given(
    st.lists(st.sampled_from(["He left.", "“We agree,", "“no,” said", "[Ann]", "on August 22", "if so.", "The end."]))
)
def test_the_words_are_those_of_the_excerpt(parts: list[str]) -> None:
    """Whatever is cut, the rest is verbatim, holds the date, and balances its marks as the excerpt does."""
    text = " ".join([*parts, "They met on August 22, twice."])
    words = around(text, "August 22")
    kept = words.removeprefix(f"{CUT} ").removesuffix(f" {CUT}")
    assert kept in text
    assert "August 22" in kept
    assert kept.count("“") - kept.count("”") in {0, text.count("“") - text.count("”")}


# --- the timeline


def test_the_timeline_is_in_the_order_of_time_with_its_excerpts() -> None:
    """Each day once, past and ahead told apart, with the numbers of the excerpts that name it."""
    found = figures.timeline(DATED, LABELS)
    assert found is not None
    first = len(SAMPLE.excerpts()) + 1
    assert [(moment.date, moment.when, moment.numbers) for moment in found.moments] == [
        ("August 6, 2025", "past", (first,)),
        ("August 14, 2025", "past", (first + 1,)),
        ("August 17, 2025", "ahead", (first + 3,)),
        ("August 22, 2025", "ahead", (first + 1,)),
        ("September 3, 2025", "ahead", (first + 2,)),
    ]
    assert "if the first goes well" in found.moments[3].words
    assert [moment.speaker for moment in found.moments] == ["", "", "Anita Anand", "", ""]


def test_the_day_of_the_note_is_neither_past_nor_ahead() -> None:
    """It has a word of its own."""
    found = figures.timeline(dataclasses.replace(SHORT, dated=dt.date(2025, 8, 17)), LABELS)
    assert found is not None
    assert [moment.when for moment in found.moments] == ["past", "past", "today", "ahead", "ahead"]


@pytest.mark.parametrize("brief", [SAMPLE, HOSTILE])
def test_few_dates_are_no_timeline(brief: Brief) -> None:
    """Fewer than three days, or a note without a date, draw nothing."""
    found = figures.timeline(brief, LABELS)
    assert found is None or len(found.moments) >= 3
    assert figures.timeline(dataclasses.replace(SHORT, sections=(Section("c", "C", DATES[:1]),)), LABELS) is None


def test_many_dates_leave_out_the_furthest() -> None:
    """Nine are shown, those nearest to the note, and it says how many are not."""
    text = ", ".join(f"May {day}, 2025" for day in range(1, 21))
    source = dataclasses.replace(SHORT.sources[0], text=text)
    excerpt = Excerpt("calendar:1", "calendar", 0, len(text), text, text)
    brief = dataclasses.replace(SHORT, sources=(source,), sections=(Section("c", "C", (excerpt,)),), key_points=())
    found = figures.timeline(brief, LABELS)
    assert found is not None
    assert (len(found.moments), found.left_out) == (9, 11)
    assert found.moments[-1].day == dt.date(2025, 5, 20)


# --- the voices


def test_sides_are_counted_and_nobody_speaks_for_the_wrong_one() -> None:
    """Officials count for their side, who knows or once held an office for none, a party not for the government."""
    speakers = [CARNEY, TRUMP, OKAFOR, CARNEY, LINDQVIST, PARTY, dataclasses.replace(PARTY, group="", party=False)]
    spoken = tuple(said("x", speaker=speaker) for speaker in speakers)
    found = figures.voices(dataclasses.replace(SHORT, sections=(Section("c", "C", spoken),)), LABELS)
    assert found is not None
    assert [(side.name, side.count, side.people) for side in found.sides] == [
        ("Canada", 2, (("Mark Carney", 2),)),
        ("United States", 1, (("Donald Trump", 1),)),
        ("Experts and former officials", 2, (("Ngozi Okafor", 1), ("Per Lindqvist", 1))),
        ("Canada: a party, not the government", 1, (("Jean Roy", 1),)),
        ("Side not stated", 1, (("Jean Roy", 1),)),
    ]
    assert found.spoken == 7


def test_too_few_voices_are_no_chart() -> None:
    """One side alone, three excerpts, or sides that all speak once compare with nothing."""
    alone = tuple(said("x", speaker=CARNEY) for _ in range(9))
    equal = tuple(said("x", speaker=dataclasses.replace(CARNEY, group=name)) for name in "ABCDE")
    few = (said("x", speaker=CARNEY), said("x", speaker=TRUMP), said("x"))
    for spoken in (alone, few, equal):
        assert figures.voices(dataclasses.replace(SHORT, sections=(Section("c", "C", spoken),)), LABELS) is None


def test_sides_have_french_names_in_a_french_note() -> None:
    """Countries and bodies are named in the language of the labels; what has no name there stays."""
    found = figures.voices(dataclasses.replace(DATED, language="fr"), FRENCH)
    assert found is not None
    assert [side.name for side in found.sides][:3] == ["Canada", "Russie", "États-Unis"]
    assert (group_name("NATO", "fr-CA"), group_name("Atlantis", "fr"), group_name("NATO", "en")) == (
        "OTAN",
        "Atlantis",
        "NATO",
    )


# --- the drawing


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.integers(40, 400))
def test_lines_fit_and_lose_nothing(words: str, width: int) -> None:
    """Every line fits into its width, and together they are the words."""
    lines = wrapped(words, width)
    assert all(measure(line) <= width or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())


@pytest.mark.parametrize("brief", [DATED, HOSTILE], ids=["dated", "hostile"])
def test_what_is_drawn_lies_within_the_drawing(brief: Brief) -> None:
    """No shape or line of text lies outside, and lines of one column do not overlap."""
    for figure in (figures.timeline(brief, LABELS), figures.voices(brief, LABELS)):
        if figure is None:
            continue
        drawing = figure.drawing
        assert all(shape.y >= 0 and shape.y + shape.height <= drawing.height for shape in drawing.shapes)
        assert all(0 < text.y <= drawing.height for text in drawing.texts)
        column = [text.y for text in drawing.texts if text.kind != "head" and not text.flush]
        assert all(after - before >= 12 for before, after in itertools.pairwise(column))


# --- on the page and in print


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One child for all tests of this module."""
    with Press() as one:
        yield one


ROOMY = dataclasses.replace(SHORT, blanks=(), gaps=(), warnings=(), key_points=())


@pytest.fixture(scope="module")
def roomy(press: Press) -> Rendition:
    """A brief in print that leaves room for its figures."""
    return render(ROOMY, "pdf", press=press)


def test_a_figure_has_a_name_an_account_and_a_table() -> None:
    """Each drawing is an image with title and description, and beside it the same numbers as a table with links."""
    html = render(DATED, "html").data.decode()
    drawings = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert len(drawings) == 2
    for drawing in drawings:
        assert 'role="img"' in drawing
        named = re.search(r'aria-labelledby="([^"]+)"', drawing)
        assert named
        assert all(f'id="{id_}"' in drawing for id_ in named.group(1).split())
    table = re.search(r'<figure class="timeline">.*?</figure>', html, re.DOTALL)
    assert table
    assert re.findall(r'href="#e(\d+)"', table.group()) == ["17", "18", "20", "18", "19"]


def test_a_page_without_figures_has_no_part_for_them() -> None:
    """Too few dates and voices leave neither a heading nor a link to one."""
    html = render(ROOMY, "html").data.decode()
    assert '"voices"' not in html
    few = dataclasses.replace(ROOMY, sections=(Section("c", "C", DATES[:1]),))
    html = render(few, "html").data.decode()
    assert "glance" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


def test_print_has_its_timeline_where_there_is_room(roomy: Rendition, press: Press) -> None:
    """It comes as a table of the structure; it never costs a page, and verify knows both prints."""
    assert roomy.pages == 1
    with pikepdf.open(io.BytesIO(roomy.data)) as pdf:
        assert " timeline " in str(pdf.docinfo.Keywords)
        assert [str(element.S) for element in gate.elements(pdf)].count("/Table") == 4
    fuller = (dataclasses.replace(ROOMY, warnings=("A warning.",) * count) for count in range(44, 0, -4))
    crowded = render(next(brief for brief in fuller if press.pages(brief) == 1), "pdf", press=press)
    assert crowded.pages == 1
    with pikepdf.open(io.BytesIO(crowded.data)) as pdf:
        assert " timeline " not in str(pdf.docinfo.Keywords)
    assert verify(roomy.data, "x.pdf").ok
    assert verify(crowded.data, "x.pdf").ok


def test_print_has_the_chart_in_a_line(press: Press) -> None:
    """How often each side speaks is under the issue: six sides, and how many more, room or not."""
    groups = ("Canada", "Canada", "Russia", "Ukraine", "France", "Japan", "Norway", "Poland")
    spoken = tuple(
        dataclasses.replace(SAMPLE.excerpts()[0], id=f"capital:{n}", speaker=dataclasses.replace(CARNEY, group=group))
        for n, group in enumerate(groups)
    )
    brief = dataclasses.replace(
        SAMPLE, sections=(Section("c", "C", spoken * 9),), key_points=(), conflicts=(), warnings=("W.",) * 99
    )
    html = fill(brief, "print.html.j2")
    (line,) = re.findall(r'<p class="strip">.*?</p>', html, re.DOTALL)
    assert re.findall(r"</span>(\d+)</span>", line) == ["18", "9", "9", "9", "9", "9"]
    assert "and 1 more" in line
    assert " timeline " not in str(opened(render(brief, "pdf", press=press)).docinfo.Keywords)


def test_one_key_point_alone_is_not_printed_twice() -> None:
    """In print it stands only in its excerpt; the page, which has room, keeps it, and none leaves no heading."""
    assert 'class="key-points"' not in fill(SHORT, "print.html.j2")
    assert 'class="key-points"' in fill(DATED, "print.html.j2")
    assert 'id="key-points"' in fill(SHORT, "brief.html.j2")
    assert 'href="#key-points"' not in fill(ROOMY, "brief.html.j2")


def opened(rendition: Rendition) -> pikepdf.Pdf:
    """A PDF in memory."""
    return pikepdf.open(io.BytesIO(rendition.data))


def test_printing_after_counting_gives_the_same_bytes(roomy: Rendition) -> None:
    """A layout that is kept from counting the pages is printed as one that is made for it, also twice."""
    with Press() as one:
        assert one.pages(ROOMY) == 1
        assert one.print(ROOMY).data == roomy.data
        assert one.print(ROOMY).data == roomy.data


@pytest.mark.parametrize(
    ("old", "new"),
    [("Canada</text>", "Russia</text>"), (">6</text>", ">7</text>"), ('width="150.0"', 'width="250.0"'),
     ("August 22, 2025</text>", "August 23, 2025</text>"), ("second round could", "second round will"),
     ("<td>6</td>", "<td>5</td>"), ('class="ring"', 'class="dot"')],
)  # fmt: skip
def test_a_change_of_a_figure_on_the_page_is_found(old: str, new: str) -> None:
    """A number, a name, a bar, a date, a hedge, a mark: the page is no longer what its evidence makes."""
    page = render(DATED, "html").data.decode()
    head, script, evidence = page.partition('<script type="application/json"')
    assert old in head
    report = verify((head.replace(old, new, 1) + script + evidence).encode(), "x.html")
    assert not report.ok


def test_a_change_of_a_figure_in_print_is_found(roomy: Rendition) -> None:
    """Another digit in the last table of days, drawn with the font that is there, is named with its part."""
    with pikepdf.open(io.BytesIO(roomy.data)) as pdf:
        page = pdf.pages[0]
        done = list(pikepdf.parse_content_stream(page))
        shown = [i for i, step in enumerate(done) if str(step.operator) in ("Tj", "TJ")]
        at = shown[-30]
        for index in shown:
            if index > at:
                done[index], done[at] = done[at], done[index]
                break
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(done))
        out = io.BytesIO()
        pdf.save(out)
    report = verify(out.getvalue(), "x.pdf")
    assert not report.ok


def test_figures_that_are_taken_out_break_the_seal(roomy: Rendition) -> None:
    """A print that claims to be the one without figures still shows them, and that is found."""
    with pikepdf.open(io.BytesIO(roomy.data)) as pdf:
        pdf.docinfo.Keywords = str(pdf.docinfo.Keywords).replace(" timeline ", " ")
        out = io.BytesIO()
        pdf.save(out)
    assert not verify(out.getvalue(), "x.pdf").ok
