"""Analysed articles as compressed bytes, and the hashes by which stories and analyses are known again.

A document is kept as lists in the order of its fields, speakers and attributions once each: this is a third of the
size of JSON with names and is read several times as fast.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import types
import typing
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from generator import __version__
from generator.model import Article, Attribution, Document, Source, Speaker

_SHARED = (Speaker, Attribution)  # in an order in which each refers only to those before it
_LEVEL = 6
Coder = Callable[[Any], Any]


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
        shared[kind].coder = _packer(kind, shared, is_row=True)
    plain = [_packer(hint, shared)(getattr(document, name)) for name, hint in _fields(Document)]
    rows = [shared[kind].rows for kind in _SHARED]
    return zlib.compress(json.dumps([rows, plain], separators=(",", ":")).encode(), _LEVEL)


def unpack(data: bytes, article: Article) -> Document | None:
    """The document that was packed, with `article`; None where it was not packed by this program."""
    try:
        tables, plain = json.loads(zlib.decompress(data))
        shared: dict[type[Any], list[Any]] = {}
        for kind, rows in zip(_SHARED, tables, strict=True):
            shared[kind] = list(map(_unpacker(kind, shared), rows))
        coders = [(name, _unpacker(hint, shared)) for name, hint in _fields(Document)]
        values = {name: coder(value) for (name, coder), value in zip(coders, plain, strict=True)}
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
    return zlib.compress(json.dumps(_packer(Article, {})(story), separators=(",", ":")).encode(), _LEVEL)


def unpack_story(data: bytes) -> Article | None:
    """The story that was packed, None where it was not packed by this program."""
    try:
        found = _unpacker(Article, {})(json.loads(zlib.decompress(data)))
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
        self.coder: Coder = _as_it_is
        self._places: dict[Any, int] = {}

    def place(self, value: Any) -> int:
        """Where `value` stands among the rows, at their end if it is new."""
        if value not in self._places:
            row = self.coder(value)
            self._places[value] = len(self.rows)
            self.rows.append(row)
        return self._places[value]


def _packer(kind: Any, shared: Mapping[Any, _Shared], *, is_row: bool = False) -> Coder:
    """What turns values of the type `kind` into plain ones; a row of the shared values is packed in full."""
    if kind in shared and not is_row:
        return shared[kind].place
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        coders = [(name, _packer(hint, shared)) for name, hint in _fields(kind)]
        return lambda value: [coder(getattr(value, name)) for name, coder in coders]
    inner = _packer(_inner(kind), shared) if typing.get_args(kind) else _as_it_is
    if inner is _as_it_is:
        return _as_it_is
    if typing.get_origin(kind) is tuple:
        return lambda items: [inner(item) for item in items]
    return lambda value: None if value is None else inner(value)


def _unpacker(kind: Any, shared: Mapping[Any, list[Any]]) -> Coder:
    """The reverse of `_packer`."""
    if kind in shared:
        return shared[kind].__getitem__
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        coders = [_unpacker(hint, shared) for _, hint in _fields(kind)]
        return lambda row: kind(*[coder(value) for coder, value in zip(coders, row, strict=True)])
    inner = _unpacker(_inner(kind), shared) if typing.get_args(kind) else _as_it_is
    if typing.get_origin(kind) is tuple:
        return tuple if inner is _as_it_is else lambda items: tuple(map(inner, items))
    return _as_it_is if inner is _as_it_is else lambda value: None if value is None else inner(value)


def _inner(kind: Any) -> Any:
    """The type of what a tuple holds, or of what is there if it is not None; a literal's own values have none."""
    if typing.get_origin(kind) is typing.Literal:
        return str
    return next(option for option in typing.get_args(kind) if option not in (types.NoneType, ...))


def _as_it_is(value: Any) -> Any:
    return value
