"""Names of people: gender by given name, spellings of one name, well-known holders of office."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from generator.analysis.lexicon.tables import table

Gender = Literal["m", "f", ""]

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Holder:
    """A well-known holder of an office."""

    name: str
    country: str
    office: str
    since: int
    until: int
    gender: Gender


@functools.cache
def given_names() -> Mapping[str, Gender]:
    """Gender by given name; keys are without accents, in lower case."""
    entry = table("names")["given"]
    known: dict[str, Gender] = {}
    for gender in ("m", "f"):
        for name in entry[gender].split():
            known.setdefault(fold(name), gender)
    return MappingProxyType(known)


@functools.cache
def spellings() -> Mapping[str, frozenset[int]]:
    """For each folded given name the numbers of the groups of spellings it belongs to."""
    known: dict[str, set[int]] = {}
    for number, names in enumerate(table("names")["spellings"]["groups"]):
        for name in names:
            known.setdefault(fold(name), set()).add(number)
    return MappingProxyType({name: frozenset(groups) for name, groups in known.items()})


@functools.cache
def holders() -> Mapping[str, tuple[Holder, ...]]:
    """Well-known holders of office by the key of their last name, and of each of their names in full."""
    found: dict[str, list[Holder]] = {}
    for office, rows in table("names")["holders"].items():
        for name, country, since, until, gender in rows:
            holder = Holder(name, country, office, since, until, gender)
            for key in {name_key(name.split()[-1]), name_key(name)}:
                found.setdefault(key, []).append(holder)
    return MappingProxyType({key: tuple(items) for key, items in found.items()})


@functools.cache
def heads() -> Mapping[str, tuple[Holder, ...]]:
    """Those whose name a government may bear ("the Obama administration"), by the key of their last name."""
    found: dict[str, list[Holder]] = {}
    rows = [("head of government", row) for row in table("names")["earlier"]["heads"]]
    for office in ("head of state", "head of government"):
        rows.extend((office, row) for row in table("names")["holders"][office])
    for office, (name, country, since, until, gender) in rows:
        found.setdefault(name_key(name.split()[-1]), []).append(Holder(name, country, office, since, until, gender))
    return MappingProxyType({key: tuple(items) for key, items in found.items()})


def gender_of(given: str) -> Gender:
    """The gender that a given name tells, "" where it may be either or is not known."""
    known = given_names()
    folded = fold(given)
    return known.get(folded) or known.get(folded.split("-")[0], "")


@functools.lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """`text` in lower case without accents."""
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O"))
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


# Letters and groups of letters that transliterations from Cyrillic and Arabic write differently, as one of them.
_SAME = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"shch|sch|sh|š|ch|tch", "s"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"ks", "x"),
        (r"zh", "z"),
        (r"ts|tz|cz", "c"),
        (r"\b(?:ye|je|yo)", "e"),
        (r"(?<=[aeiou])(?:ye|je)", "e"),
        (r"[yij]+a", "ia"),
        (r"[yij]+u", "iu"),
        (r"[yij]+e", "e"),
        (r"(?:o|e)(?:ff|w)\b", "ov"),
        (r"[yij]+", "i"),
        (r"w", "v"),
        (r"ck|q|c(?=[aoulr])", "k"),
        (r"ou|oo", "u"),
        (r"(.)\1", r"\1"),
    )
)


@functools.cache
def name_key(name: str) -> str:
    """A name so that its usual transliterations are equal: Zelensky, Zelenskyy and Zelenskiy have one key."""
    key, before = " ".join(_LETTERS.findall(fold(name))), ""
    while key != before:  # one replacement may bring together the letters of another
        before = key
        for pattern, form in _SAME:
            key = pattern.sub(form, key)
    return key


def same_given(first: str, second: str) -> bool:
    """Whether two given names (or initials) may be one person's: equal, initial, short form or another spelling."""
    one, two = fold(first).rstrip("."), fold(second).rstrip(".")
    if one == two or name_key(one) == name_key(two):
        return True
    if min(len(one), len(two)) == 1:
        return one[:1] == two[:1]
    return bool(spellings().get(one, frozenset()) & spellings().get(two, frozenset()))


@functools.cache
def name_words(kind: str) -> frozenset[str]:
    """Words that names are made with or are not: `kind` is "particles", "never", "things" or "opening"."""
    return frozenset(table("names")["not_names"][kind].split())
