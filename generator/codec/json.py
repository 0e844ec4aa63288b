"""`Brief` ⇄ JSON: the form that other programs read and that every other rendition carries as its evidence."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.codec.rendition import Rendition
from generator.errors import EvidenceError
from generator.model import Brief

SCHEMA_ID = "urn:briefing-note-generator:brief:1"
_ORDER = ("title", "profile", "dated", "language", "generator", "identity", "sources", "sections", "key_points")


def to_json(brief: Brief) -> dict[str, Any]:
    """`brief` as plain values, keys in the order of the contract; `sha256` is `digest` of all that stands before it."""
    plain = _plain(brief)
    ordered = {key: plain[key] for key in (*_ORDER, *(name for name in plain if name not in _ORDER))}
    found = {"schema": SCHEMA_ID, **ordered}
    return {**found, "sha256": digest(found)}


def evidence_hash(brief: Brief) -> str:
    """The SHA-256 of the evidence of `brief`, in hexadecimal."""
    return str(to_json(brief)["sha256"])


def from_json(data: object) -> Brief:
    """The brief that `data` holds, exactly as `to_json` was given it; `sha256` is not compared here.

    Raises:
        EvidenceError: where a key is missing, unknown or of the wrong kind; it names the place.
    """
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA_ID:
        raise EvidenceError("this is not a brief, or one of an unknown version", where="schema")
    rest = {key: value for key, value in data.items() if key not in ("schema", "sha256")}
    brief = _value(rest, Brief, "")
    assert isinstance(brief, Brief)  # noqa: S101 - for the type checker: `_value` returns what it is asked for
    return brief


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of `data` without its key `sha256`.

    Hashed is the UTF-8 form of the JSON text with sorted keys and no white space, so that any language can repeat it.
    """
    rest = {key: value for key, value in data.items() if key != "sha256"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def dumps(brief: Brief) -> bytes:
    """`brief` as the bytes of `brief.json`: UTF-8, two spaces a level, a line break at the end."""
    text = json.dumps(to_json(brief), indent=2, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode("utf-8", "backslashreplace")  # a lone surrogate has no UTF-8 form, only a JSON escape


def render(brief: Brief, templates: Path | None = None, press: object = None) -> Rendition:  # noqa: ARG001 - it has no use for the two
    """`brief` as JSON."""
    return Rendition(dumps(brief))


def loads(text: str | bytes) -> Any:
    """The value of a JSON `text` in which no object has the same key twice, for the first would hide behind the last.

    Raises:
        EvidenceError: where it is not such a text.
    """
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_reject)
    except (ValueError, RecursionError) as error:
        raise EvidenceError(f"the evidence is not readable JSON: {error}") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _reject(constant: str) -> None:
    raise ValueError(f"{constant} is not a JSON value")


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


@functools.cache
def _fields(cls: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _value(data: Any, kind: Any, where: str) -> object:
    """`data` as a value of the type `kind`, `where` it stands in the whole."""
    origin = typing.get_origin(kind)
    if origin is types.UnionType or origin is typing.Union:
        inner = next(option for option in typing.get_args(kind) if option is not types.NoneType)
        return None if data is None else _value(data, inner, where)
    if origin is typing.Literal:
        return _require(data, isinstance(data, str) and data in typing.get_args(kind), where)
    if origin is tuple:
        items = _require(data, isinstance(data, list), where)
        return tuple(_value(item, typing.get_args(kind)[0], f"{where}[{i}]") for i, item in enumerate(items))
    if dataclasses.is_dataclass(kind):
        return _record(data, kind, where)
    if kind is float:
        number = isinstance(data, int | float) and not isinstance(data, bool)
        return float(_require(data, number, where))
    return _require(data, type(data) is kind, where)


def _record(data: Any, kind: Any, where: str) -> object:
    fields = _fields(kind)
    _require(data, isinstance(data, dict), where)
    for key in [*fields, *data]:
        if key not in data or key not in fields:
            fault = "is missing" if key not in data else "is not a key of a brief"
            raise EvidenceError(f"'{key}' {fault}", where=where or "brief")
    return kind(**{key: _value(data[key], hint, f"{where}.{key}" if where else key) for key, hint in fields.items()})


def _require(data: Any, holds: bool, where: str) -> Any:
    if not holds:
        raise EvidenceError(f"{str(data)[:60]!r} is not a value that may stand here", where=where)
    return data
