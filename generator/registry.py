"""Tables of callables by name; the error for an unknown name lists the known ones."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from generator.errors import UnknownNameError

T = TypeVar("T", bound=Callable[..., Any])


class Registry(Mapping[str, T]):
    """A read-only mapping of names to callables of one `kind` ("ranker", "format" …)."""

    def __init__(self, kind: str, table: Mapping[str, T]) -> None:
        self.kind = kind
        self._table = dict(table)

    def __getitem__(self, name: str) -> T:
        try:
            return self._table[name]
        except KeyError:
            raise unknown_name(self.kind, name, self._table) from None

    def __contains__(self, name: object) -> bool:
        return name in self._table

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


def unknown_name(kind: str, name: str, known: Iterable[str]) -> UnknownNameError:
    """The error for a `name` that is not among `known`; it suggests the nearest one."""
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    hint = f"Did you mean '{near[0]}'? " if near else ""
    return UnknownNameError(f"there is no {kind} '{name}'", remedy=f"{hint}Known: {', '.join(names)}.")
