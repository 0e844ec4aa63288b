"""Reading for the commands, and what they say of sources that failed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

import typer

from generator import pipeline
from generator.cli.console import log
from generator.errors import SourceError
from generator.model import Reading

DEGRADED = 3  # published, but not everything that was asked for


def read_all(sources: Sequence[str], *, strict: bool) -> Reading:
    """Everything readable among `sources`; each failure is a warning, or with `strict` the end."""
    reading = pipeline.read(sources, sys.stdin.buffer)
    for (where, why), times in Counter((failure.where, failure.why) for failure in reading.failures).items():
        often = f" ({times} times)" if times > 1 else ""
        log.warning("%s: %s; left out%s", where, why, often, extra={"fields": {"source": where, "times": times}})
    if strict and reading.failures:
        raise SourceError(
            f"{len(reading.failures)} of the sources cannot be read",
            where=reading.failures[0].where,
            remedy="Mend or remove them, or leave out --strict. Nothing was written.",
        )
    for article in reading.articles:
        if article.dropped:
            log.debug("%s: %d boilerplate lines left out", article.path or article.id, article.dropped)
    return reading


def report_failures(reading: Reading) -> None:
    """End with exit code 3 where a source failed."""
    if reading.failures:
        raise typer.Exit(DEGRADED)
