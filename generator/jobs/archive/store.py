"""The archive itself: one object with a method for everything that is remembered or asked."""

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
"""Where the archive of an output folder is, seen from that folder."""

_SECONDS = 10.0  # to wait for another writer; a run writes for less than one


@dataclass(frozen=True, slots=True)
class Archive:
    """What is remembered between runs. Every method is one transaction: it is done as a whole or not at all.

    Several runs may read at once; a second writer waits. Each method raises an `OutputError` where the database cannot
    be used. Times are handed in, with their zone.
    """

    url: URL
    engine: Engine
    seconds: float = _SECONDS
    notes: tuple[str, ...] = field(default=())
    """What a log should tell of the opening: damage, and what was made anew."""

    @classmethod
    def open(cls, place: Path | str, *, output: Path | None = None, seconds: float = _SECONDS) -> Archive:
        """The archive at `place`, a file or the URL of a database; it is made where there is none.

        A damaged file is moved aside. Where it was damaged or missing, the briefs in the folder `output` are kept anew.

        Raises:
            UsageError: `place` is no file and no such URL.
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
        """An empty archive in the place of a damaged one."""
        aside = salvage.move_aside(file)
        note = f"The archive {file} was damaged ({what}). It is now {aside.name}, and a new one was made."
        fresh = replace(self, engine=engines.connect(self.url, seconds=self.seconds), notes=(note,))
        fresh._prepare()
        return fresh

    def _prepare(self) -> None:
        """Bring the tables up to date, and look whether the file is sound."""
        with engines.faults(self.url, seconds=self.seconds):
            with self.engine.begin() as connection:
                tables.upgrade(connection)
            if self.url.get_backend_name() == "sqlite":
                with self.engine.execution_options(reads=True).begin() as connection:
                    found = str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar())
                    if found != "ok" or not tables.is_sound(connection):
                        raise engines.DamagedError(found.removeprefix("ok") or "a value is of another type")

    def close(self) -> None:
        """Let go of the database."""
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
        """Say what the user can do where the file was damaged since it was opened."""
        try:
            with engines.faults(self.url, seconds=self.seconds):
                yield
        except engines.DamagedError as error:
            remedy = "Start again: it is then moved aside, and a new one made from the briefs in the output folder."
            raise OutputError(
                f"the archive is damaged ({error})", where=str(self.url.database), remedy=remedy
            ) from error

    # --- stories

    def seen(self, hashes: Collection[str]) -> set[str]:
        """Those of `hashes` (see `story_hash`) by which a story is remembered."""
        with self._reading() as connection:
            return stories.seen(connection, hashes)

    def first_seen(self, hashes: Collection[str]) -> dict[str, dt.datetime]:
        """When each of the remembered stories was first seen, by its hash."""
        with self._reading() as connection:
            found = stories.first_seen(connection, hashes)
        return {hash_: dt.datetime.fromisoformat(when) for hash_, when in found.items()}

    def remember(self, found: Iterable[Article | Source], now: dt.datetime) -> None:
        """Note that stories were seen, of an address that changes also the text that it has again."""
        with self._writing() as connection:
            stories.remember(connection, found, stamp(now))

    def stories(
        self, hashes: Collection[str] | None = None, *, since: dt.datetime | None = None
    ) -> tuple[Article, ...]:
        """Remembered stories as they were read, in the order in which they were first seen.

        Only those with one of `hashes`, and first seen at `since` or later, where these are given; of several texts of
        one address the one seen last. Those of a forgotten time, and of briefs that carry only cited paragraphs, are
        not among them.
        """
        with self._reading() as connection:
            return stories.stories(connection, hashes, stamp(since) if since else "")

    def fetch_states(self, urls: Collection[str]) -> dict[str, dict[str, Any]]:
        """What was noted of the last time each of `urls` was fetched; nothing of those that never were."""
        with self._reading() as connection:
            return stories.fetch_states(connection, urls)

    def keep_fetch_states(self, states: Mapping[str, Mapping[str, Any]], now: dt.datetime) -> None:
        """Note how each address was fetched: plain values. Addresses are kept as hashes, for they may hold secrets."""
        with self._writing() as connection:
            stories.keep_fetch_states(connection, states, stamp(now))

    def listing(self, feed: str) -> tuple[tuple[str, str], ...]:
        """URL and date of each entry that a feed had when it was last noted; for `news.gone`."""
        with self._reading() as connection:
            return stories.listing(connection, feed)

    def keep_listing(self, feed: str, entries: Sequence[tuple[str, str]]) -> None:
        """Note the entries of a feed in place of those noted before."""
        with self._writing() as connection:
            stories.keep_listing(connection, feed, entries)

    # --- analyses

    def analysis(self, article: Article, pipeline: str) -> Document | None:
        """The analysis of a story of the same words by the same pipeline and version of this program."""
        return self.analyses([article], pipeline)[0]

    def analyses(self, articles: Sequence[Article], pipeline: str) -> tuple[Document | None, ...]:
        """The analysis of each of `articles`, None where it is not kept."""
        hashes = [analysis_hash(article) for article in articles]
        with self._reading() as connection:
            packed = stories.analyses(connection, set(hashes), made_by(pipeline))
        pairs = zip(articles, hashes, strict=True)
        return tuple(unpack(packed[hash_], article) if hash_ in packed else None for article, hash_ in pairs)

    def analysed(self, hashes: Collection[str], pipeline: str) -> set[str]:
        """Those of `hashes` (see `analysis_hash`) whose analysis is kept."""
        with self._reading() as connection:
            return stories.analysed(connection, hashes, made_by(pipeline))

    def keep_analyses(self, documents: Sequence[Document], pipeline: str, now: dt.datetime) -> None:
        """Keep what the analysis by `pipeline` found."""
        packed = {analysis_hash(document.article): pack(document) for document in documents}
        with self._writing() as connection:
            stories.keep_analyses(connection, packed, made_by(pipeline), stamp(now))

    def keep_packed(self, packed: Mapping[str, bytes], pipeline: str, now: dt.datetime) -> None:
        """Keep packed analyses by their `analysis_hash`."""
        with self._writing() as connection:
            stories.keep_analyses(connection, packed, made_by(pipeline), stamp(now))

    def worths(self, hashes: Collection[str], pipeline: str, profile: str) -> dict[str, tuple[float, ...]]:
        """What analysed stories are worth to the sections of a profile, by `analysis_hash`, as far as it is kept."""
        with self._reading() as connection:
            found = stories.worths(connection, hashes, made_by(pipeline), profile)
        return {hash_: tuple(json.loads(data)) for hash_, data in found.items()}

    def keep_worths(self, found: Mapping[str, Sequence[float]], pipeline: str, profile: str, now: dt.datetime) -> None:
        """Keep what stories are worth to a profile, which is named by a hash of all that it says."""
        with self._writing() as connection:
            plain = {hash_: json.dumps(list(worths)) for hash_, worths in found.items()}
            stories.keep_worths(connection, plain, made_by(pipeline), profile, stamp(now))

    def weighed(self, hashes: Collection[str], profile: str) -> set[str]:
        """Those of `hashes` (see `story_hash`) that a finished run has weighed for a profile."""
        with self._reading() as connection:
            return stories.weighed(connection, hashes, profile)

    def note_weighed(self, hashes: Collection[str], profile: str, now: dt.datetime) -> None:
        """Note that a run which is finished has weighed stories, whether they are in its brief or not."""
        with self._writing() as connection:
            stories.note_weighed(connection, hashes, profile, stamp(now))

    # --- briefs

    def keep_brief(self, brief: Brief, files: Sequence[Path | str], now: dt.datetime) -> str:
        """Keep a brief and the names of its files; the answer is the SHA-256 of its evidence."""
        with self._writing() as connection:
            return briefs.keep(connection, brief, [Path(file).name for file in files], stamp(now))

    def brief(self, sha256: str) -> Brief | None:
        """The brief whose evidence has that hash, None where it is not kept or not readable by this version."""
        with self._reading() as connection:
            return briefs.brief(connection, sha256)

    def last_brief(self, profile: str, *, dated: str = "") -> Brief | None:
        """The brief of a profile that was made last, of one ISO date where it is given; None where there is none."""
        with self._reading() as connection:
            digest = briefs.newest(connection, profile, dated=dated)
            return briefs.brief(connection, digest) if digest else None

    def history(self, profile: str = "") -> tuple[ArchivedBrief, ...]:
        """All briefs, or those of a profile, newest first."""
        with self._reading() as connection:
            return briefs.history(connection, profile)

    def lines(self) -> dict[str, list[ArchivedPassage]]:
        """The passages of every brief, in the order of print, by the brief's SHA-256."""
        with self._reading() as connection:
            return briefs.lines(connection)

    def forget(self, before: dt.date) -> tuple[ArchivedBrief, ...]:
        """Forget briefs dated earlier, but for the last of each profile, and analyses and words of stories as old.

        The answer names the briefs, so that their files can go too. That the stories were seen stays remembered.
        """
        with self._writing() as connection:
            stories.forget(connection, before.isoformat())
            return briefs.forget(connection, before.isoformat())

    def rebuild(self, folder: Path) -> int:
        """Keep each brief whose JSON is in `folder`, with its stories; the answer is how many there were."""
        with self._writing() as connection:
            return salvage.rebuild(connection, folder)

    # --- deliveries and runs

    def queue(self, sha256: str, targets: Sequence[str], now: dt.datetime) -> None:
        """Note where a kept brief is to go; where it has gone already, or waits, nothing changes."""
        with self._writing() as connection:
            briefs.queue(connection, sha256, targets, stamp(now))

    def note_delivery(self, sha256: str, target: str, *, state: DeliveryState, why: str = "", now: dt.datetime) -> None:
        """Note how a try went: sent, still waiting for the next one, or refused for good, and why."""
        with self._writing() as connection:
            briefs.note_delivery(connection, sha256, target, state=state, why=why, noted=stamp(now))

    def deliveries(self, sha256: str = "", *, state: DeliveryState | None = None) -> tuple[Delivery, ...]:
        """All deliveries, or those of a brief or in a state, in the order in which the briefs were made."""
        with self._reading() as connection:
            return briefs.deliveries(connection, sha256, state or "")

    def begin_run(self, job: str, now: dt.datetime) -> int:
        """Note that a run of a job has started; the answer is its number."""
        with self._writing() as connection:
            return briefs.begin_run(connection, job, stamp(now))

    def end_run(self, run: int, *, code: int, now: dt.datetime, summary: Mapping[str, Any] | None = None) -> None:
        """Note the exit code of a run and what it counted, as plain values."""
        with self._writing() as connection:
            briefs.end_run(connection, run, code, summary or {}, stamp(now))

    def runs(self, job: str = "", *, most: int | None = None) -> tuple[Run, ...]:
        """Runs, or those of a job, the last one first."""
        with self._reading() as connection:
            return briefs.runs(connection, job, most=most)
