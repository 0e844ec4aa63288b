"""`brief run`: the scheduled job, once."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path
from zoneinfo import ZoneInfo

import typer

from generator.cli.app import emit
from generator.cli.console import analysing, log
from generator.errors import UsageError
from generator.jobs import config, running

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING}


def run_sample() -> None:
    """Print a commented job to start from."""
    emit(config.sample())


def run_job(path: Path, *, at: str, is_dry: bool, only_if_due: bool) -> None:
    """Run the job in the file at `path`, and say in one line how it went."""
    job = config.load(path)
    now = _moment(at, job.schedule.zone) if at else dt.datetime.now(dt.UTC)
    report = running.run(job, now=now, tell=_tell, watch=analysing, is_dry=is_dry, only_if_due=only_if_due)
    if not report.counts:
        return  # it is not due
    log.info("%s%s", "would be: " if is_dry else "", report.line, extra={"fields": dict(report.counts)})
    for file in report.paths:
        log.info("wrote %s", file, extra={"fields": {"path": str(file)}})
    raise typer.Exit(report.code)


def _tell(level: running.Level, text: str) -> None:
    log.log(_LEVELS[level], "%s", text)


def _moment(text: str, zone: str) -> dt.datetime:
    """An ISO 8601 date-time; one without an offset is in the zone of the schedule."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        remedy = "Write it as 2025-08-15T05:30, with an offset if it is not in the zone of the schedule."
        raise UsageError(f"'{text}' is no date and time", where="--at", remedy=remedy) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
