"""How French writes what can be compared: times, dates, parts, amounts and counts, names, denials."""

from __future__ import annotations

import re

from generator.analysis import lexicon
from generator.analysis.language.tongues import FRENCH
from generator.drafting.selection.facts import HARMS, FactRules, Quantity, harm_of, hedge_of

_OPENINGS = lexicon.of("fr")
_SPACE = r"[ \u00a0\u202f]"


def _phrases(part: str, key: str) -> frozenset[str]:
    return _OPENINGS.phrases("openings", part, key)


_UNITS = ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
_TEENS = ("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf")
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "quatre-vingt": 80}
_ON_TO_TEENS = frozenset({"soixante", "quatre-vingt"})  # "soixante-dix", "quatre-vingt-treize"


def _numerals() -> dict[str, float]:
    """The numbers from two to ninety-nine as words, with the spelling of 1990 and without; then "cent" and "mille"."""
    found = {name: float(value) for value, name in enumerate((*_UNITS, *_TEENS)) if value > 1}
    for name, value in _TENS.items():
        after = {unit: more for more, unit in enumerate(_UNITS) if unit}
        after |= {teen: 10 + more for more, teen in enumerate(_TEENS)} if name in _ON_TO_TEENS else {}
        found |= {f"{name}-{word}": float(value + more) for word, more in after.items()} | {name: float(value)}
        joined = {"un": 1, "une": 1} | ({"onze": 11} if name == "soixante" else {})
        found |= {f"{name}{et}{word}": float(value + more) for word, more in joined.items() for et in (" et ", "-et-")}
    return found | {"quatre-vingts": 80.0, "septante": 70.0, "nonante": 90.0, "cent": 100.0, "mille": 1000.0}


_NUMERALS = _numerals()
_ONE = {"un": 1.0, "une": 1.0}  # a number only before "million" and the like; elsewhere an article
_ROUGH = {"dizaine": 10.0, "douzaine": 12.0, "quinzaine": 15.0, "vingtaine": 20.0, "trentaine": 30.0}
_ROUGH |= {"quarantaine": 40.0, "cinquantaine": 50.0, "soixantaine": 60.0, "centaine": 100.0, "millier": 1000.0}
_SCALES = {"cent": 1e2, "mille": 1e3, "million": 1e6, "milliard": 1e9, "billion": 1e12} | _ROUGH
_MONEY = {"$": "$", "€": "€", "£": "£", "¥": "¥"}
_PREFIXES = {"k": 1e3, "M": 1e6, "G": 1e9}  # "20 M$"
_PARTS = {"tiers": 100 / 3, "quart": 25.0, "cinquième": 20.0, "dixième": 10.0}
_MONTHS = {name: number for number, name in enumerate(FRENCH.months, start=1)}
_MONTHS |= {"janv": 1, "févr": 2, "juill": 7, "sept": 9, "oct": 10, "nov": 11, "déc": 12}

_TIME = re.compile(
    rf"(?<![\w,.-])(?:(?P<hour>\d{{1,2}})(?:{_SPACE}?h(?:{_SPACE}?(?P<minute>\d\d))?|:(?P<minute24>\d\d))(?!\w)"
    r"|(?P<word>midi|minuit)(?![\w-]))"
    r"(?:,?\s*\(?(?:(?P<zone>(?-i:GMT|UTC|TU|HE|HNE|HAE))\b|heure\s(?:locale|(?:de\s|d['’])(?P<place>(?-i:[A-ZÀ-Þ])\w+))))?",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"(?<![\w,-])(?P<day>1er|\d{{1,2}})\s+(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?!\w)",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"\b(?:(?P<count>une?|le|deux|trois|quatre)\s(?P<part>{'|'.join(_PARTS)})s?|(?P<half>la\smoitié))"
    r"(?=\s+(?:de|des|du|d['’]|en)|\s*[.,;:]|$)",
    re.IGNORECASE,
)
_WORDS_OF_NUMBER = "|".join(sorted((*_NUMERALS, *_ONE), key=len, reverse=True))
_COUNT = re.compile(
    rf"(?<![\w,.-])(?:(?P<digits>\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?!\w|{_SPACE}?h\b)"
    rf"|(?P<word>{_WORDS_OF_NUMBER})(?![\w-]))"
    rf"(?:{_SPACE}(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})s?(?!\w))?"
    rf"(?:(?P<percent>{_SPACE}?%|\spour\scent\b|\sp\.\s?100)|{_SPACE}?(?P<prefix>(?-i:[kMG]))?(?P<money>[$€£¥]))?",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<{kind}>{_OPENINGS.any_of('openings', 'figures', kind)})" for kind in ("about", "above", "below"))
    + r")\s*$",
    re.IGNORECASE,
)
_ONLY = _phrases("denial", "only")
_DENIAL = re.compile(
    rf"\bn(?:e\s+|['’])(?:[^\s.;:!?]+\s+){{0,4}}?(?:pas|plus|point|guère|rien|personne|ni|aucune?|jamais|nullement)\b"
    rf"(?!\s+(?:{'|'.join(sorted(_ONLY))})\b)"
    r"|\bne\s+(?:peut|peuvent|pouvait|pouvaient|saurait|sauraient)\b"
    r"|\bpas\s+(?:de\b|d['’]|du\b|question\b|encore\b)|(?<![\w-])non\b(?!\s+(?:seulement|plus)\b)"
    rf"|\b(?:{_OPENINGS.any_of('openings', 'denial', 'words')})\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)(?<![\"“«])(?<!«\s)\b[A-ZÀ-Þ][\w’'-]+")
