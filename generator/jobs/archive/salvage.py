"""Move a damaged archive aside; rebuild a lost one from the briefs in the output folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from generator.codec.json import SCHEMA_ID, from_json, loads
from generator.errors import EvidenceError, OutputError
from generator.jobs.archive import briefs, stories
from generator.model import Brief

NOTE = "The archive was rebuilt from %d briefs in %s; earlier deliveries are no longer known."

_BESIDE = ("-wal", "-shm")


def move_aside(file: Path) -> Path:
    """Rename a damaged file, and the files that SQLite keeps beside it; return the new name.

    Raises:
        OutputError: it cannot be renamed.
    """
    number = next(n for n in range(1, 10_000) if not _damaged(file, n).exists())
    try:
        for ending in ("", *_BESIDE):
            part = Path(f"{file}{ending}")
            if part.exists():
                part.rename(f"{_damaged(file, number)}{ending}")
    except OSError as error:
        what = f"the archive is damaged and cannot be moved aside ({error.strerror})"
        raise OutputError(what, where=str(file), remedy="Move it away yourself and start again.") from error
    return _damaged(file, number)


def _damaged(file: Path, number: int) -> Path:
    return file.with_name(f"{file.stem}.damaged-{number}{file.suffix}")


def rebuild(connection: Connection, folder: Path) -> int:
    """Store each brief whose JSON is in `folder`, with its stories; return their number.

    The time at which each was made is lost: the start of its day stands in for it.
    """
    count = 0
    for brief, files in _found(folder):
        made = f"{brief.dated}T00:00:00+00:00"
        briefs.keep(connection, brief, files, made)
        stories.remember(connection, brief.sources, made)
        count += 1
    return count


def _found(folder: Path) -> Iterator[tuple[Brief, tuple[str, ...]]]:
    """The briefs in a folder with the names of all their renditions, by name; other files are ignored."""
    names = sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    for name in names:
        if name.endswith(".json") and (brief := _brief(folder / name)):
            stem = name.removesuffix(".json")
            yield brief, tuple(other for other in names if other.rpartition(".")[0] == stem)


def _brief(path: Path) -> Brief | None:
    try:
        data = path.read_bytes()
        return from_json(loads(data)) if SCHEMA_ID.encode() in data else None
    except (EvidenceError, OSError):
        return None
