"""Mistakes in a profile in plain words: file, line, key, what, nearest known key."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from pydantic import BaseModel

from generator.analysis import lexicon
from generator.profile.rules import About, IdentityBlock, Label, Profile, Question, SectionRule, Speakers, Style

Location: TypeAlias = Sequence[str | int]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*")(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=""")


def of_values(text: str, where: str, found: Sequence[Any]) -> list[str]:
    """A line for each mistake that pydantic found, in the order of the file."""
    return _in_order([(line_of(text, one["loc"]), one["loc"], _what(one)) for one in found], where)


def of_references(text: str, where: str, profile: Profile) -> list[str]:
    """A line for each id that is used twice or names nothing, and each country that nobody can speak for."""
    ids = [section.id for section in profile.sections]
    found: list[tuple[Location, str]] = []
    for number, section in enumerate(profile.sections):
        if section.id in ids[:number]:
            found.append((("sections", number, "id"), f"the section id '{section.id}' is used twice"))
        for key in ("groups", "never_groups"):
            for place, group in enumerate(getattr(section.speakers, key)):
                if group not in _groups():
                    what = f"'{group}' is no country or body that is known here{near(group, _groups())}"
                    found.append((("sections", number, "speakers", key, place), what))
    for number, question in enumerate(profile.questions):
        if question.section not in ids:
            what = f"there is no section '{question.section}'{near(question.section, ids)}"
            found.append((("questions", number, "section"), what))
    return _in_order([(line_of(text, location), location, what) for location, what in found], where)


def _in_order(found: Iterable[tuple[int, Location, str]], where: str) -> list[str]:
    return [f"{where}:{line}: {key_of(location)}: {what}" for line, location, what in sorted(found, key=lambda f: f[0])]


def key_of(location: Location, *, whole: str = "profile") -> str:
    """A key as a user counts: the first section is number 1; `whole` is what all of the file is called."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in location) or whole


def _what(found: Any) -> str:
    """What is wrong with a value, with the nearest known word."""
    location = found["loc"]
    if found["type"] == "extra_forbidden":
        return "unknown key" + near(str(location[-1]), _known_keys(location[:-1]))
    if found["type"] == "missing":
        return "this key is missing"
    what = str(found["msg"])
    if found["type"] == "literal_error":
        what += near(str(found["input"]), re.findall(r"'(\w+)'", what))
    return what[:1].lower() + what[1:]


def near(word: str, known: Iterable[str]) -> str:
    """The nearest of the `known` words as a question in brackets, "" where none is near."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f" (did you mean '{found[0]}'?)" if found else ""


@functools.cache
def _groups() -> frozenset[str]:
    """Everything that a speaker can speak for."""
    return frozenset(place.group for place in lexicon.places().values())


def _known_keys(location: Sequence[str | int]) -> list[str]:
    """The keys of the table at `location`."""
    table: type[BaseModel] = Profile
    for part in location:
        if isinstance(part, int):
            continue
        annotation = str(table.model_fields[part].annotation) if part in table.model_fields else ""
        table = next((t for t in _TABLES if re.search(rf"\b{t.__name__}\b", annotation)), table)
    return list(table.model_fields)


_TABLES = (Label, Speakers, About, SectionRule, Question, IdentityBlock, Style)


def line_of(text: str, location: Location) -> int:
    """The line on which the key at `location` stands, else that of the nearest table around it."""
    wanted = tuple(location)
    table: tuple[str | int, ...] = ()
    counts: dict[str, int] = {}
    best, depth = 1, 0
    for number, line in enumerate(text.splitlines(), 1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            name = header[2]
            if header[1] == "[[":
                counts[name] = counts.get(name, -1) + 1
            table = _path(name, counts)
            here = table
        elif key:
            here = table + tuple(part.strip().strip('"') for part in key[1].split("."))
        else:
            continue
        shared = _shared(here, wanted)
        if shared > depth and shared == len(here):
            best, depth = number, shared
    return best


def _path(name: str, counts: dict[str, int]) -> tuple[str | int, ...]:
    """A header's path, with the index of the array table that it stands in ("sections.title" → sections, 2, title)."""
    path: tuple[str | int, ...] = ()
    walked = ""
    for part in (piece.strip().strip('"') for piece in name.split(".")):
        walked = f"{walked}.{part}" if walked else part
        path += (part, counts[walked]) if walked in counts else (part,)
    return path


def _shared(here: Sequence[str | int], wanted: Sequence[str | int]) -> int:
    """How many parts both paths share at the front."""
    count = 0
    for a, b in zip(here, wanted, strict=False):
        if a != b:
            break
        count += 1
    return count
