"""Text, Markdown, HTML, feeds and JSON give the same things: paragraphs, title, outlet, date, authors, language."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from generator import reading as readers
from generator.model import Article, Reading

SENTENCE = "The prime minister said on Friday that borders cannot be changed by force. "


def read(tmp_path: Path, name: str, content: str | bytes) -> Reading:
    """What comes of a file with this name and content."""
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return readers.read([str(path)])


def one(tmp_path: Path, name: str, content: str | bytes) -> Article:
    """The one article of such a file."""
    reading = read(tmp_path, name, content)
    assert reading.failures == ()
    (article,) = reading.articles
    return article


FACTS = """---
title: "Carney: 'borders' matter"
source: Northern Ledger   # the outlet
url: https://example.org/a
date: Aug. 15, 2025 7:30 a.m. EDT
language: en-CA
authors:
  - Ann Lee
  - Bo Roy
---
"""


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_facts_in_front_of_text_are_read(tmp_path: Path, name: str) -> None:
    """A block of facts gives title, outlet, address, date, language and authors, and is no part of the text."""
    article = one(tmp_path, name, FACTS + "\nFirst paragraph of the story, as told.\n\nSecond paragraph of it.\n")
    assert article == Article(
        id="a",
        title="Carney: 'borders' matter",
        text="First paragraph of the story, as told.\n\nSecond paragraph of it.",
        source="Northern Ledger",
        url="https://example.org/a",
        path=str(tmp_path / name),
        authors=("Ann Lee", "Bo Roy"),
        published="2025-08-15T07:30:00-04:00",
        language="en",
    )


def test_hyphens_that_open_no_facts_are_text(tmp_path: Path) -> None:
    """A rule of hyphens that no second one closes does not swallow the story."""
    assert one(tmp_path, "a.txt", f"---\n{SENTENCE}").text == SENTENCE.strip()


def test_hard_wrapped_text_is_joined_into_paragraphs(tmp_path: Path) -> None:
    """Lines wrapped at a typewriter's width become one line a paragraph; short lines of a list stay apart."""
    text = (
        "The prime minister said on Friday that the borders of Ukraine\n"
        "cannot be changed by force, and that Canada would go on with\n"
        "its support.\n\n"
        "He named three conditions that would have to be met before any\n"
        "of the sanctions could be lifted:\n"
        "- a ceasefire\n"
        "- a withdrawal of troops\n"
    )
    assert one(tmp_path, "a.txt", text).text.split("\n\n") == [
        "The prime minister said on Friday that the borders of Ukraine cannot be changed by force, and that Canada "
        "would go on with its support.",
        "He named three conditions that would have to be met before any of the sanctions could be lifted:",
        "- a ceasefire",
        "- a withdrawal of troops",
    ]


def test_lines_that_are_paragraphs_stay_apart(tmp_path: Path) -> None:
    """Where every line ends a sentence, a line is a paragraph even without blank lines."""
    lines = [SENTENCE.strip(), "He did not say when.", SENTENCE.strip() + " " + SENTENCE.strip()]
    assert one(tmp_path, "a.txt", "\r\n".join(lines)).text.split("\n\n") == lines


def test_control_characters_go_and_code_points_stay(tmp_path: Path) -> None:
    """BOM, NUL and other controls are removed; decomposed letters, quotes and no-break spaces are untouched."""
    text = "\ufeffHe said “e\u0301lan”\u00a0— and\0 left\x07 the room on Friday."
    assert one(tmp_path, "a.txt", text).text == "He said “e\u0301lan”\u00a0— and left the room on Friday."


def test_markdown_becomes_plain_text(tmp_path: Path) -> None:
    """Marks of Markdown go, words stay; the first heading is the title; pictures have no text."""
    text = (
        "# Talks in *Anchorage*\n\nHe **said** [the words](https://example.org) and `left`\nthe room.\n\n"
        "## What next\n\n> “We will,” she said.\n\n- first point\n- second point\n\n![a picture](x.png)\n\n"
        "```\ncode stays as text\n```\n"
    )
    article = one(tmp_path, "a.md", text)
    assert article.title == "Talks in Anchorage"
    assert article.text.split("\n\n") == [
        "He said the words and left the room.",
        "What next",
        "“We will,” she said.",
        "first point",
        "second point",
        "code stays as text",
    ]


