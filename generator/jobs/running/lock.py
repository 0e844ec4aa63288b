"""One run at a time: a lock on the output folder that ends with its holder, however that ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from generator.errors import LockedError, OutputError

PLACE = Path(".archive", "run.lock")
"""The lock of an output folder, seen from there."""


@contextlib.contextmanager
def locked(output: Path) -> Iterator[None]:
    """Hold the lock of an output folder, which is made if need be.

    Raises:
        LockedError: another run holds it; nothing was touched.
        OutputError: the lock cannot be made.
    """
    file = output / PLACE
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        remedy = "Free some space or get write access there, or name another folder as `output`."
        raise OutputError(error.strerror or "it cannot be written", where=str(file), remedy=remedy) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            remedy = "It ends by itself; nothing is lost by waiting for the next run."
            raise LockedError("another run is at work", where=str(output), remedy=remedy) from error
        yield
    finally:
        os.close(handle)  # and with it the lock
