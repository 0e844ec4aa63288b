"""`brief build`: from sources to renditions in the output folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import typer

from generator import pipeline
from generator import profile as profiles
from generator.cli.console import analysing, log
from generator.cli.sources import DEGRADED, read_all
from generator.documents.renderers import RENDERERS, Press
from generator.drafting.rankers import RANKERS
from generator.errors import UsageError
from generator.executors import workers
from generator.model import Reading


def run(
    sources: Sequence[str],
    *,
    profile: str,
    output: Path,
    formats: str,
    pages: int | None,
    words: int | None,
    date: str,
    title: str,
    language: str,
    ranker: str,
    templates: Path | None,
    evidence: Literal["full", "passages"],
    key: Path | None,
    pipeline_path: str,
    jobs: int,
    cluster: str,
    strict: bool,
) -> None:
    """Build a brief and deliver it."""
    order = pipeline.Order(
        profile=(chosen := profiles.load(profile)),
        formats=_formats(formats),
        dated=_date(date),
        title=title,
        language=language,
        pages=pages or chosen.style.pages,
        words=words,
        ranker=_known(ranker),
        templates=_folder(templates),
        pipeline=pipeline_path,
        evidence=evidence,
        key=key,
    )
    reading, built = _built(sources, order, jobs=jobs, cluster=cluster, strict=strict)
    paths = pipeline.deliver(built, output)
    _report(built, paths, read=len(reading.articles))
    if reading.failures or built.faults:
        raise typer.Exit(DEGRADED)


def _built(
    sources: Sequence[str], order: pipeline.Order, *, jobs: int, cluster: str, strict: bool
) -> tuple[Reading, pipeline.Built]:
    """All that was read, and what was made of it."""
    with Press() as press:
        if "pdf" in order.formats:
            press.warm()  # which takes as long as the analysis of a story
        with workers(jobs, cluster, log.warning, pipeline=order.pipeline) as at_work:
            reading = read_all(sources, strict=strict)
            analyst = pipeline.analyst(order.profile, pipeline=order.pipeline, workers=at_work, watch=analysing)
            shortlist, documents = pipeline.shortlisted(reading, order.profile, analyst)
            documents = tuple(documents)
        return reading, pipeline.build(documents, shortlist, order, press=press)


def _report(built: pipeline.Built, paths: Sequence[Path], *, read: int) -> None:
    """Say what was made, and what a reader must know of it."""
    brief = built.brief
    for note in brief.warnings:
        log.debug("note: %s", note)
    for note in brief.lint:
        log.debug("style: %s", note)
    for fault in built.faults:
        log.warning("%s", fault)
    left_out = len(brief.cut) + len(brief.unplaced)
    aside = read - len(brief.sources)
    stories = f"{read} stories read, {aside} put aside" if aside else f"{read} stories read"
    log.info("%s, %d excerpts printed, %d passages left out", stories, len(brief.excerpts()), left_out)
    for path in paths:
        log.info("wrote %s", path, extra={"fields": {"path": str(path)}})


def _formats(text: str) -> tuple[str, ...]:
    """The formats asked for, known and without repeats."""
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    if not names:
        raise UsageError("no format is named", where="--format", remedy=f"Name some of: {', '.join(RENDERERS)}.")
    for name in names:
        RENDERERS[name]
    return names


def _known(ranker: str) -> str:
    RANKERS[ranker]
    return ranker


def _date(text: str) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text}' is not a date", where="--date", remedy="Write it as 2025-08-15.") from None


def _folder(path: Path | None) -> Path | None:
    if path is not None and not path.is_dir():
        raise UsageError(
            "there is no such folder", where=str(path), remedy="Name a folder of templates with --templates."
        )
    return path
