"""What a Word document shows, line by line: text, notes at their references, links, header and footer.

Anything that could show text in another way (pictures, boxes, comments, tracked changes, hidden text) is named in its
place, so that a document that has any differs from one that does not.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from generator.errors import EvidenceError
from generator.proof.archive import evidence_part, parsed, parts_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TEXT = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "\u2011"}
_GROUPS = {"body", "tbl", "tr", "tc", "r", "smartTag", "sdt", "sdtContent"}
_SILENT = {
    "pPr", "tblPr", "tblGrid", "tblPrEx", "tcPr", "trPr", "sectPr", "sdtPr", "sdtEndPr", "bookmarkStart", "bookmarkEnd",
    "proofErr", "footnoteRef", "lastRenderedPageBreak", "softHyphen",
}  # fmt: skip
_HIDING = ("vanish", "webHidden", "specVanish")
_FIELD = {
    "begin": "\x01",
    "separate": "\x02",
    "end": "\x03",
}  # XML cannot contain these characters, so no text can imitate them
_COUNT = re.compile("\x01 *(PAGE|NUMPAGES) *(?:\x02[0-9]*)?\x03")  # counted again by whatever shows the document
_SPACE = re.compile("[ \t\n\r]+")


class ShownWords:
    """A document as lines of text, with its title, its program and its seal.

    Raises:
        EvidenceError: it is not a Word document, or it is damaged.
    """

    def __init__(self, data: bytes) -> None:
        self._parts = parts_of(data)
        self._evidence, root = evidence_part(self._parts)
        self.seal, self.templates = root.get("seal", ""), root.get("templates", "")
        self.application = self._property("docProps/app.xml", "Application")
        self.title = self._property("docProps/core.xml", "title")
        self._where, self._links = "the head of the document", dict[str, dict[str, str]]()
        main = self._target("", "officeDocument")
        self._styles = self._named("styles", main, "style", "styleId")
        self._notes = self._named("footnotes", main, "footnote", "id")
        self._notes_part = self._target(main, "footnotes")
        self.lines: list[tuple[str, str]] = [*self._blocks(self._part(main), main)]
        """(where, text) of each paragraph, with white space collapsed."""
        for kind in ("header", "footer"):
            for name in self._targets(main, kind):
                self._where = f"the {kind}"
                self.lines += self._blocks(self._part(name), name)

    def sealed_parts(self) -> dict[str, bytes]:
        """All parts except the evidence, which has its own hash."""
        return {name: part for name, part in self._parts.items() if name != self._evidence}

    def _part(self, name: str) -> Any:
        if name not in self._parts:
            raise EvidenceError(f"a part of the document is missing: {name or 'the text'}")
        return parsed(self._parts[name], name)

    def _property(self, part: str, name: str) -> str:
        found = self._part(part).iterfind(f"{{*}}{name}") if part in self._parts else ()
        return next((element.text or "" for element in found), "")

    def _named(self, kind: str, main: str, tag: str, key: str) -> dict[str, Any]:
        """The elements of a part, by one of their attributes."""
        name = self._target(main, kind)
        return {found.get(_W + key, ""): found for found in (self._part(name).iterfind(_W + tag) if name else ())}

    def _relations(self, part: str) -> Any:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        return self._part(path) if path in self._parts else ()

    def _targets(self, part: str, kind: str) -> list[str]:
        """The parts of one kind that `part` is related to."""
        base = posixpath.join("/", posixpath.dirname(part))
        found = (r.get("Target", "") for r in self._relations(part) if r.get("Type", "").endswith(f"/{kind}"))
        return [posixpath.normpath(posixpath.join(base, target)).lstrip("/") for target in found]

    def _target(self, part: str, kind: str) -> str:
        return next(iter(self._targets(part, kind)), "")

    def _blocks(self, root: Any, part: str) -> Iterator[tuple[str, str]]:
        for child in root.iterchildren(etree.Element):
            name = _local(child)
            if name == "p":
                text = _COUNT.sub(r"‹\1›", "".join(self._inline(child, part)))
                text = _SPACE.sub(" ", text).strip()
                self._place(child, text)
                yield self._where, text
            elif name in _GROUPS:
                yield from self._blocks(child, part)
            elif name not in _SILENT:
                yield self._where, f"‹{name}›"

    def _inline(self, element: Any, part: str) -> Iterator[str]:
        """The text below `element`, with links and notes spelled out."""
        for child in element.iterchildren(etree.Element):
            name = _local(child)
            if name in ("t", "instrText"):
                yield child.text or ""
            elif name in _TEXT:
                yield _TEXT[name]
            elif name in _GROUPS:
                yield from self._inline(child, part)
            elif name not in _SILENT:
                yield from self._special(child, name, part)

    def _special(self, element: Any, name: str, part: str) -> Iterator[str]:
        if name == "rPr":
            yield from (f"‹{hiding}›" for hiding in _HIDING if element.find(_W + hiding) is not None)
        elif name == "footnoteReference":
            note = self._notes.get(element.get(f"{_W}id", ""), ())
            yield "‹note "
            for paragraph in note:
                yield from self._inline(paragraph, self._notes_part)
            yield "›"
        elif name == "hyperlink":
            yield from self._inline(element, part)
            yield f"‹{self._led_to(element, part)}›"
        elif name == "fldSimple":
            yield f"\x01{element.get(f'{_W}instr', '')}\x02{''.join(self._inline(element, part))}\x03"
        elif name == "fldChar":
            yield _FIELD.get(element.get(f"{_W}fldCharType", ""), "‹field›")
        else:
            yield f"‹{name}›"

    def _led_to(self, link: Any, part: str) -> str:
        """The target of a link: a bookmark or a web page."""
        key = link.get(_LINK)
        if key is None:
            return f"#{link.get(f'{_W}anchor', '')}"
        if part not in self._links:
            self._links[part] = {r.get("Id", ""): r.get("Target", "") for r in self._relations(part)}
        return self._links[part].get(key, "")

    def _place(self, paragraph: Any, text: str) -> None:
        """Remember what a reader calls this part of the document."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        shape = self._styles.get(style.get(f"{_W}val", ""), None) if style is not None else None
        name = shape.find(f"{_W}name").get(f"{_W}val", "").lower() if shape is not None else ""
        marks = (mark.get(f"{_W}name", "") for mark in paragraph.iterfind(f"{_W}bookmarkStart"))
        excerpt = next((mark for mark in marks if mark.startswith("excerpt_")), "")
        if name == "title":
            self._where = "the title"
        elif name.startswith("heading"):
            self._where = f"the part “{text}”"
        elif excerpt:
            self._where = excerpt.replace("_", " ")


def _local(element: Any) -> str:
    """The name of an element; one outside the main namespace keeps its namespace, so that it cannot be confused."""
    return str(element.tag).removeprefix(_W)
