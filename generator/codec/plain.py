"""Values of the model as plain values (dicts, lists, text, numbers) and back, by the types of their fields.

How a dataclass is written differs: under the names of its fields in a brief, in their order in a packed story. So
whoever encodes or decodes passes a function `record` that makes the coder for one dataclass; the rest is here.

Decoding is strict: each value has exactly the type of its field, and no field is left to its default. pydantic's
`TypeAdapter` is laxer with standard dataclasses (it accepts missing and unknown keys) and takes 0.2 s to get ready.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Callable
from typing import Any, Literal, TypeAlias

Coder: TypeAlias = Callable[[Any], Any]
RecordCoder: TypeAlias = Callable[[Any], Coder]
_Form: TypeAlias = Literal["record", "many", "optional", "choice", "number", "date", "exact"]


_PLAIN: dict[Any, _Form] = {float: "number", dt.date: "date"}


class DecodingError(ValueError):
    """A plain value that does not fit the type it should have: what is wrong with it, and where it stands."""

    def __init__(self, what: str, where: str = "") -> None:
        super().__init__(what)
        self.what, self.where = what, where

    def within(self, step: str) -> DecodingError:
        """The same fault as seen from one level further out, where its place begins with `step`."""
        dot = "." if self.where and not self.where.startswith("[") else ""
        return DecodingError(self.what, f"{step}{dot}{self.where}")


def encoder(kind: Any, record: RecordCoder) -> Coder:
    """What turns values of the type `kind` into plain ones."""
    form, inner = _form(kind)
    if form == "record":
        return record(inner)
    if form == "date":
        return dt.date.isoformat
    encode = encoder(inner, record) if form in ("many", "optional") else unchanged
    if form == "many":
        return list if encode is unchanged else lambda items: [encode(item) for item in items]
    return unchanged if encode is unchanged else lambda value: None if value is None else encode(value)


def decoder(kind: Any, record: RecordCoder) -> Coder:
    """What turns plain values into those of the type `kind`; it raises `DecodingError` where one does not fit."""
    form, inner = _form(kind)
    if form == "record":
        return record(inner)
    if form in ("many", "optional"):
        decode = decoder(inner, record)
        return _many(decode) if form == "many" else lambda data: None if data is None else decode(data)
    if form == "choice":
        return _choice(inner)
    if form == "date":
        return _date
    return _number if form == "number" else _exact(inner)


def unchanged(value: Any) -> Any:
    """`value` itself."""
    return value


def require(data: Any, holds: bool) -> Any:
    """`data` if it fits, as `holds` says.

    Raises:
        DecodingError: it does not.
    """
    if not holds:
        raise DecodingError(f"{str(data)[:60]!r} is not allowed here")
    return data


def _form(kind: Any) -> tuple[_Form, Any]:
    """What a type is made of: its form, and the type inside it, the values allowed, or the type itself."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return "record", kind
    if origin is tuple:
        return "many", arguments[0]
    if origin is Literal:
        return "choice", arguments
    if origin in (types.UnionType, typing.Union):
        return "optional", next(option for option in arguments if option is not types.NoneType)
    return _PLAIN.get(kind, "exact"), kind


def _many(decode: Coder) -> Coder:
    def items(data: Any) -> Any:
        found: list[Any] = []
        require(data, type(data) is list)
        try:
            for item in data:
                found.append(decode(item))  # noqa: PERF401 - its length is the index where decoding fails
        except DecodingError as error:
            raise error.within(f"[{len(found)}]") from None
        return tuple(found)

    return items


def _choice(allowed: tuple[str, ...]) -> Coder:
    return lambda data: require(data, isinstance(data, str) and data in allowed)


def _number(data: Any) -> float:
    return float(require(data, type(data) in (int, float)))


def _date(data: Any) -> dt.date:
    """A day as ISO 8601 writes it in full ("2025-08-15")."""
    try:
        found = dt.date.fromisoformat(data)
    except (TypeError, ValueError):
        raise DecodingError(f"{str(data)[:60]!r} is not a date such as 2025-08-15") from None
    require(data, found.isoformat() == data)
    return found


def _exact(kind: type[Any]) -> Coder:
    return lambda data: data if type(data) is kind else require(data, False)
