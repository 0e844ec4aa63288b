"""Completes what WeasyPrint leaves out of a tagged PDF, before it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint.formatting_structure import boxes

from generator.documents.renderers.seal import BLANK, is_font, of_print

_MAPPED = re.compile(rb"<(?P<glyph>[0-9a-f]{4})> <(?P<text>[0-9a-f]+)>")
_UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of PDF/UA that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def finish(document: Any, pdf: Any) -> None:
    """Declare PDF/UA, list attachments once, describe links, mark other languages and margins, and add the seal."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.stream = [part.replace(b"</rdf:RDF>", _UA + b"</rdf:RDF>") for part in metadata.stream]
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    _part_marks(pdf)
    _name_links(document)
    _name_languages(document, pdf)
    _mark_margins(pdf)
    _seal(pdf)


def _part_marks(pdf: Any) -> None:
    """Map each mark to itself in copied and spoken text; WeasyPrint maps it to the first letter it was used on.

    A mark is a glyph without width: "ẹ́" is e, a dot and an accent.
    """
    fonts = [thing for thing in pdf.objects if isinstance(thing, pydyf.Dictionary) and "ToUnicode" in thing]
    for font in fonts:
        (descendant,) = font["DescendantFonts"]
        stream = _object(pdf, font["ToUnicode"]).stream
        marks = set(_without_width(_object(pdf, descendant)["W"]))
        stream[:] = [_mark_alone(line, marks) for line in stream]


def _without_width(widths: Any) -> Iterator[int]:
    """The glyphs without width, from pairs of a first glyph and the widths of the glyphs from it on."""
    for first, row in zip(widths[::2], widths[1::2], strict=True):
        yield from (first + i for i, width in enumerate(row) if not width)


def _mark_alone(line: bytes, marks: Collection[int]) -> bytes:
    """A line of a ToUnicode map, without the letter if it is that of a mark."""
    match = _MAPPED.fullmatch(line)
    if not match or int(match["glyph"], 16) not in marks:
        return line
    text = unicodedata.normalize("NFD", bytes.fromhex(match["text"].decode()).decode("utf-16-be", "replace"))
    rest = text[1:]
    if not rest or unicodedata.combining(text[0]) or not all(map(unicodedata.combining, rest)):
        return line
    return b"<%s> <%s>" % (match["glyph"], rest.encode("utf-16-be").hex().encode())


def _name_links(document: Any) -> None:
    """Put the title or text of each link where screen readers look for it; WeasyPrint puts the bare target there."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if box.link_annotation and box.element is not None:
                words = box.element.get("title") or " ".join("".join(box.element.itertext()).split())
                box.link_annotation["Contents"] = pydyf.String(words or box.link_annotation["Contents"].string)


def languages(document: Any) -> frozenset[str]:
    """The languages of text on the pages other than the document's own."""
    return frozenset(filter(None, _foreign(document)))


def _name_languages(document: Any, pdf: Any) -> None:
    """Mark text in other languages than the document's own, which is the only one that WeasyPrint keeps.

    Pieces of text and their structure elements are in the same order. An element whose text is all in one language is
    marked as a whole.
    """
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    foreign = list(_foreign(document))
    if len(foreign) == _leaves(pdf, root):  # else a template does something unusual, which the gate will report
        _mark_language(pdf, root, iter(foreign))


def _foreign(document: Any) -> Iterator[str]:
    """The language of each text or picture in structure order; "" for that of the document."""
    own = str(document.pages[0]._page_box.children[0].style["lang"] or "") if document.pages else ""
    for page in document.pages:
        for box in _pieces(page._page_box):
            language = str(box.style["lang"] or "")
            yield "" if language == own else language


def _pieces(box: Any) -> Iterator[Any]:
    """The boxes below `box` with text or a picture, except those in the margins."""
    box = getattr(box, "_box", box)  # what is placed absolutely is wrapped
    if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
        yield box
    elif not isinstance(box, boxes.MarginBox):
        for child in box.children:
            yield from _pieces(child)


def _leaves(pdf: Any, element: Any) -> int:
    """The number of pieces of content below a structure element."""
    return sum(1 if isinstance(kid, int) else _leaves(pdf, kid) for kid in _kids(pdf, element))


def _kids(pdf: Any, element: Any) -> Iterator[Any]:
    """Numbers of marked content and structure elements directly below `element`."""
    for kid in element["K"]:
        found = kid if isinstance(kid, int) else _object(pdf, kid)
        if isinstance(found, int) or found["Type"] == "/StructElem":
            yield found


def _mark_language(pdf: Any, element: Any, foreign: Iterator[str]) -> frozenset[str]:
    """Mark the languages below `element` on the highest elements that have only one; returns all of them."""
    kids = [(kid, frozenset([next(foreign)]) if isinstance(kid, int) else _mark_language(pdf, kid, foreign))
            for kid in _kids(pdf, element)]  # fmt: skip
    found = frozenset().union(*(languages for _, languages in kids))
    if len(found) > 1 or element["Type"] != "/StructElem":
        for kid, languages in kids:
            if len(languages) == 1 and not isinstance(kid, int) and "" not in languages:
                (language,) = languages
                kid["Lang"] = pydyf.String(language)
    return found


def _mark_margins(pdf: Any) -> None:
    """Turn content outside the structure, which is that of the page margins, into pagination artifacts."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    parents = _object(pdf, root["ParentTree"])["Nums"]
    claimed: dict[bytes, set[int]] = {page: set() for page in pdf.page_references}
    for element in _elements(pdf, root):
        claimed[element["Pg"]].update(kid for kid in element["K"] if isinstance(kid, int))
    for number, page in enumerate(pdf.page_references):
        items = _object(pdf, _object(pdf, page)["Contents"]).stream
        for at, item in enumerate(items):
            if isinstance(item, pydyf.Dictionary) and "MCID" in item and item["MCID"] not in claimed[page]:
                parents[2 * number + 1][item["MCID"]] = "null"
                items[at - 1 : at + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]


def _seal(pdf: Any) -> None:
    """Put the seal in its place in the keywords and in the metadata that repeat them."""
    if BLANK not in getattr(pdf.info.get("Keywords"), "string", ""):
        return
    streams = [(thing, _content(thing)) for thing in pdf.objects if isinstance(thing, pydyf.Stream)]
    fonts = [data for thing, data in streams if is_font(data, "Length1" in thing.extra, thing.extra.get("Subtype", ""))]
    pages = [_content(_object(pdf, _object(pdf, page)["Contents"])) for page in pdf.page_references]
    seal = of_print(pages, fonts)
    pdf.info["Keywords"] = pydyf.String(pdf.info["Keywords"].string.replace(BLANK, seal))
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.stream = [part.replace(BLANK.encode(), seal.encode()) for part in metadata.stream]


def _content(stream: Any) -> bytes:
    """The bytes of a stream before compression."""
    data: bytes = pydyf.Stream(stream.stream).data
    return data.partition(b"stream\n")[2].removesuffix(b"\nendstream")


def _elements(pdf: Any, parent: Any) -> Iterator[Any]:
    """The structure elements below `parent` that have content of their own."""
    for kid in parent["K"]:
        element = None if isinstance(kid, int) else _object(pdf, kid)
        if element is not None and element["Type"] == "/StructElem":
            if "Pg" in element:
                yield element
            yield from _elements(pdf, element)


def _object(pdf: Any, reference: Any) -> Any:
    """The object behind a reference such as `12 0 R`."""
    return pdf.objects[int(reference.split()[0])]
