"""The page of the analysis: all words there, every mark in its place, nothing that can break out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.documents import words
from generator.documents.renderers.analysis_marks import Analysed
from generator.documents.renderers.analysis_page import render_analyses
from generator.documents.renderers.analysis_view import article_view
from generator.model import (
    Article,
    Attribution,
    Certainty,
    Document,
    Failure,
    Generator,
    Kind,
    Mention,
    Passage,
    Placement,
    Sentence,
    Span,
    Speaker,
)
from generator.resources import TEMPLATES

if TYPE_CHECKING:
    from conftest import BuildDocument

LABELS = words.of("en")
SHEET = "css/analysis.css"
VOID = {"meta", "br", "link", "img", "input", "hr"}
ANN = Speaker("Ann Lee", role="minister", group="Canada", official=True)
BOB = Speaker("Bob Roy", kind="person", expert=True, former=True)
NESTED = "Ann Lee said that Bob Roy had denied the talks were over. He left.\n\n“No,” she said. “Never.”"


def span_of(text: str, words: str, after: int = 0) -> Span:
    """Where `words` stand in `text`."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def document_of(text: str, *attributions: Attribution, **fields: str) -> Document:
    """A document whose paragraphs, sentences and passages are the lines of `text`."""
    lines = tuple(Span(match.start(), match.end()) for match in re.finditer(r"[^\n]*\S[^\n]*", text))
    return Document(
        article=Article(**{"id": "a", "title": "Talks", "text": text} | fields),  # type: ignore[arg-type]
        paragraphs=lines,
        sentences=tuple(Sentence(span, number) for number, span in enumerate(lines)),
        attributions=attributions,
        speakers=tuple(dict.fromkeys(a.speaker for a in attributions if a.speaker)),
        passages=tuple(Passage(span, (number,)) for number, span in enumerate(lines)),
    )


def analysed(document: Document, section: str | None = "canada") -> Analysed:
    """The document with all its passages in one section."""
    return Analysed(document, tuple(Placement(section, 0.75, "Ann <b>speaks</b>.") for _ in document.passages))


def nested_document() -> Document:
    """A statement within a statement, and one that is interrupted."""
    outer = Attribution(
        source=(span_of(NESTED, "Ann Lee"),),
        cue=(span_of(NESTED, "said"),),
        content=(span_of(NESTED, "that Bob Roy had denied the talks were over"),),
        kind="indirect",
        speaker=ANN,
    )
    inner = Attribution(
        source=(span_of(NESTED, "Bob Roy"),),
        cue=(span_of(NESTED, "had denied"),),
        content=(span_of(NESTED, "the talks were over"),),
        kind="indirect",
        certainty=Certainty("deny", "would", negated=True, time="future"),
        speaker=BOB,
    )
    direct = Attribution(
        source=(span_of(NESTED, "she"),),
        cue=(span_of(NESTED, "said", NESTED.index("she")),),
        content=(span_of(NESTED, "“No,”"), span_of(NESTED, "“Never.”")),
        kind="direct",
        unresolved="“she” may be Ann Lee or Eve Fox",
    )
    return document_of(NESTED, outer, inner, direct)


def page_of(*items: Analysed, language: str = "en", failures: tuple[Failure, ...] = ()) -> str:
    """The page as text."""
    return render_analyses(
        items,
        sections={"canada": "Canada’s position"},
        generator=Generator("briefing-note-generator", "0.1.0", "<pipeline>"),
        profile="canada-us-russia",
        failures=failures,
        language=language,
    ).decode("utf-8")


