"""Pydantic's errors in plain words, with the nearest known key or value."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypeAlias, get_args, get_origin

from pydantic import BaseModel, ValidationError

from generator.settings.lines import Location

Mistake: TypeAlias = tuple[Location, str]
"""Where a value stands, and what is wrong with it."""

_WORDS = {
    "missing": "this key is missing",
    "too_short": "give at least one",
    "tuple_type": "this must be a list, in square brackets; a list of tables has two brackets around its name",
    "model_type": "this must be a table, with its name in square brackets",
    "model_attributes_type": "this must be a table",
    "path_type": "this must be a path, in quotation marks",
    "string_type": "this must be text, in quotation marks",
    "string_too_short": "this must have at least {min_length} character(s)",
    "string_too_long": "this must have at most {max_length} characters",
    "string_pattern_mismatch": "this must match the pattern {pattern}",
    "bool_type": "this must be true or false",
    "bool_parsing": "this must be true or false",
    "int_type": "this must be a whole number",
    "int_parsing": "this must be a whole number",
    "int_from_float": "this must be a whole number",
    "float_type": "this must be a number",
    "float_parsing": "this must be a number",
    "finite_number": "this must be a finite number",
    "greater_than": "this must be greater than {gt}",
    "greater_than_equal": "this must be at least {ge}",
    "less_than": "this must be less than {lt}",
    "less_than_equal": "this must be at most {le}",
    "value_error": "{error}",
}
"""What to say for each of pydantic's kinds of error; the names in brackets come from its context."""

_QUOTED = re.compile(r"'([\w-]+)'")


def of(error: ValidationError, table: type[BaseModel]) -> list[Mistake]:
    """Each mistake that pydantic found in the values of a `table`."""
    found = error.errors()
    places = [one["loc"] for one in found]
    return [
        (_walk(one["loc"], table)[0], _what(one, table))
        for one in found
        if one["type"] != "too_short" or not _has_below(places, one["loc"])
    ]


def near(word: str, known: Iterable[str]) -> str:
    """The nearest of the `known` words as a question in brackets, "" where none is near."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f" (did you mean '{found[0]}'?)" if found else ""


def _has_below(places: Iterable[Location], place: Location) -> bool:
    """Whether an item of the list at `place` is wrong, which is then all that is wrong with the list."""
    return any(len(other) > len(place) and other[: len(place)] == place for other in places)


def _what(found: Any, table: type[BaseModel]) -> str:
    """What is wrong with a value."""
    location, kind, context = found["loc"], found["type"], found.get("ctx", {})
    if kind == "extra_forbidden":
        _, tables = _walk(location[:-1], table)
        return "unknown key" + near(str(location[-1]), [key for one in tables for key in one.model_fields])
    if kind.startswith("union_tag_"):
        _, tables = _walk(location, table)
        tags = [tag for one in tables for tag in _tags(one)]
        choice = ", ".join(f"'{tag}'" for tag in tags)
        return f"set {context['discriminator']} to one of {choice}" + near(str(context.get("tag", "")), tags)
    if kind == "literal_error":
        return f"this must be {context['expected']}" + near(str(found["input"]), _QUOTED.findall(context["expected"]))
    return _WORDS[kind].format(**context) if kind in _WORDS else str(found["msg"])


def _walk(location: Location, table: type[BaseModel]) -> tuple[Location, tuple[type[BaseModel], ...]]:
    """A path of pydantic's as the file has it, and the tables of which one stands there.

    Pydantic puts the tag of a table that comes in several kinds into the path.
    """
    written: list[str | int] = []
    tables: tuple[type[BaseModel], ...] = (table,)
    for part in location:
        tagged = tuple(one for one in tables if len(tables) > 1 and part in _tags(one))
        if tagged:
            tables = tagged
            continue
        written.append(part)
        if isinstance(part, str):
            tables = tuple(_tables_at(part, tables))
    return tuple(written), tables


def _tables_at(key: str, tables: Iterable[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    """The tables that a key of one of `tables` may hold."""
    for one in tables:
        if key in one.model_fields:
            yield from _tables_in(one.model_fields[key].annotation)


def _tables_in(annotation: Any) -> tuple[type[BaseModel], ...]:
    """The tables that a type names, however deep in it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    return tuple(inner for part in get_args(annotation) for inner in _tables_in(part))


def _tags(table: type[BaseModel]) -> tuple[str, ...]:
    """The words that tell which of several kinds a table is."""
    kinds = (field.annotation for field in table.model_fields.values() if field.is_required())
    return tuple(tag for kind in kinds if get_origin(kind) is Literal for tag in get_args(kind))
