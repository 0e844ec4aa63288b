"""The catalogs of one language, a user's over ours, checked for the keys and placeholders of our English one."""

from __future__ import annotations

import functools
import gettext
import re
from collections.abc import Callable, Mapping

from babel import Locale, UnknownLocaleError

from generator.documents.words.catalog import Catalog, CatalogEntry, fault, require_places
from generator.documents.words.labels import DATE, FIRST, Labels
from generator.errors import TemplateError

# By language; one without a row keeps its texts as they are in the catalog.
_TYPESETTING: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    # Translation Bureau, "Le guide du rédacteur", 6: a thin space before ; ! ? and a full one before : and in « »
    "fr": (
        (re.compile(r" (?=[:»](?:\W|$))|(?<=«) "), "\u00a0"),
        (re.compile(r"(?<=[^\s«]) ?(?=[;!?](?:\W|$))"), "\u202f"),
    ),
}


@functools.lru_cache(maxsize=16)
def laid(language: str, short: str, layers: tuple[Catalog, ...], *, house: Catalog) -> Labels:
    """The labels of `layers`, later ones first; the first layer gives the plural rule.

    Raises:
        TemplateError: an entry does not fit its counterpart in `house`, or is missing; the error names file and line.
    """
    locale, rule = _locale(short, layers[0]), _rule(layers[0])
    ours = {entry.key: entry for entry in house.entries}
    entries = {entry.key: entry for catalog in layers for entry in catalog.entries}
    for entry in house.entries:
        if entry.key not in entries:
            what = f"the entry '{entry.key}' is missing, in English “{entry.forms[0]}”"
            remedy = (
                f"Copy it from line {entry.line} of the built-in {entry.name} (`brief templates copy FOLDER locale`) "
                "and fill in its msgstr."
            )
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
        remedy = "Name the file after the ISO 639 code of its language."
        raise TemplateError(f"the language '{short}' is unknown", where=catalog.name, remedy=remedy) from error


def _rule(catalog: Catalog) -> Callable[[int], int]:
    try:
        return gettext.c2py(catalog.plural)
    except ValueError as error:
        raise fault(f"the plural rule cannot be read: {error}", catalog.name, 1) from error


def _require_fit(entry: CatalogEntry, ours: CatalogEntry | None) -> None:
    """Raise an error if `entry` lacks plural forms or has a placeholder that `ours` does not have."""
    if ours is None:
        return
    if ours.is_plural and not entry.is_plural:
        raise fault(f"'{entry.key}' needs plural forms (msgid_plural, msgstr[0] …)", entry.name, entry.line)
    require_places(entry, ours.places)


def _require_pattern(entry: CatalogEntry) -> None:
    """Raise an error unless `entry` is a pattern of day, month and year, perhaps with the weekday (UTS 35, 4)."""
    letters = set(re.sub(r"'[^']*'|[^A-Za-z']", "", entry.forms[0]))
    if not {"d", "M", "y"} <= letters <= {"d", "M", "y", "E"}:
        raise fault(f"'{entry.key}' is not a date pattern such as MMMM d, y", entry.name, entry.line)


def _typeset(text: str, short: str) -> str:
    """`text` with the no-break spaces that its language has beside punctuation."""
    for pattern, space in _TYPESETTING.get(short, ()):
        text = pattern.sub(space, text)
    return text
