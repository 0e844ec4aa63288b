"""What a passage states that can be compared: figures with what they count, names, and whether something is denied."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.rankers.phrases import any_of, phrases
from generator.selection.dates import MONTHS

_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_UP_TO_TWENTY = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {name: float(value) for value, name in enumerate(_UP_TO_TWENTY)}
_TENS_UP = ("twenty", *_TENS)
_SMALL |= {name: 10.0 * value for value, name in enumerate(_TENS, start=3)}
_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_ROUNDED_FROM, _ROUNDING = 100, 0.05
_MONEY = "$€£¥"
_TIME = re.compile(r"\b(\d{1,2})(?::(\d\d))?\s*(a\.?m\.?|p\.?m\.?)(?=\W|$)|\b(\d{1,2}):(\d\d)\b", re.IGNORECASE)
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}})\b(?!,?\d)|\b(\d{{1,2}})\s+({_MONTH})\b", re.IGNORECASE)
_FIGURE = re.compile(
    rf"(?P<money>[$€£¥])?\b(?:(?P<digits>\d[\d,]*(?:\.\d+)?)|(?P<word>(?:{'|'.join(_TENS_UP)})[\s-](?:{'|'.join(_UP_TO_TWENTY[1:10])})|{'|'.join(_SMALL)}))"
    rf"(?:[\s-]+(?P<scale>{'|'.join(_SCALES)}))?(?P<percent>\s*%|[\s-]+per\s?cent\b)?(?:[\s-]+(?P<unit>[a-z]+))?",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)(?<![\"“])\b[A-Z][\w’'-]+")
_DENIAL = re.compile(rf"\b(?:{any_of('denial', 'words')})\b|n['’]t\b", re.IGNORECASE)
_FUNCTION = phrases("figures", "function_words")


@dataclass(frozen=True, slots=True)
class Facts:
    """The comparable facts of a text."""

    figures: frozenset[tuple[str, float]]
    """(what is counted, value): ("percent", 25), ("time", 11.5), ("people", 3000); ("date", 815) is August 15."""
    names: frozenset[str]
    """Capitalised words within sentences, lower case."""
    denied: bool
    """Whether there is a "not" or a "denied"."""


def facts(text: str) -> Facts:
    """The facts of `text`."""
    figures = set()
    rest = list(text)
    for pattern, reader in ((_TIME, _time), (_DATE, _date)):
        for match in pattern.finditer("".join(rest)):
            figures.add(reader(match))
            rest[match.start() : match.end()] = " " * (match.end() - match.start())
    figures |= {figure for match in _FIGURE.finditer("".join(rest)) if (figure := _figure(match))}
    names = {match.group().removesuffix("’s").removesuffix("'s").lower() for match in _NAME.finditer(text)}
    return Facts(frozenset(figures), frozenset(names), bool(_DENIAL.search(text)))


def _time(match: re.Match[str]) -> tuple[str, float]:
    hour, minute = int(match[1] or match[4]), int(match[2] or match[5] or 0)
    half = (match[3] or "").lower()[:1]
    return "time", (hour % 12 + (12 if half == "p" else 0) if half else hour) + minute / 60


def _date(match: re.Match[str]) -> tuple[str, float]:
    month, day = (match[1], match[2]) if match[1] else (match[4], match[3])
    return "date", _MONTHS[month.lower()] * 100.0 + int(day)


def _figure(match: re.Match[str]) -> tuple[str, float] | None:
    digits, word, unit = match["digits"], match["word"], (match["unit"] or "").lower()
    value = float(digits.replace(",", "")) if digits else sum(_SMALL[part] for part in re.split(r"[\s-]", word.lower()))
    value *= _SCALES.get((match["scale"] or "").lower(), 1.0)
    if match["money"]:
        return match["money"], value
    if match["percent"]:
        return "percent", value
    if digits and value.is_integer() and 1900 <= value <= 2100 and "," not in digits:
        return "calendar year", value
    if word and (not unit or unit in _FUNCTION):
        return None  # "one of the leaders", "the two"
    return ("" if unit in _FUNCTION else unit.removesuffix("s")), value


def shown(unit: str, value: float) -> str:
    """A figure in words a reader knows: "25 percent", "$3,000", "11:30", "August 15"."""
    if unit == "time":
        return f"{int(value):02d}:{round(value % 1 * 60):02d}"
    if unit == "date":
        return f"{MONTHS[int(value) // 100 - 1]} {int(value) % 100}"
    number = f"{value:.0f}" if unit == "calendar year" else f"{value:,.10g}"
    return f"{unit}{number}" if unit in _MONEY else f"{number} {'' if unit == 'calendar year' else unit}".strip()


def disagree(unit: str, one: float, other: float) -> bool:
    """Whether two figures for the same thing cannot both be right: large counts may be rounded."""
    rounded = unit not in {"time", "date", "percent", "calendar year"} and min(one, other) >= _ROUNDED_FROM
    return abs(one - other) > (_ROUNDING * max(one, other) if rounded else 0)