PAGE = """<!doctype html><html lang="fr-CA"><head><title>Le titre du jour | Le Courrier</title>
<meta property="og:site_name" content="Le Courrier"><meta property="og:title" content="Le titre du jour | Le Courrier">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Le titre du jour",
"datePublished":"2025-08-15T07:30:00-04:00","publisher":{"name":"Le Courrier"}}]}</script></head><body>
<nav><a href="/">Accueil</a> <a href="/m">Monde</a></nav><article><h1>Le titre du jour</h1>
<figure><img src="x.jpg"><figcaption>Une légende de photo qui ne compte pas.</figcaption></figure>
%s
<p>À lire aussi : un autre article</p>
<blockquote class="twitter-tweet">Des mots d’un autre. — Quelqu’un (@x) 1 août 2025</blockquote>
</article><footer>Tous droits réservés</footer></body></html>"""


def test_a_page_gives_story_and_facts(tmp_path: Path) -> None:
    """Title without the site's name, outlet, time, language and paragraphs; no captions, posts, menus or links."""
    paragraphs = [
        f"Le premier ministre a déclaré vendredi, pour la {n}e fois, que les frontières ne changent pas."
        for n in range(6)
    ]
    article = one(tmp_path, "a.html", PAGE % "".join(f"<p>{line}</p>" for line in paragraphs))
    assert article.text.split("\n\n") == paragraphs
    assert (article.title, article.source) == ("Le titre du jour", "Le Courrier")
    assert (article.published, article.language) == ("2025-08-15T07:30:00-04:00", "fr")


def test_a_line_that_is_a_link_is_a_promotion(tmp_path: Path) -> None:
    """A paragraph that is nothing but a hyperlink and no sentence is dropped; a sentence with a link is kept."""
    body = f"<p>{SENTENCE * 3}</p><p><a href='/x'>What we know about the other thing</a></p>"
    kept = "<p>He <a href='/y'>said on Friday that he agreed</a> with her.</p>"
    text = one(tmp_path, "a.html", f"<article>{body}{kept}<p>{SENTENCE * 3}</p></article>").text
    assert "What we know" not in text
    assert "He said on Friday that he agreed with her." in text


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 1_000 + f"<p>{SENTENCE}</p>" + "</div>" * 1_000,
        "<article><p>" + f"<span>{SENTENCE}</span>" * 20_000 + "</p></article>",
        "".join(f"<p>{SENTENCE}</p>" for _ in range(20_000)),
    ],
    ids=["deep", "many spans", "many paragraphs"],
)
def test_pages_built_to_break_parsers_are_read_in_time(tmp_path: Path, page: str) -> None:
    """Deep nesting and huge pages are read paragraph by paragraph, with a warning, within seconds."""
    start = time.perf_counter()
    article = one(tmp_path, "a.html", f"<html><body>{page}</body></html>")
    assert time.perf_counter() - start < 10
    assert article.text.startswith(SENTENCE.strip())
    assert any("too large for full analysis" in warning for warning in article.warnings)


def test_caps_are_said_in_the_warnings(tmp_path: Path) -> None:
    """Overlong words, paragraphs and texts are cut, and the article says so."""
    text = "\n\n".join(["x" * 200_000 + " end.", "word " * 10_000, *[SENTENCE * 100] * 70])
    article = one(tmp_path, "a.txt", text)
    assert len(article.text) <= 500_000
    assert len(article.warnings) == 3
    assert max(map(len, article.text.split())) == 1_000


def test_long_sources_are_read_by_simpler_means_or_refused(tmp_path: Path) -> None:
    """Too many paragraphs, too long a Markdown text and too long a feed each say so."""
    many = one(tmp_path, "a.txt", "He said so, again.\n" * 10_001)
    assert many.warnings == ("only the first 10,000 paragraphs were read",)
    long = one(tmp_path, "a.md", f"**{SENTENCE}**\n\n" * 3_000)
    assert long.warnings == ("too long for Markdown; read as plain text",)
    assert "longer than" in read(tmp_path, "a.rss", RSS % (" " * 5_000_000)).failures[0].why


