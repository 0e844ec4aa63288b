"""`brief analyze` and `brief summarize`: answers on standard output, one JSON object a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from generator import pipeline, readers
from generator import profile as profiles
from generator.cli.app import emit
from generator.cli.console import log, progress
from generator.cli.sources import read_all, report_failures
from generator.errors import UsageError
from generator.model import Reading
from generator.rankers import RANKERS

_WORDS = 100  # where neither --words nor --sentences is given


def run_analyze(
    sources: Sequence[str], *, batch: str, profile: str, pipeline_path: str, jobs: int, strict: bool
) -> None:
    """Print what the analysis sees of every article."""
    if batch and sources:
        raise UsageError("--batch and SOURCE cannot be used together", remedy="Name one of them.")
    chosen = profiles.load(profile)
    reading = Reading(readers.read_batch(batch, stdin=sys.stdin.buffer)) if batch else read_all(sources, strict=strict)
    articles = progress(reading.articles, total=len(reading.articles), what="Analysing")
    analyses = pipeline.analyses(articles, chosen, pipeline=pipeline_path, jobs=jobs)
    for analysis in analyses:
        emit(json.dumps(analysis, ensure_ascii=False) + "\n")
    report_failures(reading)


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
        for summary in pipeline.summaries(
            progress(clusters, total=len(clusters), what="Summarising"),
            ranker=ranker,
            pipeline=pipeline_path,
            jobs=jobs,
        ):
            emit(json.dumps(summary, ensure_ascii=False) + "\n")
        return
    reading = read_all(sources, strict=strict)
    articles = progress(reading.articles, total=len(reading.articles), what="Analysing")
    documents = tuple(pipeline.analyse_all(articles, pipeline=pipeline_path, jobs=jobs))
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
