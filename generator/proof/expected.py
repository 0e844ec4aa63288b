"""What a print must show, read from the page that it is printed from; and the form in which the two are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin

from generator.model import Brief

_HIDDEN = {"head", "script", "style", "title"}
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
    """`text` as a page can show it: white space as single spaces, nothing invisible, glyphs that are shared as one."""
    shown = "".join(c for c in unicodedata.normalize("NFC", text) if not _is_ignorable(c))
    return re.sub(r"\s+", " ", shown).translate(_SAME)


def _is_ignorable(character: str) -> bool:
    """Whether no glyph is drawn for it (Unicode's Default_Ignorable_Code_Point, and format characters)."""
    return unicodedata.category(character) == "Cf" or bool(_IGNORABLE.match(character))


def target_of(href: str) -> str:
    """Where a link leads, in a form that does not depend on which characters are escaped."""
    return href[1:] if href.startswith("#") else unquote(urljoin("file:///", href))


def wanted(brief: Brief) -> Iterator[tuple[str, str]]:
    """(where, text) of what a document of any templates must show in this order: title, excerpts and speakers."""
    yield "the title", brief.title
    for number, excerpt in enumerate(brief.excerpts(), 1):
        yield f"excerpt {number}", excerpt.display
        if excerpt.speaker:
            yield f"the speaker of excerpt {number}", excerpt.speaker.name


def is_same(shown: str, expected: str) -> bool:
    """Whether two texts agree: letter by letter, or where their script is not printed so, in their letters.

    Brackets have no side: in a line that runs to the left they are turned.
    """
    shown, expected = shown.translate(_UNTURNED), expected.translate(_UNTURNED)
    return shown == expected or (is_reordered(shown) and sorted(shown) == sorted(expected))


def is_reordered(text: str) -> bool:
    """Whether `text` holds letters of a script that is not printed letter by letter in the order of its words."""
    return bool(_REORDERED.search(text))


def bare(text: str) -> str:
    """`text` without its spaces."""
    return text.replace(" ", "")


class Expected(HTMLParser):
    """The visible text of the page for print, its links and its headings."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[tuple[str, str]] = []
        """(where, text) in the order of print."""
        self.links: set[tuple[str, str]] = set()
        """(target, words)."""
        self.headings: list[str] = []
        label = _PAGE_LABEL.search(page)
        self.page_label: tuple[str, str] = (label.group(1), label.group(2)) if label else ("", "")
        """What stands before the number of a page and before that of all pages."""
        self._where = "the head"
        self._open: list[tuple[str, bool]] = []
        self._link: tuple[str, str, list[str]] | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where in the document the text that follows stands, and what kind it is."""
        if tag in _VOID:
            return
        values = {name: value or "" for name, value in attrs}
        hidden = tag in _HIDDEN or values.get("class") == "visually-hidden" or self._is_hidden()
        self._open.append((tag, hidden))
        name, kind = values.get("id", ""), values.get("class", "")
        if kind == "excerpt":
            self._where = f"excerpt {name[1:]}"
        elif tag == "tr" and name:
            self._where = f"source {name[1:]} in the list"
        elif tag in ("h1", "section", "table"):
            self._where = "the title" if tag == "h1" else f"the part “{kind or tag}”"
        if tag == "a":
            self._link = (target_of(values.get("href", "")), values.get("title", ""), [])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        """Close what is open, and keep a link that ends."""
        if tag == "a" and self._link:
            target, title, words = self._link
            self.links |= {(target, normal(said).strip()) for said in (title, "".join(words))}
            self._link = None
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Keep text that is shown."""
        if self._is_hidden():
            return
        self.parts.append((self._where, data))
        if self._link:
            self._link[2].append(data)
        if any(re.fullmatch("h[1-6]", tag) for tag, _ in self._open):
            self.headings[-1] += data

    def _is_hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]
