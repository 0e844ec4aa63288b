"""Briefs made, with their passages, deliveries and runs: rows in, values out."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from generator.codec.json import dumps, evidence_hash, from_json, loads
from generator.errors import EvidenceError
from generator.jobs.archive import tables
from generator.jobs.archive.stories import add
from generator.jobs.archive.values import ArchivedBrief, ArchivedPassage, Delivery, DeliveryState, Run
from generator.model import Brief


def keep(connection: Connection, brief: Brief, files: Sequence[str], made: str) -> str:
    """Store a brief with its passages, or the new file names of a stored one; return its SHA-256."""
    digest = evidence_hash(brief)
    row = {
        "sha256": digest, "profile": brief.profile, "dated": brief.dated.isoformat(), "title": brief.title,
        "language": brief.language, "previous": brief.previous, "made": made, "files": json.dumps(list(files)),
        "data": zlib.compress(dumps(brief)),
    }  # fmt: skip
    add(connection, tables.briefs, [row])
    connection.execute(update(tables.briefs).where(tables.briefs.c.sha256 == digest).values(files=row["files"]))
    rows = [
        {"brief": digest, "section": section.id, "id": excerpt.id, "news": excerpt.news, "display": excerpt.display,
         "speaker": excerpt.speaker.name if excerpt.speaker else ""}
        for section in brief.sections
        for excerpt in section.excerpts
    ]  # fmt: skip
    add(connection, tables.passages, [{"place": place} | row for place, row in enumerate(rows)])
    return digest


def brief(connection: Connection, digest: str) -> Brief | None:
    """The brief with that SHA-256, None if there is none that this version can read."""
    data = connection.scalar(select(tables.briefs.c.data).where(tables.briefs.c.sha256 == digest))
    try:
        return None if data is None else from_json(loads(zlib.decompress(data)))
    except (EvidenceError, zlib.error):
        return None


def newest(connection: Connection, profile: str, *, dated: dt.date | None = None) -> str | None:
    """The SHA-256 of a profile's latest brief, if a date is given the latest of that date."""
    table = tables.briefs
    found = select(table.c.sha256).where(table.c.profile == profile)
    found = found.where(table.c.dated == dated.isoformat()) if dated else found
    order = (table.c.made.desc(), table.c.dated.desc(), table.c.sha256)
    return connection.scalar(found.order_by(*order).limit(1))


def history(connection: Connection, profile: str = "") -> tuple[ArchivedBrief, ...]:
    """All briefs, or those of one profile, newest first."""
    table, inner = tables.briefs, tables.passages
    counts: dict[str, dict[str, int]] = {}
    tally = select(inner.c.brief, inner.c.news, func.count()).group_by(inner.c.brief, inner.c.news)
    for digest, news, count in connection.execute(tally):
        counts.setdefault(digest, {})[news] = count
    wanted = select(*(column for column in table.c if column.name != "data"))
    wanted = wanted.where(table.c.profile == profile) if profile else wanted
    rows = connection.execute(wanted.order_by(table.c.dated.desc(), table.c.made.desc(), table.c.sha256))
    return tuple(_kept(row, counts.get(row.sha256, {})) for row in rows)


def _kept(row: Row[Any], counts: Mapping[str, int]) -> ArchivedBrief:
    files = tuple(json.loads(row.files))
    return ArchivedBrief(
        row.sha256, row.profile, dt.date.fromisoformat(row.dated), row.title, row.language, row.previous, row.made,
        files,
        dict(sorted(counts.items())),
    )  # fmt: skip


def lines(connection: Connection) -> dict[str, list[ArchivedPassage]]:
    """The passages of every brief, in printed order, by the brief's SHA-256."""
    table = tables.passages
    found: dict[str, list[ArchivedPassage]] = {}
    for row in connection.execute(select(table).order_by(table.c.brief, table.c.place)):
        line = ArchivedPassage(row.place + 1, row.id, row.section, row.speaker, row.news, row.display)
        found.setdefault(row.brief, []).append(line)
    return found


def forget(connection: Connection, before: dt.date) -> tuple[ArchivedBrief, ...]:
    """Delete the briefs dated earlier than `before`, except the latest of each profile; return them."""
    kept = history(connection)
    last = {newest(connection, profile) for profile in {one.profile for one in kept}}
    old = tuple(one for one in kept if one.dated < before and one.sha256 not in last)
    for one in old:
        connection.execute(delete(tables.briefs).where(tables.briefs.c.sha256 == one.sha256))
    return old


def queue(connection: Connection, digest: str, targets: Sequence[str], noted: str) -> None:
    """Record the targets of a brief; deliveries that are done or waiting do not change."""
    rows = [
        {"brief": digest, "target": target, "state": "waiting", "tries": 0, "why": "", "noted": noted}
        for target in targets
    ]
    add(connection, tables.deliveries, rows)


def note_delivery(
    connection: Connection, digest: str, target: str, *, state: DeliveryState, why: str, noted: str
) -> None:
    """Record the outcome of an attempt."""
    table = tables.deliveries
    change = update(table).where(table.c.brief == digest, table.c.target == target)
    connection.execute(change.values(state=state, why=why, noted=noted, tries=table.c.tries + 1))


def deliveries(connection: Connection, digest: str = "", state: str = "") -> tuple[Delivery, ...]:
    """All deliveries, or those of one brief or in one state, in the order in which the briefs were made."""
    table = tables.deliveries
    wanted = select(table).join(tables.briefs, tables.briefs.c.sha256 == table.c.brief)
    wanted = wanted.where(table.c.brief == digest) if digest else wanted
    wanted = wanted.where(table.c.state == state) if state else wanted
    rows = connection.execute(wanted.order_by(tables.briefs.c.made, table.c.brief, table.c.target))
    return tuple(Delivery(row.brief, row.target, row.state, row.tries, row.why, row.noted) for row in rows)


def begin_run(connection: Connection, job: str, noted: str) -> int:
    """Record the start of a run; return its number."""
    row = {"job": job, "started": noted, "summary": "{}"}
    (number,) = connection.execute(tables.runs.insert().returning(tables.runs.c.id), row).one()
    return int(number)


def end_run(connection: Connection, number: int, code: int, summary: Mapping[str, Any], noted: str) -> None:
    """Record the end of a run."""
    table = tables.runs
    text = json.dumps(dict(summary), sort_keys=True, ensure_ascii=False)
    connection.execute(update(table).where(table.c.id == number).values(ended=noted, code=code, summary=text))


def runs(connection: Connection, job: str = "", *, most: int | None = None) -> tuple[Run, ...]:
    """All runs, or those of one job, newest first."""
    table = tables.runs
    wanted = select(table).where(table.c.job == job) if job else select(table)
    rows = connection.execute(wanted.order_by(table.c.id.desc()).limit(most))
    return tuple(Run(r.id, r.job, r.started, r.ended, r.code, json.loads(r.summary)) for r in rows)
