"""Runs, links and paragraphs of WordprocessingML (ISO/IEC 29500-1, chapter 17) in the styles of one document."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from generator.documents.renderers.docx.text import plain, proofing_tag, web_target

_EAST_ASIAN, _RIGHT_TO_LEFT = {"zh", "ja", "ko"}, {"ar", "fa", "he", "ur", "yi"}


def w(tag: str, *children: Any, **attributes: object) -> Any:
    """An element of the main namespace with attributes of the same; children that are None are skipped."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    for child in children:
        if child is not None:
            element.append(child)
    return element


def lang(language: str) -> Any:
    """The element that names a language, by the kind of its script."""
    tag = proofing_tag(language)
    if tag.partition("-")[0].lower() in _EAST_ASIAN:
        return w("lang", eastAsia=tag)
    if tag.partition("-")[0].lower() in _RIGHT_TO_LEFT:
        return w("lang", bidi=tag)
    return w("lang", val=tag)


def bookmark(number: int, name: str, *children: Any) -> tuple[Any, ...]:
    """`children` inside a bookmark, which links can lead to."""
    return (w("bookmarkStart", id=number, name=name), *children, w("bookmarkEnd", id=number))


def field(code: str) -> Any:
    """A field, such as the page number, which is computed when the document is shown."""
    shown = w("t")
    shown.text = "1"
    return w("fldSimple", w("r", shown), instr=f" {code} ")


@dataclass(frozen=True, slots=True)
class Ink:
    """Writes in the styles of one document; `language` is that of its labels."""

    styles: Mapping[str, str]
    """Style ids by the names of the styles."""
    language: str

    def run(self, text: str, *, style: str = "", language: str = "") -> Any:
        """A run of text; give `language` if it may differ from that of the labels."""
        shown = plain(text)
        foreign = language not in ("", self.language)
        properties = (
            w("rStyle", val=self.styles[style]) if style else None,
            w("rtl") if _is_right_to_left(shown) else None,
            lang(language) if foreign else None,
        )
        words = w("t")
        words.text = shown
        words.set(qn("xml:space"), "preserve")
        return w("r", w("rPr", *properties) if any(p is not None for p in properties) else None, words)

    def tab(self) -> Any:
        """A run that leads to the next tab stop."""
        return w("r", w("tab"))

    def paragraph(self, style: str, *children: Any) -> Any:
        """A paragraph of runs and links."""
        return w("p", w("pPr", w("pStyle", val=self.styles[style])), *children)

    def inward(self, anchor: str, text: str, *, tip: str) -> Any:
        """A link to a bookmark of the document."""
        link = w("hyperlink", self.run(text, style="Hyperlink"), anchor=anchor, history=1)
        link.set(qn("w:tooltip"), plain(tip))
        return link

    def outward(self, part: Part, url: str, text: str, *, language: str = "") -> Any:
        """A link from `part` to a web page, or just the text if `url` is not a web address."""
        target = web_target(url)
        if not target:
            return self.run(text, language=language)
        link = w("hyperlink", self.run(text, style="Hyperlink", language=language), history=1)
        link.set(qn("r:id"), part.relate_to(target, RT.HYPERLINK, is_external=True))
        return link


def _is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is of a script that runs to the left (Unicode UAX 9, P2)."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"
