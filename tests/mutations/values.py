"""Changes of the evidence: one value of the JSON, or the order of two."""

from __future__ import annotations

import copy
import functools
import json
import random
from collections.abc import Iterator
from typing import Any

from generator.codec.json import digest
from mutations.words import changed, suits

Place = tuple[str | int, ...]
"""The keys that lead to a value."""

_TIES = {"sha256", "start", "end", "at", "length", "index", "size", "root"}
_BOUND = {"text", "display", "start", "end"}


def mutated(chance: random.Random, kind: str, evidence: str) -> str:
    """One value changed, or two swapped; where that shows all the same, the hash of the whole is at times made anew."""
    data = copy.deepcopy(_loaded(evidence))
    place = chance.choice(_choices(evidence, kind))
    container = functools.reduce(lambda inner, key: inner[key], place[:-1], data)
    container[place[-1]] = _another(chance, kind, container[place[-1]])
    if _is_bound(place) and chance.random() < 0.5:
        data["sha256"] = digest(data)
    return json.dumps(data, ensure_ascii=False)


@functools.cache
def _loaded(evidence: str) -> Any:
    return json.loads(evidence)


@functools.cache
def _choices(evidence: str, kind: str) -> tuple[Place, ...]:
    return tuple(place for place, value in _values(_loaded(evidence)) if _suits(kind, place, value))


def _values(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """(place, value) of each value that holds no others, of each list, and of each speaker."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(item, dict | list):
            yield from _values(item, (*place, key))
        if not isinstance(item, dict) or key == "speaker":
            yield (*place, key), item


def _suits(kind: str, place: Place, value: Any) -> bool:
    """Whether a value can be changed in this way."""
    if isinstance(value, list):
        return kind == "order" and len(value) > 1
    if place[-1] in _TIES or "path" in place:
        return kind == "tie"
    if kind == "speaker" and "speaker" in place:
        return True
    if kind == "hedge" and "certainty" in place:
        return True
    if isinstance(value, int | float) and not isinstance(value, bool):
        return kind == "number"
    return isinstance(value, str) and suits(kind, value)


def _is_bound(place: Place) -> bool:
    """Whether a change there shows even where the hash of the whole evidence was made anew."""
    if place[0] == "sources" and len(place) > 2:
        return place[2] == "sha256" or "kept" in place
    return place[0] == "sections" and len(place) == 5 and place[4] in _BOUND


def _another(chance: random.Random, kind: str, value: Any) -> Any:
    """Another value of the same sort."""
    if isinstance(value, list):
        at = chance.randrange(len(value) - 1)
        return [*value[:at], value[at + 1], value[at], *value[at + 2 :]]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + chance.choice([-1, 1, 2])
    if isinstance(value, dict):
        return None
    if isinstance(value, str) and value:
        return changed(chance, kind if suits(kind, value) else "character", value)
    return "x"
