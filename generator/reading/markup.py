"""Turns HTML into paragraphs of plain text, in one pass without recursion, so that deep nesting does no harm."""

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
_SEPARATORS = dict.fromkeys(("td", "th", "cell"), " ") | dict.fromkeys(_BREAKS, "\0")
"""What stands for the start and the end of an element between pieces of text."""
_SILENT = frozenset(_NOT_TEXT.split())
_TAG = re.compile(r"<(?:[a-z][a-z0-9]*(?:[\s/][^<>]*)?>|/[a-z][a-z0-9]*\s*>|!--)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
MAX_DEPTH = 200  # of a tree for libraries that use recursion


def is_markup(text: str) -> bool:
    """Whether `text` contains HTML tags."""
    return bool(_TAG.search(text))


def tree_of(text: str) -> Any | None:
    """The lxml tree of HTML, None if it has no element. Entities that the text declares are not resolved."""
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        return lxml.html.document_fromstring(_DECLARATION.sub("", text, count=1), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def size_of(tree: Any) -> tuple[int, int]:
    """The number of elements in `tree`, and its depth."""
    count = depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        deepest = max(deepest, depth)
    return count, deepest


def paragraphs(tree: Any, *, silent: frozenset[str] = _SILENT) -> list[str]:
    """The text of `tree`, one entry per block or line break, without the elements in `silent`."""
    pieces = "".join(_pieces(tree, silent)).split("\0")
    return [line for line in map(one_line, pieces) if line.strip()]


def _pieces(tree: Any, silent: frozenset[str]) -> Iterator[str]:
    """Text in order, with NUL (which parsed text never contains) between blocks."""
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in silent or not tag:
                walk.skip_subtree()
                continue
            text = element.text
        else:
            text = element.tail if element is not tree else None
        yield _SEPARATORS.get(tag, "")
        yield text or ""


def plain(text: str) -> list[str]:
    """The paragraphs of `text`, which is HTML."""
    tree = tree_of(text)
    return [] if tree is None else paragraphs(tree)


def lines_of(body: str) -> list[str]:
    """The paragraphs of `body`, which may be HTML."""
    body = regular(body)
    return plain(body) if is_markup(body) else blocks(html.unescape(body))


def inline(text: str) -> str:
    """`text` on one line, without markup and with entities resolved, as for a title."""
    if is_markup(text):
        return one_line(" ".join(plain(text)))
    return one_line(html.unescape(text))
