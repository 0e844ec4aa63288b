"""Reads RSS and Atom: one story per entry."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from generator.errors import SourceError
from generator.reading import cleaning, markup
from generator.reading.decoding import decode
from generator.reading.story import Story, names_of

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s+([^>]{0,400})", re.IGNORECASE)
_HARMLESS = re.compile(r"""\w+\s+(?:"[^"&%<]{0,60}"|'[^'&%<]{0,60}'|"&\#x?\w{1,8};"|'&\#x?\w{1,8};')\s*""")
_MAX_ENTRIES = 1_000
_MAX_LENGTH = 5_000_000  # characters; broken XML takes some seconds per million


def read_feed(data: bytes, where: str) -> Iterator[Story]:
    """The stories with text in an RSS or Atom feed, in order; errors as for `read_entries`.

    Raises:
        SourceError: no entry has text.
    """
    yield from _with_text(read_entries(data, where), where)


def read_entries(data: bytes, where: str) -> list[Story]:
    """All entries of an RSS or Atom feed, in order, including those with only a headline and a link.

    Raises:
        SourceError: there is no entry, or the feed declares entities that could expand or read other files.
    """
    decoded = decode(data)
    text = cleaning.regular(_DECLARATION.sub("", decoded.text, count=1))
    if len(text) > _MAX_LENGTH:
        raise SourceError(f"this feed is longer than {_MAX_LENGTH:,} characters", where=where, remedy="Split it.")
    _refuse_entities(text, where)
    found = _parsed(text)
    if not found.entries:
        why = f" ({found.bozo_exception})" if found.bozo else ""
        raise SourceError(f"this feed has no entries{why}", where=where, remedy="Check that it is RSS or Atom.")
    warnings = decoded.warnings
    if found.bozo:
        warnings += ("the feed is not well-formed; its entries were read as well as possible",)
    if len(found.entries) > _MAX_ENTRIES:
        warnings += (f"only the first {_MAX_ENTRIES:,} of {len(found.entries):,} entries were read",)
    return [_story(entry, found.feed, warnings) for entry in found.entries[:_MAX_ENTRIES]]


def _with_text(stories: list[Story], where: str) -> list[Story]:
    """The stories with text; the first has a warning that counts the others (pictures, videos, bare headlines)."""
    told = [story for story in stories if story.lines]
    if not told:
        raise SourceError("no entry of this feed has text", where=where)
    if missing := len(stories) - len(told):
        warning = f"{missing} of {len(stories)} entries of the feed have no text and were left out"
        told[0] = dataclasses.replace(told[0], warnings=(*told[0].warnings, warning))
    return told


def _parsed(text: str) -> Any:
    import feedparser  # noqa: PLC0415 - only feeds need it

    # A stream, never a string or bytes: feedparser would first try to open those as an address or a path.
    stream = io.BytesIO(text.encode("utf-8"))
    return feedparser.parse(stream, response_headers={"content-type": "application/xml; charset=utf-8"})


def _refuse_entities(text: str, where: str) -> None:
    """Allow entities of a few plain characters (old feeds declare "nbsp"), refuse all others."""
    for match in _ENTITY.finditer(text):
        if not _HARMLESS.fullmatch(match[1]):
            raise SourceError(
                "this XML declares entities, which could expand without limit or read other files", where=where
            )


def _story(entry: Any, feed: Any, warnings: tuple[str, ...]) -> Story:
    bodies = [content.get("value", "") for content in entry.get("content", [])]
    body = max((*bodies, entry.get("summary", "")), key=len) if not any(bodies) else max(bodies, key=len)
    source = entry.get("source", {}).get("title") or feed.get("title", "")
    return Story(
        lines=tuple(markup.lines_of(body)),
        id=_short_id(entry.get("id", "")),
        title=_title(entry),
        source=markup.inline(source),
        url=entry.get("link", ""),
        published=next((entry[key] for key in ("published", "updated", "created") if entry.get(key)), None),
        language=entry.get("content", [{}])[0].get("language") or feed.get("language"),
        authors=names_of(markup.inline(entry.get("author", ""))),
        warnings=warnings,
    )


def _title(entry: Any) -> str:
    """The title as HTML; if it is declared to be plain text, "<" is escaped."""
    title: str = entry.get("title", "")
    is_plain = entry.get("title_detail", {}).get("type") == "text/plain"
    return title.replace("<", "&lt;") if is_plain else title


def _short_id(given: str) -> str:
    """The last part of an id that is an address, else the id."""
    if "://" not in given:
        return given
    address = urlsplit(given)
    return next((part for part in reversed([*address.path.split("/"), address.query]) if part), address.netloc)
