"""What follows once a brief is made: write it, remember it, deliver it, and tidy up.

A run that is killed in between is made good by the next one: the same stories give the same brief, which the outbox
knows by its hash.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from generator import pipeline
from generator.jobs import archive as archives
from generator.jobs import dispatch, site
from generator.jobs.running.finding import FoundStories
from generator.jobs.running.values import JobRun
from generator.model import News

_MARKS: tuple[News, ...] = ("new", "changed", "continued")


def keep(run: JobRun, built: pipeline.Built) -> tuple[Path, ...]:
    """Write the brief, put it into the outbox, and only then remember it; return the paths of its files."""
    paths = pipeline.deliver(built, run.job.output)
    rules = run.job.deliveries
    parcel = dispatch.Parcel(built.brief, pipeline.digest(built.brief), pipeline.named(built), run.job.templates)
    failed = dispatch.post(parcel, rules, outbox=_outbox(run), is_settled=partial(_is_settled, run), now=run.now)
    run.archive.keep_brief(built.brief, paths, run.now)
    run.archive.queue(parcel.sha256, dispatch.targets(rules), run.now)
    for attempt in failed:
        _note(run, attempt)
    for fault in built.faults:
        run.tell("warning", fault)
    return paths


def counts(built: pipeline.Built) -> Mapping[str, int]:
    """The numbers of a brief for the run's report."""
    marks = [excerpt.news for excerpt in built.brief.excerpts()]
    return {"excerpts": len(marks)} | {mark: marks.count(mark) for mark in _MARKS}


def note_stories(run: JobRun, found: FoundStories) -> None:
    """Remember what was fetched, now that the brief is safe: what is not remembered is fetched again."""
    run.archive.remember(found.fetched.articles, run.now)
    run.archive.note_weighed(set(map(archives.story_hash, found.articles)), run.profile.sha256, run.now)
    run.archive.keep_fetch_states({state.url: state.plain() for state in found.fetched.states}, run.now)
    for listing in found.fetched.listings:
        run.archive.keep_listing(listing.feed, listing.stories)


def send(run: JobRun) -> Mapping[str, int]:
    """Send what lies in the outbox, of this run and of earlier ones; return the numbers for the run's report."""
    outbox = _outbox(run)
    if not outbox.folder.is_dir():
        return {}
    attempts, faults = dispatch.send(
        run.job.deliveries,
        outbox=outbox,
        note=partial(_note, run),
        is_settled=partial(_is_settled, run),
        now=run.now,
    )
    for fault in faults:
        run.tell("warning", fault)
    sent = sum(attempt.state == "sent" for attempt in attempts)
    return {"sent": sent, "undelivered": len(attempts) - sent}


def tidy(run: JobRun) -> None:
    """Remove the briefs that are older than the job keeps, and publish the archive's page."""
    if run.job.keep:
        for old in run.archive.forget(run.today - dt.timedelta(days=run.job.keep)):
            for name in old.files:
                (run.job.output / name).unlink(missing_ok=True)
    site.publish(run.archive, run.job.output, name=run.job.name, language=run.job.language)


def _outbox(run: JobRun) -> dispatch.Outbox:
    return dispatch.Outbox(run.job.output / dispatch.PLACE)


def _is_settled(run: JobRun, digest: str, target: str) -> bool:
    return any(one.target == target and one.state != "waiting" for one in run.archive.deliveries(digest))


def _note(run: JobRun, attempt: dispatch.Attempt) -> None:
    run.archive.note_delivery(attempt.brief, attempt.target, state=attempt.state, why=attempt.why, now=run.now)
    run.tell("info" if attempt.state == "sent" else "warning", str(attempt))