@pytest.mark.parametrize("text", ["![" * 5_000, "<!--" * 50_000, "*a " * 20_000, "> " * 20_000, "[" * 20_000])
@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.json", "a.html"])
def test_texts_built_to_be_slow_are_read_in_time(tmp_path: Path, text: str, name: str) -> None:
    """Marks of Markdown and HTML without end: four times as many cost four times as much, not sixteen times."""
    prose = SENTENCE * (len(text) // len(SENTENCE))
    few = spent(tmp_path, name, text[: len(text) // 4])
    assert spent(tmp_path, name, text) < 8 * few + spent(tmp_path, name, prose)


def spent(tmp_path: Path, name: str, text: str) -> float:
    """Seconds of the processor to read a file: the best of three, so that it is this machine's own measure."""
    content = json.dumps({"text": text}) if name == "a.json" else text
    clocked = []
    for _ in range(3):
        start = time.process_time()
        read(tmp_path, name, content)
        clocked.append(time.process_time() - start)
    return min(clocked)


RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Aurora &amp;amp; Radio</title><language>en-ca</language>%s</channel></rss>"""
ITEM = """<item><title>AT&amp;amp;T &amp;lt;b&amp;gt; “talks”</title><link>https://example.org/1</link>
<guid isPermaLink="false">https://example.org/stories/a-story-17</guid>
<pubDate>Fri, 15 Aug 2025 07:30:00 -0400</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>He said that <b>borders</b>&nbsp;hold.</p><p>Advertisement</p><script>x()</script>
<p>She agreed &amp; left.</p>]]></content:encoded></item>"""


def test_a_feed_gives_an_article_for_each_entry(tmp_path: Path) -> None:
    """Full content goes before the summary, HTML becomes text, titles are unescaped, dates keep their offset."""
    second = "<item><title>Second</title><description>Only a summary, &lt;b&gt;bold&lt;/b&gt;.</description></item>"
    first, other = read(tmp_path, "feed.rss", RSS % (ITEM + second)).articles
    assert first.text == "He said that borders\u00a0hold.\n\nShe agreed & left."
    assert first.title == "AT&T <b> “talks”"
    assert (first.id, first.url) == ("a-story-17", "https://example.org/1")
    assert (first.source, first.published, first.language) == ("Aurora & Radio", "2025-08-15T07:30:00-04:00", "en")
    assert (other.id, other.title, other.text) == ("feed-2", "Second", "Only a summary, bold.")


def test_an_atom_title_of_plain_text_keeps_its_brackets(tmp_path: Path) -> None:
    """Text that a feed declares to be plain is no markup."""
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>O</title><entry>'
        '<title type="text">The &lt;blink&gt; tag</title>'
        f"<updated>2025-08-15T07:30:00Z</updated><content type='html'>{SENTENCE}</content></entry></feed>"
    )
    article = one(tmp_path, "a.atom", atom)
    assert (article.title, article.published) == ("The <blink> tag", "2025-08-15T07:30:00+00:00")


def test_an_ill_formed_feed_is_read_with_a_warning(tmp_path: Path) -> None:
    """A bare ampersand does not cost the feed; the article says that it was not well-formed."""
    item = f"<item><title>A & B</title><description>{SENTENCE}</description></item>"
    article = one(tmp_path, "a.xml", RSS % item)
    assert any("not well-formed" in warning for warning in article.warnings)


def test_a_feed_without_stories_is_a_failure(tmp_path: Path) -> None:
    """No entry, or none with text, is said; entries without text beside others are counted in a warning."""
    empty = "<item><title>Only a headline</title></item>"
    assert "no entries" in read(tmp_path, "a.rss", RSS % "").failures[0].why
    assert "has text" in read(tmp_path, "b.rss", RSS % empty).failures[0].why
    (article,) = read(tmp_path, "c.rss", RSS % (empty + ITEM)).articles
    assert any("1 of 2 entries" in warning for warning in article.warnings)


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declarations",
    [
        f'<!ENTITY a0 "ha">{LAUGHS}',
        f'<!ENTITY a9 "{"x" * 100_000}">',
        '<!ENTITY a9 SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a9 SYSTEM "http://127.0.0.1:9/x.dtd"> %a9;',
    ],
    ids=["laughs", "quadratic", "external", "parameter"],
)
@pytest.mark.parametrize("name", ["a.rss", "a.xml"])
def test_xml_bombs_are_refused_at_once(tmp_path: Path, declarations: str, name: str) -> None:
    """Entities that grow or reach outside make the source fail, within a second and without being resolved."""
    item = f"<item><title>t</title><description>{'&a9;' * 1000}</description></item>"
    start = time.perf_counter()
    reading = read(tmp_path, name, (RSS % item).replace("<rss", f"<!DOCTYPE rss [{declarations}]><rss", 1))
    assert time.perf_counter() - start < 1
    assert reading.articles == ()
    assert "declares entities" in reading.failures[0].why


def test_entities_of_a_page_are_not_resolved(tmp_path: Path) -> None:
    """A page that declares an external entity is read as HTML, which knows none."""
    secret = tmp_path / "secret"
    secret.write_text("never to be seen", encoding="utf-8")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><body><p>&x; {SENTENCE * 5}</p></body>'
    assert "never to be seen" not in one(tmp_path, "a.html", page).text


@pytest.mark.parametrize(
    "wrap", [lambda record: record, lambda record: [record], lambda record: {"articles": [record]}]
)
def test_json_is_read_in_its_usual_shapes(tmp_path: Path, wrap: object) -> None:
    """One object, a list or {"articles": […]}, with the keys that news services use, HTML in the text or not."""
    record = {
        "headline": "From JSON",
        "content": f"<p>{SENTENCE}</p><p>Second.</p>",
        "publisher": {"name": "The Post"},
        "link": "https://example.org/j",
        "publishedAt": "2025-08-15T11:30:00Z",
        "author": "By Ann Lee and Bo Roy",
        "id": 7,
    }
    article = one(tmp_path, "a.json", json.dumps(wrap(record)))  # type: ignore[operator]
    assert article.text == f"{SENTENCE.strip()}\n\nSecond."
    assert (article.id, article.title, article.source) == ("7", "From JSON", "The Post")
    assert (article.published, article.authors) == ("2025-08-15T11:30:00+00:00", ("Ann Lee", "Bo Roy"))


def test_a_bad_line_of_json_lines_costs_that_line_only(tmp_path: Path) -> None:
    """Each bad line is a failure that names its number; the others are articles."""
    good = json.dumps({"title": "Good", "text": SENTENCE})
    reading = read(tmp_path, "a.jsonl", f'{good}\n{{"text":\n["x"]\n{{"title":"No text"}}\n\n{good}\n')
    assert [article.id for article in reading.articles] == ["a-1", "a-5"]
    assert [failure.where.rsplit(" ", 1)[-1] for failure in reading.failures] == ["2", "3", "4"]


def test_a_date_that_cannot_be_read_is_a_warning(tmp_path: Path) -> None:
    """An unreadable date is not guessed: the article has none and says so."""
    article = one(tmp_path, "a.json", json.dumps({"title": "t", "text": SENTENCE, "date": "04/05/2025"}))
    assert article.published is None
    assert article.warnings == ("the date '04/05/2025' could not be read",)


def test_characters_that_deceive_are_named(tmp_path: Path) -> None:
    """Invisible characters and words of mixed alphabets stay in the text and are warned of."""
    text = "He said \u202eevil\u202c and zero\u200bwidth and p\u0430ypal on Friday in the chamber."
    article = one(tmp_path, "a.txt", text)
    assert article.text == text
    assert article.warnings == (
        "invisible characters: U+200B, U+202C, U+202E",
        "words that mix alphabets: p\u0430ypal",
    )


@pytest.mark.parametrize(
    ("text", "language"), [(SENTENCE, "en"), ("Le ministre a dit que les frontières sont là.", "fr")]
)
def test_the_language_is_guessed_by_function_words(tmp_path: Path, text: str, language: str) -> None:
    """Without a declaration, English and French are told apart."""
    assert one(tmp_path, "a.txt", text).language == language
