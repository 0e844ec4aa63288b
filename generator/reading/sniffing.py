"""Recognizes the type of a source without a suffix."""

from __future__ import annotations

import json
import re

from generator.reading.decoding import decode

_LEAD = re.compile(r"(?:\s+|<\?xml.*?\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\])?\s*>)*", re.IGNORECASE | re.DOTALL)
_FEED = re.compile(r"<(?:rss|feed|rdf:rdf|channel)\b|<\w+:(?:rss|feed|rdf)\b", re.IGNORECASE)
_PAGE = re.compile(r"<(?:html|head|body|article|main|div|p|h1|meta|title|section|span|table)\b", re.IGNORECASE)
_HEAD = 20_000


def kind_of(data: bytes) -> str:
    """The suffix of the matching reader: ".jsonl", ".json", ".rss", ".html" or ".txt"."""
    text = decode(data).text
    head = text[:_HEAD]
    start = _LEAD.match(head)
    head = head[start.end() if start else 0 :]
    if head[:1] in {"{", "["}:
        return _kind_of_json(text)
    if _FEED.match(head):
        return ".rss"
    return ".html" if _PAGE.match(head) else ".txt"


def _kind_of_json(text: str) -> str:
    """JSON Lines if the first line is a whole value and others follow, JSON if all of it is one; else text."""
    lines = text.split("\n")
    if len(lines) > 1 and any(line.strip() for line in lines[1:]) and _is_json(lines[0]):
        return ".jsonl"
    return ".json" if _is_json(text) else ".txt"


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False
