"""PO files of GNU gettext as values, each fault told by file and line."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from babel.messages.catalog import Catalog as Messages
from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from generator.errors import TemplateError

PLACE = re.compile(r"%\((\w+)\)([ds])|%%")
"""Where a text takes a value: a number (d) in the form of its language, or anything else (s) as it is."""

_KEY = re.compile(r'\s*msgctxt\s+"([^"]+)"')
_REMEDY = "Correct the file and start again."


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """A text under its key: one form, or one for each plural."""

    key: str
    forms: tuple[str, ...]
    is_plural: bool
    name: str
    """The file, by its path within the folder of templates."""
    line: int

    @property
    def places(self) -> frozenset[str]:
        """The places for values that any of its forms has."""
        return frozenset(match.group() for form in self.forms for match in PLACE.finditer(form) if match[1])


@dataclass(frozen=True, eq=False, slots=True)
class Catalog:
    """A file: its entries in order, and the rule that picks a plural (an expression in C, as gettext has it)."""

    name: str
    plural: str
    entries: tuple[CatalogEntry, ...]


def fault(what: str, name: str, line: int) -> TemplateError:
    """The error for what is wrong in a line of a catalog."""
    return TemplateError(what, where=f"{name}, line {line}", remedy=_REMEDY)


@functools.lru_cache(maxsize=16)
def read(data: bytes, name: str) -> Catalog:
    """The catalog that `data` holds; in a file of English words an empty `msgstr` says the words of its `msgid`.

    Raises:
        TemplateError: it is no PO file in UTF-8, or an entry has no key, no words, or one that another has too.
    """
    try:
        text = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise fault("this is not UTF-8", name, data.count(b"\n", 0, error.start) + 1) from error
    short = name.rpartition("/")[2].removesuffix(".po")
    lines = _lines(text, name)
    messages = _messages(text, name, short)
    entries = tuple(_entries(messages, lines, name, is_english=short == "en"))
    return Catalog(name, messages.plural_expr, entries)


def _messages(text: list[str], name: str, short: str) -> Messages:
    try:
        return read_po(text, locale=short, ignore_obsolete=True, abort_invalid=True)
    except PoFileError as error:
        raise fault(str(error), name, error.lineno + 1) from error
    except MemoryError:
        raise  # which is no fault of the file's
    except Exception as error:  # what Babel makes of odd files is not told anywhere
        raise fault(f"this is no PO file: {error}", name, 1) from error


def _lines(text: list[str], name: str) -> dict[str, int]:
    """The line of each key."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text, 1):
        if match := _KEY.match(line):
            if match[1] in lines:
                raise fault(f"the key '{match[1]}' stands in line {lines[match[1]]} already", name, number)
            lines[match[1]] = number
    return lines


def _entries(messages: Messages, lines: dict[str, int], name: str, *, is_english: bool) -> Iterator[CatalogEntry]:
    for message in messages:
        if message.id == "":
            continue
        line = lines.get(message.context or "", message.lineno or 1)
        if not message.context:
            raise fault("an entry has no key (msgctxt)", name, line)
        if message.fuzzy:
            raise fault(f"'{message.context}' is marked as fuzzy: check its words, then remove the mark", name, line)
        forms = _forms(message.string)
        if is_english and not any(forms):
            forms = _forms(message.id)
        if not all(forms):
            raise fault(f"'{message.context}' has no words (msgstr)", name, line)
        yield _checked(CatalogEntry(message.context, forms, message.pluralizable, name, line), message)


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _checked(entry: CatalogEntry, message: Message) -> CatalogEntry:
    """`entry`, unless it has a place for a value that is none, or that its English words (msgid) do not have."""
    known = replace(entry, forms=_forms(message.id)).places
    if known and any("%" in PLACE.sub("", form) for form in entry.forms):
        what = f"'{entry.key}' has a '%' that is no place for a value; write '%%' for the sign"
        raise fault(what, entry.name, entry.line)
    require_places(entry, known)
    return entry


def require_places(entry: CatalogEntry, known: frozenset[str]) -> None:
    """Raise where `entry` has a place for a value that is not among those `known`."""
    if odd := sorted(entry.places - known):
        raise fault(f"'{entry.key}' takes no value {', '.join(odd)}", entry.name, entry.line)
