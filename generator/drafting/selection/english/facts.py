"""How English writes what can be compared: times, dates, parts, amounts and counts, names, denials."""

from __future__ import annotations

import re
from functools import partial

from generator.analysis import lexicon
from generator.analysis.language import ENGLISH
from generator.drafting.selection.facts import HARMS, FactRules, Quantity, harm_of, hedge_of

_any_of = partial(lexicon.of("en").any_of, "openings")
_phrases = partial(lexicon.of("en").phrases, "openings")

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
_MONTHS = {name.lower(): number for number, name in enumerate(ENGLISH.months, start=1)}
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
    r"\b(?:" + "|".join(f"(?P<{kind}>{_any_of('figures', kind)})" for kind in ("about", "above", "below")) + r")\s+$",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)(?<![\"“])\b[A-Z][\w’'-]+")
_DENIAL = re.compile(rf"\b(?:{_any_of('denial', 'words')})\b|n['’]t\b", re.IGNORECASE)
_FUNCTION = _phrases("figures", "function_words")
_PLURALS = _phrases("figures", "plurals")
_SAME_UNIT = {"person": "people", "man": "men", "woman": "women", "child": "children"}
_SAME_UNIT |= {"nation": "country", "dollar": "$", "euro": "€"}
_HARM = {word: harm for harm in HARMS for word in _phrases("figures", harm)}
_ANYONE = frozenset({"", "people", "other", *_HARM, *(word.removesuffix("s") for word in _HARM)})
_CLAUSE = re.compile(r"[,.;:—()]|\b(?:and|but|while)\b|\d", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_EMPTY = _FUNCTION | _phrases("figures", "empty")


def _time(match: re.Match[str]) -> Quantity:
    zone = (match["zone"] or match["place"] or "local").lower()
    unit = "time" if zone == "local" else f"time {zone}"
    if match["word"]:
        return Quantity(unit, 0.0 if match["word"].lower() == "midnight" else 12.0, match.group())
    hour, minute = int(match["hour"] or match["hour24"]), int(match["minute"] or match["minute24"] or 0)
    half = (match["half"] or "").lower()
    return Quantity(unit, (hour % 12 + (12 if half == "p" else 0) if half else hour) + minute / 60, match.group())


def _date(match: re.Match[str]) -> Quantity:
    month, day = (match[1], match[2]) if match[1] else (match[4], match[3])
    return Quantity("date", _MONTHS[month.lower()] * 100.0 + int(day), match.group())


def _part(match: re.Match[str]) -> Quantity:
    count = _SMALL.get((match["count"] or "").lower(), 1.0)
    return Quantity("percent", count * _PARTS[(match["part"] or match["half"]).lower()], match.group(), "part")


def _figure(match: re.Match[str]) -> Quantity | None:
    value, hedge = _value(match), hedge_of(match, _HEDGE)
    if match["money"] or match["percent"]:
        return Quantity(match["money"] or "percent", value, match.group(), hedge)
    if not match["scale"] and _is_year(match["digits"] or ""):
        return Quantity("calendar year", value, match.group())
    return _of_things(match, value, hedge)


def _value(match: re.Match[str]) -> float:
    digits, word = match["digits"], match["word"]
    value = float(digits.replace(",", "")) if digits else sum(_SMALL[part] for part in re.split(r"[\s-]", word.lower()))
    value *= _SCALES.get((match["scale"] or "").lower(), 1.0)
    return value * (_SHORT_SCALES.get((match["short"] or "").strip().lower(), 1.0) if match["money"] else 1.0)


def _is_year(digits: str) -> bool:
    return digits.isdigit() and len(digits) == 4 and 1900 <= int(digits) <= 2100


def _of_things(match: re.Match[str], value: float, hedge: str) -> Quantity | None:
    """A number with the noun that it counts, or with what became of the people; None for "one of the leaders"."""
    counted = _counted(match["rest"])
    unit = _SAME_UNIT.get(_singular(counted), _singular(counted))
    if unit in _ANYONE:
        unit = harm_of(match, _CLAUSE, _WORD, _HARM) or unit
    if match["word"] and not unit and not match["scale"]:
        return None
    return Quantity(unit, value, f"{match.group()} {counted or unit}".strip(), hedge)


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


FACTS = FactRules(
    quantities=((_TIME, _time), (_DATE, _date), (_PART, _part), (_FIGURE, _figure)),
    name=_NAME,
    possessive=("’s", "'s"),
    denial=_DENIAL,
    only=frozenset({"only"}),
    clause=_CLAUSE,
    word=_WORD,
    empty=_EMPTY,
    passed_over=_FUNCTION | {"the", "its", "his", "her", "their", "people"},
    verdicts=_phrases("verdicts", "words"),
    days=frozenset(ENGLISH.weekdays) | frozenset(month.lower() for month in ENGLISH.months),
)
