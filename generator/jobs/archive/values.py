"""What the archive tells: briefs kept, deliveries and runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

DeliveryState = Literal["waiting", "sent", "refused"]


@dataclass(frozen=True, slots=True)
class ArchivedBrief:
    """A brief that was made: where its files are and how much of it was news."""

    sha256: str
    """Of its evidence."""
    profile: str
    dated: str
    """ISO date."""
    title: str
    language: str
    previous: str
    """The SHA-256 of the brief that it was compared with, "" where there was none."""
    made: str
    """UTC, ISO 8601."""
    files: tuple[str, ...]
    """Names in the output folder."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Excerpts by their mark: new, changed, continued, or "" where nothing was compared."""


@dataclass(frozen=True, slots=True)
class ArchivedPassage:
    """A passage that a brief prints."""

    number: int
    """In print, from 1."""
    id: str
    section: str
    """The id of its section."""
    speaker: str
    """The name of who says it, "" where nobody is known to."""
    news: str
    """Its mark: new, changed, continued, or "" where nothing was compared."""
    display: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A brief on its way to one target."""

    brief: str
    """The SHA-256 of its evidence."""
    target: str
    """The name of the delivery in the job."""
    state: DeliveryState
    """To be tried (again), done, or given up."""
    tries: int
    why: str
    """What went wrong at the last try, "" where nothing did."""
    noted: str
    """When the state was last noted: UTC, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a job."""

    id: int
    job: str
    started: str
    """UTC, ISO 8601."""
    ended: str | None
    """None while it goes on, or where it was killed."""
    code: int | None
    """Its exit code."""
    summary: Mapping[str, Any]
    """What it counted, as plain values."""


def stamp(now: dt.datetime) -> str:
    """`now` in UTC, ISO 8601 with seconds.

    Raises:
        ValueError: it has no time zone.
    """
    if now.tzinfo is None:
        raise ValueError("a time needs its time zone")
    return now.astimezone(dt.UTC).isoformat(timespec="seconds")
