"""The last check of a PDF before it is published: is it what it claims to be (ISO 19005-3, ISO 14289-1)?

WeasyPrint declares every file accessible, whatever the page lacks, so the claims are checked here. This is not a
conformance test: it looks for the faults that templates cause.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from generator.errors import RenderError

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_HEADINGS = {f"/H{level}": level for level in range(1, 7)}


def require(data: bytes, *, languages: Iterable[str] = ()) -> None:
    """Check that `faults` finds none in a PDF.

    Raises:
        RenderError: it does; the error lists all faults.
    """
    found = faults(data, languages=languages)
    if found:
        remedy = "If you use your own templates, correct them. The other formats are not affected."
        raise RenderError(f"the PDF does not meet the accessibility standard: {'; '.join(found)}", remedy=remedy)


def faults(data: bytes, *, languages: Iterable[str] = ()) -> tuple[str, ...]:
    """Where a PDF is not what it claims to be, each fault in a few words; empty if it has none.

    `languages` are those of passages in it that are not in its own language.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return tuple(
                dict.fromkeys(
                    [*_document(pdf), *_structure(pdf), *_links(pdf), *_fonts(pdf), *_languages(pdf, languages)]
                )
            )
    except pikepdf.PdfError as error:
        return (f"the file cannot be read: {error}",)


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """The structure elements in reading order."""
    root = pdf.Root.get("/StructTreeRoot")
    waiting = [root] if isinstance(root, pikepdf.Dictionary) else []
    while waiting:
        element = waiting.pop()
        if element is not root:
            yield element
        waiting.extend(kid for kid in reversed(kids(element)) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid)


def kids(element: Any) -> list[Any]:
    """The children of a structure element: elements, references, or marked-content numbers."""
    found = element.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    nothing = pikepdf.Dictionary()
    if not str(pdf.docinfo.get("/Title", "")).strip():
        yield "it has no title"
    if not str(root.get("/Lang", "")).strip():
        yield "it has no language"
    if not bool(root.get("/MarkInfo", nothing).get("/Marked", False)):
        yield "it is not marked as tagged"
    if not bool(root.get("/ViewerPreferences", nothing).get("/DisplayDocTitle", False)):
        yield "it does not show its title"
    metadata = bytes(root.Metadata.read_bytes()) if "/Metadata" in root else b""
    for claim, key in (("PDF/A", b"pdfaid:part"), ("PDF/UA", b"pdfuaid:part")):
        if key not in metadata:
            yield f"it does not declare {claim}"


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    found = list(elements(pdf))
    if not found:
        yield "it has no structure"
        return
    level = 0
    for element in found:
        above, level = level, _HEADINGS.get(str(element.S), level)
        if level > above + 1:
            yield f"a heading of level {level} follows one of level {above}"
        yield from _unexplained(element)
    if not level:
        yield "it has no heading"


def _unexplained(element: pikepdf.Dictionary) -> Iterator[str]:
    """What a figure or table lacks for a reader who does not see it."""
    kind = str(element.S)
    if kind == "/Figure" and not str(element.get("/Alt", "")).strip():
        yield "a figure has no alternative text"
    if kind == "/Table" and not any(str(part.S) == "/TH" for part in _below(element)):
        yield "a table has no header"


def _languages(pdf: pikepdf.Pdf, wanted: Iterable[str]) -> Iterator[str]:
    told = {str(element["/Lang"]) for element in elements(pdf) if "/Lang" in element}
    for language in sorted(set(wanted) - told):
        yield f"text in the language “{language}” is not marked as such"
    for language in sorted(told):
        if not _TAG.fullmatch(language):
            yield f"“{language}” is not a language tag"


def _below(element: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)


def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            if str(annotation.get("/Subtype")) == "/Link" and not str(annotation.get("/Contents", "")).strip():
                yield "a link has no text"
        if str(page.get("/Tabs")) != "/S" and "/Annots" in page:
            yield "the tab order of links does not follow the text"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    nothing = pikepdf.Dictionary()
    for page in pdf.pages:
        for font in page.get("/Resources", nothing).get("/Font", nothing).values():
            for part in font.get("/DescendantFonts", [font]):
                descriptor = part.get("/FontDescriptor", nothing)
                if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                    yield f"the font {part.get('/BaseFont', '?')} is not embedded"
            if "/ToUnicode" not in font:
                yield f"the text in {font.get('/BaseFont', '?')} cannot be read out"
