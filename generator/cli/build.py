"""`brief build`: from sources to documents in the output folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.console import analysing, log, set_up
from generator.cli.options import (
    DEFAULT_OUTPUT,
    DEFAULT_PROFILE,
    ClusterAddress,
    Jobs,
    Language,
    Log,
    LogFormat,
    OutputFolder,
    PipelinePath,
    ProfileName,
    Quiet,
    RankerName,
    Sources,
    Strict,
    Verbose,
    Words,
    known_language,
)
from generator.cli.work import DEGRADED, Work
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.model import Reading
    from generator.pipeline import Built, Order

app = typer.Typer()


class EvidenceScope(StrEnum):
    """How much of its sources a brief includes."""

    full = "full"
    passages = "passages"


@app.command(epilog="Example: brief build stories/ --format pdf,html --output output/")
def build(
    sources: Sources = None,
    profile: ProfileName = DEFAULT_PROFILE,
    output: OutputFolder = DEFAULT_OUTPUT,
    formats: Annotated[
        str, typer.Option("--format", "-f", help="Formats, separated by commas: pdf, html, docx, json, md, eml.")
    ] = "pdf,html,json",
    pages: Annotated[
        int | None, typer.Option(min=1, max=200, help="Maximum number of PDF pages; by default as the profile says.")
    ] = None,
    words: Words = None,
    date: Annotated[
        str, typer.Option(metavar="YYYY-MM-DD", help="Date of the brief; by default that of the newest story.")
    ] = "",
    title: Annotated[str, typer.Option(help="Title of the brief; by default that of the profile.")] = "",
    language: Language = "en",
    ranker: RankerName = "brief",
    templates: Annotated[
        Path | None, typer.Option(help="Folder with your own templates; they replace the built-in ones.")
    ] = None,
    evidence: Annotated[
        EvidenceScope, typer.Option(help="Include whole stories, or only the cited paragraphs with their proof.")
    ] = EvidenceScope.full,
    sign: Annotated[
        Path | None, typer.Option(metavar="KEY", help="Sign the evidence with this Ed25519 key (OpenSSH or PEM).")
    ] = None,
    pipeline: PipelinePath = "",
    jobs: Jobs = 1,
    cluster: ClusterAddress = "",
    strict: Strict = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log_format: Log = LogFormat.text,
) -> None:
    """Make a brief from stories, or from the sample stories.

    Writes YYYY-MM-DD-PROFILE.pdf, .html, .json … to the output folder. Exit codes: 0 done, 1 no source can be read,
    2 wrong usage, 3 published with problems, 73 the output cannot be written.
    """
    set_up(quiet=quiet, verbose=verbose, log_format=log_format)
    from generator import profile as profiles
    from generator.pipeline import Order, deliver

    order = Order(
        profile=(chosen := profiles.load(profile)),
        formats=_formats(formats),
        dated=_date(date),
        title=title,
        pages=pages or chosen.style.pages,
        words=words,
        ranker=_known(ranker),
        templates=(folder := _folder(templates)),
        language=known_language(language, folder),
        pipeline=pipeline,
        evidence=evidence.value,
        key=sign,
    )
    reading, built = _built(order, Work(sources or (), pipeline, jobs, cluster, strict))
    _report(built, deliver(built, output), read=len(reading.articles))
    if reading.failures or built.faults:
        raise typer.Exit(DEGRADED)


def _built(order: Order, work: Work) -> tuple[Reading, Built]:
    """All that was read, and the brief made from it."""
    from generator import pipeline
    from generator.documents.renderers import Press

    with Press() as press:
        if "pdf" in order.formats:
            press.warm()  # takes as long as the analysis of a story
        with work.workers() as at_work:
            reading = work.read()
            analyst = pipeline.analyst(order.profile, pipeline=order.pipeline, workers=at_work, watch=analysing)
            shortlist, documents = pipeline.shortlisted(reading, order.profile, analyst)
            documents = tuple(documents)
        return reading, pipeline.build(documents, shortlist, order, press=press)


def _report(built: Built, paths: Sequence[Path], *, read: int) -> None:
    """Log what was made, and what its reader must know."""
    brief = built.brief
    for note in brief.warnings:
        log.debug("note: %s", note)
    for note in brief.lint:
        log.debug("style: %s", note)
    for fault in built.faults:
        log.warning("%s", fault)
    left_out = len(brief.cut) + len(brief.unplaced)
    aside = read - len(brief.sources)
    stories = f"{read} {'story' if read == 1 else 'stories'} read{f', {aside} set aside' if aside else ''}"
    log.info("%s, %d excerpts printed, %d passages left out", stories, len(brief.excerpts()), left_out)
    for path in paths:
        log.info("wrote %s", path, extra={"fields": {"path": str(path)}})


def _formats(text: str) -> tuple[str, ...]:
    """The formats asked for, known and without repeats."""
    from generator.documents.renderers import RENDERERS

    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    if not names:
        raise UsageError("no format is given", where="--format", remedy=f"Choose from: {', '.join(RENDERERS)}.")
    for name in names:
        RENDERERS[name]
    return names


def _known(ranker: str) -> str:
    from generator.drafting.rankers import RANKERS

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
            "there is no such folder", where=str(path), remedy="Give a folder of templates with --templates."
        )
    return path
