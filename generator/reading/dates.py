"""Converts publication dates, as news writes them, to ISO 8601."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv",
            "february feb fevrier fevr fev",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil",
            "august aug aout",
            "september sept sep septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec decembre",
        ),
        start=1,
    )
    for name in names.split()
}
_ZONE_HOURS = """
    z 0 gmt 0 utc 0 bst 1 cet 1 cest 2 est -5 edt -4 cst -6 cdt -5 mst -7 mdt -6 pst -8 pdt -7 ast -4 adt -3
    nst -3.5 ndt -2.5
"""
_ZONES = {
    name: dt.timezone(dt.timedelta(hours=float(hours)))
    for name, hours in zip(_ZONE_HOURS.split()[::2], _ZONE_HOURS.split()[1::2], strict=True)
}
_ISO_DATE = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?![\d:T])|(\d{4})(\d{2})(\d{2})(?!\d)|(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)"
)
_MONTH_FIRST = re.compile(r"\b([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})\b")
_CLOCK = re.compile(
    r"\b(\d{1,2})(?:[:.]|\s?h\s?)(\d{2})(?::(\d{2}))?\s*([ap]\.?m\b\.?)?\s*(?:\(?([a-z]{1,4})\b|([+-]\d{2}):?(\d{2}))?"
)
_FRACTION = re.compile(r"(:\d{2})[.,]\d+")
_SHORT_OFFSET = re.compile(r"(\d[+-]\d{2})$")
_YEARS = range(1900, 2200)


def iso(value: object) -> str | None:
    """`value` as an ISO 8601 date or date-time, with the offset of the source; None if it cannot be read.

    Takes ISO 8601, RFC 822, seconds or milliseconds since 1970, and English or French dates ("Aug. 15, 2025, 7:30 a.m.
    EDT", "15 août 2025"). A numeric date whose day and month could be confused (04/05/2025) is not read.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _epoch(value)
    text = _FRACTION.sub(r"\1", " ".join(str(value)[:200].split()))
    for reader in (_iso, _rfc822, _written):
        moment = reader(text)
        if moment is not None and moment.year in _YEARS:
            return moment.isoformat()
    return None


def _epoch(value: float) -> str | None:
    seconds = value / 1000 if abs(value) > 1e11 else value
    try:
        return dt.datetime.fromtimestamp(int(seconds), dt.UTC).isoformat() if seconds > 0 else None
    except (OverflowError, OSError, ValueError):
        return None


def _iso(text: str) -> dt.date | dt.datetime | None:
    try:
        if len(text) <= len("2025-08-15"):
            return dt.date.fromisoformat(text) if len(text) >= len("20250815") else None
        return dt.datetime.fromisoformat(_SHORT_OFFSET.sub(r"\1:00", text))
    except ValueError:
        return None


def _rfc822(text: str) -> dt.datetime | None:
    if text[:1].isalpha() and "," not in text[:12]:
        return None  # the parser would misread "Posted 15 Aug"
    try:
        return parsedate_to_datetime(text) if ":" in text else None
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _written(text: str) -> dt.date | dt.datetime | None:
    """A date with the month in English or French words, or in ISO form, perhaps followed by a time."""
    text = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode("ascii")
    for pattern, order in ((_MONTH_FIRST, (3, 1, 2)), (_DAY_FIRST, (3, 2, 1))):
        for match in pattern.finditer(text):
            year, month, day = (match[group] for group in order)
            if month in _MONTHS:
                return _timed(_date(int(year), _MONTHS[month], int(day)), text[match.end() :])
    if figures := _ISO_DATE.match(text):
        year, month, day = (part for part in figures.groups() if part)
        return _timed(_date(int(year), int(month), int(day)), text[figures.end() :])
    return None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _timed(day: dt.date | None, rest: str) -> dt.date | dt.datetime | None:
    """`day` with the first time of day in `rest`."""
    match = _CLOCK.search(rest)
    if day is None or match is None:
        return day
    hour = int(match[1])
    if match[4]:
        hour = hour % 12 + (12 if match[4].startswith("p") else 0)
    try:
        return dt.datetime.combine(day, dt.time(hour, int(match[2]), int(match[3] or 0), tzinfo=_zone(match)))
    except ValueError:
        return day


def _zone(match: re.Match[str]) -> dt.tzinfo | None:
    if match[6]:
        minutes = int(match[6]) * 60 + int(match[6][0] + match[7])
        return dt.timezone(dt.timedelta(minutes=minutes)) if abs(minutes) < 24 * 60 else None
    return _ZONES.get(match[5] or "")
