"""Dates in another form than Canadian house style has it ("August 15, 2025", « le 15 août 2025 »)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.lexicon import FRENCH_MONTHS, MONTHS

_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|(?:{_SHORT})\b\.?)"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
_DAY = r"(?<![\d.,:/$€£-])(?P<day>[0-3]?\d)"
_NUMERIC = re.compile(r"(?<![\w/.-])[0-3]?\d(?:/[0-3]?\d/(?:(?:19|20)\d\d|\d\d)|\.[0-3]?\d\.(?:19|20)\d\d)(?![\w/])")
_ENGLISH_FORMS = (
    re.compile(rf"{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?![\w’'])(?!\s+\d{{1,2}}(?:,|\b(?!\d))){_YEAR}"),
    re.compile(rf"\b{_MONTH}\s+(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\w/:]|[.,]\d){_YEAR}"),
)
_FRENCH_MONTH = rf"(?P<month>{'|'.join(FRENCH_MONTHS)})"
_FRENCH_FORMS = (
    re.compile(rf"{_DAY}(?:er|e|ème)?\s+{_FRENCH_MONTH}\b{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b{_FRENCH_MONTH}\s+(?P<day>[0-3]?\d),?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class Form:
    """A date in another form, where it stands, and how house style writes it."""

    at: int
    what: str
    instead: str
    is_numeric: bool = False
    """Day and month are both numbers, and the one may be taken for the other."""


def odd_dates(text: str, language: str) -> tuple[Form, ...]:
    """The dates of a text in `language` that are not in the Canadian form, in order."""
    french = language == "fr"
    example = "15 août 2025" if french else "August 15, 2025"
    found = [Form(m.start(), m[0], example, is_numeric=True) for m in _NUMERIC.finditer(text)]
    for pattern in _FRENCH_FORMS if french else _ENGLISH_FORMS:
        found += list(_forms(pattern, text, french=french))
    return tuple(sorted(found, key=lambda form: form.at))


def _forms(pattern: re.Pattern[str], text: str, *, french: bool) -> Iterator[Form]:
    for match in pattern.finditer(text):
        instead = (_french if french else _english)(match)
        if 1 <= int(match["day"]) <= 31 and instead != match[0]:
            yield Form(match.start(), match[0], instead)


def _english(match: re.Match[str]) -> str:
    month = next(name for name in MONTHS if name.startswith(match["month"].rstrip(".")[:3]))
    return f"{month} {int(match['day'])}" + (f", {match['year']}" if match["year"] else "")


def _french(match: re.Match[str]) -> str:
    day = "1er" if int(match["day"]) == 1 else str(int(match["day"]))
    return f"{day} {match['month'].lower()}" + (f" {match['year']}" if match["year"] else "")
