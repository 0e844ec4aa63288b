"""Dates, names of groups, purposes, language tags and the line on what a note is about, in the words of the frame."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from generator.lexicon import table
from generator.model import Brief

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_CHINESE = {"zh": "zh-CN", "zh-hans": "zh-CN", "zh-hant": "zh-TW"}  # fontconfig knows Chinese only by country


def long_date(iso: str | None, labels: Mapping[str, Any]) -> str:
    """The day of an ISO 8601 date or date-time in the labels' language; what is no such date stays as it is."""
    if not iso:
        return ""
    try:
        day = dt.date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    number = labels["first_day"] if day.day == 1 else str(day.day)
    return str(labels["date"]).format(month=labels["months"][day.month - 1], day=number, year=day.year)


def language_tag(language: str, default: str = "en") -> str:
    """`language` as a BCP 47 tag that fonts and screen readers know, `default` where it is none."""
    return _CHINESE.get(language.lower(), language) if _LANGUAGE.match(language) else default


def group_name(group: str, language: str) -> str:
    """A country or body in `language`; as it stands where the name is not known in it."""
    if not language.lower().startswith("fr"):
        return group
    places = table("fr/places")
    entries = (places[part].get(group) for part in ("countries", "bodies", "regions"))
    return next((str(entry["names"][0]) for entry in entries if entry), group)


def purpose(brief: Brief, labels: Mapping[str, Any]) -> str:
    """What the note is for, in the words of the frame where it is one of the usual purposes."""
    return str(labels["purposes"].get(brief.identity.purpose, brief.identity.purpose))


def issue(brief: Brief, labels: Mapping[str, Any]) -> str:
    """One line on what the note rests on that claims nothing beyond its sources; the title above says the subject."""
    days = sorted({source.published[:10] for source in brief.sources if source.published})
    count = len(brief.sources)
    if not days:
        return str(labels["issue_plain" if count > 1 else "issue_one_plain"])
    first, last = long_date(days[0], labels), long_date(days[-1], labels)
    if count == 1:
        return str(labels["issue_one"]) % first
    if first == last:
        return str(labels["issue_day"]) % (count, first)
    return str(labels["issue_many"]) % (count, first, last)
