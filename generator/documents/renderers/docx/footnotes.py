"""The footnotes of a document: a separate part (ISO/IEC 29500-1, 17.11) that python-docx does not support."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.package import Package

from generator.documents.renderers.docx.ink import Ink, w

SEPARATORS = (0, 1)
"""The ids of the two notes with the line between text and notes; the settings refer to them."""


class Footnotes:
    """The part, filled note by note."""

    def __init__(self, document: Part, package: Package, ink: Ink) -> None:
        self._ink, self._root = ink, w("footnotes", *_separators(ink))
        self.part = XmlPart(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, self._root, package)
        document.relate_to(self.part, RT.FOOTNOTES)

    def add(self, *children: Any) -> Any:
        """Add a note of runs and links; returns the run that refers to it."""
        number = len(self._root)
        mark = w("r", w("rPr", w("rStyle", val=self._ink.styles["footnote reference"])), w("footnoteRef"))
        text = self._ink.paragraph("footnote text", mark, self._ink.run(" "), *children)
        self._root.append(w("footnote", text, id=number))
        style = w("rStyle", val=self._ink.styles["footnote reference"])
        return w("r", w("rPr", style), w("footnoteReference", id=number))


def _separators(ink: Ink) -> tuple[Any, ...]:
    kinds = zip(SEPARATORS, ("separator", "continuationSeparator"), strict=True)
    return tuple(
        w("footnote", ink.paragraph("footnote text", w("r", w(kind))), type=kind, id=number) for number, kind in kinds
    )
