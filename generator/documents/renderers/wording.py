"""Dates, names of groups, purposes, language tags and the lines that count, in the words of the frame."""

from __future__ import annotations

import datetime as dt
import re

from generator.analysis.lexicon import table
from generator.documents.words import Labels
from generator.model import Brief

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_CHINESE = {"zh": "zh-CN", "zh-hans": "zh-CN", "zh-hant": "zh-TW"}  # fontconfig knows Chinese only by country


def long_date(iso: str | None, labels: Labels) -> str:
    """The day of an ISO 8601 date or date-time in the words' language; what is no such date stays as it is."""
    if not iso:
        return ""
    try:
        return labels.date(dt.date.fromisoformat(iso[:10]))
    except ValueError:
        return iso


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


def purpose(brief: Brief, labels: Labels) -> str:
    """What the note is for, in the words of the frame where it is one of the usual purposes."""
    return labels.get(f"purpose.{brief.identity.purpose}", brief.identity.purpose)


def issue(brief: Brief, labels: Labels) -> str:
    """One line on what the note rests on that claims nothing beyond its sources; the title above says the subject."""
    days = sorted({source.published[:10] for source in brief.sources if source.published})
    count = len(brief.sources)
    if not days:
        return labels.say("issue.undated", count=count)
    first, last = long_date(days[0], labels), long_date(days[-1], labels)
    if first == last:
        return labels.say("issue.dated", count=count, date=first)
    return labels.say("issue.span", count=count, first=first, last=last)


def left_out(brief: Brief, labels: Labels) -> str:
    """How many passages of the sources are not printed, and where the reasons stand; "" where all are."""
    counts = (("left_out.cut", len(brief.cut)), ("left_out.unplaced", len(brief.unplaced)))
    said = [labels.say(key, count=count) for key, count in counts if count]
    return " ".join([*said, labels["left_out.reasons"]]) if said else ""
