"""The styles of a Word document: ours, or those of a reference document, completed with ours."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.shared import Cm, Inches, Length, Pt, RGBColor
from docx.styles.style import BaseStyle

from generator.documents.renderers.docx.ink import lang, w
from generator.errors import TemplateError

REFERENCE = "reference.docx"
_LARGEST = 50_000_000  # bytes of all parts of a reference document unpacked
_FONT = "Calibri"
_INK, _SOFT, _HEAD = "1B2129", "525D6B", "16314F"
_LINK, _ACCENT, _LINE = "17518F", "A3243B", "7B8794"
_REMEDY = "In Word, save it as a document (.docx) without macros or linked files, or remove it to use our styles."
_PARAGRAPH, _CHARACTER, _TABLE = WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER, WD_STYLE_TYPE.TABLE


@dataclass(frozen=True, slots=True)
class Look:
    """A style: sizes and spaces in points, indents in centimetres; None keeps the value of the style it is based on."""

    kind: WD_STYLE_TYPE = _PARAGRAPH
    size: float | None = None
    colour: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    before: float | None = None
    after: float | None = None
    left: float | None = None
    hanging: float | None = None
    keep_next: bool = False
    raised: bool = False
    outline: int | None = None


LOOKS = {
    "Normal": Look(size=10.5, colour=_INK, before=0, after=5),
    "Title": Look(size=22, colour=_HEAD, bold=True, before=0, after=3, keep_next=True),
    "Subtitle": Look(size=11, colour=_SOFT, italic=False, after=10),
    "Heading 1": Look(size=14, colour=_HEAD, bold=True, before=14, after=4, keep_next=True, outline=0),
    "Heading 2": Look(size=12, colour=_HEAD, bold=True, before=10, after=3, keep_next=True, outline=1),
    "List Bullet": Look(after=3),
    "Quote": Look(colour=_INK, italic=False, before=4, after=1, left=0.8, hanging=0.8, keep_next=True),
    "Brief Speaker": Look(size=9, colour=_SOFT, after=6, left=0.8),
    "Brief Table": Look(size=9.5, before=1, after=1),
    "Brief Imprint": Look(size=8.5, colour=_SOFT, before=4, after=0),
    "footnote text": Look(size=8.5, after=1),
    "header": Look(size=9, colour=_SOFT, after=0),
    "footer": Look(size=9, colour=_SOFT, after=0),
    "Emphasis": Look(_CHARACTER, colour=_SOFT, italic=True),
    "Strong": Look(_CHARACTER, colour=_INK, bold=True),
    "Brief Number": Look(_CHARACTER, size=9, colour=_ACCENT, bold=True),
    "footnote reference": Look(_CHARACTER, raised=True),
    "Hyperlink": Look(_CHARACTER, colour=_LINK),
    "Table Grid": Look(_TABLE),
}
"""By the name that Word gives the style."""


def open_styled(folder: Path | None) -> Document:
    """A document with the styles of `reference.docx` in `folder`, or else with ours; remove its content before use.

    Raises:
        TemplateError: the reference document cannot be used.
    """
    path = folder / REFERENCE if folder else None
    if path is None or not path.is_file():
        document = docx.Document()
        _bare(document)
        _dress(document)
        return document
    document = _reference(path)
    _dress(document, only_missing=True)
    return document


def style_ids(document: Document) -> dict[str, str]:
    """The id of each style that a brief uses, by its name."""
    known = _known(document)
    return {name: str(known[name.lower()].style_id) for name in LOOKS}


def text_width(document: Document) -> int:
    """The width between the margins, in twentieths of a point."""
    section = document.sections[0]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    return int(Length((page or Inches(8.5)) - (left or 0) - (right or 0)).twips)


def set_language(document: Document, language: str) -> None:
    """Make `language` the default for all text."""
    root = document.styles.element
    defaults = root.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = w("docDefaults")
        root.insert(0, defaults)
    properties = _child(_child(defaults, "rPrDefault", first=True), "rPr")
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(lang(language))


def _child(element: Any, tag: str, *, first: bool = False) -> Any:
    found = element.find(qn(f"w:{tag}"))
    if found is None:
        found = w(tag)
        element.insert(0 if first else len(element), found)
    return found


def _reference(path: Path) -> Document:
    where = f"templates/{REFERENCE}"
    try:
        data = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        found = docx.Document(io.BytesIO(data)) if size <= _LARGEST else None
    except Exception as error:  # a damaged package may break anything on the way
        what = f"it cannot be read as a Word document: {error}"
        raise TemplateError(what, where=where, remedy=_REMEDY) from error
    if found is None:
        raise TemplateError("it is too large when unpacked", where=where, remedy=_REMEDY)
    return found


def _bare(document: Document) -> None:
    """Remove the ninety table styles that python-docx ships, its wide margins and the fonts of its theme."""
    for style in list(document.styles):
        if style.type == _TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.element.getparent().remove(style.element)
    section = document.sections[0]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.3)
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), _FONT)


def _dress(document: Document, *, only_missing: bool = False) -> None:
    """Give the document all of `LOOKS`, or only those that it lacks."""
    known = _known(document)
    for name, look in LOOKS.items():
        missing = name.lower() not in known
        if missing:
            _add(document, name, look)
        style = _known(document)[name.lower()]
        if missing or not only_missing:
            _apply(style, look)
        if missing and name == "List Bullet":
            _bullets(document, style)


def _add(document: Document, name: str, look: Look) -> None:
    document.styles.add_style(name, look.kind, builtin=not name.startswith("Brief"))
    if look.kind == _PARAGRAPH:
        style = _known(document)[name.lower()]
        style.base_style = document.styles.default(_PARAGRAPH)  # type: ignore[attr-defined]


def _known(document: Document) -> dict[str, BaseStyle]:
    """The styles by their names in lower case: programs differ in capitals, and translate the ids."""
    return {str(style.element.name_val).lower(): style for style in document.styles}


def _apply(style: BaseStyle, look: Look) -> None:
    style.hidden, style.unhide_when_used = False, False
    if look.kind == _TABLE:
        _rule(style)
        return
    font: Any = style.font  # type: ignore[attr-defined]
    font.size = Pt(look.size) if look.size else font.size
    font.color.rgb = RGBColor.from_string(look.colour) if look.colour else font.color.rgb
    font.bold = look.bold if look.bold is not None else font.bold
    font.italic = look.italic if look.italic is not None else font.italic
    font.cs_bold, font.cs_italic = font.bold, font.italic
    _size_of_complex_scripts(style)
    font.superscript = True if look.raised else font.superscript
    if look.kind == _PARAGRAPH:
        _space(style.paragraph_format, look)  # type: ignore[attr-defined]
        _outline(style, look)


def _size_of_complex_scripts(style: BaseStyle) -> None:
    """Give Hebrew, Arabic, Thai and the like, whose size Word keeps apart, the same size as other scripts."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    size = properties.find(qn("w:sz"))
    if size is not None:
        size.addnext(w("szCs", val=size.get(qn("w:val"))))


