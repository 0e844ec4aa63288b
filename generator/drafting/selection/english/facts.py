"""What a passage states that can be compared: figures with what they count, names, and whether something is denied."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from generator.analysis.lexicon import MONTHS
from generator.drafting.passages.phrases import any_of, phrases

_SHORT_SCALES = {"m": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}  # after a currency sign
_SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_UP_TO_TWENTY = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {name: float(value) for value, name in enumerate(_UP_TO_TWENTY)}
_TENS_UP = ("twenty", *_TENS)
_SMALL |= {name: 10.0 * value for value, name in enumerate(_TENS, start=3)}
_PARTS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_MONEY = "$€£¥"
_ZONES = r"GMT|UTC|BST|CES?T|MSK|(?:E|C|M|P|AK)[SD]?T"
_TIME = re.compile(
    rf"\b(?:(?P<hour>\d{{1,2}})(?::(?P<minute>\d\d))?\s*(?P<half>[ap])\.?m\b\.?|(?P<hour24>\d{{1,2}})(?::|(?=\d\d\s(?:GMT|UTC)))(?P<minute24>\d\d)\b"
    rf"|(?P<word>noon|midday|midnight)\b)(?:\s*\(?(?:(?P<zone>(?-i:{_ZONES}))\b|(?P<place>local|(?-i:[A-Z]\w+))\s+time\b))?",
    re.IGNORECASE,
)
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}})\b(?!,?\d)|\b(\d{{1,2}})\s+({_MONTH})\b", re.IGNORECASE)
_PART = re.compile(
    rf"\b(?:(?P<count>an?|one|two|three|four)[\s-](?P<part>{'|'.join(_PARTS)})s?|(?<!first\s)(?<!second\s)(?P<half>half))"
    r"(?=\s+(?:of|in|by|since|from|over)\b|\s*[.,;:]|$)",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    rf"(?P<money>[$€£¥])?\b(?:(?P<digits>\d[\d,]*(?:\.\d+)?)|(?P<word>(?:{'|'.join(_TENS_UP)})[\s-](?:{'|'.join(_UP_TO_TWENTY[1:10])})|{'|'.join(_SMALL)}))"
    rf"(?:(?P<short>(?<=\d)\s?(?:{'|'.join(_SHORT_SCALES)}))\b|\b)(?:[\s-]+(?P<scale>{'|'.join(_SCALES)})\b)?(?P<percent>\s*%|[\s-]+per\s?cent\b)?(?=(?P<rest>(?:[\s-]+[a-z’'-]+){{0,4}}))",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind}>{any_of('figures', kind)})" for kind in ("about", "above", "below")) + r")\s+$",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)(?<![\"“])\b[A-Z][\w’'-]+")
_DENIAL = re.compile(rf"\b(?:{any_of('denial', 'words')})\b|n['’]t\b", re.IGNORECASE)
_FUNCTION = phrases("figures", "function_words")
_PLURALS = phrases("figures", "plurals")
_SAME_UNIT = {"person": "people", "man": "men", "woman": "women", "child": "children"}
_SAME_UNIT |= {"nation": "country", "dollar": "$", "euro": "€"}
HARMS = ("killed", "injured", "missing")
"""The units of tolls."""
_HARM = {word: harm for harm in HARMS for word in phrases("figures", harm)}
_ANYONE = frozenset({"", "people", "other", *_HARM, *(word.removesuffix("s") for word in _HARM)})
_CLAUSE = re.compile(r"[,.;:—()]|\b(?:and|but|while)\b|\d", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_ROUNDED_FROM, _ROUNDING = 100, 0.05
_LOOSE, _FAR = 0.25, 1.5  # how far from it "about 20" may be, and how many times as much "more than 20" may be
_NEAR_PART = 3.5  # percentage points within which "a third" is only a rounder way to put it
_NEXT, _SHORT, _STEM = 3, 2, 4  # words of what is denied; letters of words that say little; letters of a stem
_EMPTY = _FUNCTION | phrases("figures", "empty")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what it counts."""

    unit: str
    """"percent", "people", "$", "killed"; "time", "date" or "calendar year"; "" where it is not told."""
    value: float
    """25 percent is 25, 11:30 is 11.5, August 15 is 815."""
    words: str = field(default="", compare=False)
    """As the text has it."""
    hedge: str = field(default="", compare=False)
    """"about", "above", "below" ("up to 30") or "part" ("a third"), "" where it is given as exact."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The comparable facts of a text."""

    figures: frozenset[Figure]
    names: frozenset[str]
    """Capitalised words within sentences, lower case."""
    denied: bool
    """Whether there is a "not" or a "denied"."""


@functools.lru_cache(maxsize=16384)
def facts(text: str) -> Facts:
    """The facts of `text`; they are kept, for the same passages are compared again and again."""
    figures: set[Figure] = set()
    rest = text
    for pattern, reader in ((_TIME, _time), (_DATE, _date), (_PART, _part), (_FIGURE, _figure)):
        matches = list(pattern.finditer(rest))
        figures.update(figure for match in matches if (figure := reader(match)) is not None)
        if matches:
            rest = pattern.sub(lambda match: " " * len(match.group()), rest)
    names = {match.group().removesuffix("’s").removesuffix("'s").lower() for match in _NAME.finditer(text)}
    return Facts(frozenset(figures), frozenset(names), bool(_DENIAL.search(text)))


