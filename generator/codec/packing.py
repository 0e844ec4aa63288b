"""Analysed articles as compressed bytes, and the hashes by which stories and analyses are known again.

A document is kept as lists in the order of its fields, speakers and attributions once each: this is a third of the
size of JSON with names and is read several times as fast.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import typing
import zlib
from collections.abc import Mapping
from typing import Any

from generator import __version__
from generator.codec.plain import Coder, RecordCoder, decoder, encoder, unchanged
from generator.model import Article, Attribution, Document, Source, Speaker

_SHARED = (Speaker, Attribution)  # in an order in which each refers only to those before it
_LEVEL = 6


def story_hash(story: Article | Source) -> str:
    """The SHA-256 of a story's whole text in UTF-8; a source of a brief names it, whatever it keeps of the text."""
    return story.sha256 if isinstance(story, Source) else _sha256(story.text)


def analysis_hash(article: Article) -> str:
    """The SHA-256 of all that the analysis of `article` goes by."""
    parts = (article.text, article.title, str(article.day), article.language, *article.warnings)
    return _sha256(json.dumps(parts))


def made_by(pipeline: str) -> str:
    """The key of analyses by `pipeline`: another version of this program, or of its values, finds none of them."""
    return f"{pipeline} · {__version__} · {shape()}"


@functools.cache
def shape() -> str:
    """A hash of the fields and types of a document: what was packed under another one cannot be unpacked."""
    seen: dict[str, Any] = {}
    _describe(Document, seen)
    return _sha256(json.dumps(seen, sort_keys=True))[:12]


def pack(document: Document) -> bytes:
    """`document` without its article."""
    shared = {kind: _Shared() for kind in _SHARED}
    for kind in _SHARED:
        shared[kind].encode = _row_packer(kind, _packer(shared))
    plain = _row_packer(Document, _packer(shared))(document)
    rows = [shared[kind].rows for kind in _SHARED]
    return zlib.compress(json.dumps([rows, plain], separators=(",", ":")).encode(), _LEVEL)


def unpack(data: bytes, article: Article) -> Document | None:
    """The document that was packed, with `article`; None where it was not packed by this program."""
    try:
        tables, plain = json.loads(zlib.decompress(data))
        shared: dict[type[Any], list[Any]] = {}
        for kind, rows in zip(_SHARED, tables, strict=True):
            shared[kind] = list(map(_row_unpacker(kind, _unpacker(shared)), rows))
        coders = [(name, decoder(hint, _unpacker(shared))) for name, hint in _fields(Document)]
        values = {name: decode(value) for (name, decode), value in zip(coders, plain, strict=True)}
        return Document(article=article, **values)
    except (ValueError, TypeError, LookupError, zlib.error):
        return None


def pack_story(story: Article | Source) -> bytes:
    """A story as it was read; nothing of a source that keeps only some paragraphs."""
    if isinstance(story, Source):
        if story.kept is not None:
            return b""
        known = {
            name: getattr(story, name) for name in ("id", "title", "text", "source", "url", "published", "language")
        }
        story = Article(**known)
    return zlib.compress(json.dumps(_row_packer(Article, _packer({}))(story), separators=(",", ":")).encode(), _LEVEL)


def unpack_story(data: bytes) -> Article | None:
    """The story that was packed, None where it was not packed by this program."""
    try:
        found = _row_unpacker(Article, _unpacker({}))(json.loads(zlib.decompress(data)))
    except (ValueError, TypeError, LookupError, zlib.error):
        return None
    return found if isinstance(found, Article) else None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@functools.cache
def _fields(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    """Names and types of the fields of a dataclass; a document's article is kept apart from it."""
    hints = typing.get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in dataclasses.fields(kind) if hints[field.name] != Article)


def _describe(kind: Any, seen: dict[str, Any]) -> None:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind.__name__ not in seen:
        seen[kind.__name__] = [(name, str(hint)) for name, hint in _fields(kind)]
        for _, hint in _fields(kind):
            _describe(hint, seen)
    for part in typing.get_args(kind):
        _describe(part, seen)


class _Shared:
    """Values of one type, each packed once and named by its place."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self.encode: Coder = unchanged
        self._places: dict[Any, int] = {}

    def place(self, value: Any) -> int:
        """Where `value` stands among the rows, at their end if it is new."""
        if value not in self._places:
            row = self.encode(value)
            self._places[value] = len(self.rows)
            self.rows.append(row)
        return self._places[value]


def _packer(shared: Mapping[Any, _Shared]) -> RecordCoder:
    """What makes the coder that turns a dataclass into a list; a shared one becomes its place among the rows."""

    def record(kind: Any) -> Coder:
        return shared[kind].place if kind in shared else _row_packer(kind, record)

    return record


def _row_packer(kind: Any, record: RecordCoder) -> Coder:
    coders = [(name, encoder(hint, record)) for name, hint in _fields(kind)]
    return lambda value: [encode(getattr(value, name)) for name, encode in coders]


def _unpacker(shared: Mapping[Any, list[Any]]) -> RecordCoder:
    """The reverse of `_packer`."""

    def record(kind: Any) -> Coder:
        return shared[kind].__getitem__ if kind in shared else _row_unpacker(kind, record)

    return record


def _row_unpacker(kind: Any, record: RecordCoder) -> Coder:
    coders = [decoder(hint, record) for _, hint in _fields(kind)]
    return lambda row: kind(*[decode(value) for decode, value in zip(coders, row, strict=True)])
