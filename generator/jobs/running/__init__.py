"""One run of a scheduled job: fetch, decide whether there is news, build, keep, deliver, tell the monitor.

Nothing is written before a brief is whole, and what a killed run left undone the next one makes good: stories are
noted as fetched only once the brief that uses them is kept, and what is to be sent lies in the outbox until it is sent.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator import pipeline
from generator import profile as profiles
from generator.drafting import news
from generator.errors import BriefError, OutputError, SourceError
from generator.executors import Workers, workers
from generator.jobs import archive as archives
from generator.jobs import dispatch, fetching, schedule, site
from generator.jobs.archive import Archive
from generator.jobs.config import Job, SourceRule
from generator.jobs.running.lock import locked
from generator.jobs.running.telling import Level, RunReport, Tell
from generator.jobs.running.window import begins, last_good, within
from generator.model import Article, Brief, Document, News, Reading

if TYPE_CHECKING:
    from generator.drafting.shortlist import Weighed

__all__ = ["DEGRADED", "DONE", "NOTHING_NEW", "Level", "RunReport", "Tell", "run"]

_MARKS: tuple[News, ...] = ("new", "changed", "continued")
DONE, DEGRADED, NOTHING_NEW = 0, 3, 4
"""Exit codes: a brief was made; one was made, but something failed; there was none to make."""


def run(
    job: Job,
    *,
    now: dt.datetime,
    tell: Tell,
    watch: pipeline.Watch = iter,
    is_dry: bool = False,
    only_if_due: bool = False,
) -> RunReport:
    """One run of `job` at the aware moment `now`; `tell` is called with a level and a line for the log.

    The stories that are to be analysed pass through `watch`, which may show how far it is. A dry run fetches and
    builds, and writes nothing. With `only_if_due` nothing happens at all unless the schedule asks for a run.

    Raises:
        LockedError: another run is at work. BriefError: the run failed; the monitor was told.
    """
    if only_if_due and not _is_due(job, now):
        return RunReport(DONE)
    profile = profiles.load(job.profile)
    if is_dry:
        with _archive(job, is_dry=True, tell=tell) as archive:
            return _JobRun(job, profile, archive, now, tell, watch, is_dry=True).dry()
    with locked(job.output), _archive(job, is_dry=False, tell=tell) as archive:
        number = archive.begin_run(job.name, now)
        with _watched(job, archive, number, now, tell) as report:
            report.update(_JobRun(job, profile, archive, now, tell, watch).whole())
    return report


def _is_due(job: Job, now: dt.datetime) -> bool:
    """Whether the schedule asks for a run; a job whose archive is not there never ran."""
    place = _place(job)
    if isinstance(place, Path) and not place.is_file():
        return schedule.is_due(job.schedule, now, None)
    with Archive.open(place, output=job.output) as archive:
        return schedule.is_due(job.schedule, now, last_good(archive.runs(job.name), now))


def _place(job: Job) -> Path | str:
    """Where the archive of the job is: a file, or the URL of a database."""
    return job.archive.reveal() if job.archive else job.output / archives.PLACE


@contextlib.contextmanager
def _archive(job: Job, *, is_dry: bool, tell: Tell) -> Iterator[Archive]:
    """The archive of the job; for a dry run one in a folder that goes with it, where there is none yet."""
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
    """Tell the monitor of start and end, and note the end in the archive, whatever happens."""
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


@dataclass(frozen=True, slots=True)
class _Found:
    """What the sources hold for this run."""

    fetched: fetching.Fetched
    articles: tuple[Article, ...]
    fresh: frozenset[str]
    """Hashes of those that no finished run has weighed for this profile."""
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _JobRun:
    """The steps of one run."""

    job: Job
    profile: profiles.Profile
    archive: Archive
    now: dt.datetime
    tell: Tell
    watch: pipeline.Watch
    is_dry: bool = False
    counts: dict[str, int] = field(default_factory=dict)

    def whole(self) -> RunReport:
        """Fetch, build, keep, deliver."""
        found = self._found()
        built = self._built(found)
        paths = self._kept(built) if built else ()
        self._noted(found)
        self._sent()
        if built is None:
            return RunReport(NOTHING_NEW, counts=self.counts)
        self._tidied()
        code = DEGRADED if found.fetched.failures or built.faults else DONE
        return RunReport(code, built.brief, paths, self.counts)

    def dry(self) -> RunReport:
        """What `whole` would make, without a trace."""
        found = self._found()
        built = self._built(found)
        return RunReport(DONE if built else NOTHING_NEW, built.brief if built else None, (), self.counts)

    def _found(self) -> _Found:
        """The stories of the window: those that the sources give now, and those remembered."""
        last = last_good(self.archive.runs(self.job.name), self.now)
        since = begins(self.now, self.job.window, last)
        fetched = fetching.fetch(self.job.sources, recall=self.archive.fetch_states, now=self.now, since=since)
        for failure in fetched.failures:
            self.tell("warning", f"{failure.where}: {failure.why}; left out")
        for warning in fetched.warnings:
            self.tell("warning", warning)
        before = self._before()
        cited = {source.url for source in before.sources if source.url} if before else set()
        gone = (*fetched.gone, *self._taken_back(fetched, cited))
        known = self.archive.stories(set(fetched.unchanged)) + self.archive.stories(since=since)
        replaced = {*gone, *(article.url for article in fetched.articles)}  # taken back, or told anew
        every = [*fetched.articles, *(story for story in known if not story.url or story.url not in replaced)]
        hashes = {archives.story_hash(article) for article in every}
        articles = within(every, since=since, now=self.now, first_seen=self.archive.first_seen(hashes))
        if not articles and fetched.failures and len(fetched.failures) >= len(self.job.sources):
            raise SourceError("no source could be read", remedy="The warnings above say what is wrong with each.")
        told = {source.sha256 for source in before.sources} if before else set()
        here = frozenset(archives.story_hash(article) for article in articles)
        fresh = here - told - self.archive.weighed(here, self.profile.sha256)
        self.counts.update(stories=len(articles), fresh=len(fresh), failed=len(fetched.failures))
        return _Found(fetched, articles, fresh, gone)

    def _taken_back(self, fetched: fetching.Fetched, cited: Collection[str]) -> tuple[str, ...]:
        """Of the `cited` stories that a feed has dropped before their time those that are not at their places either.

        That a feed lists a story no longer proves nothing: each one is looked up.
        """
        dropped = {
            url
            for listing in fetched.listings
            for url in news.gone(self.archive.listing(listing.feed), listing.stories)
            if url in cited and url not in fetched.gone
        }
        pages = [SourceRule.model_validate({"name": "looked up again", "page": url}) for url in sorted(dropped)]
        return fetching.fetch(pages, recall=self.archive.fetch_states, now=self.now).gone if pages else ()

    def _built(self, found: _Found) -> pipeline.Built | None:
        """The brief, None where nothing is new."""
        job, before = self.job, self._before()
        told_of_gone = before is not None and any(source.url in found.gone for source in before.sources)
        is_asked = job.nothing_new == "publish"
        if not found.articles or not (found.fresh or told_of_gone or is_asked):
            return None
        from generator.documents.renderers import Press  # noqa: PLC0415 - only where there is something to print

        reading = Reading(found.articles, found.fetched.failures)
        warn = partial(self.tell, "warning")
        with Press() as press, workers(job.jobs, job.cluster, warn) as at_work:
            if "pdf" in job.formats:
                press.warm()
            analyst = self._analyst(found.articles, at_work)
            reading, documents = pipeline.shortlisted(reading, self.profile, analyst)
            built = pipeline.build(documents, reading, self._order(before, found.gone), press=press)
        if not built.brief.excerpts() and not is_asked:
            return None
        return built if is_asked or news.has_news(built.brief) else None

    def _before(self) -> Brief | None:
        """The brief before."""
        return self.archive.last_brief(self.profile.name)

    def _analyst(self, articles: tuple[Article, ...], at_work: Workers) -> pipeline.Analyst:
        """Who analyses `articles`: the archive, as far as it remembers them, else those `at_work`."""
        fresh = pipeline.analyst(self.profile, workers=at_work, watch=self.watch)
        if self.is_dry:
            return fresh
        from generator.analysis import language  # noqa: PLC0415 - spaCy, only where there is something to read

        name = language.name_for(article.language for article in articles)

        def analyse_known(some: Sequence[Article]) -> Iterator[Document]:
            return archives.analysed(self.archive, some, fresh.analyse, pipeline=name, now=self.now)

        def weigh_known(some: Sequence[Article]) -> Iterator[Weighed]:
            return archives.weighed(self.archive, some, fresh.weigh, profile=self.profile, pipeline=name, now=self.now)

        return pipeline.Analyst(analyse_known, weigh_known)

    def _order(self, before: Brief | None, gone: tuple[str, ...]) -> pipeline.Order:
        job = self.job
        return pipeline.Order(
            profile=self.profile,
            formats=job.formats,
            dated=self.now.astimezone(ZoneInfo(job.schedule.zone)).date(),
            language=job.language,
            pages=job.pages or self.profile.style.pages,
            words=job.words,
            ranker=job.ranker,
            templates=job.templates,
            evidence=job.evidence,
            key=job.sign,
            before=before,
            gone=gone,
        )

    def _kept(self, built: pipeline.Built) -> tuple[Path, ...]:
        """Write the brief, put it into the outbox, and only then remember it.

        A run that is killed before is made good by the next one: the same stories give the same brief, which the outbox
        knows by its hash.
        """
        paths = pipeline.deliver(built, self.job.output)
        rules, parcel = self.job.deliveries, self._parcel(built)
        failed = dispatch.post(parcel, rules, outbox=self._outbox(), is_settled=self._is_settled, now=self.now)
        self.archive.keep_brief(built.brief, paths, self.now)
        self.archive.queue(parcel.sha256, dispatch.targets(rules), self.now)
        for attempt in failed:
            self._note(attempt)
        for fault in built.faults:
            self.tell("warning", fault)
        marks = [excerpt.news for excerpt in built.brief.excerpts()]
        self.counts.update({"excerpts": len(marks)} | {mark: marks.count(mark) for mark in _MARKS})
        return paths

    def _noted(self, found: _Found) -> None:
        """Remember what was fetched, now that the brief is safe: what was not is fetched again."""
        self.archive.remember(found.fetched.articles, self.now)
        self.archive.note_weighed(set(map(archives.story_hash, found.articles)), self.profile.sha256, self.now)
        self.archive.keep_fetch_states({state.url: state.plain() for state in found.fetched.states}, self.now)
        for listing in found.fetched.listings:
            self.archive.keep_listing(listing.feed, listing.stories)

    def _parcel(self, built: pipeline.Built) -> dispatch.Parcel:
        return dispatch.Parcel(built.brief, pipeline.digest(built.brief), pipeline.named(built), self.job.templates)

    def _sent(self) -> None:
        """Send what lies in the outbox, of this run and of earlier ones."""
        if not self._outbox().folder.is_dir():
            return
        attempts, faults = dispatch.send(
            self.job.deliveries, outbox=self._outbox(), note=self._note, is_settled=self._is_settled, now=self.now
        )
        for fault in faults:
            self.tell("warning", fault)
        self.counts["sent"] = sum(attempt.state == "sent" for attempt in attempts)
        self.counts["undelivered"] = len(attempts) - self.counts["sent"]

    def _outbox(self) -> dispatch.Outbox:
        return dispatch.Outbox(self.job.output / dispatch.PLACE)

    def _is_settled(self, digest: str, target: str) -> bool:
        return any(one.target == target and one.state != "waiting" for one in self.archive.deliveries(digest))

    def _note(self, attempt: dispatch.Attempt) -> None:
        self.archive.note_delivery(attempt.brief, attempt.target, state=attempt.state, why=attempt.why, now=self.now)
        self.tell("info" if attempt.state == "sent" else "warning", str(attempt))

    def _tidied(self) -> None:
        """Forget what is older than the job keeps, and publish the archive's page."""
        if self.job.keep:
            day = self.now.astimezone(ZoneInfo(self.job.schedule.zone)).date() - dt.timedelta(days=self.job.keep)
            for kept in self.archive.forget(day):
                for name in kept.files:
                    (self.job.output / name).unlink(missing_ok=True)
        site.publish(self.archive, self.job.output, name=self.job.name, language=self.job.language)
