"""Mistakes in a job's file that no single value shows: names used twice, and references to nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator import profile
from generator.documents.languages import label_languages
from generator.jobs.config.rules import FolderDelivery, Job, WebhookDelivery
from generator.settings import Mistake, near


def of_references(job: Job) -> Iterator[Mistake]:
    """Each name that is used twice or names nothing, and each folder that is missing or in the way."""
    yield from _repeated("sources", [source.name for source in job.sources])
    yield from _repeated("deliveries", [delivery.name for delivery in job.deliveries])
    yield from _missing(job)
    yield from _in_the_way(job)
    yield from _not_made(job)


def _repeated(key: str, names: Sequence[str]) -> Iterator[Mistake]:
    for place, name in enumerate(names):
        if name in names[:place]:
            yield (key, place, "name"), f"the name '{name}' is used twice"


def _missing(job: Job) -> Iterator[Mistake]:
    """What the job names but is not there."""
    if what := _profile_problem(job.profile):
        yield ("profile",), what
    if job.sign and not job.sign.is_file():
        yield ("sign",), f"there is no key {job.sign}"
    if job.templates and not job.templates.is_dir():
        yield ("templates",), f"there is no folder {job.templates}"
    languages = label_languages(job.templates)
    if job.language not in languages:
        yield ("language",), _not_among("language", job.language, languages)


def _profile_problem(name: str) -> str:
    """What is wrong with the name of a profile, "" if nothing."""
    if Path(name).is_absolute():
        return "" if Path(name).is_file() else f"there is no file {name}"
    known = profile.shipped()
    return "" if name in known else _not_among("profile", name, known)


def _not_among(kind: str, name: str, known: Sequence[str]) -> str:
    """That there is no such name, which ones there are, and the nearest of them."""
    return f"there is no {kind} '{name}'{near(name, known)}; known: {', '.join(known)}"


def _in_the_way(job: Job) -> Iterator[Mistake]:
    """Folders that must differ: briefs would be read as stories, or copied onto themselves."""
    for place, source in enumerate(job.sources):
        if source.folder and _overlap(source.folder, job.output):
            yield ("sources", place, "folder"), f"keep stories out of the output folder and its parents ({job.output})"
    for place, delivery in enumerate(job.deliveries):
        if isinstance(delivery, FolderDelivery) and delivery.path == job.output:
            yield ("deliveries", place, "path"), "this is the output folder itself; name another one"


def _overlap(one: Path, other: Path) -> bool:
    """Whether one folder lies in the other."""
    return one.is_relative_to(other) or other.is_relative_to(one)


def _not_made(job: Job) -> Iterator[Mistake]:
    """Formats that a delivery asks for and the job does not make."""
    for place, delivery in enumerate(job.deliveries):
        if isinstance(delivery, WebhookDelivery) or "formats" not in delivery.model_fields_set:
            continue
        for format_ in delivery.formats:
            if format_ not in job.formats:
                what = f"the job does not make '{format_}'; add it to the job's own `formats`"
                yield ("deliveries", place, "formats"), what
