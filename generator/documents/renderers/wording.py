"""Dates, names of groups, purposes, language tags and lines with counts, in the language of the labels."""

from __future__ import annotations

import datetime as dt
import re

from generator.analysis.lexicon import table
from generator.documents.words import Labels
from generator.model import Brief

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_CHINESE = {"zh": "zh-CN", "zh-hans": "zh-CN", "zh-hant": "zh-TW"}  # fontconfig knows Chinese only by country
_PLACES = {"fr": "fr/places"}
"""The word list that names countries and bodies, by language; in English they have the names by which we know them."""


def long_date(iso: str | None, labels: Labels) -> str:
    """The day of an ISO 8601 date or date-time, in the language of the labels; other text is returned unchanged."""
    if not iso:
        return ""
    try:
        return labels.date(dt.date.fromisoformat(iso[:10]))
    except ValueError:
        return iso


def language_tag(language: str, default: str = "en") -> str:
    """`language` as a BCP 47 tag that fonts and screen readers know, or `default` if it is not a tag."""
    return _CHINESE.get(language.lower(), language) if _LANGUAGE.match(language) else default


def group_name(group: str, language: str) -> str:
    """The name of a country or body in `language`, or its English name if none is known."""
    list_ = _PLACES.get(language.partition("-")[0].lower())
    if list_ is None:
        return group
    places = table(list_)
    entries = (places[part].get(group) for part in ("countries", "bodies", "regions"))
    return next((str(entry["names"][0]) for entry in entries if entry), group)


def purpose(brief: Brief, labels: Labels) -> str:
    """The purpose of the note, in the language of the labels if it is one of the usual purposes."""
    return labels.get(f"purpose.{brief.identity.purpose}", brief.identity.purpose)


def issue(brief: Brief, labels: Labels) -> str:
    """One line that says how many stories the note draws on, and from when; the title gives the topic."""
    days = sorted({source.published[:10] for source in brief.sources if source.published})
    count = len(brief.sources)
    if not days:
        return labels.say("issue.undated", count=count)
    first, last = long_date(days[0], labels), long_date(days[-1], labels)
    if first == last:
        return labels.say("issue.dated", count=count, date=first)
    return labels.say("issue.span", count=count, first=first, last=last)


def left_out(brief: Brief, labels: Labels) -> str:
    """How many passages of the sources are not printed, and where to find the reasons; "" if all are printed."""
    counts = (("left_out.cut", len(brief.cut)), ("left_out.unplaced", len(brief.unplaced)))
    said = [labels.say(key, count=count) for key, count in counts if count]
    return " ".join([*said, labels["left_out.reasons"]]) if said else ""
