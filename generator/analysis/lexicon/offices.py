"""What people are called by what they do: nouns of office and trade, titles, parties, kinds of bodies."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from generator.analysis.lexicon.spelling import Gender
from generator.analysis.lexicon.tables import starts, table


@dataclass(frozen=True, slots=True)
class Office:
    """A noun for what somebody is."""

    noun: str
    """In the singular, lower case."""
    group: str
    """Class of the noun: head_of_state, minister, expert …"""
    kind: Literal["official", "party", "leader", "expert", "kin", "other"]
    gender: Gender = ""
    plural: bool = False
    collective: bool = False
    """It means a body ("ministry", "company"), not a person."""


@dataclass(frozen=True, slots=True)
class Title:
    """A short form before a name ("Mr.", "Sen.")."""

    group: str
    gender: Gender = ""


@functools.cache
def offices() -> Mapping[str, Office]:
    """All nouns of office, trade and kinship by their lower-case form, singular and plural."""
    genders: dict[str, Gender] = {noun: gender for gender in ("m", "f") for noun in _gendered(gender)}
    bodies = frozenset(table("roles")["collective"]["nouns"])
    known: dict[str, Office] = {}
    for group, entry in table("roles")["classes"].items():
        for noun in entry["nouns"]:
            office = Office(noun, group, entry["kind"], genders.get(noun, ""), collective=noun in bodies)
            known.setdefault(noun, office)
            known.setdefault(_plural(noun), replace(office, plural=True))
    return MappingProxyType(known)


def _gendered(gender: Gender) -> list[str]:
    return list(table("roles")["gender"][gender])


@functools.cache
def office_starts() -> Mapping[str, int]:
    """The first words of nouns of office, and how many words the longest that starts so has."""
    return starts(offices())


def _plural(noun: str) -> str:
    """The plural of an office: of its first noun before "of" or after-set words, else of its last word."""
    head, of, rest = noun.partition(" of ")
    if of:
        return f"{_plural(head)} of {rest}"
    words = noun.split(" ")
    at = 0 if len(words) == 2 and words[1] in {"general", "emeritus", "emerita"} and words[0] not in _RANKS else -1
    words[at] = _plural_word(words[at])
    return " ".join(words)


_RANKS = {"major", "lieutenant", "brigadier"}
_IRREGULAR = {"person": "people", "child": "children", "authority": "authorities", "parliament": "parliaments"}


def _plural_word(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("man") and word != "german":
        return f"{word[:-3]}men"
    if word.endswith("y") and word[-2:-1] not in set("aeou"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "ch", "sh", "x")) else f"{word}s"


@functools.cache
def titles() -> Mapping[str, Title]:
    """Short titles before a name by their lower-case form."""
    entries = table("roles")["titles"].items()
    return MappingProxyType({key: Title(entry["class"], entry.get("gender", "")) for key, entry in entries})


@functools.cache
def markers(name: str) -> frozenset[str]:
    """Words beside an office: `name` is "former", "current", "elect", "held" or "abroad" (of several countries)."""
    return frozenset(table("roles")["markers"][name])


@functools.cache
def portfolio() -> frozenset[str]:
    """Words for what a minister is minister of."""
    return frozenset(table("roles")["portfolio"]["words"])


@functools.cache
def body_words(kind: str) -> tuple[str, ...]:
    """Words that make a body one of `kind`: study, state, party, business or press."""
    return tuple(table("roles")["bodies"][kind])


@functools.cache
def things() -> frozenset[str]:
    """What may say something without being a person ("report", "poll")."""
    return frozenset(table("roles")["things"]["words"])


@functools.cache
def mute() -> frozenset[str]:
    """What shows words but speaks for nobody ("sign")."""
    return frozenset(table("roles")["things"]["mute"])


@functools.cache
def parties() -> tuple[str, ...]:
    """Party names in lower case, as they stand before a name or an office."""
    return tuple(table("roles")["parties"]["words"])


@functools.cache
def party_countries() -> Mapping[str, str]:
    """Parties of a name that only one country has."""
    return MappingProxyType(dict(table("roles")["parties"]["only"]))


@functools.cache
def only_country() -> Mapping[str, str]:
    """Offices that only one country or body has."""
    return MappingProxyType(dict(table("roles")["only"]))


@functools.cache
def posts(when: str) -> frozenset[str]:
    """Verbs for what somebody does for a living: `when` is "now" ("heads") or "past" ("headed")."""
    return frozenset(table("roles")["posts"][when])


@functools.cache
def texts() -> frozenset[str]:
    """Nouns of texts that carry somebody's words ("statement", "transcript"), in small letters."""
    return frozenset(table("roles")["voices"]["texts"])


@functools.cache
def voices() -> frozenset[str]:
    """Common nouns that can be said to say something without naming an office, in lower case."""
    return frozenset(table("roles")["voices"]["people"]) | texts()
