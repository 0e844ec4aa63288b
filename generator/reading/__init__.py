"""Reads articles from files, folders, globs, object stores and standard input: text, Markdown, HTML, feeds and JSON.

A reader is a function in the table `READERS`, by suffix; `Reader` in `story` is its contract. A source that cannot be
read becomes a `Failure`, and reading continues.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from generator.errors import SourceError
from generator.model import Article, Failure, Reading
from generator.reading import files, naming, sniffing
from generator.reading.batches import StoryCluster, read_batch, read_clusters
from generator.reading.feed import read_feed
from generator.reading.page import read_page
from generator.reading.plain import read_markdown, read_text
from generator.reading.records import read_json, read_json_lines
from generator.reading.story import Reader, Story, article_of
from generator.registry import Registry

__all__ = ["READERS", "SUFFIXES", "Reader", "Story", "StoryCluster", "read", "read_batch", "read_clusters"]


def read_xml(data: bytes, where: str) -> Iterator[Story | Failure]:
    """The stories of an XML file, which is a feed or an XHTML page."""
    yield from (read_page if sniffing.kind_of(data) == ".html" else read_feed)(data, where)


READERS: Registry[Reader] = Registry(
    "reader",
    {
        ".txt": read_text,
        ".text": read_text,
        ".md": read_markdown,
        ".markdown": read_markdown,
        ".html": read_page,
        ".htm": read_page,
        ".xhtml": read_page,
        ".rss": read_feed,
        ".atom": read_feed,
        ".xml": read_xml,
        ".json": read_json,
        ".jsonl": read_json_lines,
        ".ndjson": read_json_lines,
    },
)
SUFFIXES = frozenset(READERS) | {f"{suffix}.gz" for suffix in READERS}
"""The suffixes of files that can be read."""


def read(names: Sequence[str], *, stdin: BinaryIO | None = None) -> Reading:
    """The articles of all `names`, in order: each a file, a folder, a glob, an address, or "-" for `stdin`."""
    articles: dict[str, Article] = {}
    failures: list[Failure] = []
    seen: set[str] = set()
    for name in names:
        try:
            paths = [path for path in files.expand(name, SUFFIXES) if _is_new(path, seen)]
        except SourceError as error:
            failures.append(Failure(error.where or name, _why(error)))
            continue
        for path in paths:
            for found in _read_one(path, stdin):
                if isinstance(found, Failure):
                    failures.append(found)
                else:
                    name_taken = naming.unique(found.id, articles)
                    articles[name_taken] = dataclasses.replace(found, id=name_taken)
    return Reading(tuple(articles.values()), tuple(failures))


def _is_new(path: str, seen: set[str]) -> bool:
    """Whether `path` was not yet read, perhaps under another name."""
    real = os.path.realpath(path)
    is_new = real not in seen
    seen.add(real)
    return is_new


def _read_one(path: str, stdin: BinaryIO | None) -> list[Article | Failure]:
    """The articles of one file, with their ids, and the failures."""
    where = "standard input" if path == "-" else path
    try:
        data = files.content(path, stdin)
        return _numbered(list(_reader_for(path, data)(data, where)), path)
    except SourceError as error:
        return [Failure(error.where or where, _why(error))]
    except Exception as error:
        return [Failure(where, f"this could not be read ({type(error).__name__}: {error})")]


def _reader_for(path: str, data: bytes) -> Reader:
    suffix = naming.suffix_of(path).removesuffix(".gz")
    if suffix in SUFFIXES:
        return READERS[suffix]
    if path == "-" or not suffix:
        return READERS[sniffing.kind_of(data)]
    raise SourceError(
        f"files of type '{suffix}' cannot be read", where=path, remedy=f"Readable types: {', '.join(READERS)}."
    )


def _numbered(found: Sequence[Story | Failure], path: str) -> list[Article | Failure]:
    """The articles of a file, each with its own id, else with the file's stem, numbered if there are several."""
    stem = naming.stem(path)
    is_alone = len(found) == 1
    articles: list[Article | Failure] = []
    for number, story in enumerate(found, start=1):
        if isinstance(story, Failure):
            articles.append(story)
            continue
        article = article_of(
            story, path="" if path == "-" else path, fallback=naming.readable(stem) if is_alone and path != "-" else ""
        )
        if isinstance(article, Article):
            wanted = story.id or (stem if is_alone else f"{stem}-{number}")
            article = dataclasses.replace(article, id=naming.slug(wanted))
        articles.append(article)
    return articles


def _why(error: SourceError) -> str:
    return f"{error.what}. {error.remedy}" if error.remedy else error.what
