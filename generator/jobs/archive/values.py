"""What the archive returns: briefs, deliveries and runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

DeliveryState = Literal["waiting", "sent", "refused"]


@dataclass(frozen=True, slots=True)
class ArchivedBrief:
    """A brief that was made: its files, and how much of it was news."""

    sha256: str
    """Of its evidence."""
    profile: str
    dated: dt.date
    title: str
    language: str
    previous: str
    """The SHA-256 of the brief that it was compared with, "" if there was none."""
    made: str
    """UTC, ISO 8601."""
    files: tuple[str, ...]
    """Names in the output folder."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Excerpts by their mark: new, changed, continued, or "" if there was nothing to compare with."""


@dataclass(frozen=True, slots=True)
class ArchivedPassage:
    """A passage in a brief."""

    number: int
    """Its number in print, from 1."""
    id: str
    section: str
    """The id of its section."""
    speaker: str
    """The speaker's name, "" if unknown."""
    news: str
    """Its mark: new, changed, continued, or "" if there was nothing to compare with."""
    display: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """The delivery of a brief to one target."""

    brief: str
    """The SHA-256 of its evidence."""
    target: str
    """The name of the delivery in the job."""
    state: DeliveryState
    """To be tried (again), done, or abandoned."""
    tries: int
    why: str
    """What went wrong at the last attempt, "" if nothing did."""
    noted: str
    """When the state was last recorded: UTC, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a job."""

    id: int
    job: str
    started: str
    """UTC, ISO 8601."""
    ended: str | None
    """None while it is running, or if it was killed."""
    code: int | None
    """Its exit code."""
    summary: Mapping[str, Any]
    """Its counts, as plain values."""


def stamp(now: dt.datetime) -> str:
    """`now` in UTC, ISO 8601 with seconds.

    Raises:
        ValueError: it has no time zone.
    """
    if now.tzinfo is None:
        raise ValueError("a time needs its time zone")
    return now.astimezone(dt.UTC).isoformat(timespec="seconds")
