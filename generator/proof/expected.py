"""What a printed document must show, read from the page it is printed from, in the form in which both are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin

from generator.model import Brief

_HIDDEN = {"head", "script", "style", "title"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_VOID = {"meta", "br", "link", "img", "hr"}
_SAME = str.maketrans({  # code points that share a glyph in the fonts that we print with
    "\u2010": "-", "\u2011": "-", "\u02bb": "\u2018", "\u02bc": "\u2019", "\u03bc": "\u00b5", "\u2206": "\u0394",
    "\u2126": "\u03a9", "\u03d5": "\u03c6", "\u207c": "\u02ed", "\u2215": "\u2044",
})  # fmt: skip
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
_REORDERED = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U00011000-\U00011fff\U0001e800-\U0001efff]"
)
_UNTURNED = str.maketrans(")]}>»›", "([{<«‹")
_PAGE_LABEL = re.compile(r'content: "([^"]*)" counter\(page\) "([^"]*)" counter\(pages\)')


def normal(text: str) -> str:
    """`text` as a page can show it: single spaces, nothing invisible, one character for each shared glyph."""
    shown = "".join(c for c in unicodedata.normalize("NFC", text) if not _is_ignorable(c))
    return re.sub(r"\s+", " ", shown).translate(_SAME)


def _is_ignorable(character: str) -> bool:
    """Whether no glyph is drawn for it (Unicode's Default_Ignorable_Code_Point, and format characters)."""
    return unicodedata.category(character) == "Cf" or bool(_IGNORABLE.match(character))


def target_of(href: str) -> str:
    """The target of a link, whichever of its characters are escaped."""
    return href[1:] if href.startswith("#") else unquote(urljoin("file:///", href))


def wanted(brief: Brief) -> Iterator[tuple[str, str]]:
    """(where, text) of what every document must show, in this order, whatever its templates."""
    yield "the title", brief.title
    for number, excerpt in enumerate(brief.excerpts(), 1):
        yield f"excerpt {number}", excerpt.display
        if excerpt.speaker:
            yield f"the speaker of excerpt {number}", excerpt.speaker.name


def is_same(shown: str, expected: str) -> bool:
    """Whether two texts are the same: letter by letter, or in any order for scripts that are not printed that way.

    Opening and closing brackets count as equal, because text that runs right to left mirrors them.
    """
    shown, expected = shown.translate(_UNTURNED), expected.translate(_UNTURNED)
    return shown == expected or (is_reordered(shown) and sorted(shown) == sorted(expected))


def is_reordered(text: str) -> bool:
    """Whether `text` has letters of a script that is not printed letter by letter in reading order."""
    return bool(_REORDERED.search(text))


def bare(text: str) -> str:
    """`text` without spaces."""
    return text.replace(" ", "")


class Expected(HTMLParser):
    """The visible text, links and headings of the page for print."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[tuple[str, str]] = []
        """(where, text) in print order."""
        self.links: set[tuple[str, str]] = set()
        """(target, text)."""
        self.headings: list[str] = []
        label = _PAGE_LABEL.search(page)
        self.page_label: tuple[str, str] = (label.group(1), label.group(2)) if label else ("", "")
        """The text before the page number, and the text before the number of pages."""
        self._where = "the head"
        self._open: list[tuple[str, bool]] = []
        self._link: tuple[str, str, list[str]] | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where in the document the text that follows is, and what it is."""
        if tag in _VOID:
            return
        values = {name: value or "" for name, value in attrs}
        hidden = tag in _HIDDEN or values.get("class") == "visually-hidden" or self._is_hidden()
        self._open.append((tag, hidden))
        self._where = _place_of(tag, values.get("id", ""), values.get("class", "")) or self._where
        if tag == "a":
            self._link = (target_of(values.get("href", "")), values.get("title", ""), [])
        if tag in _HEADINGS:
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and keep a link that ends."""
        if tag == "a" and self._link:
            target, title, words = self._link
            self.links |= {(target, normal(said).strip()) for said in (title, "".join(words))}
            self._link = None
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Keep visible text."""
        if self._is_hidden():
            return
        self.parts.append((self._where, data))
        if self._link:
            self._link[2].append(data)
        if any(tag in _HEADINGS for tag, _ in self._open):
            self.headings[-1] += data

    def _is_hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def _place_of(tag: str, name: str, kind: str) -> str:
    """What a reader calls the part of the document that an element begins, "" if it begins none."""
    if kind == "excerpt":
        return f"excerpt {name[1:]}"
    if tag == "tr" and name:
        return f"source {name[1:]} in the list"
    if tag == "h1":
        return "the title"
    return f"the part “{kind or tag}”" if tag in ("section", "table") else ""
