"""Stories seen, the entries of feeds, the state of each address, and analyses: rows in, values out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from generator.codec.packing import pack_story, story_hash, unpack_story
from generator.jobs.archive import tables
from generator.model import Article, Source

T = TypeVar("T")
_BATCH = 200  # values per statement; old builds of SQLite allow 999


def add(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, renewed: Sequence[str] = ()
) -> None:
    """Insert `rows`; if a key exists already, update the columns `renewed`."""
    if not rows:
        return
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
    keys = list(table.primary_key.columns)
    fresh = {name: insert.excluded[name] for name in renewed}
    settled = (
        insert.on_conflict_do_update(index_elements=keys, set_=fresh)
        if fresh
        else insert.on_conflict_do_nothing(index_elements=keys)
    )
    connection.execute(settled, [{key: _storable(value) for key, value in row.items()} for row in rows])


def _storable(value: Any) -> Any:
    """`value` in a form that any database accepts: no lone surrogates, and no NUL, which PostgreSQL refuses."""
    return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "") if isinstance(value, str) else value


def batches(items: Iterable[T], *, most: int = _BATCH) -> Iterator[tuple[T, ...]]:
    """`items` in runs of at most so many, by default as many as one statement takes."""
    stream = iter(items)
    while run := tuple(islice(stream, most)):
        yield run


def remember(connection: Connection, found: Iterable[Article | Source], noted: str) -> None:
    """Record that stories were seen; known ones keep the time at which they were first seen."""
    rows = [
        {"hash": story_hash(story), "url": story.url, "outlet": story.source, "title": story.title,
         "published": story.published or "", "first_seen": noted, "last_seen": noted,
         "data": pack_story(story)}
        for story in found
    ]  # fmt: skip
    add(connection, tables.stories, rows, renewed=["last_seen"])


def first_seen(connection: Connection, hashes: Collection[str]) -> dict[str, str]:
    """When each story was first seen anywhere: UTC, ISO 8601."""
    table = tables.stories
    found: dict[str, str] = {}
    for run in batches(sorted(hashes)):
        for hash_, when in connection.execute(select(table.c.hash, table.c.first_seen).where(table.c.hash.in_(run))):
            found[hash_] = min(when, found.get(hash_, when))
    return found


def stories(connection: Connection, hashes: Collection[str] | None, since: str) -> tuple[Article, ...]:
    """The stories with one of `hashes`, or all, first seen at `since` or later, in that order.

    Of several texts from one address only the latest counts.
    """
    table = tables.stories
    wanted = select(table).where(table.c.first_seen >= since)
    runs = [wanted] if hashes is None else [wanted.where(table.c.hash.in_(run)) for run in batches(sorted(hashes))]
    rows = sorted((row for run in runs for row in connection.execute(run)), key=lambda r: (r.first_seen, r.hash, r.url))
    found = (unpack_story(bytes(row.data)) for row in _latest(rows))
    return tuple(story for story in found if story is not None)


def _latest(rows: Sequence[Row[Any]]) -> Iterator[Row[Any]]:
    """`rows` without those whose address has shown another text since; all rows without an address."""
    last = {row.url: row.hash for row in sorted(rows, key=lambda row: row.last_seen)}
    return (row for row in rows if not row.url or last[row.url] == row.hash)


def fetch_states(connection: Connection, urls: Collection[str]) -> dict[str, dict[str, Any]]:
    """What was recorded when each of `urls` was last fetched."""
    table = tables.fetch_states
    names = {_secret(url): url for url in urls}
    found: dict[str, dict[str, Any]] = {}
    for run in batches(sorted(names)):
        rows = connection.execute(select(table.c.url, table.c.state).where(table.c.url.in_(run)))
        found.update((names[name], dict(json.loads(state))) for name, state in rows)
    return found


def keep_fetch_states(connection: Connection, states: Mapping[str, Mapping[str, Any]], noted: str) -> None:
    """Record how addresses were fetched."""
    rows = [
        {"url": _secret(url), "state": json.dumps(dict(state), sort_keys=True), "noted": noted}
        for url, state in states.items()
    ]
    add(connection, tables.fetch_states, rows, renewed=["state", "noted"])


def listing(connection: Connection, feed: str) -> tuple[tuple[str, str], ...]:
    """URL and date of each entry when the feed was last recorded, in the feed's order."""
    table = tables.listings
    rows = select(table.c.url, table.c.published).where(table.c.feed == _secret(feed)).order_by(table.c.place)
    return tuple((url, published) for url, published in connection.execute(rows))


