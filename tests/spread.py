"""Calls for workers to carry out: they must lie in a module that a process of its own can import."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def square(number: int) -> int:
    """What any worker can do."""
    return number * number


def own_pid(_: object) -> int:
    """Which process does it."""
    return os.getpid()


def is_deaf(_: object) -> bool:
    """Whether the process does not see Ctrl-C."""
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def refuse(number: int) -> int:
    """What fails at 3."""
    if number == 3:
        raise ValueError("three is refused")
    return number


def stumble(item: tuple[str, int]) -> int:
    """Have the process killed in the middle of it, the first time; later a number's square."""
    mark, number = item
    if mark and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return square(number)


def fall(_: object) -> int:
    """Have the process killed every time."""
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def large(number: int) -> bytes:
    """A result that no pipe holds at once."""
    return bytes([number]) * 2_000_000


def linger(mark: str) -> None:
    """Take long; `mark` is there once it has begun."""
    Path(mark).touch()
    time.sleep(60)
