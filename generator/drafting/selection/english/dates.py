"""Absolute dates for relative ones: "today" → "today [August 15, 2025]".

Only where the day of publication determines the date: a weekday needs a verb that shows whether it is past or future.
Quotations are left alone, because their dates count from the moment of speaking.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import partial

from generator.analysis import lexicon
from generator.analysis.language.tongues import ENGLISH
from generator.drafting.selection.relative import canadian, date_inserts, is_name, nearest
from generator.model import Insert

_phrases = partial(lexicon.of("en").phrases, "openings")

_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_NEAR = re.compile(
    rf"\b(?P<word>today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening)){_PART}\b(?!['’]s)", re.IGNORECASE
)
_WEEKDAY = re.compile(
    rf"\b(?:(?P<which>last|next|this|past|coming)\s+)?(?P<word>{'|'.join(ENGLISH.weekdays)}){_PART}\b(?!['’-])",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"\b(?P<which>last|this|next)\s+(?P<word>month|year)\b(?!['’-])", re.IGNORECASE)
_MONTH = "|".join(month[:3] for month in ENGLISH.months)
_DATED = re.compile(
    rf",?\s*(?:\(|\[|the\s+)?(?:{_MONTH})[a-z]*\.?\s+\d|,?\s*\(?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})",
    re.IGNORECASE,
)
# Holidays, newspapers and broadcasts named after a day of the week.
_FEAST = re.compile(r"\b(?:Ash|Black|Bloody|Cyber|Easter|Giving|Good|Holy|Palm|Super)\s+\Z")
_TITLE = re.compile(r"\s+(?:Express|Herald|Mail|Mirror|Morning|Night|Star|Telegraph|Times)\b")
_AHEAD, _BEHIND, _PASSED_OVER = (_phrases("time", key) for key in ("ahead", "behind", "passed_over"))
_REACH = 150  # code points on either side in which a verb can tell
_WORD = re.compile(r"['’]?[A-Za-z]+")


def dated(text: str, day: dt.date | None, quoted: Iterable[tuple[int, int]] = ()) -> list[Insert]:
    """The inserts that date the relative expressions of `text`, published on `day`; none where the day is unknown.

    `quoted` are the ranges of quotations; an expression that occurs again is dated once.
    """
    if day is None:
        return []
    matches = (match for pattern in (_NEAR, _WEEKDAY, _PERIOD) for match in pattern.finditer(text))
    undated = (match for match in matches if not (_DATED.match(text, match.end()) or _is_named(match, text)))
    why = f"The article was published on {canadian(day)}."
    return date_inserts(undated, quoted, lambda match: _absolute(match, text, day), why)


def _is_named(match: re.Match[str], text: str) -> bool:
    """Whether an expression is part of a name ("USA TODAY", "Good Friday", "Sunday Times")."""
    start, end = match.span("word")
    if match.re is not _WEEKDAY:
        return is_name(match["word"], text, start)
    return bool(match["word"].isupper() or _FEAST.search(text, 0, start) or _TITLE.match(text, end))


def _absolute(match: re.Match[str], text: str, day: dt.date) -> str:
    """The date that an expression means, "" where that is not certain."""
    word = match["word"].lower()
    if match.re is _NEAR:
        return canadian(day + dt.timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0)))
    which = (match["which"] or "").lower()
    if match.re is _PERIOD:
        step = {"last": -1, "this": 0, "next": 1}[which]
        if word == "year":
            return str(day.year + step)
        index = day.year * 12 + day.month - 1 + step
        return f"{ENGLISH.months[index % 12]} {index // 12}"
    return _weekday(match, text, day, which, ENGLISH.weekdays.index(word))


def _weekday(match: re.Match[str], text: str, day: dt.date, which: str, weekday: int) -> str:
    """The date of a weekday: the day itself, else the nearest one on the side that the words around it tell."""
    if which in {"next", "this"}:
        return ""  # "next Friday" is this week's to some and the week after's to others
    side = -1 if which in {"last", "past"} else 1 if which == "coming" else _side(text, match.start(), match.end())
    meant = nearest(day, weekday, side, can_be_today=which not in {"last", "past"})
    return canadian(meant) if meant else ""


def _side(text: str, start: int, end: int) -> int:
    """1 where the words around an expression lie ahead, -1 behind, 0 where they do not tell for certain."""
    head, tail = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    before = _WORD.findall(re.split(r"[.,;:] ", head)[-1])[::-1]
    if len(before) <= 1:  # "On Friday, …"
        return _first_tense(_first_clause(tail)[:8])
    verbs = [word for word in before[:4] if word.lower() not in _PASSED_OVER and not word[:1].isupper()]
    follows = _first_tense(_WORD.findall(tail)[:4])
    if _first_tense(verbs[:1]) == -1:
        return -1 if follows <= 0 else 0
    return 1 if follows >= 0 and any(_tense(word) > 0 for word in before[:6]) else 0


def _first_clause(text: str) -> list[str]:
    """The words of the first clause that has more than one."""
    clauses = (_WORD.findall(clause) for clause in re.split(r"[,.;:]", text))
    return next((words for words in clauses if len(words) > 1), [])


def _first_tense(words: Iterable[str]) -> int:
    """The side that the first of some words tells that tells any, 0 where none does."""
    return next((side for word in words if (side := _tense(word))), 0)


def _tense(word: str) -> int:
    """1 for a word that points ahead, -1 for a verb in the past, 0 for any other."""
    word = word.lower()
    if word in _AHEAD:
        return 1
    return -1 if word in _BEHIND or (word.endswith("ed") and len(word) > 4) else 0
