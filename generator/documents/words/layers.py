"""Catalogs of one language laid over each other, a user's last, and held to the keys and places of our English one."""

from __future__ import annotations

import functools
import gettext
import re
from collections.abc import Callable, Mapping

from babel import Locale, UnknownLocaleError

from generator.documents.words.catalog import Catalog, CatalogEntry, fault, require_places
from generator.documents.words.labels import DATE, FIRST, Labels
from generator.errors import TemplateError

_TYPESETTING: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    # Translation Bureau, "Le guide du rédacteur", 6: a thin space before ; ! ? and a full one before : and in « »
    "fr": (
        (re.compile(r" (?=[:»](?:\W|$))|(?<=«) "), "\u00a0"),
        (re.compile(r"(?<=[^\s«]) ?(?=[;!?](?:\W|$))"), "\u202f"),
    ),
}


@functools.lru_cache(maxsize=16)
def laid(language: str, short: str, layers: tuple[Catalog, ...], *, house: Catalog) -> Labels:
    """The words of `layers`, for which the rule of the first one picks the plural.

    Raises:
        TemplateError: an entry does not fit the one of `house`, or has no counterpart; it names file and line.
    """
    locale, rule = _locale(short, layers[0]), _rule(layers[0])
    ours = {entry.key: entry for entry in house.entries}
    entries = {entry.key: entry for catalog in layers for entry in catalog.entries}
    for entry in house.entries:
        if entry.key not in entries:
            what = f"there are no words for '{entry.key}', in English “{entry.forms[0]}”"
            remedy = f"Copy the entry from line {entry.line} of our {entry.name} and fill in its msgstr."
            raise TemplateError(what, where=layers[0].name, remedy=remedy)
    for entry in entries.values():
        _require_fit(entry, ours.get(entry.key))
    for key in (DATE, FIRST):
        _require_pattern(entries[key])
    texts = {key: tuple(_typeset(form, short) for form in entry.forms) for key, entry in entries.items()}
    return Labels(language, texts, locale, rule)


def _locale(short: str, catalog: Catalog) -> Locale:
    try:
        return Locale.parse(short)
    except (UnknownLocaleError, ValueError) as error:
        remedy = "Name the file by the ISO 639 code of its language."
        raise TemplateError(f"the language '{short}' is not known", where=catalog.name, remedy=remedy) from error


def _rule(catalog: Catalog) -> Callable[[int], int]:
    try:
        return gettext.c2py(catalog.plural)
    except ValueError as error:
        raise fault(f"the rule of the plural cannot be read: {error}", catalog.name, 1) from error


def _require_fit(entry: CatalogEntry, ours: CatalogEntry | None) -> None:
    """Raise where `entry` has a place for a value that the text of the same key in `ours` does not have."""
    if ours is None:
        return
    if ours.is_plural and not entry.is_plural:
        raise fault(f"'{entry.key}' needs plural forms (msgid_plural, msgstr[0] …)", entry.name, entry.line)
    require_places(entry, ours.places)


def _require_pattern(entry: CatalogEntry) -> None:
    """Raise where `entry` is no pattern of a day, a month and a year (UTS 35, 4), with perhaps the day of the week."""
    letters = set(re.sub(r"'[^']*'|[^A-Za-z']", "", entry.forms[0]))
    if not {"d", "M", "y"} <= letters <= {"d", "M", "y", "E"}:
        raise fault(f"'{entry.key}' is no pattern of a date, as MMMM d, y is", entry.name, entry.line)


def _typeset(text: str, short: str) -> str:
    """`text` with the spaces that its language sets beside punctuation."""
    for pattern, space in _TYPESETTING.get(short, ()):
        text = pattern.sub(space, text)
    return text
