"""`brief run`: the scheduled job, once."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from generator.cli.console import analysing, emit, log, set_up
from generator.cli.options import DEFAULT_CONFIG, Config, Log, LogFormat, Quiet, Verbose
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.jobs.running import Level

app = typer.Typer()

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING}


@app.command(epilog="Example: brief run --config morning.toml --dry-run")
def run(
    config: Config = DEFAULT_CONFIG,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Fetch and build, but write, archive and send nothing.")
    ] = False,
    at: Annotated[
        str, typer.Option(metavar="TIME", help="Run as if at this time, to repeat a past day: 2025-08-15T05:30.")
    ] = "",
    if_due: Annotated[
        bool, typer.Option("--if-due", help="Do nothing unless a run is due; for cron and systemd.")
    ] = False,
    sample: Annotated[bool, typer.Option("--sample", help="Print a commented brief.toml to start from.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log_format: Log = LogFormat.text,
) -> None:
    """Run the scheduled job once.

    Fetches stories and, if anything is new, builds a brief, archives it and sends it. Starting it twice does no harm.
    Exit codes: 0 done, 3 published with problems, 4 nothing new, 73 the output cannot be written, 75 another run is
    under way.
    """
    set_up(quiet=quiet, verbose=verbose, log_format=log_format)
    if sample:
        from generator.jobs.config import sample as sample_job

        emit(sample_job())
    else:
        _run(config, at=at, is_dry=dry_run, only_if_due=if_due)


def _run(path: Path, *, at: str, is_dry: bool, only_if_due: bool) -> None:
    """Run the job in the file at `path`, and log its outcome in one line."""
    from generator.jobs import config, running

    job = config.load(path)
    now = _moment(at, job.schedule.zone) if at else dt.datetime.now(dt.UTC)
    report = running.run(job, now=now, tell=_tell, watch=analysing, is_dry=is_dry, only_if_due=only_if_due)
    if not report.counts:
        return  # it is not due
    log.info("%s%s", "dry run: " if is_dry else "", report.line, extra={"fields": dict(report.counts)})
    for file in report.paths:
        log.info("wrote %s", file, extra={"fields": {"path": str(file)}})
    raise typer.Exit(report.code)


def _tell(level: Level, text: str) -> None:
    log.log(_LEVELS[level], "%s", text)


def _moment(text: str, zone: str) -> dt.datetime:
    """An ISO 8601 date-time; one without an offset is in the time zone of the schedule."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        remedy = "Write it as 2025-08-15T05:30, with an offset if it is not in the time zone of the schedule."
        raise UsageError(f"'{text}' is not a date and time", where="--at", remedy=remedy) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