class Page(HTMLParser):
    """Tags with attributes, the text of the articles, and whether each tag is closed in turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag; a paragraph of an article begins a new entry of `words`."""
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag not in VOID:
            self.open.append((tag, found.get("class", "")))
        if found.get("class") == "words":
            self.words.append("")

    def handle_endtag(self, tag: str) -> None:
        """Require that the tag is the one that was opened last."""
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Keep the words of articles without the numbers of statements."""
        classes = [name for _, name in self.open]
        if "words" in classes and "tag" not in classes:
            self.words[-1] += data

    def all(self, attribute: str) -> list[str]:
        """The values of an attribute in order."""
        return [attrs[attribute] for _, attrs in self.tags if attribute in attrs]


# --- what is shown


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents whose attributions lie anywhere, over and in each other, across paragraphs."""
    text = draw(st.text("ab .\n", min_size=1, max_size=60).filter(str.strip))
    bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = st.lists(bounds.map(lambda pair: Span(min(pair), max(pair))), max_size=2).map(tuple)
    kinds: st.SearchStrategy[Kind] = st.sampled_from(["direct", "mixed", "indirect"])
    attributions = draw(st.lists(st.builds(Attribution, spans, spans, spans, kinds), max_size=4))
    return document_of(text, *attributions)


@settings(max_examples=200, deadline=None)
@given(documents())
def test_rows_hold_all_words_and_marks_hold_their_spans(document: Document) -> None:
    """Whatever overlaps, no word is lost or doubled, and a code point is marked just if it lies in such a span."""
    text = document.article.text
    (view,) = [article_view(analysed(document), 1, {}, LABELS)]
    rows = [row for paragraph in view.paragraphs for row in paragraph]
    assert ["".join(s.text for s in row.stretches) for row in rows] == [p.of(text).strip() for p in document.paragraphs]
    for part in ("source", "cue", "content"):
        shown = [part in s.classes.split() for row in rows for s in row.stretches for c in s.text if not c.isspace()]
        inside = {i for a in document.attributions for span in getattr(a, part) for i in range(span.start, span.end)}
        assert shown == [i in inside for i, c in enumerate(text) if not c.isspace()]


@settings(max_examples=100, deadline=None)
@given(documents())
def test_every_statement_with_words_can_be_reached_and_left(document: Document) -> None:
    """Each attribution with any word has one place where the table's link leads, and a number where it ends."""
    text = document.article.text
    view = article_view(analysed(document), 1, {}, LABELS)
    stretches = [s for paragraph in view.paragraphs for row in paragraph for s in row.stretches]
    worded = [
        number
        for number, a in enumerate(document.attributions, 1)
        if any(span.of(text).strip() for span in a.source + a.cue + a.content)
    ]
    assert sorted(number for s in stretches for number in s.starts) == worded
    assert sorted({number for s in stretches for number in s.ends}) == worded


def test_the_page_shows_the_text_word_for_word() -> None:
    """The words of each paragraph stand on the page as they were read, and every tag is closed in its turn."""
    page = Page(page_of(analysed(nested_document())))
    assert page.words == [line for line in NESTED.split("\n") if line]
    assert page.open == []


def test_nested_statements_are_told_apart() -> None:
    """Inside another statement a content is a level deeper, and its source and cue keep their own marks."""
    view = article_view(analysed(nested_document()), 1, {}, LABELS)
    stretches = {s.text: s for paragraph in view.paragraphs for row in paragraph for s in row.stretches}
    assert stretches["the talks were over"].classes == "content deep-2 opens closes"
    assert stretches["the talks were over"].ends == (2, 1)
    assert stretches["Bob Roy"].classes == "source content"
    assert stretches["had denied"].classes == "cue content"


def test_an_interrupted_statement_bears_its_number_on_each_piece() -> None:
    """Both halves of a quotation name their statement; the table leads to the first."""
    html = page_of(analysed(nested_document()))
    assert html.count('href="#a1-row-3"') == 2
    assert html.index('id="a1-3"') < html.index("“No,”")


def test_a_statement_without_content_is_still_numbered() -> None:
    """Where only a cue was found, the number stands with the cue."""
    text = "Ann spoke."
    lone = Attribution((span_of(text, "Ann"),), (span_of(text, "spoke"),), (), "indirect", speaker=ANN)
    assert 'href="#a1-row-1"' in page_of(analysed(document_of(text, lone)))


