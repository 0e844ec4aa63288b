"""HTML to paragraphs of plain text, in one pass that no depth of nesting can break."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import lxml.html  # type: ignore[import-untyped]
from lxml import etree

from generator.reading.cleaning import blocks, one_line, regular

_HTML_BLOCKS = """
    address article blockquote body br caption center dd details div dl dt fieldset footer h1 h2 h3 h4 h5 h6 header hr
    html legend li main ol p pre section summary table tbody tfoot thead tr ul
"""
_TRAFILATURA_BLOCKS = "head item list quote lb row code"
_NOT_TEXT = """
    aside audio button canvas embed figcaption figure footer form frame iframe img input math nav noscript object option
    script select style svg template textarea title video
"""
_BREAKS = frozenset((_HTML_BLOCKS + _TRAFILATURA_BLOCKS).split())
_SILENT = frozenset(_NOT_TEXT.split())
_TAG = re.compile(r"<(?:[a-z][a-z0-9]*(?:[\s/][^<>]*)?>|/[a-z][a-z0-9]*\s*>|!--)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
MAX_DEPTH = 200  # of a tree that is given to libraries which recurse


def is_markup(text: str) -> bool:
    """Whether `text` holds HTML tags."""
    return bool(_TAG.search(text))


def tree_of(text: str) -> Any | None:
    """The lxml tree of HTML, None where there is no element at all. Entities that the text declares stay undeclared."""
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        return lxml.html.document_fromstring(_DECLARATION.sub("", text, count=1), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def size_of(tree: Any) -> tuple[int, int]:
    """Number of elements and greatest depth of `tree`."""
    count = depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        deepest = max(deepest, depth)
    return count, deepest


def paragraphs(tree: Any, *, silent: frozenset[str] = _SILENT) -> list[str]:
    """The text of `tree`, one entry per block element or line break; the elements in `silent` are left out."""
    pieces = "".join(_pieces(tree, silent)).split("\0")
    return [line for line in map(one_line, pieces) if line.strip()]


def _pieces(tree: Any, silent: frozenset[str]) -> Iterator[str]:
    """Text in order, with NUL (which no parsed text holds) between blocks."""
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and (tag in silent or not tag):
            walk.skip_subtree()
            continue
        if tag in _BREAKS:
            yield "\0"
        elif tag in {"td", "th", "cell"}:
            yield " "
        text = element.text if event == "start" else element.tail
        if text and not (event == "end" and element is tree):
            yield text


def plain(text: str) -> list[str]:
    """The paragraphs of a `text` that is HTML."""
    tree = tree_of(text)
    return [] if tree is None else paragraphs(tree)


def lines_of(body: str) -> list[str]:
    """The paragraphs of a text that may be HTML."""
    body = regular(body)
    return plain(body) if is_markup(body) else blocks(html.unescape(body))


def inline(text: str) -> str:
    """`text` on one line without markup and with its entities resolved, as a title is printed."""
    if is_markup(text):
        return one_line(" ".join(plain(text)))
    return one_line(html.unescape(text))
