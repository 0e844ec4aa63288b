"""Headings and labels: gettext catalogs in `templates/locale`; dates, numbers and quotation marks by language.

A label is found by its key (the `msgctxt` of an entry). A file of the same name in a user's folder replaces single
entries. A file for another language adds that language and must have all entries.
"""

from __future__ import annotations

import functools
from pathlib import Path

from generator.documents.languages import CATALOG, SOURCE, is_code
from generator.documents.words.catalog import Catalog, read
from generator.documents.words.labels import Labels
from generator.documents.words.layers import laid
from generator.resources import TEMPLATES

__all__ = ["Labels", "of"]


def of(language: str, folder: Path | None = None) -> Labels:
    """The labels in `language` (a BCP 47 tag), or in English if it has no catalog; those in `folder` replace ours.

    Raises:
        TemplateError: a catalog has a fault or lacks an entry; the error names the file and the line.
    """
    short = language.partition("-")[0].lower()
    found = _layers(short, folder) if is_code(short) else ()
    (house,) = _ours(SOURCE)
    if found:
        return laid(language, short, found, house=house)
    return laid(SOURCE, SOURCE, _layers(SOURCE, folder), house=house)


def _layers(short: str, folder: Path | None) -> tuple[Catalog, ...]:
    """The catalogs of a language, ours first."""
    return (*_ours(short), *(_read(folder, short) if folder else ()))


@functools.cache
def _ours(short: str) -> tuple[Catalog, ...]:
    """Our catalog of a language, if there is one; it does not change during a run."""
    return _read(TEMPLATES, short)


def _read(root: Path, short: str) -> tuple[Catalog, ...]:
    name = CATALOG.format(short)
    place = root / name
    return (read(place.read_bytes(), name),) if place.is_file() else ()
