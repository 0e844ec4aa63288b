"""The archive: one object with a method for everything that is stored or looked up."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from generator.codec.packing import analysis_hash, made_by, pack, unpack
from generator.errors import OutputError
from generator.jobs.archive import briefs, engines, salvage, stories, tables
from generator.jobs.archive.values import ArchivedBrief, ArchivedPassage, Delivery, DeliveryState, Run, stamp
from generator.model import Article, Brief, Document, Source

PLACE = Path(".archive", "brief.sqlite3")
"""The archive, relative to the output folder."""

_SECONDS = 10.0  # to wait for another writer; a run writes for less than a second


@dataclass(frozen=True, slots=True)
class Archive:
    """What is remembered between runs. Every method is one transaction: it takes effect completely or not at all.

    Several runs may read at once; a second writer waits. Each method raises an `OutputError` if the database cannot be
    used. Times are passed in and have a time zone.
    """

    url: URL
    engine: Engine
    seconds: float = _SECONDS
    notes: tuple[str, ...] = field(default=())
    """Notes for the log on what was damaged and rebuilt at opening."""

    @classmethod
    def open(cls, place: Path | str, *, output: Path | None = None, seconds: float = _SECONDS) -> Archive:
        """The archive at `place`, a file or the URL of a database; it is created if there is none.

        A damaged file is moved aside. If the file was damaged or missing, it is rebuilt from the briefs in `output`.

        Raises:
            UsageError: `place` is neither a file nor such a URL.
            OutputError: it cannot be opened, or is from a later version of this program.
        """
        url = engines.address(place)
        file = engines.file_of(url)
        is_new = url.database is None or (file is not None and not file.exists())
        if file is not None:
            engines.make_folder(file.parent)
        archive = cls(url, engines.connect(url, seconds=seconds), seconds)
        try:
            archive._prepare()
        except engines.DamagedError as error:
            if file is None:
                raise
            archive.close()
            archive, is_new = archive._anew(file, str(error)), True
        if is_new and output is not None and (count := archive.rebuild(output)):
            archive = replace(archive, notes=(*archive.notes, salvage.NOTE % (count, output)))
        return archive

    def _anew(self, file: Path, what: str) -> Archive:
        """An empty archive in place of a damaged one."""
        aside = salvage.move_aside(file)
        note = f"The archive {file} was damaged ({what}). It was renamed to {aside.name}, and a new one was created."
        fresh = replace(self, engine=engines.connect(self.url, seconds=self.seconds), notes=(note,))
        fresh._prepare()
        return fresh

    def _prepare(self) -> None:
        """Bring the tables up to date, and check that the file is sound."""
        with engines.faults(self.url, seconds=self.seconds):
            with self.engine.begin() as connection:
                tables.upgrade(connection)
            if self.url.get_backend_name() == "sqlite":
                with self.engine.execution_options(reads=True).begin() as connection:
                    found = str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar())
                    if found != "ok" or not tables.is_sound(connection):
                        raise engines.DamagedError(found.removeprefix("ok") or "a value is of another type")

    def close(self) -> None:
        """Close the database."""
        self.engine.dispose()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._whole(), self.engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._whole(), self.engine.execution_options(reads=True).begin() as connection:
            yield connection

    @contextlib.contextmanager
    def _whole(self) -> Iterator[None]:
        """Tell the user what to do if the file was damaged after it was opened."""
        try:
            with engines.faults(self.url, seconds=self.seconds):
                yield
        except engines.DamagedError as error:
            remedy = "Run the command again: it rebuilds the archive from the briefs in the output folder."
            what = f"the archive is damaged ({error})"
            raise OutputError(what, where=str(self.url.database), remedy=remedy) from error

    # --- stories

    def first_seen(self, hashes: Collection[str]) -> dict[str, dt.datetime]:
        """When each remembered story was first seen, by its hash."""
        with self._reading() as connection:
            found = stories.first_seen(connection, hashes)
        return {hash_: dt.datetime.fromisoformat(when) for hash_, when in found.items()}

    def remember(self, found: Iterable[Article | Source], now: dt.datetime) -> None:
        """Record that stories were seen, including an earlier text that an address shows again."""
        with self._writing() as connection:
            stories.remember(connection, found, stamp(now))

    def stories(
        self, hashes: Collection[str] | None = None, *, since: dt.datetime | None = None
    ) -> tuple[Article, ...]:
        """Remembered stories as they were read, in the order in which they were first seen.

        `hashes` and `since` (first seen then or later) limit them. Of several texts from one address only the latest
        counts. Stories whose text has been deleted, and those of briefs with only the cited paragraphs, are missing.
        """
        with self._reading() as connection:
            return stories.stories(connection, hashes, stamp(since) if since else "")

    def fetch_states(self, urls: Collection[str]) -> dict[str, dict[str, Any]]:
        """What was recorded when each of `urls` was last fetched; those that never were are missing."""
        with self._reading() as connection:
            return stories.fetch_states(connection, urls)

    def keep_fetch_states(self, states: Mapping[str, Mapping[str, Any]], now: dt.datetime) -> None:
        """Record how each address was fetched, as plain values; addresses, which may hold secrets, as hashes."""
        with self._writing() as connection:
            stories.keep_fetch_states(connection, states, stamp(now))

    def listing(self, feed: str) -> tuple[tuple[str, str], ...]:
        """URL and date of each entry when the feed was last recorded; for `news.gone`."""
        with self._reading() as connection:
            return stories.listing(connection, feed)

    def keep_listing(self, feed: str, entries: Sequence[tuple[str, str]]) -> None:
        """Replace the recorded entries of a feed."""
        with self._writing() as connection:
            stories.keep_listing(connection, feed, entries)

    # --- analyses

    def analyses(self, articles: Sequence[Article], pipeline: str) -> tuple[Document | None, ...]:
        """The analysis of each of `articles`, None if it is not stored."""
        hashes = [analysis_hash(article) for article in articles]
        with self._reading() as connection:
            packed = stories.analyses(connection, set(hashes), made_by(pipeline))
        pairs = zip(articles, hashes, strict=True)
        return tuple(unpack(packed[hash_], article) if hash_ in packed else None for article, hash_ in pairs)

    def analysed(self, hashes: Collection[str], pipeline: str) -> set[str]:
        """Those of `hashes` (see `analysis_hash`) whose analysis is stored."""
        with self._reading() as connection:
            return stories.analysed(connection, hashes, made_by(pipeline))

    def keep_analyses(self, documents: Sequence[Document], pipeline: str, now: dt.datetime) -> None:
        """Store analyses by `pipeline`."""
        packed = {analysis_hash(document.article): pack(document) for document in documents}
        with self._writing() as connection:
            stories.keep_analyses(connection, packed, made_by(pipeline), stamp(now))

    def keep_packed(self, packed: Mapping[str, bytes], pipeline: str, now: dt.datetime) -> None:
        """Store packed analyses by their `analysis_hash`."""
        with self._writing() as connection:
            stories.keep_analyses(connection, packed, made_by(pipeline), stamp(now))

    def worths(self, hashes: Collection[str], pipeline: str, profile: str) -> dict[str, tuple[float, ...]]:
        """What analysed stories are worth to the sections of a profile, by `analysis_hash`, as far as known."""
        with self._reading() as connection:
            found = stories.worths(connection, hashes, made_by(pipeline), profile)
        return {hash_: tuple(json.loads(data)) for hash_, data in found.items()}

    def keep_worths(self, found: Mapping[str, Sequence[float]], pipeline: str, profile: str, now: dt.datetime) -> None:
        """Store what stories are worth to a profile, which is identified by its hash."""
        with self._writing() as connection:
            plain = {hash_: json.dumps(list(worths)) for hash_, worths in found.items()}
            stories.keep_worths(connection, plain, made_by(pipeline), profile, stamp(now))

    def weighed(self, hashes: Collection[str], profile: str) -> set[str]:
        """Those of `hashes` (see `story_hash`) that a completed run has weighed for a profile."""
        with self._reading() as connection:
            return stories.weighed(connection, hashes, profile)

    def note_weighed(self, hashes: Collection[str], profile: str, now: dt.datetime) -> None:
        """Record that a completed run has weighed stories, whether or not they are in its brief."""
        with self._writing() as connection:
            stories.note_weighed(connection, hashes, profile, stamp(now))

    # --- briefs

    def keep_brief(self, brief: Brief, files: Sequence[Path | str], now: dt.datetime) -> str:
        """Store a brief and the names of its files; return the SHA-256 of its evidence."""
        with self._writing() as connection:
            return briefs.keep(connection, brief, [Path(file).name for file in files], stamp(now))

    def last_brief(self, profile: str, *, dated: dt.date | None = None) -> Brief | None:
        """A profile's latest brief, if a date is given the latest of that date; None if there is none."""
        with self._reading() as connection:
            digest = briefs.newest(connection, profile, dated=dated)
            return briefs.brief(connection, digest) if digest else None

    def history(self, profile: str = "") -> tuple[ArchivedBrief, ...]:
        """All briefs, or those of one profile, newest first."""
        with self._reading() as connection:
            return briefs.history(connection, profile)

    def lines(self) -> dict[str, list[ArchivedPassage]]:
        """The passages of every brief, in printed order, by the brief's SHA-256."""
        with self._reading() as connection:
            return briefs.lines(connection)

    def forget(self, before: dt.date) -> tuple[ArchivedBrief, ...]:
        """Delete briefs dated earlier, except the latest of each profile, and analyses and texts of that age.

        Returns the briefs, so that their files can be removed, too. That the stories were seen remains on record.
        """
        with self._writing() as connection:
            stories.forget(connection, before.isoformat())
            return briefs.forget(connection, before)

    def rebuild(self, folder: Path) -> int:
        """Store each brief whose JSON is in `folder`, with its stories; return their number."""
        with self._writing() as connection:
            return salvage.rebuild(connection, folder)

    # --- deliveries and runs

    def queue(self, sha256: str, targets: Sequence[str], now: dt.datetime) -> None:
        """Record the targets of a stored brief; deliveries that are done or waiting do not change."""
        with self._writing() as connection:
            briefs.queue(connection, sha256, targets, stamp(now))

    def note_delivery(self, sha256: str, target: str, *, state: DeliveryState, why: str = "", now: dt.datetime) -> None:
        """Record the outcome of an attempt: sent, waiting for the next one, or refused for good, and why."""
        with self._writing() as connection:
            briefs.note_delivery(connection, sha256, target, state=state, why=why, noted=stamp(now))

    def deliveries(self, sha256: str = "", *, state: DeliveryState | None = None) -> tuple[Delivery, ...]:
        """All deliveries, or those of one brief or in one state, in the order in which the briefs were made."""
        with self._reading() as connection:
            return briefs.deliveries(connection, sha256, state or "")

    def begin_run(self, job: str, now: dt.datetime) -> int:
        """Record the start of a run of a job; return its number."""
        with self._writing() as connection:
            return briefs.begin_run(connection, job, stamp(now))

    def end_run(self, run: int, *, code: int, now: dt.datetime, summary: Mapping[str, Any] | None = None) -> None:
        """Record the exit code of a run and its counts, as plain values."""
        with self._writing() as connection:
            briefs.end_run(connection, run, code, summary or {}, stamp(now))

    def runs(self, job: str = "", *, most: int | None = None) -> tuple[Run, ...]:
        """All runs, or those of one job, newest first."""
        with self._reading() as connection:
            return briefs.runs(connection, job, most=most)