def test_tables_say_who_how_and_why_not() -> None:
    """Certainty, form and speaker stand in the table; what stays open is listed with its reason."""
    html = page_of(analysed(nested_document()))
    assert "reported speech · denies · “would” · the cue is negated · future" in html
    assert "direct quotation · says · past" in html
    assert html.count("unresolved: “she” may be Ann Lee or Eve Fox") == 1
    assert "person, expert, former" in html
    assert "person, official" in html


def test_words_that_stay_open_are_counted() -> None:
    """Pronouns that fit nobody are listed without regard to case, the most frequent first."""
    text = "He saw them. They saw him. he went."
    mentions = [Mention(span_of(text, w), "pronoun", None) for w in ("them", "He", "he went")]
    document = document_of(text)
    document = Document(document.article, document.paragraphs, document.sentences, mentions=(*mentions, mentions[1]))
    assert article_view(Analysed(document, ()), 1, {}, LABELS).open_words == (("he", 2), ("he went", 1), ("them", 1))


def test_speakers_who_say_most_come_first() -> None:
    """The table of speakers is in the order of statements, each with its numbers."""
    document = nested_document()
    twice = Attribution((), (), (Span(0, 3),), "direct", speaker=BOB)
    more = document_of(NESTED, *document.attributions, twice)
    view = article_view(analysed(more), 1, {}, LABELS)
    assert [(item.speaker.name, item.statements) for item in view.speakers] == [("Bob Roy", (2, 4)), ("Ann Lee", (1,))]


def test_the_margin_names_the_section_and_why() -> None:
    """Each passage bears its section's title, or says that it has none, with reason and confidence."""
    html = page_of(analysed(nested_document()))
    assert html.count("<summary>Canada’s position</summary>") == 2
    assert "Ann &lt;b&gt;speaks&lt;/b&gt;. Confidence: 75%." in html
    assert html.count("no section") == 0
    assert page_of(analysed(nested_document(), None)).count("<summary>no section</summary>") == 2


def test_a_passage_over_two_paragraphs_goes_on_in_the_margin() -> None:
    """The second paragraph of a passage says that it continues; words outside any passage bear no mark."""
    text = "One.\nTwo. Rest."
    lines = (Span(0, 4), Span(5, 15))
    document = Document(Article("a", "T", text), lines, (), passages=(Passage(Span(0, 9), (0, 1)),))
    rows = [row for paragraph in article_view(analysed(document), 1, {}, LABELS).paragraphs for row in paragraph]
    assert [("".join(s.text for s in row.stretches), row.is_continued) for row in rows] == [
        ("One.", False),
        ("Two.", True),
        ("Rest.", False),
    ]
    assert [row.place is None for row in rows] == [False, False, True]


def test_words_before_a_passage_stand_before_it() -> None:
    """The place at the head of a story belongs to no passage and stays on its line, told apart."""
    text = "OTTAWA — It rains. It pours."
    sentences = (Span(9, 18), Span(19, 28))
    passages = tuple(Passage(span, (number,)) for number, span in enumerate(sentences))
    document = Document(Article("a", "T", text), (Span(0, 28),), (), passages=passages)
    ((first, second),) = article_view(analysed(document), 1, {}, LABELS).paragraphs
    assert [(s.text, s.classes) for s in first.stretches] == [("OTTAWA — ", "outside"), ("It rains.", "")]
    assert [s.text for s in second.stretches] == ["It pours."]


def test_links_lead_somewhere_and_ids_are_single() -> None:
    """With several articles on a page, every inner link has its place, and no place has two."""
    page = Page(page_of(analysed(nested_document()), analysed(nested_document()), failures=(Failure("x", "gone"),)))
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.all("href")} <= set(ids)
    assert set(re.findall(r'aria-labelledby="([^"]*)"', page_of(analysed(nested_document())))) <= set(ids)


def test_nothing_read_and_sources_that_failed_are_said() -> None:
    """An empty page says so, and a source that could not be read is listed."""
    html = page_of(failures=(Failure("gone<.txt", "there is no such file"),))
    assert "No articles were read." in html
    assert "gone&lt;.txt</bdi> – there is no such file" in html