def _space(form: Any, look: Look) -> None:
    form.space_before = Pt(look.before) if look.before is not None else form.space_before
    form.space_after = Pt(look.after) if look.after is not None else form.space_after
    form.left_indent = Cm(look.left) if look.left is not None else form.left_indent
    form.first_line_indent = Cm(-look.hanging) if look.hanging is not None else form.first_line_indent
    form.keep_with_next = True if look.keep_next else form.keep_with_next


def _outline(style: BaseStyle, look: Look) -> None:
    """Set the level of a heading, and remove the rule below it that python-docx's titles have."""
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    if look.outline is not None and properties.find(qn("w:outlineLvl")) is None:
        properties.append(w("outlineLvl", val=look.outline))


def _bullets(document: Document, style: BaseStyle) -> None:
    """Add a bulleted list to a reference document that has none."""
    part = document.part
    try:
        root = part.part_related_by(RT.NUMBERING).element  # type: ignore[attr-defined]
    except KeyError:
        root = w("numbering")
        part.relate_to(XmlPart(PackURI("/word/numbering.xml"), CT.WML_NUMBERING, root, part.package), RT.NUMBERING)
    shape, list_ = _free(root, "abstractNum", "abstractNumId"), _free(root, "num", "numId")
    indent = w("pPr", w("ind", left=360, hanging=360))
    mark = (w("start", val=1), w("numFmt", val="bullet"), w("lvlText", val="•"), w("lvlJc", val="left"))
    level = w("lvl", *mark, indent, ilvl=0)
    first = root.find(qn("w:num"))
    at = root.index(first) if first is not None else len(root)
    root.insert(at, w("abstractNum", w("multiLevelType", val="singleLevel"), level, abstractNumId=shape))
    root.append(w("num", w("abstractNumId", val=shape), numId=list_))
    style.element.get_or_add_pPr().insert(0, w("numPr", w("numId", val=list_)))


def _free(root: Any, tag: str, key: str) -> int:
    """A number above those of all lists in the document."""
    return max((int(found.get(qn(f"w:{key}"))) for found in root.findall(qn(f"w:{tag}"))), default=0) + 1


def _rule(style: BaseStyle) -> None:
    """Draw thin lines between the rows."""
    for old in style.element.findall(qn("w:tblPr")):
        style.element.remove(old)
    lines = (w(side, val="single", sz=4, space=0, color=_LINE) for side in ("top", "bottom", "insideH"))
    style.element.append(w("tblPr", w("tblBorders", *lines)))
