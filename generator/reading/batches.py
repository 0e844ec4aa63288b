"""Reads the JSON Lines of `brief analyze --batch` and `brief summarize --batch`; texts are not cleaned."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from generator.errors import SourceError
from generator.model import Article
from generator.reading import dates
from generator.reading.tongue import language_of


@dataclass(frozen=True, slots=True)
class StoryCluster:
    """Stories about one event, to be summarized together within a budget of words, of sentences, or none."""

    id: str
    articles: tuple[Article, ...]
    words: int | None = None
    sentences: int | None = None


def read_batch(name: str, *, stdin: BinaryIO | None = None) -> tuple[Article, ...]:
    """The articles of lines `{"id","text","title"?,"source"?,"url"?,"published"?,"language"?}`, with unchanged texts.

    Raises:
        SourceError: a line cannot be read; the error names file and line.
    """
    return tuple(_article(record, where, path=name) for record, where in _records(name, stdin))


def read_clusters(name: str, *, stdin: BinaryIO | None = None) -> tuple[StoryCluster, ...]:
    """The clusters of lines `{"id","documents":[…],"budget_words"|"budget_sentences"}`, with unchanged texts.

    A document is `{"id","title","text","source","date"}`.

    Raises:
        SourceError: a line cannot be read; the error names file and line.
    """
    return tuple(_cluster(record, where, path=name) for record, where in _records(name, stdin))


def _cluster(record: Mapping[str, Any], where: str, *, path: str) -> StoryCluster:
    documents = record.get("documents")
    if not isinstance(documents, list) or not documents:
        raise SourceError('there is no list "documents"', where=where)
    return StoryCluster(
        id=_id(record, where),
        articles=tuple(_article(document, where, path=path) for document in documents),
        words=_budget(record, "budget_words", where),
        sentences=_budget(record, "budget_sentences", where),
    )


def _budget(record: Mapping[str, Any], key: str, where: str) -> int | None:
    value = record.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise SourceError(f'"{key}" is not a whole number above zero', where=where)
    return value


def _article(record: object, where: str, *, path: str) -> Article:
    if not isinstance(record, Mapping):
        raise SourceError('this is not an object with "id" and "text"', where=where)
    text = record.get("text")
    if not isinstance(text, str):
        raise SourceError('"text" is missing or is not a string', where=where)
    stated = record.get("published", record.get("date"))
    published = dates.iso(stated)
    is_lost = published is None and stated not in (None, "")
    return Article(
        id=_id(record, where),
        title=_text(record, "title"),
        text=text,
        source=_text(record, "source"),
        url=_text(record, "url"),
        path=path if path != "-" else "",
        published=published,
        language=language_of(record.get("language"), text),
        warnings=(f"the date {str(stated)[:60]!r} could not be read",) if is_lost else (),
    )


def _id(record: Mapping[str, Any], where: str) -> str:
    value = record.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise SourceError('"id" is missing or is neither a string nor a number', where=where)
    return str(value)


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


def _records(name: str, stdin: BinaryIO | None) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The objects of a JSON Lines file, each with its file and line; blank lines are skipped."""
    for number, line in enumerate(_lines(name, stdin), start=1):
        where = f"{'standard input' if name == '-' else name}, line {number}"
        if not line.strip():
            continue
        try:
            record = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise SourceError(f"this is not valid JSON in UTF-8 ({error})", where=where) from error
        if not isinstance(record, Mapping):
            raise SourceError("this is not a JSON object", where=where)
        yield record, where


def _lines(name: str, stdin: BinaryIO | None) -> Iterator[bytes]:
    if name == "-":
        if stdin is None:
            raise SourceError("there is no standard input", where=name)
        yield from stdin
        return
    try:
        with Path(name).open("rb") as raw:
            is_packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            yield from gzip.GzipFile(fileobj=raw) if is_packed else raw
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(f"this cannot be read ({getattr(error, 'strerror', None) or error})", where=name) from error
