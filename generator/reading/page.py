"""Reads an HTML page: the story, its headline, outlet, date, authors and language."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.errors import SourceError
from generator.reading import dates, markup
from generator.reading.cleaning import one_line, regular
from generator.reading.decoding import decode
from generator.reading.story import Story

MAX_ELEMENTS = 8_000  # trafilatura takes quadratic time: a long page has 2,000, and 50,000 take a minute
_ENOUGH = 250  # characters; if there are fewer, other ways to find the story are tried
_CODE = "//script[not(contains(@type, 'json'))] | //style | //svg | //template"
_EMBEDDED = (  # other people's words and captions, which must not be read as the story
    "//figcaption | //blockquote[contains(@class, 'twitter-') or contains(@class, 'instagram-')"
    " or contains(@class, 'tiktok-') or contains(@class, 'bluesky-')]"
)
_DATES = (
    "//meta[@property='article:published_time' or @property='og:article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='pubdate' or @name='publishdate' or @name='parsely-pub-date' or @name='sailthru.date']/@content",
    "//meta[@name='date' or @name='Date' or @name='DC.date.issued' or @name='dc.date.issued']/@content",
    "//article//time/@datetime",
)
_DATE_LIMITS = {"min_date": "1995-01-01", "max_date": "2199-12-31"}  # by default the latest is today: not reproducible
_SITE_MARK = re.compile(r"\s+[|–—*·-]\s+")
_NOT_NAME = re.compile(r"^the\s|^www\.|\.(?:com|ca|org|net|co\.uk)$|[\W_]+")
_LINK_WORDS = 4  # shorter links are often part of the story's lists and tables

for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # else Python prints their warnings


@dataclass(frozen=True, slots=True)
class _Facts:
    """What trafilatura finds on a page."""

    lines: list[str]
    title: str = ""
    author: str = ""
    url: str = ""
    sitename: str = ""
    date: str = ""


def read_page(data: bytes, where: str) -> Iterator[Story]:
    """The one story of an HTML page.

    Raises:
        SourceError: no text is found.
    """
    decoded = decode(data)
    tree = markup.tree_of(regular(decoded.text))
    if tree is None:
        raise SourceError("this page has no content", where=where)
    linked = list(_linked_data(tree))
    _prune(tree)
    stated = _stated(tree, linked)
    headings = [_words(heading) for heading in tree.xpath("//h1 | //title")]
    furniture = frozenset(_link_texts(tree) + headings)
    facts, warnings = _facts(tree)  # may change the tree
    lines = _longest(facts.lines, linked, tree)
    if not lines:
        raise SourceError("no text was found on this page", where=where, remedy="Save the story as text.")
    title = _first(facts.title, stated["title"], *headings[:1])
    yield Story(
        lines=tuple(lines),
        title=_title(title, headings, linked),
        source=_outlet(_first(facts.sitename, stated["source"]), linked),
        url=_first(facts.url, stated["url"]),
        published=_first(stated["published"], facts.date) or None,
        language=stated["language"],
        authors=_authors(facts.author),
        furniture=furniture,
        warnings=(*decoded.warnings, *warnings),
    )


def _first(*found: str) -> str:
    """The first of several findings that is not empty, "" if all are."""
    return next(filter(None, found), "")


def _authors(names: str) -> tuple[str, ...]:
    """The names in a list with semicolons; an address instead of a name is left out."""
    return tuple(name for name in map(one_line, names.split(";")) if name and "http" not in name.lower())


def _link_texts(tree: Any) -> list[str]:
    """The texts of hyperlinks that are long enough to be headlines."""
    texts = [_words(link) for link in tree.iter("a")]
    return [text for text in texts if len(text.split()) >= _LINK_WORDS]


def _prune(tree: Any) -> None:
    """Remove from `tree` what is not text of the story."""
    for element in tree.xpath(f"{_CODE} | {_EMBEDDED}"):
        if element.getparent() is not None:
            element.drop_tree()


def _facts(tree: Any) -> tuple[_Facts, list[str]]:
    """What trafilatura finds on the page; only the paragraphs, with a warning, if the page is too large for it."""
    count, depth = markup.size_of(tree)
    if count > MAX_ELEMENTS or depth > markup.MAX_DEPTH:
        warning = (
            f"the page is too large for full analysis ({count:,} elements, {depth:,} deep); only paragraphs were read"
        )
        return _Facts(_by_paragraph(tree)), [warning]
    import trafilatura  # noqa: PLC0415 - takes half a second, and text files do not need it

    found: Any = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False, **_DATE_LIMITS},
    )
    if found is None:
        return _Facts([]), []
    names = ("title", "author", "url", "sitename", "date")
    lines = markup.paragraphs(found.body, silent=frozenset())
    return _Facts(lines, **{name: getattr(found, name) or "" for name in names}), []


def _longest(lines: list[str], linked: list[dict[str, Any]], tree: Any) -> list[str]:
    """`lines` if they are long enough for a story, else the longest result of all ways to find one."""
    if sum(map(len, lines)) >= _ENOUGH:
        return lines
    bodies = [body for item in linked if isinstance(body := item.get("articleBody"), str)]
    others = [markup.lines_of(body) for body in bodies]
    return max((lines, *others, _by_paragraph(tree)), key=lambda found: sum(map(len, found)))


def _by_paragraph(tree: Any) -> list[str]:
    """All paragraphs of the article, else of the main part, else of the page; all text if there are none."""
    for path in ("//article", "//main", "//body"):
        found = [line for part in tree.xpath(f"{path}//p[not(ancestor::p)]") for line in markup.paragraphs(part)]
        if found:
            return found
    return markup.paragraphs(tree)


def _title(title: str, headings: list[str], linked: list[dict[str, Any]]) -> str:
    """`title` without the name of the site at its end, if a heading or the page's data give it without."""
    stated = [item["headline"] for item in linked if isinstance(item.get("headline"), str)]
    for other in (*map(markup.inline, stated), *headings):
        if len(other) > 10 and title.startswith(other) and _SITE_MARK.match(title[len(other) :]):
            return other
    return title


