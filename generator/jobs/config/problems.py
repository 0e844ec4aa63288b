"""Mistakes in a job's file in plain words: file, line, key, what, nearest known key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import BaseModel

from generator import profile
from generator.jobs.config.rules import (
    FolderDelivery,
    Job,
    MailDelivery,
    Monitor,
    Schedule,
    SourceRule,
    WebhookDelivery,
)
from generator.profile.problems import Location, key_of, line_of, near

Mistake: TypeAlias = tuple[Location, str]

_DELIVERIES: dict[str, type[BaseModel]] = {
    "folder": FolderDelivery,
    "mail": MailDelivery,
    "webhook": WebhookDelivery,
}
_TABLES: dict[str, type[BaseModel]] = {"sources": SourceRule, "schedule": Schedule, "monitor": Monitor}
_PLAIN = {
    "missing": "this key is missing",
    "too_short": "at least one is needed",
    "path_type": "this is no path",
    "tuple_type": "this is a list, in square brackets; tables of that name have two brackets around it",
    "model_type": "this is a table, with the name in square brackets",
}
"""Words for mistakes that pydantic tells programmers of, by its name for them."""


def of_values(text: str, where: str, found: Sequence[Any]) -> list[str]:
    """A line for each mistake that pydantic found, in the order of the file."""
    places = [one["loc"] for one in found]
    told = [one for one in found if one["type"] != "too_short" or not _has_below(places, one["loc"])]
    return in_order(text, where, [(_without_kind(one["loc"]), _what(one)) for one in told])


def of_references(text: str, where: str, job: Job) -> list[str]:
    """A line for each name that is used twice or names nothing, and each folder that is not there or is in the way."""
    found = [
        *_repeated("sources", [source.name for source in job.sources]),
        *_repeated("deliveries", [delivery.name for delivery in job.deliveries]),
        *_missing(job),
        *_in_the_way(job),
        *_not_made(job),
    ]
    return in_order(text, where, found)


def in_order(text: str, where: str, found: Iterable[Mistake]) -> list[str]:
    """A line for each of the mistakes `found`, in the order of the file."""
    placed = sorted(((line_of(text, location), location, what) for location, what in found), key=lambda f: f[0])
    return [f"{where}:{line}: {key_of(location, whole='job')}: {what}" for line, location, what in placed]


def _repeated(key: str, names: Sequence[str]) -> list[Mistake]:
    return [
        ((key, place, "name"), f"the name '{name}' is used twice")
        for place, name in enumerate(names)
        if name in names[:place]
    ]


def _missing(job: Job) -> list[Mistake]:
    """What the job names and is not there."""
    found: list[Mistake] = []
    if not Path(job.profile).is_absolute() and job.profile not in profile.shipped():
        known = profile.shipped()
        what = f"there is no profile '{job.profile}'{near(job.profile, known)}; known: {', '.join(known)}"
        found.append((("profile",), what))
    elif Path(job.profile).is_absolute() and not Path(job.profile).is_file():
        found.append((("profile",), f"there is no file {job.profile}"))
    if job.sign and not job.sign.is_file():
        found.append((("sign",), f"there is no key {job.sign}"))
    if job.templates and not job.templates.is_dir():
        found.append((("templates",), f"there is no folder {job.templates}"))
    return found


def _in_the_way(job: Job) -> list[Mistake]:
    """Folders that may not be the same: briefs would be read as stories, or copied onto themselves."""
    found: list[Mistake] = []
    for place, source in enumerate(job.sources):
        if source.folder and (source.folder.is_relative_to(job.output) or job.output.is_relative_to(source.folder)):
            found.append((("sources", place, "folder"), f"stories may not lie where briefs are written ({job.output})"))
    for place, delivery in enumerate(job.deliveries):
        if isinstance(delivery, FolderDelivery) and delivery.path == job.output:
            found.append((("deliveries", place, "path"), "this is the output folder itself"))
    return found


def _not_made(job: Job) -> list[Mistake]:
    """Formats that a delivery asks for and the job does not make."""
    return [
        (("deliveries", place, "formats"), f"the job makes no '{format_}': add it to its own `formats`")
        for place, delivery in enumerate(job.deliveries)
        if "formats" in delivery.model_fields_set and not isinstance(delivery, WebhookDelivery)
        for format_ in delivery.formats
        if format_ not in job.formats
    ]


def _without_kind(location: Sequence[str | int]) -> tuple[str | int, ...]:
    """A place as the file has it: pydantic puts the kind of a delivery into the path."""
    if len(location) > 2 and location[0] == "deliveries" and location[2] in _DELIVERIES:
        return (*location[:2], *location[3:])
    return tuple(location)


def _has_below(places: Iterable[Location], place: Location) -> bool:
    """Whether an item of the list at `place` is wrong, which is then all that is wrong with the list."""
    return any(len(other) > len(place) and other[: len(place)] == place for other in places)


def _what(found: Any) -> str:
    """What is wrong with a value, with the nearest known word."""
    location, kind = found["loc"], found["type"]
    if kind == "extra_forbidden":
        return "unknown key" + near(str(location[-1]), list(_table(location).model_fields))
    if kind in {"union_tag_not_found", "union_tag_invalid"}:
        tag = str(found.get("ctx", {}).get("tag", ""))
        return 'a delivery has the key `kind`: "folder", "mail" or "webhook"' + near(tag, _DELIVERIES)
    if kind == "value_error":
        return str(found["ctx"]["error"])
    if kind in _PLAIN:
        return _PLAIN[kind]
    what = str(found["msg"])
    if kind == "literal_error":
        what += near(str(found["input"]), re.findall(r"'([\w-]+)'", what))
    return what[:1].lower() + what[1:]


def _table(location: Sequence[str | int]) -> type[BaseModel]:
    """The table in which the last key of `location` stands."""
    if location[0] == "deliveries":
        return _DELIVERIES[str(location[2])]
    return _TABLES.get(str(location[0]), Job) if len(location) > 1 else Job
