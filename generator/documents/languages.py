"""The languages that headings and labels can be in. Loads nothing else, so that `cli` can ask at start."""

from __future__ import annotations

from pathlib import Path

from generator.resources import TEMPLATES

SOURCE = "en"
"""The language in which the catalogs give the text to translate (msgid)."""
CATALOG = "locale/{}.po"
"""The catalog of a language, by its path within a folder of templates."""


def label_languages(folder: Path | None = None) -> tuple[str, ...]:
    """The codes of the languages that have a catalog, in alphabetical order: ours and those in `folder`."""
    roots = (TEMPLATES, folder) if folder else (TEMPLATES,)
    names = {place.stem for root in roots for place in root.glob(CATALOG.format("*"))}
    return tuple(sorted(name for name in names if is_code(name)))


def is_code(name: str) -> bool:
    """Whether `name` can be the code of a language (ISO 639): letters, in lower case."""
    return name.isascii() and name.isalpha() and name.islower()
