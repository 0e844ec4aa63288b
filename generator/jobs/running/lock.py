"""One run at a time: a lock on the output folder that ends with its holder, however that ends."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from filelock import lock_descriptor

from generator.errors import LockedError, OutputError

PLACE = Path(".archive", "run.lock")
"""The lock of an output folder, relative to it."""


@contextlib.contextmanager
def locked(output: Path) -> Iterator[None]:
    """Hold the lock of an output folder, which is made if need be.

    Raises:
        LockedError: another run holds it; nothing was touched.
        OutputError: the lock file cannot be made, or the file system has no locks.
    """
    file = output / PLACE
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        remedy = "Free some space or get write access there, or name another folder as `output`."
        raise OutputError(error.strerror or "it cannot be written", where=str(file), remedy=remedy) from error
    try:
        _lock(handle, output)
        yield
    finally:
        os.close(handle)  # and with it the lock


def _lock(handle: int, output: Path) -> None:
    """Take the lock, or fail at once."""
    try:
        is_ours = lock_descriptor(handle, blocking=False)
    except OSError as error:
        remedy = "Set `output` to a folder on a file system that supports file locks (a local disk, for example)."
        what = f"the folder cannot be locked ({error.strerror})"
        raise OutputError(what, where=str(output), remedy=remedy) from error
    if not is_ours:
        remedy = "Wait for it to end; the next run picks up whatever is new."
        raise LockedError("another run is under way", where=str(output), remedy=remedy)
