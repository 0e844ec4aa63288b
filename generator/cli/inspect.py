"""`brief analyze` and `brief summarize`: answers on standard output or in a file, as JSON lines or a page."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator import __version__, delivery, pipeline
from generator import profile as profiles
from generator import reading as readers
from generator.cli.app import emit
from generator.cli.console import analysing, log, progress
from generator.cli.sources import read_all, report_failures
from generator.drafting.rankers import RANKERS
from generator.errors import UsageError
from generator.executors import workers
from generator.model import Document, Generator, Reading
from generator.profile import Profile

_WORDS = 100  # where neither --words nor --sentences is given


def run_analyze(
    sources: Sequence[str],
    *,
    batch: str,
    profile: str,
    shape: str,
    output: Path | None,
    language: str,
    pipeline_path: str,
    jobs: int,
    cluster: str,
    strict: bool,
) -> None:
    """Print what the analysis sees of every article, or write it to `output`."""
    if batch and sources:
        raise UsageError("--batch and SOURCE cannot be used together", remedy="Name one of them.")
    _require_file(output)
    chosen = profiles.load(profile)
    reading = Reading(readers.read_batch(batch, stdin=sys.stdin.buffer)) if batch else read_all(sources, strict=strict)
    articles = analysing(reading.articles)
    with workers(jobs, cluster, log.warning, pipeline=pipeline_path) as at_work:
        if shape == "html":
            documents = pipeline.analyse_all(articles, pipeline=pipeline_path, workers=at_work)
            answers = iter([_page(documents, chosen, reading, language=language, pipeline_path=pipeline_path)])
        else:
            analyses = pipeline.analyses(articles, chosen, pipeline=pipeline_path, workers=at_work)
            answers = (json.dumps(analysis, ensure_ascii=False) + "\n" for analysis in analyses)
        _answer(answers, output)
    report_failures(reading)


def _require_file(output: Path | None) -> None:
    """Refuse a folder, a device or a link before any work is done: what is written replaces a file."""
    if output is not None and (output.is_symlink() or (output.exists() and not output.is_file())):
        raise UsageError("this is not a file", where=str(output), remedy="Name a file, or leave out --output to print.")


def _page(
    documents: Iterable[Document], profile: Profile, reading: Reading, *, language: str, pipeline_path: str
) -> str:
    """The page that shows what the analysis sees."""
    from generator.analysis.language import name_for  # noqa: PLC0415 - spaCy
    from generator.documents.renderers.analysis_marks import Analysed  # noqa: PLC0415 - jinja2, by its folder
    from generator.documents.renderers.analysis_page import render_analyses  # noqa: PLC0415
    from generator.drafting.brief import NAME  # noqa: PLC0415 - numpy

    return render_analyses(
        (Analysed(document, pipeline.place([document], profile)[0]) for document in documents),
        sections={rule.id: rule.title.of(language) for rule in profile.sections},
        profile=profile.name,
        generator=Generator(
            NAME, __version__, name_for([a.language for a in reading.articles] or ["en"], pipeline_path)
        ),
        failures=reading.failures,
        language=language,
    ).decode("utf-8")


def _answer(answers: Iterable[str], output: Path | None) -> None:
    """Print each answer as soon as it is there, or write all of them to a file at once."""
    if output is None:
        for answer in answers:
            emit(answer)
        return
    data = "".join(answers).encode("utf-8", "backslashreplace")
    (path,) = delivery.write({output.name: data}, output.parent)
    log.info("wrote %s", path, extra={"fields": {"path": str(path)}})


def run_summarize(
    sources: Sequence[str],
    *,
    batch: str,
    words: int | None,
    sentences: int | None,
    ranker: str,
    shape: str,
    pipeline_path: str,
    jobs: int,
    cluster: str,
    strict: bool,
) -> None:
    """Print the best passages under a budget."""
    RANKERS[ranker]
    if batch and (sources or words or sentences):
        raise UsageError(
            "--batch takes its stories and budgets from the file", remedy="Leave out SOURCE, --words and --sentences."
        )
    if words and sentences:
        raise UsageError("--words and --sentences cannot be used together", remedy="Name one of them.")
    if batch:
        clusters = readers.read_clusters(batch, stdin=sys.stdin.buffer)
        shown = progress(clusters, total=len(clusters), what="Summarising")
        with workers(jobs, cluster, log.warning, pipeline=pipeline_path) as at_work:
            for summary in pipeline.summaries(shown, ranker=ranker, pipeline=pipeline_path, workers=at_work):
                emit(json.dumps(summary, ensure_ascii=False) + "\n")
        return
    reading = read_all(sources, strict=strict)
    articles = analysing(reading.articles)
    with workers(jobs, cluster, log.warning, pipeline=pipeline_path) as at_work:
        documents = tuple(pipeline.analyse_all(articles, pipeline=pipeline_path, workers=at_work))
    if words is None and sentences is None:
        words = _WORDS
    chosen = pipeline.summary(documents, words=words, sentences=sentences, ranker=ranker)
    if shape == "json":
        emit(json.dumps({"sentences": chosen}, ensure_ascii=False) + "\n")
    else:
        emit("".join(f"{piece['text']}\n    — {piece['document']}\n" for piece in chosen))
    if not chosen:
        log.warning("No passage fits the budget; allow more words or sentences.")
    report_failures(reading)
