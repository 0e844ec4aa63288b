"""Does the HTML page show what its evidence says? It is made again from the evidence and compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path
from typing import TypeAlias

from generator.documents.renderers import seal
from generator.documents.renderers.html import page_of
from generator.documents.renderers.templates import hash_of
from generator.model import Brief
from generator.proof.report import Ledger

_Key: TypeAlias = tuple[str, str]  # an attribute and its value

_SPACE = re.compile(r"[ \t\n\r\f]+")  # what HTML runs together; a no-break space is not among it
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_MARKS = ("data-excerpt", "data-display", "data-speaker", "data-role", "data-group", "data-reason", "data-key-point",
          "data-source", "data-text", "data-left-out", "data-section", "data-title", "data-date")  # fmt: skip
_NEEDED = ("data-excerpt", "data-display", "data-speaker")
_CONTAINERS = ("data-excerpt", "data-source", "data-text", "data-section", "data-left-out")
_PLACES = (
    ("data-key-point", "key point {}"),
    ("data-source", "the list of sources, {}"),
    ("data-text", "the text of source {}"),
)
_PARTS = ("section", "nav", "footer", "dialog", "script")
_SEALED = (
    "The page was made with different templates. Excerpts, speakers and everything else that it marks were compared, "
    "and so was its seal, which reveals changes unless the page was sealed again."
)
_OTHER_TEMPLATES = (
    "The page was made with different templates. Excerpts, speakers and everything else that it marks were compared; "
    "its labels were not."
)


@dataclass(frozen=True, slots=True)
class Event:
    """A tag with its attributes, or a run of text, and where in the page it is."""

    kind: str
    text: str
    where: str


def compare(page: str, brief: Brief, ledger: Ledger, *, folder: Path | None = None) -> tuple[str, ...]:
    """Compare a page with the one that `brief` makes, and note each check in `ledger`.

    `folder` is the user's template folder that the page was made with, if any. Returns notes on what was not compared.
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
        what = "it was changed after it was made"
        ledger.check(written == sealed, "the page as a whole", what, expected=written, found=sealed)
    return () if same_templates else (_OTHER_TEMPLATES if written is None else _SEALED,)


def events(page: str) -> Iterator[Event]:
    """The tags and texts of a page, with white space collapsed and without the evidence."""
    yield from _Page.read(page).events


def _whole(made: _Page, found: _Page, ledger: Ledger) -> None:
    """Compare everything up to the first difference: what follows it is out of step."""
    nothing = Event("nothing", "", "the end of the page")
    for expected, seen in zip_longest(made.events, found.events, fillvalue=nothing):
        same = (expected.kind, expected.text) == (seen.kind, seen.text)
        what = "the page does not show what its evidence says"
        if not ledger.check(same, expected.where, what, expected=expected.text, found=seen.text):
            return


def _marked(made: _Page, found: _Page, ledger: Ledger) -> None:
    """Compare what both pages mark; all excerpts must be there, in order."""
    for attribute in _MARKS:
        expected = {key: text for key, text in made.marks if key[0] == attribute}
        seen = [(key, text) for key, text in found.marks if key[0] == attribute]
        if attribute in _NEEDED or seen:
            _check_order(attribute, expected, seen, ledger)
        if attribute not in _CONTAINERS:  # what else is in those is up to the template
            _check_texts(attribute, expected, seen, ledger)


def _check_order(
    attribute: str, expected: Mapping[_Key, str], seen: Sequence[tuple[_Key, str]], ledger: Ledger
) -> None:
    wanted, found = " ".join(key[1] for key in expected), " ".join(key[1] for key, _ in seen)
    what = "they do not match the evidence, or are in another order"
    ledger.check(wanted == found, attribute[5:], what, expected=wanted, found=found)


def _check_texts(
    attribute: str, expected: Mapping[_Key, str], seen: Sequence[tuple[_Key, str]], ledger: Ledger
) -> None:
    for key, text in seen:
        where = f"{attribute[5:]} {key[1]}".strip()
        what = "it differs from the evidence"
        ledger.check(expected.get(key) == text, where, what, expected=expected.get(key, ""), found=text)


class _Page(HTMLParser):
    """A page as a sequence of events, and the text of each element that has one of `_MARKS`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[Event] = []
        self.marks: list[tuple[_Key, str]] = []
        self.templates = ""
        self._open: list[str] = []
        self._marked: list[tuple[int, _Key, list[str]]] = []
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
        self._where = _place_of(tag, values) or self._where
        self._add("tag", _tag(tag, attrs))
        if tag == "meta" and values.get("name") == "brief-templates":
            self.templates = values.get("content", "")
        self._in_evidence = tag == "script" and values.get("id") == "evidence"
        if tag in _VOID:
            return
        self._open.append(tag)
        for name in filter(values.__contains__, _MARKS):
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


def _tag(tag: str, attributes: Iterable[tuple[str, str | None]]) -> str:
    """A start tag with its attributes in alphabetical order."""
    shown = "".join(f' {name}="{value}"' for name, value in sorted((name, value or "") for name, value in attributes))
    return f"<{tag}{shown}>"


def _place_of(tag: str, values: Mapping[str, str]) -> str:
    """What a reader calls the part of the page that an element begins, "" if it begins none."""
    if "data-excerpt" in values:
        return f"excerpt {values.get('id', '')[1:]} ({values['data-excerpt']})"
    for attribute, form in _PLACES:
        if attribute in values:
            return form.format(values[attribute])
    if tag == "h1":
        return "the title"
    if tag in _PARTS or values.get("class") == "identity":
        return f"the part “{_name_of(tag, values)}”"
    return ""


def _name_of(tag: str, values: Mapping[str, str]) -> str:
    return values.get("aria-labelledby") or values.get("id") or values.get("class") or tag
