"""`brief history` and `brief diff`."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from generator.cli.console import emit, emit_json, log, set_up
from generator.cli.options import (
    DEFAULT_OUTPUT,
    DEFAULT_PROFILE,
    ArchiveAddress,
    Format,
    OfProfile,
    OutputFolder,
    OutputFormat,
)
from generator.errors import SourceError, UsageError

if TYPE_CHECKING:
    from generator.drafting.news import Changes
    from generator.jobs.archive import Archive, ArchivedBrief, Delivery
    from generator.model import Brief, Excerpt

app = typer.Typer()

_COUNTED = ("new", "changed", "continued")


@app.command(epilog="Example: brief history --format json")
def history(
    output: OutputFolder = DEFAULT_OUTPUT,
    archive: ArchiveAddress = "",
    profile: OfProfile = "",
    shape: Annotated[
        OutputFormat, typer.Option("--format", "-f", help="Print text or JSON Lines.")
    ] = OutputFormat.text,
) -> None:
    """List the briefs made so far, the latest first.

    Shows what was new in each and where it was sent.
    """
    set_up()
    with _archive(output, archive) as opened:
        briefs = opened.history(profile)
        deliveries = opened.deliveries()
    for kept in briefs:
        if shape is OutputFormat.json:
            emit_json(_plain(kept, deliveries))
        else:
            emit("\n".join(_told(kept, deliveries)) + "\n")
    if not briefs and shape is OutputFormat.text:
        log.info("There are no briefs%s in %s.", f" of the profile {profile}" if profile else "", archive or output)


def _archive(output: Path, place: str) -> Archive:
    """The archive at `place`, else that of the folder, else one in memory made from the briefs in the folder."""
    from generator.jobs.archive import PLACE, Archive
    from generator.jobs.archive.engines import MEMORY

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
    plain = {"dated": kept.dated.isoformat(), "counts": dict(kept.counts), "deliveries": own}
    return dataclasses.asdict(kept) | plain


@app.command(epilog="Example: brief diff 2025-08-15 2025-08-16")
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="The earlier brief: a file, or a date (with --profile).")],
    after: Annotated[str, typer.Argument(metavar="B", help="The brief to compare with it.")],
    output: OutputFolder = DEFAULT_OUTPUT,
    archive: ArchiveAddress = "",
    profile: OfProfile = DEFAULT_PROFILE,
    shape: Format = OutputFormat.text,
) -> None:
    """Show how brief B differs from brief A.

    Shows what B adds (+), drops (-) and says differently (~), and what outlets have withdrawn (!).
    """
    set_up()
    from generator.drafting import news

    old, new = (_brief(name, output=output, place=archive, profile=profile) for name in (before, after))
    changes, marked = news.compare(old, new), news.mark(new, old)
    if shape is OutputFormat.json:
        emit_json({"before": old.dated.isoformat(), "after": new.dated.isoformat()} | _rows(changes, marked), indent=2)
    else:
        emit("".join(f"{line}\n" for line in _lines(changes, marked)))


def _rows(changes: Changes, marked: Brief) -> dict[str, Any]:
    """What changed, and what was withdrawn, as plain values."""
    return {
        "new": [_row(excerpt) for excerpt in changes.new],
        "changed": [{"before": _row(c.before), "after": _row(c.after)} for c in changes.changed],
        "continued": [_row(change.after) for change in changes.continued],
        "dropped": [_row(excerpt) for excerpt in changes.dropped],
        "withdrawn": [dataclasses.asdict(passage) for passage in marked.withdrawn],
    }


def _lines(changes: Changes, marked: Brief) -> Iterator[str]:
    """As `diff` prints it: + for what is added, - for what is dropped, both for a change."""
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
    """The brief in the file `name`, or of the date `name`."""
    path = Path(name)
    if not path.exists() and _is_date(name):
        return _of_date(name, output=output, place=place, profile=profile)
    try:
        data = path.read_bytes()
    except OSError as error:
        remedy = "Give the file of a brief, or a date such as 2025-08-15."
        raise SourceError(f"the file cannot be read ({error.strerror})", where=name, remedy=remedy) from error
    from generator.codec.json import from_json
    from generator.proof import extract

    return from_json(extract(data, name))


def _of_date(date: str, *, output: Path, place: str, profile: str) -> Brief:
    with _archive(output, place) as archive:
        found = archive.last_brief(profile, dated=dt.date.fromisoformat(date))
    if found is None:
        remedy = "Run `brief history` to list the briefs, or give another --profile or --output."
        raise UsageError(f"there is no brief of the profile {profile} for that date", where=date, remedy=remedy)
    return found


def _is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
