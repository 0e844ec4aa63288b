"""Does the HTML page show what its evidence says? It is filled again from the evidence, and the two are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path

from generator.documents.renderers import seal
from generator.documents.renderers.html import page_of
from generator.documents.renderers.templates import hash_of
from generator.model import Brief
from generator.proof.report import Ledger

_SPACE = re.compile(r"[ \t\n\r\f]+")  # what HTML runs together; a no-break space is not among it
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_MARKS = ("data-excerpt", "data-display", "data-speaker", "data-role", "data-group", "data-reason", "data-key-point",
          "data-source", "data-text", "data-left-out", "data-section", "data-title", "data-date")  # fmt: skip
_NEEDED = ("data-excerpt", "data-display", "data-speaker")
_SEALED = (
    "The page was made with other templates than these: excerpts, speakers and whatever else it marks were compared, "
    "and its seal, which shows changes that were made without sealing it anew."
)
_OTHER_TEMPLATES = (
    "The page was made with other templates than these: excerpts, speakers and whatever else it marks were compared, "
    "the words of its frame were not."
)


@dataclass(frozen=True, slots=True)
class Event:
    """A tag with its attributes, or a run of text, and where in the page it stands."""

    kind: str
    text: str
    where: str


def compare(page: str, brief: Brief, ledger: Ledger, *, folder: Path | None = None) -> tuple[str, ...]:
    """Compare a page with what `brief` makes, noting each check in `ledger`; the answer is what was not compared.

    `folder` is the user's folder of templates that the page was made with, if any.
    """
    expected = page_of(brief, folder)
    if page == expected:
        ledger.checked += sum(1 for _ in events(expected))
        return ()
    made, found = _Page.read(expected), _Page.read(page)
    same_templates = found.templates == hash_of(folder)
    (_whole if same_templates else _marked)(made, found, ledger)
    written, sealed = seal.in_page(page), seal.of_page(page)
    if written is not None:
        what = "something in it was changed since it was made"
        ledger.check(written == sealed, "the page as a whole", what, expected=written, found=sealed)
    return () if same_templates else (_OTHER_TEMPLATES if written is None else _SEALED,)


def events(page: str) -> Iterator[Event]:
    """What the page consists of, white space run together; the evidence itself is left out."""
    yield from _Page.read(page).events


def _whole(made: _Page, found: _Page, ledger: Ledger) -> None:
    """Everything must be the same: the first difference says where, for what follows is out of step."""
    nothing = Event("nothing", "", "the end of the page")
    for expected, seen in zip_longest(made.events, found.events, fillvalue=nothing):
        same = (expected.kind, expected.text) == (seen.kind, seen.text)
        what = "the page does not show what its evidence says"
        if not ledger.check(same, expected.where, what, expected=expected.text, found=seen.text):
            return


def _marked(made: _Page, found: _Page, ledger: Ledger) -> None:
    """What both pages mark must be the same, and the excerpts all there, in order."""
    for attribute in _MARKS:
        expected = {key: text for key, text in made.marks if key[0] == attribute}
        seen = [(key, text) for key, text in found.marks if key[0] == attribute]
        if attribute in _NEEDED or seen:
            order = " ".join(key[1] for key in expected), " ".join(key[1] for key, _ in seen)
            what = "they are not those of the evidence, in its order"
            ledger.check(order[0] == order[1], attribute[5:], what, expected=order[0], found=order[1])
        if attribute in ("data-excerpt", "data-source", "data-text", "data-section", "data-left-out"):
            continue  # the frame around them is the template's own
        for key, text in seen:
            where = f"{attribute[5:]} {key[1]}".strip()
            ledger.check(expected.get(key) == text, where, "it differs", expected=expected.get(key, ""), found=text)


class _Page(HTMLParser):
    """A page as a row of events, and the text of each element that bears one of `_MARKS`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[Event] = []
        self.marks: list[tuple[tuple[str, str], str]] = []
        self.templates = ""
        self._open: list[str] = []
        self._marked: list[tuple[int, tuple[str, str], list[str]]] = []
        self._text: list[str] = []
        self._where = "the head of the page"
        self._in_evidence = False

    @classmethod
    def read(cls, page: str) -> _Page:
        """The page, parsed."""
        parsed = cls()
        parsed.feed(page)
        parsed.close()
        parsed._flush()
        return parsed

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._flush()
        values = {name: value or "" for name, value in attrs}
        self._place(tag, values)
        shown = " ".join(f'{name}="{value}"' for name, value in sorted((n, v or "") for n, v in attrs))
        self._add("tag", f"<{tag} {shown}>" if shown else f"<{tag}>")
        if tag == "meta" and values.get("name") == "brief-templates":
            self.templates = values.get("content", "")
        self._in_evidence = tag == "script" and values.get("id") == "evidence"
        if tag in _VOID:
            return
        self._open.append(tag)
        for name in _MARKS:
            if name in values:
                self.marks.append(((name, values[name]), ""))
                self._marked.append((len(self._open), (name, values[name]), []))

    def handle_endtag(self, tag: str) -> None:
        self._flush()
        self._add("tag", f"</{tag}>")
        self._in_evidence = False
        if tag not in self._open:
            return
        while self._open:
            depth, closed = len(self._open), self._open.pop()
            while self._marked and self._marked[-1][0] == depth:
                self._close_mark()
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._in_evidence:
            self._text.append(data)
            for _, _, texts in self._marked:
                texts.append(data)

    def handle_comment(self, data: str) -> None:
        self._flush()
        self._add("comment", f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._add("declaration", f"<!{decl.lower()}>")

    def unknown_decl(self, data: str) -> None:
        self._add("declaration", f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self._add("declaration", f"<?{data}>")

    def _close_mark(self) -> None:
        _, key, texts = self._marked.pop()
        index = max(i for i, (other, _) in enumerate(self.marks) if other == key)
        self.marks[index] = (key, _SPACE.sub(" ", "".join(texts)).strip())

    def _flush(self) -> None:
        if text := _SPACE.sub(" ", "".join(self._text)):
            self._add("text", text)
        self._text.clear()

    def _add(self, kind: str, text: str) -> None:
        self.events.append(Event(kind, text, self._where))

    def _place(self, tag: str, values: dict[str, str]) -> None:
        """Remember what a reader would call this part of the page."""
        if "data-excerpt" in values:
            self._where = f"excerpt {values.get('id', '')[1:]} ({values['data-excerpt']})"
        elif "data-key-point" in values:
            self._where = f"key point {values['data-key-point']}"
        elif "data-source" in values:
            self._where = f"the list of sources, {values['data-source']}"
        elif "data-text" in values:
            self._where = f"the text of source {values['data-text']}"
        elif tag in ("h1", "section", "nav", "footer", "dialog", "script") or values.get("class") == "identity":
            name = values.get("aria-labelledby") or values.get("id") or values.get("class") or tag
            self._where = "the title" if tag == "h1" else f"the part “{name}”"
