"""What a Word document says of itself, and text in the form that it can hold; nothing here loads python-docx."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from generator.documents.renderers import odd
from generator.documents.renderers.wording import language_tag
from generator.model import Brief

EVIDENCE_NAMESPACE = "urn:briefing-note-generator:evidence:1"
"""Of the XML part that holds the evidence."""

_SPACE = re.compile("[ \t\n\r\x0b\x0c\x85\u2028\u2029]+")  # a no-break space is not among it
_NOT_XML = re.compile("[\ufffe\uffff]")
_REGIONS = {"en": "en-CA", "fr": "fr-CA"}  # Word's spelling checkers go by country
_SAFE = ":/?#[]@!$&'()*+,;=%~"
_LONGEST = 255  # characters of a property


def title_of(brief: Brief) -> str:
    """The title among the properties."""
    return plain(brief.title)[:_LONGEST]


def application(brief: Brief) -> str:
    """The program that the document names as its maker."""
    return plain(brief.generator.name)[:_LONGEST]


def plain(text: str) -> str:
    """`text` as XML can hold and a line can show it: odd characters made visible, white space as single spaces."""
    shown = odd.visible(_SPACE.sub(" ", text))
    return _NOT_XML.sub(lambda match: f"‹{odd.code_point(match.group())}›", shown)


def proofing_tag(language: str) -> str:
    """The tag by which Word finds its spelling checker: with a country for English and French."""
    tag = language_tag(language)
    return _REGIONS.get(tag.lower(), tag)


def web_target(url: str) -> str:
    """`url` as a URI that a relationship may lead to, "" where it is none of http or https (RFC 3986)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    return quote(url, safe=_SAFE, errors="replace")
