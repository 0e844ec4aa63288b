"""`brief analyze` and `brief summarize`: answers on standard output or in a file, as JSON Lines, text or a page."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator import __version__
from generator.cli.console import analysing, emit, emit_json, log, progress, set_up
from generator.cli.options import (
    DEFAULT_PROFILE,
    Batch,
    ClusterAddress,
    Format,
    Jobs,
    Log,
    LogFormat,
    OutputFormat,
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
from generator.cli.work import Work, report_failures
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.executors import Workers
    from generator.model import Document, Reading
    from generator.profile import Profile

app = typer.Typer()

_WORDS = 100  # if neither --words nor --sentences is given


class AnalysisFormat(StrEnum):
    """The form of what `brief analyze` answers."""

    json = "json"
    html = "html"


@app.command(epilog="Example: brief analyze story.html --format html --output story-analysis.html")
def analyze(
    sources: Sources = None,
    batch: Batch = "",
    profile: ProfileName = DEFAULT_PROFILE,
    shape: Annotated[
        AnalysisFormat, typer.Option("--format", "-f", help="JSON Lines, or a page for a browser.")
    ] = AnalysisFormat.json,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of printing.")
    ] = None,
    language: Annotated[
        str, typer.Option(metavar="CODE", help="Language of the page's headings and labels: en or fr.")
    ] = "en",
    pipeline: PipelinePath = "",
    jobs: Jobs = 1,
    cluster: ClusterAddress = "",
    strict: Strict = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log_format: Log = LogFormat.text,
) -> None:
    """Show the analysis of stories, as JSON or as a page.

    Prints one JSON object per story, or a page with the text marked up: sentences, who says what, the passages and the
    section of the profile that each belongs to.
    """
    set_up(quiet=quiet, verbose=verbose, log_format=log_format)
    if batch and sources:
        raise UsageError("--batch and SOURCE cannot be used together", remedy="Use one of them.")
    _require_file(output)
    from generator import profile as profiles

    known_language(language)
    chosen = profiles.load(profile)
    work = Work(sources or (), pipeline, jobs, cluster, strict, batch)
    reading = _stories(work)
    with work.workers() as at_work:
        page_in = language if shape is AnalysisFormat.html else None
        _answer(_answers(reading, chosen, pipeline_path=pipeline, workers=at_work, page_in=page_in), output)
    report_failures(reading)


def _require_file(output: Path | None) -> None:
    """Refuse a folder, a device or a link before any work is done: what is written replaces a file."""
    if output is not None and (output.is_symlink() or (output.exists() and not output.is_file())):
        raise UsageError("this is not a file", where=str(output), remedy="Name a file, or leave out --output to print.")


def _stories(work: Work) -> Reading:
    """What is to be analyzed: the lines of the batch, else the sources."""
    if not work.batch:
        return work.read()
    from generator.model import Reading
    from generator.reading import read_batch

    return Reading(read_batch(work.batch, stdin=sys.stdin.buffer))


def _answers(
    reading: Reading, profile: Profile, *, pipeline_path: str, workers: Workers, page_in: str | None
) -> Iterable[str]:
    """A line of JSON for each story, or one page in the language `page_in`."""
    from generator.pipeline import analyse_all, analyses

    articles = analysing(reading.articles)
    if page_in is None:
        found = analyses(articles, profile, pipeline=pipeline_path, workers=workers)
        return (json.dumps(analysis, ensure_ascii=False) + "\n" for analysis in found)
    documents = analyse_all(articles, pipeline=pipeline_path, workers=workers)
    return [_page(documents, profile, reading, language=page_in, pipeline_path=pipeline_path)]


def _page(
    documents: Iterable[Document], profile: Profile, reading: Reading, *, language: str, pipeline_path: str
) -> str:
    """The page that shows the analysis."""
    from generator.analysis.language import name_for
    from generator.documents.renderers.analysis_marks import Analysed
    from generator.documents.renderers.analysis_page import render_analyses
    from generator.drafting.brief import NAME
    from generator.model import Generator
    from generator.pipeline import place

    return render_analyses(
        (Analysed(document, place([document], profile)[0]) for document in documents),
        sections={rule.id: rule.title.of(language) for rule in profile.sections},
        profile=profile.name,
        generator=Generator(
            NAME, __version__, name_for([a.language for a in reading.articles] or ["en"], pipeline_path)
        ),
        failures=reading.failures,
        language=language,
    ).decode("utf-8")


def _answer(answers: Iterable[str], output: Path | None) -> None:
    """Print each answer as soon as it is ready, or write all of them to a file at once."""
    if output is None:
        for answer in answers:
            emit(answer)
        return
    from generator import delivery

    data = "".join(answers).encode("utf-8", "backslashreplace")
    (path,) = delivery.write({output.name: data}, output.parent)
    log.info("wrote %s", path, extra={"fields": {"path": str(path)}})


@app.command(epilog="Example: brief summarize stories/ --words 100")
def summarize(
    sources: Sources = None,
    batch: Batch = "",
    words: Words = None,
    sentences: Annotated[int | None, typer.Option(min=1, help="Maximum number of sentences.")] = None,
    ranker: RankerName = "brief",
    shape: Format = OutputFormat.text,
    pipeline: PipelinePath = "",
    jobs: Jobs = 1,
    cluster: ClusterAddress = "",
    strict: Strict = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log_format: Log = LogFormat.text,
) -> None:
    """Print the best passages up to a length, without sections."""
    set_up(quiet=quiet, verbose=verbose, log_format=log_format)
    from generator.drafting.rankers import RANKERS

    RANKERS[ranker]
    _require_one_budget(is_batch=bool(batch), has_sources=bool(sources), words=words, sentences=sentences)
    work = Work(sources or (), pipeline, jobs, cluster, strict, batch)
    if batch:
        _summarize_batch(work, ranker)
    else:
        _summarize(work, ranker, words=words if words or sentences else _WORDS, sentences=sentences, shape=shape)


def _require_one_budget(*, is_batch: bool, has_sources: bool, words: int | None, sentences: int | None) -> None:
    """Refuse options that contradict each other."""
    if is_batch and (has_sources or words or sentences):
        raise UsageError(
            "--batch takes stories and budgets from the file", remedy="Leave out SOURCE, --words and --sentences."
        )
    if words and sentences:
        raise UsageError("--words and --sentences cannot be used together", remedy="Use one of them.")


def _summarize_batch(work: Work, ranker: str) -> None:
    """Print the summary of each line's stories within its own budget."""
    from generator import pipeline
    from generator.reading import read_clusters

    clusters = read_clusters(work.batch, stdin=sys.stdin.buffer)
    shown = progress(clusters, total=len(clusters), what="Summarizing")
    with work.workers() as at_work:
        for summary in pipeline.summaries(shown, ranker=ranker, pipeline=work.pipeline, workers=at_work):
            emit_json(summary)


def _summarize(work: Work, ranker: str, *, words: int | None, sentences: int | None, shape: OutputFormat) -> None:
    """Print one summary of all sources."""
    from generator import pipeline

    reading = work.read()
    with work.workers() as at_work:
        articles = analysing(reading.articles)
        documents = tuple(pipeline.analyse_all(articles, pipeline=work.pipeline, workers=at_work))
    chosen = pipeline.summary(documents, words=words, sentences=sentences, ranker=ranker)
    if shape is OutputFormat.json:
        emit_json({"sentences": chosen})
    else:
        emit("".join(f"{piece['text']}\n    — {piece['document']}\n" for piece in chosen))
    if not chosen:
        log.warning("No passage fits the budget. Allow more words or sentences.")
    report_failures(reading)
