"""The stories of a folder."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from pathlib import Path

from generator import reading as readers
from generator.errors import SourceError
from generator.jobs.fetching.pages import Known, digest_of, guarded, reason_of
from generator.jobs.fetching.values import Fetched, FetchState, joined
from generator.model import Failure
from generator.reading import files


def stories_in(folder: Path, known: Known, *, most: int, max_bytes: int, name: str) -> Fetched:
    """The stories of the newest `most` files in `folder`; unchanged files are not parsed again.

    Links out of the folder are not followed. `name` identifies the folder in messages.
    """
    try:
        found = [Path(path) for path in files.expand(str(folder), readers.SUFFIXES)]
    except SourceError as error:
        return Fetched(failures=(Failure(name, error.what),))
    taken = sorted(sorted(found, key=_age)[:most])
    states = known.of_all([str(path) for path in taken])
    parts = [_file(path, folder, states.get(str(path)), max_bytes, name) for path in taken]
    return dataclasses.replace(joined(parts), warnings=tuple(_left_out(len(found), most, name)))


def _age(path: Path) -> tuple[float, str]:
    """A sort key that puts the newest first."""
    try:
        return -path.stat().st_mtime, str(path)
    except OSError:
        return 0.0, str(path)


def _file(path: Path, folder: Path, old: FetchState | None, max_bytes: int, name: str) -> Fetched:
    where = f"{name}: {path.relative_to(folder)}"
    try:
        digest = hashlib.sha256(_content(path, folder, max_bytes)).hexdigest()
        if old and old.sha256 == digest:
            return Fetched(unchanged=old.stories)
        reading = guarded(lambda: readers.read([str(path)]))
    except SourceError as error:
        return Fetched(failures=(Failure(where, reason_of(error)),))
    state = FetchState(str(path), sha256=digest, stories=tuple(map(digest_of, reading.articles)))
    failures = tuple(Failure(where, failure.why) for failure in reading.failures)
    return Fetched(reading.articles, failures, (state,) if reading.articles and not failures else ())


def _content(path: Path, folder: Path, max_bytes: int) -> bytes:
    """The bytes of a file in `folder`.

    Raises:
        SourceError: it is outside the folder, too large or not readable.
    """
    if not path.resolve().is_relative_to(folder.resolve()):
        raise SourceError("this link leads out of the folder", remedy="Put the file itself in the folder")
    data = files.content(str(path))
    if len(data) > max_bytes:
        raise SourceError(f"this is larger than {max_bytes:,} bytes", remedy="Raise max_bytes for this source")
    return data


def _left_out(found: int, most: int, name: str) -> Iterator[str]:
    if found > most:
        yield f"{name}: {found - most} of {found} files were left out; the limit is {most} (most)"
