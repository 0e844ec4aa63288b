"""Dates that are not in the Canadian form of house style ("August 15, 2025", « le 15 août 2025 »)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.analysis.language import tongue_of
from generator.analysis.language.tongues import ENGLISH, FRENCH

_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
_DAY = r"(?<![\d.,:/$€£-])(?P<day>[0-3]?\d)"
_NUMERIC = re.compile(r"(?<![\w/.-])[0-3]?\d(?:/[0-3]?\d/(?:(?:19|20)\d\d|\d\d)|\.[0-3]?\d\.(?:19|20)\d\d)(?![\w/])")
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_MONTH = rf"(?P<month>{'|'.join(ENGLISH.months)}|(?:{_SHORT})\b\.?)"
_FRENCH_MONTH = rf"(?P<month>{'|'.join(FRENCH.months)})"


@dataclass(frozen=True, slots=True)
class OddDate:
    """A date in another form, where it is, and how house style writes it."""

    at: int
    what: str
    instead: str
    is_numeric: bool = False
    """Whether day and month are both numbers, so that one can be taken for the other."""


@dataclass(frozen=True, slots=True)
class _DateStyle:
    """How one language writes dates."""

    forms: tuple[re.Pattern[str], ...]
    """With the groups "day", "month" and "year"."""
    written: Callable[[re.Match[str]], str]
    """A date in the form of house style."""
    example: str


def _english(match: re.Match[str]) -> str:
    month = next(name for name in ENGLISH.months if name.startswith(match["month"].rstrip(".")[:3]))
    return f"{month} {int(match['day'])}" + (f", {match['year']}" if match["year"] else "")


def _french(match: re.Match[str]) -> str:
    day = "1er" if int(match["day"]) == 1 else str(int(match["day"]))
    return f"{day} {match['month'].lower()}" + (f" {match['year']}" if match["year"] else "")


_STYLES = {
    "en": _DateStyle(
        (
            re.compile(rf"{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?![\w’'])(?!\s+\d{{1,2}}(?:,|\b(?!\d))){_YEAR}"),
            re.compile(rf"\b{_MONTH}\s+(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\w/:]|[.,]\d){_YEAR}"),
        ),
        _english,
        "August 15, 2025",
    ),
    "fr": _DateStyle(
        (
            re.compile(rf"{_DAY}(?:er|e|ème)?\s+{_FRENCH_MONTH}\b{_YEAR}", re.IGNORECASE),
            re.compile(rf"\b{_FRENCH_MONTH}\s+(?P<day>[0-3]?\d),?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
        ),
        _french,
        "15 août 2025",
    ),
}
"""By language code; house style says nothing about dates in other languages."""


def odd_dates(text: str, language: str) -> tuple[OddDate, ...]:
    """The dates of a text in `language` that are not in the Canadian form, in order."""
    style = _STYLES.get(tongue_of(language).code)
    if style is None:
        return ()
    found = [OddDate(m.start(), m[0], style.example, is_numeric=True) for m in _NUMERIC.finditer(text)]
    found += [odd for pattern in style.forms for odd in _odd(pattern, text, style)]
    return tuple(sorted(found, key=lambda odd: odd.at))


def _odd(pattern: re.Pattern[str], text: str, style: _DateStyle) -> Iterator[OddDate]:
    for match in pattern.finditer(text):
        instead = style.written(match)
        if 1 <= int(match["day"]) <= 31 and instead != match[0]:
            yield OddDate(match.start(), match[0], instead)
