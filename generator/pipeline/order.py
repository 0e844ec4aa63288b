"""What the user asked for, and the result."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.model import Article, Brief
from generator.profile import Profile


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked for."""

    profile: Profile
    formats: tuple[str, ...] = ("pdf", "html", "json")
    dated: dt.date | None = None
    title: str = ""
    language: str = "en"
    pages: int = 2
    words: int | None = None
    ranker: str = "brief"
    templates: Path | None = None
    pipeline: str = ""
    evidence: Literal["full", "passages"] = "full"
    """Whether the brief includes its sources in full or only the paragraphs that it cites."""
    key: Path | None = None
    """The private key that signs the evidence."""
    before: Brief | None = None
    """The previous brief: what is new since then is marked, and comes before what that brief said already."""
    gone: tuple[str, ...] = ()
    """URLs of stories that their outlets have withdrawn since then."""


@dataclass(frozen=True, slots=True)
class Built:
    """A brief with its renditions by format, and the faults of rendering."""

    brief: Brief
    renditions: Mapping[str, bytes]
    faults: tuple[str, ...] = ()


def dated(articles: Sequence[Article], wanted: dt.date | None) -> dt.date | None:
    """The date of a brief: as asked, else SOURCE_DATE_EPOCH, else that of the newest story; None if there is none.

    So the same stories give the same brief on any day, unless none of them has a date.
    """
    if wanted:
        return wanted
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    return max((article.day for article in articles if article.day), default=None)


def today() -> dt.date:
    """Today's date in the time zone of this machine."""
    return dt.datetime.now().astimezone().date()
