"""Countries, the bodies they form together, and parts of countries: what their names stand for."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from generator.analysis.lexicon.tables import starts, table

PlaceForm = Literal["name", "adjective", "people", "capital", "seat", "body"]

_SPACE = re.compile(r"\s+")
_DOT = re.compile(r"(?<=[A-Z])\.")
_ACRONYM = 8
"""Letters of the longest name that may be an acronym or a short form."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a geographical or institutional name stands for."""

    group: str
    """Country, region or body in English ("Canada", "Ontario", "NATO")."""
    country: str
    """The country that a region lies in; otherwise the group."""
    form: PlaceForm
    name: str
    """As an actor: "Government of Canada" for a country or its capital, "Kremlin" for a seat."""
    attributive: bool = False
    """The name itself stands before a noun as an adjective does ("U.S. officials", "NATO allies")."""
    region: bool = False


@functools.lru_cache(maxsize=20_000)
def place_key(text: str) -> str:
    """How a place name is looked up: one apostrophe, single blanks, no full stops in abbreviations ("U.S." is "US")."""
    return _SPACE.sub(" ", _DOT.sub("", text.replace("'", "’"))).strip()


def government_of(group: str) -> str:
    """The name of a government as a speaker ("Government of the United States"), of a body the body itself."""
    countries, bodies = table("countries")["countries"], table("countries")["bodies"]
    if group in bodies:
        return group
    return f"Government of {'the ' if countries.get(group, {}).get('article') else ''}{group}"


@functools.cache
def places() -> Mapping[str, Place]:
    """All names of places, peoples and bodies by their key; a country's own name wins over a seat of the same name."""
    known: dict[str, Place] = {}
    for key, place in _places():
        known.setdefault(place_key(key), place)
    return MappingProxyType(known)


@functools.cache
def place_starts() -> Mapping[str, int]:
    """The first words of place names, and how many words the longest name that starts so has."""
    return starts(places())


def _places() -> Iterator[tuple[str, Place]]:
    for section in ("countries", "bodies", "regions"):
        for name, entry in table("countries")[section].items():
            yield from _forms(section, name, entry)


def _forms(section: str, name: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, Place]]:
    """All names that an entry of the table gives a place, and what each stands for."""
    country, region = entry.get("of", name), section == "regions"
    actor = government_of(name)
    adjectives = entry.get("adjectives", [])
    for alias in [name, *entry.get("names", [])]:
        own = alias if section == "bodies" and _is_full_name(alias, name) else actor
        form: PlaceForm = "body" if section == "bodies" else "name"
        yield alias, Place(name, country, form, own, section != "countries" or alias in adjectives, region)
    for adjective in adjectives:
        yield adjective, Place(name, country, "adjective", actor, True, region)
    for people in entry.get("people", _peoples(adjectives)):
        yield people, Place(name, country, "people", actor, False, region)
    for capital in entry.get("capitals", []):
        yield capital, Place(name, country, "capital", actor, False, region)
    for seat in entry.get("seats", []):
        yield seat, Place(name, country, "seat", seat, True, region)


def _is_full_name(alias: str, name: str) -> bool:
    """Whether another name of a body is long enough to be its full one."""
    return alias != name and len(alias) > _ACRONYM


def _peoples(adjectives: Sequence[str]) -> list[str]:
    """The names of peoples by their adjectives: Canadian, Canadians."""
    return [f"{adjective}s" for adjective in adjectives if adjective[-1] in "ni"]


@functools.cache
def has_no(country: str, noun: str) -> bool:
    """Whether the state has no office of that name ("president" in Canada, "minister" in the United States)."""
    table_ = table("countries")["has_no"]
    if noun in {"president", "co-president", "vice president", "vice-president"}:
        return country in table_["president"]
    return country in table_["minister"] and "minister" in noun


@functools.cache
def homonyms() -> Mapping[str, str]:
    """Countries whose name is also that of a part of another country, and that country."""
    return MappingProxyType(dict(table("countries")["homonyms"]))