def test_french_labels() -> None:
    """The labels are French if asked for, and the article keeps its own language."""
    html = page_of(analysed(nested_document()), language="fr")
    assert '<html lang="fr">' in html
    assert "Résultats de l’analyse" in html
    assert '<p class="words" dir="auto" lang="en">' in html


# --- what must not happen

TRAP = (
    "Ann <script>alert(1)</script> said: “</p></style><img src=x onerror=alert(1)> {{ 7*7 }} \u202eevil\x00\x1b”.\n"
    "P\u0430ypal \u200b \ud800 &amp; <!-- & ]]>"
)


def hostile_document() -> Document:
    """Everything that could break out of the page or off it, in every field that comes from a source."""
    words = '"><script>alert(2)</script>\u202e\x00'
    speaker = Speaker(words, role=words, group=words)
    marks = Attribution((Span(0, 9),), (Span(4, 30),), (Span(20, 60),), "mixed", speaker=speaker)
    lost = Attribution((), (), (Span(3, 8),), "direct", unresolved=words)
    return document_of(
        TRAP, marks, lost, title=words, source=words, url='javascript:alert("3")', published=words, language='"x y'
    )


def test_hostile_words_stay_words() -> None:
    """Markup, template code, reordering and control characters of a story are shown, never obeyed."""
    html = page_of(analysed(hostile_document(), '"><script>'), failures=(Failure(TRAP, TRAP),))
    page = Page(html)
    assert page.open == []
    assert not [tag for tag, _ in page.tags if tag in ("script", "img", "iframe", "object", "form", "base", "link")]
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert "javascript:" not in html
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", html)
    assert "{{ 7*7 }}" in page.words[0]
    assert "‹U+202E›" in html
    assert "mixes alphabets" in html


def test_the_page_asks_for_nothing_from_outside() -> None:
    """No script, no address that a browser would fetch, and a policy that forbids both."""
    html = page_of(analysed(document_of("Ann.", url="https://example.org/story")))
    assert "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'" in html
    page = Page(html)
    assert not page.all("src")
    assert "@import" not in html
    assert "url(" not in html
    assert [link for link in page.all("href") if not link.startswith("#")] == ["https://example.org/story"]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.1)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1])
def test_marks_have_the_contrast_of_wcag_aa(scheme: int) -> None:
    """Plain words, sources and cues have 4.5 to 1 on each tint, and brackets 3 to 1, light and dark."""
    sheets = [(TEMPLATES / name).read_text("utf-8").split("@media")[scheme] for name in ("css/colours.css", SHEET)]
    colour = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", "".join(sheets)))
    for ground in ("content", "content-two", "content-three", "paper", "panel"):
        assert all(contrast(colour[c], colour[ground]) >= 4.5 for c in ("ink", "source", "cue")), ground
    for ground in ("content", "content-two", "content-three", "paper"):
        assert contrast(colour["bracket"], colour[ground]) >= 3, ground


def test_marks_differ_by_more_than_colour() -> None:
    """Source, cue and content each have a sign of their own that prints in black and white."""
    css = (TEMPLATES / SHEET).read_text("utf-8")
    assert "underline solid" in css
    assert "underline dotted" in css
    assert ".opens { border-inline-start: 3px solid" in css


# --- with the pipeline


def test_a_real_story_is_marked(build_document: BuildDocument) -> None:
    """What the analysis finds stands on the page: the speaker by the number, the source underlined."""
    document = build_document('# Talks\n"No documents are planned," Kremlin spokesperson Dmitry Peskov said.')
    html = page_of(analysed(document))
    assert re.search(r'<span class="source">[^<]*Dmitry Peskov</span>', html)
    assert re.search(r'class="tag"[^>]*>.*?</span>1 <bdi>Dmitry Peskov</bdi>', html)


def test_same_documents_same_bytes() -> None:
    """The page has no clock and no order but that of the text."""
    assert page_of(analysed(nested_document())) == page_of(analysed(nested_document()))
