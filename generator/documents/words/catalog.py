"""PO files of GNU gettext as values; errors give the file and the line."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from babel.messages.catalog import Catalog as Messages
from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from generator.documents.languages import SOURCE
from generator.errors import TemplateError

PLACE = re.compile(r"%\((\w+)\)([ds])|%%")
"""A placeholder in a text: for a number (d), written as its language does, or for anything else (s)."""

_KEY = re.compile(r'\s*msgctxt\s+"([^"]+)"')
_REMEDY = "Correct the file and start again."


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """A text with its key: one form, or one for each plural."""

    key: str
    forms: tuple[str, ...]
    is_plural: bool
    name: str
    """The path of the file within the template folder."""
    line: int

    @property
    def places(self) -> frozenset[str]:
        """The placeholders in any of its forms."""
        return frozenset(match.group() for form in self.forms for match in PLACE.finditer(form) if match[1])


@dataclass(frozen=True, eq=False, slots=True)
class Catalog:
    """A file: its entries in order, and gettext's rule that picks a plural (an expression in C)."""

    name: str
    plural: str
    entries: tuple[CatalogEntry, ...]


def fault(what: str, name: str, line: int) -> TemplateError:
    """The error for a fault in a line of a catalog."""
    return TemplateError(what, where=f"{name}, line {line}", remedy=_REMEDY)


@functools.lru_cache(maxsize=16)
def read(data: bytes, name: str) -> Catalog:
    """The catalog in `data`; in the English file an empty `msgstr` means the text of its `msgid`.

    Raises:
        TemplateError: it is not a PO file in UTF-8, or an entry has no key, no text, or the same key as another.
    """
    try:
        text = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise fault("the file is not in UTF-8", name, data.count(b"\n", 0, error.start) + 1) from error
    short = name.rpartition("/")[2].removesuffix(".po")
    lines = _lines(text, name)
    messages = _messages(text, name, short)
    entries = tuple(_entries(messages, lines, name, is_english=short == SOURCE))
    return Catalog(name, messages.plural_expr, entries)


def _messages(text: list[str], name: str, short: str) -> Messages:
    try:
        return read_po(text, locale=short, ignore_obsolete=True, abort_invalid=True)
    except PoFileError as error:
        raise fault(str(error), name, error.lineno + 1) from error
    except MemoryError:
        raise  # the file is not at fault
    except Exception as error:  # Babel does not document what it raises for malformed files
        raise fault(f"the file is not a PO file: {error}", name, 1) from error


def _lines(text: list[str], name: str) -> dict[str, int]:
    """The line number of each key."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text, 1):
        if match := _KEY.match(line):
            if match[1] in lines:
                raise fault(f"the key '{match[1]}' is already used in line {lines[match[1]]}", name, number)
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
            raise fault(f"'{message.context}' is marked as fuzzy: check its text, then remove the mark", name, line)
        forms = _forms(message.string)
        if is_english and not any(forms):
            forms = _forms(message.id)
        if not all(forms):
            raise fault(f"'{message.context}' has no text (msgstr)", name, line)
        yield _checked(CatalogEntry(message.context, forms, message.pluralizable, name, line), message)


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _checked(entry: CatalogEntry, message: Message) -> CatalogEntry:
    """`entry`, after a check that its placeholders are valid and also in its English text (msgid)."""
    known = replace(entry, forms=_forms(message.id)).places
    if known and any("%" in PLACE.sub("", form) for form in entry.forms):
        what = f"'{entry.key}' has a '%' that is not part of a placeholder; write '%%' for a percent sign"
        raise fault(what, entry.name, entry.line)
    require_places(entry, known)
    return entry


def require_places(entry: CatalogEntry, known: frozenset[str]) -> None:
    """Raise an error if `entry` has a placeholder that is not among those `known`."""
    if odd := sorted(entry.places - known):
        raise fault(f"'{entry.key}' has unknown placeholders: {', '.join(odd)}", entry.name, entry.line)
