"""`brief history` and `brief diff`."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator import proof as evidence
from generator.cli.app import emit
from generator.cli.console import log
from generator.codec.json import from_json
from generator.drafting import news
from generator.errors import SourceError, UsageError
from generator.jobs.archive import PLACE, Archive, ArchivedBrief, Delivery
from generator.jobs.archive.engines import MEMORY
from generator.model import Brief, Excerpt

_COUNTED = ("new", "changed", "continued")


def run_history(*, output: Path, place: str, profile: str, shape: str) -> None:
    """Print the briefs that were made, the latest date first."""
    with _archive(output, place) as archive:
        history = archive.history(profile)
        deliveries = archive.deliveries()
    if shape == "json":
        emit("".join(json.dumps(_plain(kept, deliveries), ensure_ascii=False) + "\n" for kept in history))
        return
    for kept in history:
        emit("\n".join(_told(kept, deliveries)) + "\n")
    if not history:
        log.info("There are no briefs%s in %s.", f" of the profile {profile}" if profile else "", place or output)


def _archive(output: Path, place: str) -> Archive:
    """The archive that is named, else that of the folder, else one in memory from the briefs in the folder."""
    file = output / PLACE
    archive = Archive.open(place or (file if file.exists() else MEMORY), output=output)
    for note in archive.notes if place or file.exists() else ():
        log.warning("%s", note)
    return archive


def _told(kept: ArchivedBrief, deliveries: tuple[Delivery, ...]) -> Iterator[str]:
    counts = " · ".join(f"{mark} {kept.counts.get(mark, 0)}" for mark in _COUNTED)
    yield f"{kept.dated}  {kept.profile}  {counts if kept.previous else 'compared with none'}"
    yield f"    {kept.title}"
    yield f"    {', '.join(kept.files) or 'no files'}"
    for one in deliveries:
        if one.brief == kept.sha256:
            why = f": {one.why}" if one.why else ""
            yield f"    {one.target}: {one.state} after {one.tries} {'try' if one.tries == 1 else 'tries'}{why}"


def _plain(kept: ArchivedBrief, deliveries: tuple[Delivery, ...]) -> dict[str, Any]:
    own = [dataclasses.asdict(one) for one in deliveries if one.brief == kept.sha256]
    return dataclasses.asdict(kept) | {"counts": dict(kept.counts), "deliveries": own}


def run_diff(one: str, other: str, *, output: Path, place: str, profile: str, shape: str) -> None:
    """Print what the second brief adds to the first, drops from it and says otherwise."""
    before, after = (_brief(name, output=output, place=place, profile=profile) for name in (one, other))
    changes, marked = news.compare(before, after), news.mark(after, before)
    if shape == "json":
        answer = {
            "before": before.dated,
            "after": after.dated,
            "new": [_row(excerpt) for excerpt in changes.new],
            "changed": [{"before": _row(c.before), "after": _row(c.after)} for c in changes.changed],
            "continued": [_row(change.after) for change in changes.continued],
            "dropped": [_row(excerpt) for excerpt in changes.dropped],
            "withdrawn": [dataclasses.asdict(passage) for passage in marked.withdrawn],
        }
        emit(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
        return
    emit("".join(f"{line}\n" for line in _lines(changes, marked)))


def _lines(changes: news.Changes, marked: Brief) -> Iterator[str]:
    """As programs that compare files print it: + for what is added, - for what is dropped, both for a change."""
    for excerpt in changes.new:
        yield f"+ {_said(excerpt)}"
    for change in changes.changed:
        yield f"~ - {_said(change.before)}"
        yield f"~ + {_said(change.after)}"
    for excerpt in changes.dropped:
        yield f"- {_said(excerpt)}"
    for passage in marked.withdrawn:
        yield f"! {passage.why} by {passage.source or passage.title}: {' '.join(passage.display.split())}"
    counts = {
        "new": changes.new,
        "changed": changes.changed,
        "continued": changes.continued,
        "dropped": changes.dropped,
    }
    yield " · ".join(f"{name} {len(found)}" for name, found in counts.items())


def _said(excerpt: Excerpt) -> str:
    speaker = f"{excerpt.speaker.name}: " if excerpt.speaker else ""
    return f"{speaker}{' '.join(excerpt.display.split())}"


def _row(excerpt: Excerpt) -> dict[str, str]:
    speaker = excerpt.speaker.name if excerpt.speaker else ""
    return {"id": excerpt.id, "source": excerpt.source, "speaker": speaker, "display": excerpt.display}


def _brief(name: str, *, output: Path, place: str, profile: str) -> Brief:
    """The brief in the file `name`, or of the date that it is."""
    path = Path(name)
    if not path.exists() and _is_date(name):
        return _of_date(name, output=output, place=place, profile=profile)
    try:
        data = path.read_bytes()
    except OSError as error:
        remedy = "Name a brief's file, or a date as 2025-08-15."
        raise SourceError(f"the file cannot be read ({error.strerror})", where=name, remedy=remedy) from error
    return from_json(evidence.extract(data, name))


def _of_date(date: str, *, output: Path, place: str, profile: str) -> Brief:
    with _archive(output, place) as archive:
        found = archive.last_brief(profile, dated=date)
    if found is None:
        remedy = "See `brief history` for what there is; name another --profile or --output."
        raise UsageError(f"there is no brief of the profile {profile} of that date", where=date, remedy=remedy)
    return found


def _is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
