"""`Brief` ⇄ JSON: the form that other programs read and that every other rendition carries as its evidence."""

from __future__ import annotations

import functools
import hashlib
import json
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.codec.plain import Coder, DecodingError, decoder, encoder, require
from generator.codec.rendition import Rendition
from generator.errors import EvidenceError
from generator.model import Brief

SCHEMA_ID = "urn:briefing-note-generator:brief:1"
_ORDER = ("title", "profile", "dated", "language", "generator", "identity", "sources", "sections", "key_points")


def to_json(brief: Brief) -> dict[str, Any]:
    """`brief` as plain values, keys in the order of the contract; `sha256` is `digest` of all that stands before it."""
    plain = _encoder(Brief)(brief)
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
        what, remedy = (
            "this is not a brief, or a newer version made it",
            "Use a file that `brief build` wrote, or update.",
        )
        raise EvidenceError(what, where="schema", remedy=remedy)
    rest = {key: value for key, value in data.items() if key not in ("schema", "sha256")}
    try:
        brief: Brief = _decoder(Brief)(rest)
    except DecodingError as error:
        raise EvidenceError(error.what, where=error.where or "brief") from None
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


@functools.cache
def _encoder(kind: Any) -> Coder:
    """What turns a dataclass into a dict by the names of its fields."""
    fields = {name: encoder(hint, _encoder) for name, hint in typing.get_type_hints(kind).items()}
    return lambda value: {name: encode(getattr(value, name)) for name, encode in fields.items()}


@functools.cache
def _decoder(kind: Any) -> Coder:
    """The reverse of `_encoder`; each key must be there, and no other."""
    fields = {name: decoder(hint, _decoder) for name, hint in typing.get_type_hints(kind).items()}

    def record(data: Any) -> Any:
        _require_keys(data, fields)
        values = {}
        for name, decode in fields.items():
            try:
                values[name] = decode(data[name])
            except DecodingError as error:
                raise error.within(name) from None
        return kind(**values)

    return record


def _require_keys(data: Any, fields: Mapping[str, Coder]) -> None:
    require(data, isinstance(data, dict))
    for key in fields:
        if key not in data:
            raise DecodingError(f"'{key}' is missing")
    for key in data:
        if key not in fields:
            raise DecodingError(f"'{key}' is not a key of a brief")
