"""The text of a tagged PDF, read glyph by glyph in the order of its structure (ISO 32000-1, 9.10 and 14.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from generator.documents.renderers.gate import kids

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<[0-9A-Fa-f\s]*>|\[|\]")
_BEGIN = {"BDC", "BMC"}
_SHOW = {"Tj", "TJ", "'", '"'}
_DEPTH = 8  # forms inside forms


@dataclass(slots=True)
class PageText:
    """The text of one page by its marked content; text outside any marked content is loose."""

    marked: dict[int, str] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Printed:
    """The text of a document."""

    runs: tuple[str, ...]
    """Pieces of lines in reading order; a table header that is repeated on a new page appears once."""
    loose: tuple[tuple[int, str], ...]
    """(page number, text) of what lies outside the structure, such as running headers; the first page is 1."""


def words_of(pdf: pikepdf.Pdf) -> Printed:
    """The text that `pdf` shows, inside its structure and outside."""
    pages = [_page(page) for page in pdf.pages]
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    runs = tuple(_runs(pdf, pages, numbers))
    loose = [
        (number, text)
        for number, page in enumerate(pages, 1)
        for text in [*(rest for _, rest in sorted(page.marked.items())), *page.loose]
        if text.strip()
    ]
    return Printed(runs, tuple(loose))


def _runs(pdf: pikepdf.Pdf, pages: list[PageText], numbers: dict[tuple[int, int], int]) -> Iterator[str]:
    """The text of the structure tree; each marked content is removed from its page once it is read."""
    root = pdf.Root.get("/StructTreeRoot")
    head: list[str] = []
    waiting: list[tuple[Any, Any]] = [(kid, None) for kid in reversed(kids(root))] if root is not None else []
    while waiting:
        node, page = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary):
            yield from _take(pages, numbers, page, int(node))
        elif str(node.get("/Type", "")) == "/MCR":
            yield from _take(pages, numbers, node.get("/Pg", page), int(node.MCID))
        elif str(node.get("/S", "")) == "/THead":
            own = list(_below(node, page, pages, numbers))
            yield from () if own == head else own
            head = own
        elif str(node.get("/S", "")) != "/Lbl":  # a bullet
            here = node.get("/Pg", page)
            waiting.extend((kid, here) for kid in reversed(kids(node)))
        else:
            list(_below(node, page, pages, numbers))


def _below(node: Any, page: Any, pages: list[PageText], numbers: dict[tuple[int, int], int]) -> Iterator[str]:
    if not isinstance(node, pikepdf.Dictionary):
        yield from _take(pages, numbers, page, int(node))
        return
    here = node.get("/Pg", page)
    for kid in kids(node):
        yield from _below(kid, here, pages, numbers)


def _take(pages: list[PageText], numbers: dict[tuple[int, int], int], page: Any, mcid: int) -> list[str]:
    number = numbers.get(page.objgen) if page is not None else None
    return [] if number is None or mcid not in pages[number].marked else [pages[number].marked.pop(mcid)]


def _page(page: pikepdf.Page) -> PageText:
    text = PageText()
    _read(page, page.obj.get("/Resources", pikepdf.Dictionary()), text, None, 0)
    return text


def _read(content: Any, resources: Any, text: PageText, mcid: int | None, depth: int) -> None:
    """Sort the text of a content stream by its marked content."""
    fonts = _fonts(resources)
    marks: list[int | None] = [mcid]
    font: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(content):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator in _BEGIN:
            marks.append(_mark(operands, marks[-1]))
            if marks[-1] is None:
                text.loose.append("")  # one marked content is one piece
        elif operator == "EMC" and len(marks) > 1:
            marks.pop()
        elif operator == "Tf":
            font = fonts.get(str(operands[0]), {})
        elif operator in _SHOW:
            _add(text, marks[-1], _decode(operands[-1], font))
        elif operator == "Do" and depth < _DEPTH:
            _read_form(str(operands[0]), resources, text, marks[-1], depth)


def _read_form(name: str, resources: Any, text: PageText, mcid: int | None, depth: int) -> None:
    form = resources.get("/XObject", {}).get(name)
    if form is not None and str(form.get("/Subtype")) == "/Form":
        _read(form, form.get("/Resources", resources), text, mcid, depth + 1)


def _fonts(resources: Any) -> dict[str, dict[int, str]]:
    return {name: _unicode(font) for name, font in resources.get("/Font", {}).items()}


def _mark(operands: Sequence[Any], outer: int | None) -> int | None:
    """The number of the marked content that begins here; that of the one around it if it has none of its own."""
    properties = operands[1] if len(operands) > 1 else None
    own = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
    return outer if own is None else int(own)


def _add(text: PageText, mcid: int | None, shown: str) -> None:
    if mcid is not None:
        text.marked[mcid] = text.marked.get(mcid, "") + shown
    elif text.loose:
        text.loose[-1] += shown
    else:
        text.loose.append(shown)


def _decode(shown: Any, font: dict[int, str]) -> str:
    """The text of a string of two-byte glyph numbers, or of an array of such strings and spacings."""
    if isinstance(shown, pikepdf.Array):
        return "".join(_decode(part, font) for part in shown if isinstance(part, pikepdf.String))
    codes = bytes(shown)
    return "".join(font.get(int.from_bytes(codes[i : i + 2]), "\ufffd") for i in range(0, len(codes), 2))


def _unicode(font: Any) -> dict[int, str]:
    """The text of each glyph number of a font, from its ToUnicode map."""
    found: dict[int, str] = {}
    if "/ToUnicode" not in font:
        return found
    for match in _SECTION.finditer(font.ToUnicode.read_bytes()):
        tokens = [token.strip(b"<>") for token in _TOKEN.findall(match.group(2))]
        if match.group(1) == b"bfchar":
            found |= {int(code, 16): _text(to) for code, to in zip(tokens[::2], tokens[1::2], strict=False)}
        else:
            found |= _ranges(tokens)
    return found


def _ranges(tokens: list[bytes]) -> dict[int, str]:
    found: dict[int, str] = {}
    rest = iter(tokens)
    for first in rest:
        low, high, to = int(first, 16), int(next(rest), 16), next(rest)
        if to == b"[":
            found |= {low + i: _text(next(rest)) for i in range(high - low + 1)}
            next(rest, None)
        else:
            start = _text(to)
            found |= {low + i: start[:-1] + chr(ord(start[-1]) + i) for i in range(high - low + 1)}
    return found


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be", "replace")
