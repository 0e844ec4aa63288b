"""What a passage states that can be compared: quantities with what they count, names, and whether something is denied.

How a language writes these is a row of `languages`; what makes two of them differ is the same in all.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

HARMS = ("killed", "injured", "missing")
"""The units of tolls."""
_ROUNDED_FROM, _ROUNDING = 100, 0.05
_LOOSE, _FAR = 0.25, 1.5  # how far from it "about 20" may be, and how many times as much "more than 20" may be
_NEAR_PART = 3.5  # percentage points within which "a third" is only a rounder way to put it
_NEAR_BY = 4  # words on either side of a number in which it is told what became of the people
_NEXT, _SHORT, _STEM = 3, 2, 4  # words of what is denied; letters of words that say little; letters of a stem


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts."""

    unit: str
    """"percent", "people", "$", "killed"; "time", "date" or "calendar year"; "" where it is not told.

    The units that languages share have their English names.
    """
    value: float
    """25 percent is 25, 11:30 is 11.5, August 15 is 815."""
    words: str = field(default="", compare=False)
    """As the text has it."""
    hedge: str = field(default="", compare=False)
    """"about", "above", "below" ("up to 30") or "part" ("a third"), "" where it is given as exact."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The comparable facts of a text."""

    quantities: frozenset[Quantity]
    names: frozenset[str]
    """Capitalised words within sentences, lower case."""
    denied: bool
    """Whether something is denied ("not", "denied")."""


@dataclass(frozen=True, slots=True)
class Denial:
    """What a text denies."""

    words: tuple[str, ...] = ()
    """Those that say what is denied: up to three after the "not" or "denied", else before it; none without a denial."""
    rest: str = ""
    """The text without the clause that denies."""


Quantify: TypeAlias = Callable[[re.Match[str]], Quantity | None]


@dataclass(frozen=True, slots=True, eq=False)
class FactRules:
    """How one language writes what can be compared."""

    quantities: tuple[tuple[re.Pattern[str], Quantify], ...]
    """Patterns with what they give, tried in order; what one has found the next ones do not see."""
    name: re.Pattern[str]
    """A capitalised word within a sentence."""
    possessive: tuple[str, ...]
    """Endings of a name that are not part of it ("’s")."""
    denial: re.Pattern[str]
    """A word that denies."""
    only: frozenset[str]
    """After a denial: it denies nothing ("not only")."""
    clause: re.Pattern[str]
    """The end of a clause."""
    word: re.Pattern[str]
    empty: frozenset[str]
    """Words that say nothing of what is denied."""
    passed_over: frozenset[str]
    """Words that do not tell what a passage is about."""
    verdicts: frozenset[str]
    """Words with which anything may be stated or denied."""
    days: frozenset[str]
    """Names of weekdays and months, lower case."""

    def words(self, text: str) -> list[str]:
        """The words of `text` that say something of what is denied, lower case."""
        return [low for low in map(str.lower, self.word.findall(text)) if len(low) > _SHORT and low not in self.empty]


def hedge_of(match: re.Match[str], hedges: re.Pattern[str]) -> str:
    """The hedge just before a quantity, by the name of the group of `hedges` that it is in; "" without one."""
    before = hedges.search(match.string, 0, match.start())
    return (before.lastgroup or "") if before else ""


def harm_of(match: re.Match[str], clause: re.Pattern[str], word: re.Pattern[str], harms: Mapping[str, str]) -> str:
    """What is said to have become of a number of people: just after it, else just before it; "" where nothing is."""
    after = clause.split(match.string[match.end() :], maxsplit=1)[0]
    before = clause.split(match.string[: match.start()])[-1]
    near = (*word.findall(after)[:_NEAR_BY], *word.findall(before)[: -_NEAR_BY - 1 : -1])
    return next((harms[one.lower()] for one in near if one.lower() in harms), "")


@functools.lru_cache(maxsize=16384)
def facts(text: str, rules: FactRules) -> Facts:
    """The facts of `text`; they are kept, since the same passages are compared again and again."""
    found: set[Quantity] = set()
    rest = text
    for pattern, read in rules.quantities:
        matches = list(pattern.finditer(rest))
        found.update(quantity for match in matches if (quantity := read(match)) is not None)
        if matches:
            rest = pattern.sub(lambda match: " " * len(match.group()), rest)
    names = {_without(match.group(), rules.possessive).lower() for match in rules.name.finditer(text)}
    return Facts(frozenset(found), frozenset(names), bool(rules.denial.search(text)))


def _without(word: str, endings: Iterable[str]) -> str:
    return functools.reduce(str.removesuffix, endings, word)


def denial(text: str, rules: FactRules) -> Denial:
    """The first denial of `text`; "not only" denies nothing."""
    for match in rules.denial.finditer(text):
        before = rules.clause.split(text[: match.start()])[-1]
        after = rules.clause.split(text[match.end() :], maxsplit=1)[0]
        denied = rules.words(after)[:_NEXT] or rules.words(before)[-_NEXT:]
        if not denied or denied[0] not in rules.only:
            return Denial(tuple(denied), text[: match.start() - len(before)] + text[match.end() + len(after) :])
    return Denial(rest=text)


def disagree(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities of the same thing cannot both be right: large counts may be rounded."""
    low, high = sorted((one, other), key=lambda quantity: quantity.value)
    if low.hedge == "above" or high.hedge == "below":
        return high.value > _FAR * low.value
    if one.unit in {"date", "calendar year"} or one.unit.startswith("time"):
        return low.value != high.value
    return high.value - low.value > _tolerance(low, high)


def _tolerance(low: Quantity, high: Quantity) -> float:
    """By how much two quantities of one unit may differ and still tell the same."""
    hedges = {low.hedge, high.hedge}
    loose = _LOOSE * high.value if "about" in hedges else 0.0
    if low.unit == "percent":
        return max(loose, _NEAR_PART if "part" in hedges else 0.5)
    return max(loose, _ROUNDING * high.value if low.value >= _ROUNDED_FROM else 0.0)


def is_same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one ("attend" and "attending", "Ukraine" and "Ukrainian")."""
    length = min(len(one), len(other))
    return length >= _STEM and one[: max(_STEM, length - 2)] == other[: max(_STEM, length - 2)]
