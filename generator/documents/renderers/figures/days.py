"""The days that a text names with their month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.lexicon import FRENCH_MONTHS, MONTHS

_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
_DAY = r"(?<![\d.,:/$€£-])(?P<day>[0-3]?\d)"
_ENGLISH = rf"(?P<month>{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
_FORMS = {
    "en": (
        re.compile(rf"\b{_ENGLISH}\s+(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\w/:%]|[.,]\d){_YEAR}"),
        re.compile(rf"{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{_ENGLISH}(?![\w’'])(?!\s+\d{{1,2}}(?:,|\b(?!\d))){_YEAR}"),
    ),
    "fr": (re.compile(rf"{_DAY}(?:er)?\s+(?P<month>{'|'.join(FRENCH_MONTHS)})\b{_YEAR}", re.IGNORECASE),),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A day and where in the text it is named."""

    start: int
    end: int
    day: dt.date


def named_days(text: str, language: str, published: dt.date | None) -> tuple[Named, ...]:
    """The days that `text` names, in order; one without a year is that nearest to `published`, if that is known."""
    found: list[Named] = []
    for form in _FORMS.get(language.partition("-")[0].lower(), ()):
        for match in form.finditer(text):
            day = _meant(match, published)
            if day and not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(Named(match.start(), match.end(), day))
    return tuple(sorted(found, key=lambda named: named.start))


def _meant(match: re.Match[str], published: dt.date | None) -> dt.date | None:
    month, day = _month(match["month"]), int(match["day"])
    if match["year"]:
        return next(_valid([int(match["year"])], month, day), None)
    if published is None:
        return None
    near = _valid(range(published.year - 1, published.year + 2), month, day)
    return min(near, key=lambda date: abs(date - published), default=None)


def _valid(years: range | list[int], month: int, day: int) -> Iterator[dt.date]:
    for year in years:
        try:
            yield dt.date(year, month, day)
        except ValueError:  # there is no such day in that year
            continue


def _month(name: str) -> int:
    """The number of a month from its name, which English may shorten."""
    low = name.lower().rstrip(".")
    if low in FRENCH_MONTHS:
        return FRENCH_MONTHS.index(low) + 1
    return next(number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(low[:3]))