def keep_listing(connection: Connection, feed: str, entries: Sequence[tuple[str, str]]) -> None:
    """Replace the recorded entries of a feed."""
    name = _secret(feed)
    connection.execute(delete(tables.listings).where(tables.listings.c.feed == name))
    rows = [
        {"feed": name, "place": place, "url": url, "published": published}
        for place, (url, published) in enumerate(entries)
    ]
    add(connection, tables.listings, rows)


def analysed(connection: Connection, hashes: Collection[str], pipeline: str) -> set[str]:
    """Those of `hashes` whose analysis by `pipeline` is stored."""
    table = tables.analyses
    found: set[str] = set()
    for run in batches(sorted(hashes)):
        rows = select(table.c.hash).where(table.c.pipeline == pipeline, table.c.hash.in_(run))
        found.update(connection.scalars(rows))
    return found


def analyses(connection: Connection, hashes: Collection[str], pipeline: str) -> dict[str, bytes]:
    """The packed analyses by `pipeline`, by hash."""
    table = tables.analyses
    found: dict[str, bytes] = {}
    for run in batches(sorted(hashes)):
        rows = select(table.c.hash, table.c.data).where(table.c.pipeline == pipeline, table.c.hash.in_(run))
        found.update((hash_, bytes(data)) for hash_, data in connection.execute(rows))
    return found


def keep_analyses(connection: Connection, packed: Mapping[str, bytes], pipeline: str, noted: str) -> None:
    """Store packed analyses."""
    rows = [{"hash": hash_, "pipeline": pipeline, "kept": noted, "data": data} for hash_, data in packed.items()]
    add(connection, tables.analyses, rows, renewed=["kept", "data"])


def worths(connection: Connection, hashes: Collection[str], pipeline: str, profile: str) -> dict[str, str]:
    """What analysed stories are worth to a profile, as JSON, by hash."""
    table = tables.worths
    wanted = select(table.c.hash, table.c.data).where(table.c.pipeline == pipeline, table.c.profile == profile)
    found: dict[str, str] = {}
    for run in batches(sorted(hashes)):
        found.update((hash_, data) for hash_, data in connection.execute(wanted.where(table.c.hash.in_(run))))
    return found


def keep_worths(connection: Connection, found: Mapping[str, str], pipeline: str, profile: str, noted: str) -> None:
    """Store what stories are worth."""
    rows = [
        {"hash": hash_, "pipeline": pipeline, "profile": profile, "kept": noted, "data": data}
        for hash_, data in found.items()
    ]
    add(connection, tables.worths, rows, renewed=["kept", "data"])


def weighed(connection: Connection, hashes: Collection[str], profile: str) -> set[str]:
    """Those of `hashes` that a brief of a profile has weighed."""
    table = tables.weighed
    wanted = select(table.c.hash).where(table.c.profile == profile)
    found: set[str] = set()
    for run in batches(sorted(hashes)):
        found.update(connection.scalars(wanted.where(table.c.hash.in_(run))))
    return found


def note_weighed(connection: Connection, hashes: Collection[str], profile: str, noted: str) -> None:
    """Record that stories were weighed."""
    rows = [{"profile": profile, "hash": hash_, "noted": noted} for hash_ in sorted(hashes)]
    add(connection, tables.weighed, rows, renewed=["noted"])


def forget(connection: Connection, before: str) -> None:
    """Delete analyses and fetch states older than `before`, and the texts of stories first seen earlier."""
    kept = (tables.analyses.c.kept, tables.worths.c.kept, tables.weighed.c.noted, tables.fetch_states.c.noted)
    for column in kept:
        connection.execute(delete(column.table).where(column < before))
    connection.execute(update(tables.stories).where(tables.stories.c.first_seen < before).values(data=b""))


def _secret(url: str) -> str:
    """The key of an address: its hash, because it may contain a password or a token."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
