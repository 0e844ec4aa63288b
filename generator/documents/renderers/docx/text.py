"""Properties of a Word document, and text in a form that it can hold; nothing here loads python-docx."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from generator.documents.renderers import odd
from generator.documents.renderers.wording import language_tag
from generator.model import Brief

EVIDENCE_NAMESPACE = "urn:briefing-note-generator:evidence:1"
"""The namespace of the XML part with the evidence."""

_SPACE = re.compile("[ \t\n\r\x0b\x0c\x85\u2028\u2029]+")  # a no-break space is not among it
_NOT_XML = re.compile("[\ufffe\uffff]")
_REGIONS = {"en": "en-CA", "fr": "fr-CA"}  # Word picks spelling checkers by country; other tags stay as they are
_SAFE = ":/?#[]@!$&'()*+,;=%~"
_LONGEST = 255  # characters of a property


def title_of(brief: Brief) -> str:
    """The title in the properties."""
    return plain(brief.title)[:_LONGEST]


def application(brief: Brief) -> str:
    """The program that made the document, as named in the properties."""
    return plain(brief.generator.name)[:_LONGEST]


def plain(text: str) -> str:
    """`text` for one line of XML: odd characters made visible, white space collapsed."""
    shown = odd.visible(_SPACE.sub(" ", text))
    return _NOT_XML.sub(lambda match: f"‹{odd.code_point(match.group())}›", shown)


def proofing_tag(language: str) -> str:
    """The tag with which Word finds its spelling checker: with a country for English and French."""
    tag = language_tag(language)
    return _REGIONS.get(tag.lower(), tag)


def web_target(url: str) -> str:
    """`url` as a valid URI (RFC 3986); "" if it is not an http or https address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    return quote(url, safe=_SAFE, errors="replace")
