"""The package around the text: settings, properties, evidence and seal, with the same bytes every time."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from generator.codec.json import dumps
from generator.documents.renderers import seal
from generator.documents.renderers.docx.footnotes import SEPARATORS
from generator.documents.renderers.docx.ink import w
from generator.documents.renderers.docx.styles import REFERENCE
from generator.documents.renderers.docx.text import EVIDENCE_NAMESPACE, application, plain, proofing_tag, title_of
from generator.errors import TemplateError
from generator.model import Brief

_EVIDENCE = "customXml/item1.xml"
_ITEM = "{6E0B1F52-3C1D-4B7E-9A55-8D1C2F7A4E01}"  # Word requires an id for each custom part
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_STYLING = {RT.STYLES, RT.NUMBERING, RT.THEME, RT.FONT_TABLE}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip entry can have
_KEPT_SECTION = ("pgSz", "pgMar", "cols", "docGrid")


def empty(document: Document) -> None:
    """Remove everything but styles: text, comments, pictures, settings, names of people."""
    for relations, kept in ((document.part.rels, _STYLING), (document.part.package.rels, {RT.OFFICE_DOCUMENT})):
        for key in [key for key, relation in relations.items() if relation.reltype not in kept]:
            del relations[key]
    body = document.element.body
    old = body.find(qn("w:sectPr"))
    for child in list(body):
        body.remove(child)
    shape = [part for tag in _KEPT_SECTION if old is not None and (part := old.find(qn(f"w:{tag}"))) is not None]
    body.append(w("sectPr", *shape))


def set_up(document: Document, brief: Brief, *, note: str, language: str) -> None:
    """Write settings and properties; all dates are that of the brief."""
    package = document.part.package
    separators = (w("footnote", id=number) for number in SEPARATORS)
    mode = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    settings = w(
        "settings", w("zoom", percent=100), w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"), w("footnotePr", *separators), w("compat", mode),
        w("themeFontLang", val=proofing_tag(language)), w("decimalSymbol", val="."), w("listSeparator", val=","),
    )  # fmt: skip
    part = XmlPart(PackURI("/word/settings.xml"), CT.WML_SETTINGS, settings, package)
    document.part.relate_to(part, RT.SETTINGS)
    app = etree.Element(f"{{{_EXTENDED}}}Properties", nsmap={None: _EXTENDED})
    etree.SubElement(app, f"{{{_EXTENDED}}}Application").text = application(brief)
    package.relate_to(
        Part(PackURI("/docProps/app.xml"), CT.OFC_EXTENDED_PROPERTIES, _xml(app), package), RT.EXTENDED_PROPERTIES
    )
    core = document.core_properties
    day = dt.datetime.combine(brief.dated, dt.time())
    core.title, core.subject, core.language = title_of(brief), plain(note), proofing_tag(language)
    core.author = core.last_modified_by = application(brief)
    core.created = core.modified = day
    core.revision = 1


def pack(document: Document, brief: Brief, *, templates: str) -> bytes:
    """The document as a file, with its evidence and seal; `templates` is the hash of its templates.

    Raises:
        TemplateError: the reference document links to an external file.
    """
    package = document.part.package
    if any(relation.is_external and relation.reltype != RT.HYPERLINK for relation in package.iter_rels()):
        remedy = "In Word, embed the linked file, save the document and start again."
        raise TemplateError("its styles link to an external file", where=f"templates/{REFERENCE}", remedy=remedy)
    item = Part(PackURI(f"/{_EVIDENCE}"), CT.XML, b"", package)
    document.part.relate_to(item, RT.CUSTOM_XML)
    item.relate_to(
        Part(PackURI("/customXml/itemProps1.xml"), CT.OFC_CUSTOM_XML_PROPERTIES, _item_properties(), package),
        RT.CUSTOM_XML_PROPS,
    )
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    del parts[_EVIDENCE]
    parts[_EVIDENCE] = _evidence(brief, templates, seal.of_parts(templates, parts))
    return _zipped(parts)


def _evidence(brief: Brief, templates: str, sealed: str) -> bytes:
    """`brief.json` as the text of one element; JSON escapes stand for what XML cannot hold."""
    text = dumps(brief).decode()
    for character in "\ufffe\uffff\r":
        text = text.replace(character, f"\\u{ord(character):04x}")
    root = etree.Element(f"{{{EVIDENCE_NAMESPACE}}}evidence", nsmap={None: EVIDENCE_NAMESPACE})
    root.set("templates", templates)
    root.set("seal", sealed)
    root.text = text
    return _xml(root)


def _item_properties() -> bytes:
    root = etree.Element(f"{{{_CUSTOM}}}datastoreItem", nsmap={"ds": _CUSTOM})
    root.set(f"{{{_CUSTOM}}}itemID", _ITEM)
    schemas = etree.SubElement(root, f"{{{_CUSTOM}}}schemaRefs")
    etree.SubElement(schemas, f"{{{_CUSTOM}}}schemaRef").set(f"{{{_CUSTOM}}}uri", EVIDENCE_NAMESPACE)
    return _xml(root)


def _xml(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts in a fixed order, without the time and the system of their making."""
    first = ("[Content_Types].xml", "_rels/.rels")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in (*first, *sorted(set(parts) - set(first))):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, parts[name])
    return out.getvalue()
