"""What `build`, `analyze` and `summarize` share: reading the sources, and the workers that analyze them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from generator.cli.console import log
from generator.errors import SourceError

if TYPE_CHECKING:
    from generator.executors import Workers
    from generator.model import Reading

DEGRADED = 3  # published, but not everything that was asked for


@dataclass(frozen=True, slots=True)
class Work:
    """What to read and where to analyze it, as the options say."""

    sources: Sequence[str]
    pipeline: str
    jobs: int
    cluster: str
    strict: bool
    batch: str = ""
    """A file of JSON Lines to read instead of `sources`, "" for none."""

    def read(self) -> Reading:
        """Read everything readable among the sources."""
        return read_all(self.sources, strict=self.strict)

    def workers(self) -> Workers:
        """Start what the stories are analyzed by."""
        from generator.executors import workers

        return workers(self.jobs, self.cluster, log.warning, pipeline=self.pipeline)


def read_all(sources: Sequence[str], *, strict: bool) -> Reading:
    """Everything readable among `sources`; each failure is a warning, or with `strict` an error."""
    from generator import pipeline

    reading = pipeline.read(sources, sys.stdin.buffer)
    for (where, why), times in Counter((failure.where, failure.why) for failure in reading.failures).items():
        often = f" ({times} times)" if times > 1 else ""
        log.warning("%s: %s; left out%s", where, why, often, extra={"fields": {"source": where, "times": times}})
    if strict and reading.failures:
        raise SourceError(
            f"{len(reading.failures)} of the sources cannot be read",
            where=reading.failures[0].where,
            remedy="Correct or remove them, or leave out --strict. Nothing was written.",
        )
    for article in reading.articles:
        if article.dropped:
            log.debug("%s: %d boilerplate lines left out", article.path or article.id, article.dropped)
    return reading


def report_failures(reading: Reading) -> None:
    """Exit with code 3 if a source failed."""
    if reading.failures:
        raise typer.Exit(DEGRADED)
