"""The TOML files of word lists."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from generator.resources import LEXICON

_WORD = re.compile(r"[^\W_]+(?:[’.][^\W_]+)*\.?|\S")


@functools.cache
def table(name: str) -> Mapping[str, Any]:
    """The word list `name` ("countries", "roles" …) as it stands in its TOML file."""
    with (LEXICON / f"{name}.toml").open("rb") as file:
        return MappingProxyType(tomllib.load(file))


def starts(keys: Iterable[str]) -> Mapping[str, int]:
    """The first words of phrases, and how many words the longest phrase that starts so has."""
    longest: dict[str, int] = {}
    for key in keys:
        words = _WORD.findall(key)
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return MappingProxyType(longest)
