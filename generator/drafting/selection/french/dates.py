"""Absolute dates for relative ones in French: "vendredi" → "vendredi [15 août 2025]".

As in English, only where the day of publication determines the date; quotations are left alone.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable

from generator.analysis.language.tongues import FRENCH
from generator.analysis.lexicon import table
from generator.drafting.selection.relative import canadian, date_inserts, is_name, nearest
from generator.model import Insert

_PART = r"(?:\s+(?:matin|midi|soir|après-midi))?"
_NEAR = re.compile(
    rf"\b(?P<word>aujourd['’]hui|avant-hier|hier|demain|ce matin|ce soir|cet après-midi){_PART}\b", re.IGNORECASE
)
_WEEKDAY = re.compile(
    rf"\b(?:(?P<this>ce)\s+)?(?P<word>{'|'.join(FRENCH.weekdays)})(?P<which>\s+(?:dernier|prochain))?{_PART}\b(?![-’'])",
    re.IGNORECASE,
)
_DATED = re.compile(rf"\s+(?:\[?\d|1er\b)|\s+(?:{'|'.join(FRENCH.months)})", re.IGNORECASE)
_FEAST = re.compile(r"\s+(?:saint|gras|noir|fou|de Pâques|des Cendres|des Rameaux)\b", re.IGNORECASE)
_STEPS = {"avant-hier": -2, "hier": -1, "demain": 1}
_WORD = re.compile(r"[\w’'-]+")
_REACH = 6  # words on either side whose verbs show past or future


def written(day: dt.date) -> str:
    """A date in the French form ("15 août 2025", "1er mai 2025")."""
    return f"{day.day if day.day > 1 else '1er'} {FRENCH.months[day.month - 1]} {day.year}"


def dated(text: str, day: dt.date | None, quoted: Iterable[tuple[int, int]] = ()) -> list[Insert]:
    """The inserts that date the relative expressions of a French text published on `day`; none if it is None.

    `quoted` are the ranges of quotations. An expression is dated only where it first occurs.
    """
    if day is None:
        return []
    matches = (match for pattern in (_NEAR, _WEEKDAY) for match in pattern.finditer(text))
    undated = (match for match in matches if not (_DATED.match(text, match.end()) or _is_named(match, text)))
    why = f"The article was published on {canadian(day)}."
    return date_inserts(undated, quoted, lambda match: _shown(match, text, day), why)


def _is_named(match: re.Match[str], text: str) -> bool:
    """Whether an expression is part of a name ("Aujourd’hui en France", "Mardi gras")."""
    start, end = match.span("word")
    return is_name(match["word"], text, start) or bool(_FEAST.match(text, end))


def _shown(match: re.Match[str], text: str, day: dt.date) -> str:
    meant = _meant(match, text, day)
    return written(meant) if meant else ""


def _meant(match: re.Match[str], text: str, day: dt.date) -> dt.date | None:
    """The date that an expression means; None if it is uncertain."""
    word = match["word"].lower()
    if match.re is _NEAR:
        return day + dt.timedelta(days=_STEPS.get(word, 0))
    which = (match["which"] or "").strip().lower()
    if which == "prochain":
        return None  # some mean this week's, others next week's
    side = -1 if which == "dernier" else _side(text, match.start(), match.end())
    return nearest(day, FRENCH.weekdays.index(word), side, can_be_today=which != "dernier")


@functools.cache
def _words(key: str) -> frozenset[str]:
    return frozenset(word.strip() for word in table("fr/openings")["time"][key].replace("\n", " ").split(","))


def _side(text: str, start: int, end: int) -> int:
    """1 if the verbs around a weekday are in the future, -1 if they are in the past, 0 if that is uncertain."""
    head = _WORD.findall(re.split(r"[.;:»]\s", text[:start])[-1])[-_REACH:]
    tail = _WORD.findall(re.split(r"[.;:]\s", text[end:])[0])[: _REACH if len(head) < 2 else 2]
    near = [word.lower() for word in (*head, *tail)]
    ahead = any(word in _words("ahead") or word.endswith(("era", "eront", "ira", "iront")) for word in near)
    behind = any(word in _words("behind") for word in near)
    return 0 if ahead == behind else 1 if ahead else -1
