"""Lists of phrases by language, as sets and as patterns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.analysis.lexicon import french
from generator.analysis.lexicon.places import Place, places
from generator.analysis.lexicon.tables import table
from generator.resources import LEXICON


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of one language."""

    folder: str
    """Where they lie in `data/lexicon`, "" for its top."""
    places: Callable[[], Mapping[str, Place]] = dict
    """What its texts call places, peoples and bodies."""

    def table(self, name: str) -> Mapping[str, Any]:
        """The word list `name` ("openings", "roles" …) as it stands in its TOML file, empty where there is none."""
        path = f"{self.folder}/{name}" if self.folder else name
        return table(path) if (LEXICON / f"{path}.toml").is_file() else {}

    def phrases(self, name: str, part: str, key: str) -> frozenset[str]:
        """The phrases of one list, which are separated by commas; none where the language has no such list."""
        listed = self.table(name).get(part, {}).get(key, "")
        return frozenset(stripped for phrase in listed.split(",") if (stripped := " ".join(phrase.split())))

    def any_of(self, name: str, part: str, key: str) -> str:
        """A pattern for any phrase of a list, longest first, with either apostrophe; an empty list matches nothing."""
        found = self.phrases(name, part, key)
        ordered = sorted(found, key=lambda phrase: (-len(phrase), phrase))
        spaced = (re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’]") for phrase in ordered)
        return "|".join(spaced) or r"(?!)"


LEXICONS = {"en": Lexicon("", places), "fr": Lexicon("fr", french.places)}
"""By the code of the language; the lists that all languages share (countries, holders of office) lie with English."""


def of(language: str) -> Lexicon:
    """The word lists of a language, by its code; a language without lists has empty ones."""
    return LEXICONS.get(language) or Lexicon(language)
