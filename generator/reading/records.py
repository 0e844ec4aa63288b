"""Reads stories from JSON and JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.errors import SourceError
from generator.model import Failure
from generator.reading.decoding import decode
from generator.reading.markup import lines_of
from generator.reading.story import Story, names_of

_TEXT = ("text", "content", "body", "articleBody", "content_text", "content_html", "description", "summary")
_SOURCE = ("source", "outlet", "publisher", "site")
_DATE = ("published", "date", "publishedAt", "published_at", "date_published", "datePublished", "pubDate")
_LISTS = ("articles", "items", "stories", "entries", "documents")


def read_json(data: bytes, where: str) -> Iterator[Story | Failure]:
    """The stories of a JSON file: one object, a list of them, or an object with the list under `articles`.

    Raises:
        SourceError: it is not JSON or contains no story.
    """
    decoded = decode(data)
    try:
        found = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"this is not valid JSON ({error})", where=where) from error
    if isinstance(found, Mapping):
        found = next((found[key] for key in _LISTS if isinstance(found.get(key), list)), [found])
    if not isinstance(found, list) or not found:
        raise SourceError("this JSON contains no story", where=where, remedy='Give an object with "title" and "text".')
    for number, record in enumerate(found, start=1):
        yield story_of(record, f"{where}, item {number}" if len(found) > 1 else where, decoded.warnings)


def read_json_lines(data: bytes, where: str) -> Iterator[Story | Failure]:
    """The stories of a JSON Lines file, one per line; each bad line is a failure."""
    decoded = decode(data)
    for number, line in enumerate(decoded.text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{where}, line {number}"
        try:
            yield story_of(json.loads(line), place, decoded.warnings)
        except (ValueError, RecursionError) as error:
            yield Failure(place, f"this is not valid JSON ({error})")


def story_of(record: Any, where: str, warnings: tuple[str, ...] = ()) -> Story | Failure:
    """The story in a JSON object, or why there is none."""
    if not isinstance(record, Mapping):
        return Failure(where, 'this is not an object with "title" and "text"')
    body = _first(record, _TEXT)
    if not body:
        return Failure(where, 'there is no "text"')
    return Story(
        lines=tuple(lines_of(body)),
        id=_string(record.get("id")),
        title=_first(record, ("title", "headline")),
        source=_first(record, _SOURCE),
        url=_first(record, ("url", "link")),
        published=next((record[key] for key in _DATE if record.get(key)), None),
        language=_string(record.get("language", record.get("lang"))) or None,
        authors=_authors(record.get("authors") or record.get("author")),
        warnings=warnings,
    )


def _first(record: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """The value of the first of `keys` that has one, as a string."""
    return next((text for key in keys if (text := _string(record.get(key)))), "")


def _string(value: Any) -> str:
    """A string, a number as a string, or the name of an object; "" for anything else."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("rendered")
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _authors(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(name for name in map(_string, value) if name)
    return names_of(_string(value))
