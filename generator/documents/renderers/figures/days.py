"""The dates in a text that name a day and a month."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.analysis.lexicon import FRENCH_MONTHS, MONTHS

_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
_DAY = r"(?<![\d.,:/$€£-])(?P<day>[0-3]?\d)"
_ENGLISH = rf"(?P<month>{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"


@dataclass(frozen=True, slots=True)
class DateForms:
    """How a language writes dates."""

    months: Sequence[str]
    """January first; a text may shorten them if the patterns allow it."""
    patterns: tuple[re.Pattern[str], ...]
    """Each has the groups `day`, `month` and `year`."""


_FORMS = {
    "en": DateForms(
        MONTHS,
        (
            re.compile(rf"\b{_ENGLISH}\s+(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\w/:%]|[.,]\d){_YEAR}"),
            re.compile(
                rf"{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{_ENGLISH}(?![\w’'])(?!\s+\d{{1,2}}(?:,|\b(?!\d))){_YEAR}"
            ),
        ),
    ),
    "fr": DateForms(
        FRENCH_MONTHS,
        (re.compile(rf"{_DAY}(?:er)?\s+(?P<month>{'|'.join(FRENCH_MONTHS)})\b{_YEAR}", re.IGNORECASE),),
    ),
}
"""By language; in a language that has no row, no dates are found."""


@dataclass(frozen=True, slots=True)
class Named:
    """A day, and where the text names it."""

    start: int
    end: int
    day: dt.date


def named_days(text: str, language: str, published: dt.date | None) -> tuple[Named, ...]:
    """The days that `text` names, in order; a date without a year is the one nearest to `published`, if known."""
    forms = _FORMS.get(language.partition("-")[0].lower())
    if forms is None:
        return ()
    found: list[Named] = []
    for match in itertools.chain.from_iterable(pattern.finditer(text) for pattern in forms.patterns):
        day = _meant(match, forms.months, published)
        if day and not any(match.start() < other.end and other.start < match.end() for other in found):
            found.append(Named(match.start(), match.end(), day))
    return tuple(sorted(found, key=lambda named: named.start))


def _meant(match: re.Match[str], months: Sequence[str], published: dt.date | None) -> dt.date | None:
    month, day = _month(match["month"], months), int(match["day"])
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
        except ValueError:  # that year has no such day
            continue


def _month(name: str, months: Sequence[str]) -> int:
    """The number of a month from its name or an abbreviation; the patterns see to it that there is one."""
    low, names = name.lower().rstrip("."), [month.lower() for month in months]
    if low in names:
        return names.index(low) + 1
    return next(number for number, month in enumerate(names, 1) if month.startswith(low[:3]))