def _time(match: re.Match[str]) -> Figure:
    zone = (match["zone"] or match["place"] or "local").lower()
    unit = "time" if zone == "local" else f"time {zone}"
    if match["word"]:
        return Figure(unit, 0.0 if match["word"].lower() == "midnight" else 12.0, match.group())
    hour, minute = int(match["hour"] or match["hour24"]), int(match["minute"] or match["minute24"] or 0)
    half = (match["half"] or "").lower()
    return Figure(unit, (hour % 12 + (12 if half == "p" else 0) if half else hour) + minute / 60, match.group())


def _date(match: re.Match[str]) -> Figure:
    month, day = (match[1], match[2]) if match[1] else (match[4], match[3])
    return Figure("date", _MONTHS[month.lower()] * 100.0 + int(day), match.group())


def _part(match: re.Match[str]) -> Figure:
    count = _SMALL.get((match["count"] or "").lower(), 1.0)
    return Figure("percent", count * _PARTS[(match["part"] or match["half"]).lower()], match.group(), "part")


def _figure(match: re.Match[str]) -> Figure | None:
    digits, word = match["digits"], match["word"]
    value = float(digits.replace(",", "")) if digits else sum(_SMALL[part] for part in re.split(r"[\s-]", word.lower()))
    value *= _SCALES.get((match["scale"] or "").lower(), 1.0)
    value *= _SHORT_SCALES.get((match["short"] or "").strip().lower(), 1.0) if match["money"] else 1.0
    before = _HEDGE.search(match.string, 0, match.start())
    hedge = (before.lastgroup or "") if before else ""
    if match["money"] or match["percent"]:
        return Figure(match["money"] or "percent", value, match.group(), hedge)
    if digits and value.is_integer() and 1900 <= value <= 2100 and "," not in digits:
        return Figure("calendar year", value, match.group())
    counted = _counted(match["rest"])
    unit = _SAME_UNIT.get(_singular(counted), _singular(counted))
    if unit in _ANYONE:
        unit = _harm(match) or unit
    if word and not unit:
        return None  # "one of the leaders", "the two"
    return Figure(unit, value, f"{match.group()} {counted or unit}".strip(), hedge)


def _counted(following: str) -> str:
    """The noun that a figure counts, of the words after it: the first plural, else the first word."""
    words: list[str] = []
    for word in _WORD.findall(following.lower()):
        if word in _FUNCTION:
            break
        words.append(word)
    if following.startswith("-"):
        return words[0] if words else ""  # "a five-year plan"
    return next((word for word in words if word in _PLURALS or _singular(word) != word), words[0] if words else "")


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return noun.removesuffix("ies") + "y"
    return noun if noun.endswith(("ss", "us", "is")) else noun.removesuffix("s")


def _harm(match: re.Match[str]) -> str:
    """Whether a number of people are said to be killed or injured: told after it, else just before it."""
    after = _CLAUSE.split(match.string[match.end() :], maxsplit=1)[0]
    before = _CLAUSE.split(match.string[: match.start()])[-1]
    near = (*_WORD.findall(after)[:4], *_WORD.findall(before)[:-5:-1])
    return next((_HARM[word.lower()] for word in near if word.lower() in _HARM), "")


def disagree(one: Figure, other: Figure) -> bool:
    """Whether two figures for the same thing cannot both be right: large counts may be rounded."""
    low, high = sorted((one, other), key=lambda figure: figure.value)
    if low.hedge == "above" or high.hedge == "below":
        return high.value > _FAR * low.value
    if one.unit in {"date", "calendar year"} or one.unit.startswith("time"):
        return low.value != high.value
    hedges = {one.hedge, other.hedge}
    loose = _LOOSE * high.value if "about" in hedges else 0.0
    if one.unit == "percent":
        return high.value - low.value > max(loose, _NEAR_PART if "part" in hedges else 0.5)
    return high.value - low.value > max(loose, _ROUNDING * high.value if low.value >= _ROUNDED_FROM else 0.0)


@dataclass(frozen=True, slots=True)
class Denial:
    """What a text denies."""

    words: tuple[str, ...] = ()
    """Those that say what is denied: up to three after the "not" or "denied", else before it; none without a denial."""
    rest: str = ""
    """The text without the clause that denies."""


def denial(text: str) -> Denial:
    """The first denial of `text`; "not only" denies nothing."""
    for match in _DENIAL.finditer(text):
        before, after = _CLAUSE.split(text[: match.start()])[-1], _CLAUSE.split(text[match.end() :], maxsplit=1)[0]
        denied = _content(after)[:_NEXT] or _content(before)[-_NEXT:]
        if denied[:1] != ["only"]:
            return Denial(tuple(denied), text[: match.start() - len(before)] + text[match.end() + len(after) :])
    return Denial(rest=text)


def _content(text: str) -> list[str]:
    return [word for word in map(str.lower, _WORD.findall(text)) if len(word) > _SHORT and word not in _EMPTY]


def is_same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one ("attend" and "attending", "Ukraine" and "Ukrainian")."""
    length = min(len(one), len(other))
    return length >= _STEM and one[: max(_STEM, length - 2)] == other[: max(_STEM, length - 2)]
