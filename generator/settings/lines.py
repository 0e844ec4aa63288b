"""Where a key stands in a TOML file: `tomllib` gives values without their lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

Location: TypeAlias = Sequence[str | int]
"""The path of a value: keys, and positions in lists ("sections", 0, "id")."""

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*")(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=""")


def line_of(text: str, location: Location) -> int:
    """The line on which the key at `location` stands, else that of the nearest table around it."""
    wanted = tuple(location)
    table: tuple[str | int, ...] = ()
    counts: dict[str, int] = {}
    best, depth = 1, 0
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            here = table = _header_path(header[2], counts, is_list=header[1] == "[[")
        elif key := _KEY.match(line):
            here = table + _parts(key[1])
        else:
            continue
        if len(here) > depth and here == wanted[: len(here)]:
            best, depth = number, len(here)
    return best


def _header_path(name: str, counts: dict[str, int], *, is_list: bool) -> tuple[str | int, ...]:
    """The path of a table's header; `counts` holds the last position in each list of tables and is kept up to date.

    "sections.title" below the third "[[sections]]" is ("sections", 2, "title").
    """
    parts = _parts(name)
    if is_list:
        whole = ".".join(parts)
        counts[whole] = counts.get(whole, -1) + 1
    path: tuple[str | int, ...] = ()
    walked = ""
    for part in parts:
        walked = f"{walked}.{part}" if walked else part
        path += (part, counts[walked]) if walked in counts else (part,)
    return path


def _parts(name: str) -> tuple[str, ...]:
    """The keys of a dotted key."""
    return tuple(part.strip().strip('"') for part in name.split("."))
