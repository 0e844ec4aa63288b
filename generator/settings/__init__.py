"""Settings files: TOML → a frozen value, or one error that lists every mistake with its file, line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from generator.errors import UsageError
from generator.settings import mistakes
from generator.settings.lines import Location, line_of
from generator.settings.mistakes import Mistake, near

__all__ = ["Location", "Mistake", "SettingsKind", "near", "parse", "read"]

T = TypeVar("T", bound=BaseModel)
_TOML_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsKind(Generic[T]):
    """One kind of settings file, and how its errors read."""

    name: str
    """What messages call the file ("profile")."""
    table: type[T]
    """The value that the file as a whole becomes."""
    error: type[UsageError]
    check: Callable[[T], Iterable[Mistake]]
    """Finds the mistakes that no single value shows: ids used twice, references to nothing."""
    if_unreadable: str
    """The remedy for a file that cannot be read."""
    if_wrong: str
    """The remedy for mistakes in the file."""


def read(path: Path, kind: SettingsKind[T], *, context: Mapping[str, Any] | None = None) -> T:
    """The settings in the file at `path`; validators receive `context`.

    Raises:
        UsageError: as `kind.error`, listing every mistake.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        what = f"the {kind.name} cannot be read ({why})"
        raise kind.error(what, where=str(path), remedy=kind.if_unreadable) from error
    return parse(text, kind, where=str(path), context=context)


def parse(text: str, kind: SettingsKind[T], *, where: str, context: Mapping[str, Any] | None = None) -> T:
    """The settings in a TOML `text`; `where` is what errors call it, and validators receive `context`.

    Raises:
        UsageError: as `kind.error`, listing every mistake.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found_at = _TOML_LINE.search(str(error))
        line = found_at[1] if found_at else len(text.splitlines())  # else it is at the end of the file
        what = f"this is not valid TOML: {error}"
        raise kind.error(what, where=f"{where}:{line}", remedy="Correct that line.") from error
    try:
        found = kind.table.model_validate(values, context=dict(context or {}))
    except ValidationError as error:
        raise _error(mistakes.of(error, kind.table), text, kind, where) from error
    if wrong := list(kind.check(found)):
        raise _error(wrong, text, kind, where)
    return found


def _error(found: Iterable[Mistake], text: str, kind: SettingsKind[T], where: str) -> UsageError:
    """One error for all the mistakes `found`, a line for each, in the order of the file."""
    placed = sorted(((line_of(text, location), location, what) for location, what in found), key=lambda one: one[0])
    lines = [f"{where}:{line}: {_key(location) or kind.name}: {what}" for line, location, what in placed]
    return kind.error("\n".join(lines), remedy=kind.if_wrong)


def _key(location: Sequence[str | int]) -> str:
    """A key as people count: the first section is number 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in location)