def _outlet(name: str, linked: list[dict[str, Any]]) -> str:
    """The site's `name`, spelt as the page's data spell it ("nationalpost" → "National Post"), else the publisher's."""
    publishers = [item.get("publisher") for item in linked]
    spelt = [found for item in publishers if isinstance(item, dict) and isinstance(found := item.get("name"), str)]
    if not name:
        return next(iter(spelt), "")
    return next((found for found in spelt if _bare(found) == _bare(name)), name)


def _bare(name: str) -> str:
    return _NOT_NAME.sub("", name.casefold())


def _stated(tree: Any, linked: list[dict[str, Any]]) -> dict[str, str]:
    """What the page says about itself in its metadata."""
    times = [item["datePublished"] for item in linked if "datePublished" in item]
    times += [value for path in _DATES for value in tree.xpath(path)]
    return {
        "published": next((str(value) for value in times if dates.iso(value)), ""),
        "language": tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        "title": _meta(tree, "og:title"),
        "source": _meta(tree, "og:site_name"),
        "url": _meta(tree, "og:url"),
    }


def _meta(tree: Any, name: str) -> str:
    found = tree.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
    return one_line(found[0]) if found else ""


def _words(element: Any) -> str:
    return one_line("".join(element.itertext()))


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD items that describe an article."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            pending = [json.loads(script, strict=False)]
        except (ValueError, RecursionError):
            continue
        while pending:
            item = pending.pop(0)
            if isinstance(item, list):
                pending = [*item, *pending]
            elif isinstance(item, dict):
                if "articleBody" in item or "Article" in str(item.get("@type")):
                    yield item
                pending.extend(value for key, value in item.items() if key == "@graph")
