"""What WeasyPrint leaves undone in a tagged PDF, put right before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]

from generator.renderers.seal import BLANK, is_font, of_print

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
    """Declare PDF/UA, name attachments once, give links words and quotations a language, mark margins, seal it."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.stream = [part.replace(b"</rdf:RDF>", _UA + b"</rdf:RDF>") for part in metadata.stream]
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    _name_links(document)
    _name_languages(document, pdf)
    _mark_margins(pdf)
    _seal(pdf)


def _name_links(document: Any) -> None:
    """Put the title or the text of a link where screen readers look for it: WeasyPrint puts the bare target there."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if box.link_annotation and box.element is not None:
                words = box.element.get("title") or " ".join("".join(box.element.itertext()).split())
                box.link_annotation["Contents"] = pydyf.String(words or box.link_annotation["Contents"].string)


def _name_languages(document: Any, pdf: Any) -> None:
    """Tell the language of a quotation that is not in that of the document: WeasyPrint keeps only the latter."""
    boxes = (box for page in document.pages for box in page._page_box.descendants())
    languages = [box.element.get("lang") for box in boxes if box.element_tag == "blockquote"]
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    quotations = [element for element in _elements(pdf, root) if element["S"] == "/BlockQuote"]
    if len(languages) == len(quotations):  # one box, one element: else a template does something of its own
        for element, language in zip(quotations, languages, strict=True):
            if language:
                element["Lang"] = pydyf.String(language)


def _mark_margins(pdf: Any) -> None:
    """Turn content that no structure element claims, which is that of the page margins, into pagination artifacts."""
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
    """Put the seal where the template keeps a place for it: in the keywords, which the metadata repeat."""
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
    """The structure elements below `parent` that hold content of their own."""
    for kid in parent["K"]:
        element = None if isinstance(kid, int) else _object(pdf, kid)
        if element is not None and element["Type"] == "/StructElem":
            if "Pg" in element:
                yield element
            yield from _elements(pdf, element)


def _object(pdf: Any, reference: Any) -> Any:
    """The object behind a reference such as `12 0 R`."""
    return pdf.objects[int(reference.split()[0])]
