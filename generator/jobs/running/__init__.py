"""One run of a scheduled job: fetch, decide whether there is news, build, keep, deliver, tell the monitor.

Nothing is written before a brief is complete, and the next run finishes what a killed one left undone: stories are
noted as fetched only once the brief that uses them is kept, and messages stay in the outbox until they are sent.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator import pipeline
from generator import profile as profiles
from generator.errors import BriefError, OutputError
from generator.jobs import archive as archives
from generator.jobs import dispatch, schedule
from generator.jobs.archive import Archive
from generator.jobs.config import Job
from generator.jobs.running import building, finding, keeping
from generator.jobs.running.lock import locked
from generator.jobs.running.telling import Level, RunReport, Tell
from generator.jobs.running.values import JobRun
from generator.jobs.running.window import last_good

__all__ = ["DEGRADED", "DONE", "NOTHING_NEW", "Level", "RunReport", "Tell", "run"]

DONE, DEGRADED, NOTHING_NEW = 0, 3, 4
"""Exit codes: a brief was made; one was made, but something failed; there was nothing new."""


def run(
    job: Job,
    *,
    now: dt.datetime,
    tell: Tell,
    watch: pipeline.Watch = iter,
    is_dry: bool = False,
    only_if_due: bool = False,
) -> RunReport:
    """One run of `job` at the moment `now`, which has a time zone; `tell` receives a level and a line for the log.

    Stories to be analysed pass through `watch`, which may show progress. A dry run fetches and builds, but writes
    nothing. With `only_if_due`, nothing happens unless the job is due.

    Raises:
        LockedError: another run is under way. BriefError: the run failed; the monitor was notified.
    """
    if only_if_due and not _is_due(job, now):
        return RunReport(DONE)
    profile = profiles.load(job.profile)
    if is_dry:
        with _archive(job, is_dry=True, tell=tell) as archive:
            return _dry(JobRun(job, profile, archive, now, tell, watch, is_dry=True))
    with locked(job.output), _archive(job, is_dry=False, tell=tell) as archive:
        number = archive.begin_run(job.name, now)
        with _watched(job, archive, number, now, tell) as report:
            report.update(_whole(JobRun(job, profile, archive, now, tell, watch)))
    return report


def _is_due(job: Job, now: dt.datetime) -> bool:
    """Whether the job is due; a job without an archive never ran."""
    place = _place(job)
    if isinstance(place, Path) and not place.is_file():
        return schedule.is_due(job.schedule, now, None)
    with Archive.open(place, output=job.output) as archive:
        return schedule.is_due(job.schedule, now, last_good(archive.runs(job.name), now))


def _place(job: Job) -> Path | str:
    """The location of the job's archive: a file, or the URL of a database."""
    return job.archive.reveal() if job.archive else job.output / archives.PLACE


@contextlib.contextmanager
def _archive(job: Job, *, is_dry: bool, tell: Tell) -> Iterator[Archive]:
    """The job's archive; a dry run of a job that has none yet uses a temporary one."""
    place = _place(job)
    with contextlib.ExitStack() as stack:
        if is_dry and isinstance(place, Path) and not place.is_file():
            place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="brief-"))) / archives.PLACE.name
        archive = stack.enter_context(Archive.open(place, output=job.output))
        for note in archive.notes:
            tell("warning", note)
        yield archive


@contextlib.contextmanager
def _watched(job: Job, archive: Archive, number: int, now: dt.datetime, tell: Tell) -> Iterator[RunReport]:
    """Notify the monitor of start and end, and record the end in the archive, whatever happens."""
    report = RunReport()
    _ping(job, "start", "", tell)
    try:
        yield report
    except BaseException as error:
        code = error.exit_code if isinstance(error, BriefError) else 1
        _ping(job, "fail", str(error) if isinstance(error, BriefError) else type(error).__name__, tell)
        with contextlib.suppress(OutputError):  # it may be what failed
            archive.end_run(number, code=code, now=now, summary=report.counts)
        raise
    archive.end_run(number, code=report.code, now=now, summary=report.counts)
    _ping(job, "success", report.line, tell)


def _ping(job: Job, event: dispatch.Event, note: str, tell: Tell) -> None:
    if job.monitor and (warning := dispatch.ping(job.monitor, event, note)):
        tell("warning", warning)


def _whole(run: JobRun) -> RunReport:
    """Fetch, build, keep, deliver."""
    found = finding.find(run)
    counts = dict(found.counts)
    built = building.build(run, found)
    paths: tuple[Path, ...] = ()
    if built:
        paths = keeping.keep(run, built)
        counts.update(keeping.counts(built))
    keeping.note_stories(run, found)
    counts.update(keeping.send(run))
    if built is None:
        return RunReport(NOTHING_NEW, counts=counts)
    keeping.tidy(run)
    code = DEGRADED if found.fetched.failures or built.faults else DONE
    return RunReport(code, built.brief, paths, counts)


def _dry(run: JobRun) -> RunReport:
    """Fetch and build, and leave no trace."""
    found = finding.find(run)
    built = building.build(run, found)
    return RunReport(DONE if built else NOTHING_NEW, built.brief if built else None, (), dict(found.counts))