_CLAUSE = re.compile(r"[,.;:—()]|\b(?:et|mais|tandis\sque|alors\sque)\b|\d", re.IGNORECASE)
_WORD = re.compile(r"[a-zà-ÿœ]+", re.IGNORECASE)
_FUNCTION = _phrases("figures", "function_words")
_PASSED_OVER = _phrases("figures", "passed_over")
_OF = frozenset({"de", "d"})
_INVARIABLE = frozenset({"pays", "mois", "fois", "avis", "os", "bras", "cours", "procès", "accès", "corps", "repas"})
_SAME_UNIT = {"dollar": "$", "euro": "€", "livre": "£", "personne": "people", "gens": "people"}
_HARM = {word: harm for harm in HARMS for word in _phrases("figures", harm)}
_ANYONE = frozenset({"", "people", "autre", "civil", "soldat", *_HARM, *(word.removesuffix("s") for word in _HARM)})


def _time(match: re.Match[str]) -> Quantity:
    zone = (match["zone"] or match["place"] or "").lower()
    unit = f"time {zone}" if zone else "time"
    if match["word"]:
        return Quantity(unit, 0.0 if match["word"].lower() == "minuit" else 12.0, match.group())
    minutes = int(match["minute"] or match["minute24"] or 0)
    return Quantity(unit, int(match["hour"]) + minutes / 60, match.group())


def _date(match: re.Match[str]) -> Quantity:
    day = int(match["day"].lower().removesuffix("er"))
    return Quantity("date", _MONTHS[match["month"].lower()] * 100.0 + day, match.group())


def _part(match: re.Match[str]) -> Quantity:
    if match["half"]:
        return Quantity("percent", 50.0, match.group(), "part")
    count = _NUMERALS.get(match["count"].lower(), 1.0)
    return Quantity("percent", count * _PARTS[match["part"].lower()], match.group(), "part")


def _count(match: re.Match[str]) -> Quantity | None:
    scale = (match["scale"] or "").lower()
    if _is_article(match):
        return None
    value = _number(match) * _SCALES.get(scale, 1.0) * _PREFIXES.get(match["prefix"] or "", 1.0)
    hedge = "about" if scale in _ROUGH else hedge_of(match, _HEDGE)
    if unit := match["money"] or ("percent" if match["percent"] else ""):
        return Quantity(unit, value, match.group(), hedge)
    if not scale and _is_year(match["digits"] or ""):
        return Quantity("calendar year", value, match.group())
    return _of_things(match, value, hedge, scale)


def _is_article(match: re.Match[str]) -> bool:
    """Whether "un" or "une" counts nothing, as it does before "million"."""
    return bool(match["word"]) and match["word"].lower() in _ONE and not match["scale"]


def _of_things(match: re.Match[str], value: float, hedge: str, scale: str) -> Quantity | None:
    """A number with the noun that it counts, or with what became of the people; None for "les deux"."""
    counted = _counted(match.string[match.end() :], after_scale=bool(scale))
    unit = _SAME_UNIT.get(_singular(counted), _singular(counted))
    if unit in _ANYONE:
        unit = harm_of(match, _CLAUSE, _WORD, _HARM) or unit
    if match["word"] and not unit and not scale:
        return None
    return Quantity(unit, value, f"{match.group()} {counted or unit}".strip(), hedge)


def _number(match: re.Match[str]) -> float:
    digits = match["digits"]
    if digits:
        return float(re.sub(_SPACE, "", digits).replace(",", "."))
    word = match["word"].lower()
    return _ONE.get(word) or _NUMERALS[word]


def _is_year(digits: str) -> bool:
    return digits.isdigit() and len(digits) == 4 and 1900 <= int(digits) <= 2100


def _counted(following: str, *, after_scale: bool) -> str:
    """The noun that a number counts: the first word after it, past "de" after "millions" and past "autres"."""
    words = _WORD.findall(_CLAUSE.split(following, maxsplit=1)[0].lower())
    if after_scale and words and words[0] in _OF:
        words = words[1:]
    noun = next((word for word in words if word not in _PASSED_OVER), "")
    return "" if noun in _FUNCTION else noun


def _singular(noun: str) -> str:
    if noun in _INVARIABLE:
        return noun
    if noun.endswith("aux") and not noun.endswith("eaux"):
        return noun.removesuffix("aux") + "al"
    return noun.removesuffix("s").removesuffix("x")


FACTS = FactRules(
    quantities=((_TIME, _time), (_DATE, _date), (_PART, _part), (_COUNT, _count)),
    name=_NAME,
    possessive=(),
    denial=_DENIAL,
    only=_ONLY,
    clause=_CLAUSE,
    word=_WORD,
    empty=_FUNCTION | _phrases("figures", "empty"),
    passed_over=_FUNCTION,
    verdicts=_phrases("verdicts", "words"),
    days=frozenset(FRENCH.weekdays) | frozenset(FRENCH.months),
)
