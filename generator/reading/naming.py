"""Makes ids for articles, and titles of file names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from pathlib import PurePath

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_DATE_PREFIX = re.compile(r"^\d{4}[-_.]?\d{2}[-_.]?\d{2}[-_. ]+")
_LONGEST = 80


def slug(text: str) -> str:
    """`text` as at most 80 lower-case ASCII letters, digits and hyphens; "article" if nothing is left."""
    plain = (
        unicodedata.normalize("NFKD", text.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode("ascii")
    )
    return _NOT_WORD.sub("-", plain.lower()).strip("-")[:_LONGEST].strip("-") or "article"


def unique(wanted: str, taken: Container[str]) -> str:
    """`wanted`, with -2, -3 … appended if it is taken."""
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def stem(name: str) -> str:
    """The name of a file without its folders and suffixes ("a/talks.html.gz" → "talks"); "stdin" for "-"."""
    if name == "-":
        return "stdin"
    bare = PurePath(name).name
    return bare[: -len(suffix_of(name))] if suffix_of(name) else bare


def suffix_of(name: str) -> str:
    """The suffix in lower case, including a ".gz" at its end (".html.gz")."""
    suffixes = PurePath(name).suffixes[-2:]
    return "".join(suffixes if suffixes[-1:] == [".gz"] else suffixes[-1:]).lower()


def readable(text: str) -> str:
    """The stem of a file name as a title: "2025-08-15-anchorage_talks" → "Anchorage talks"."""
    words = re.sub(r"[-_\s]+", " ", _DATE_PREFIX.sub("", text)).strip()
    return words[:1].upper() + words[1:] or "Untitled"
