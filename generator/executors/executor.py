"""What an executor must offer, and how its processes and threads are kept from signals meant for this process."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Executor(Protocol):
    """Carries out calls outside this process."""

    lost: tuple[type[BaseException], ...]
    """What the future of a call raises if its worker is gone."""
    remedy: str
    """What the user can do if workers are lost again and again."""

    def submit(self, call: Callable[[Item], Result], item: Item, /) -> Future[Result]:
        """Start `call` for `item`; both must be picklable."""

    def ahead(self) -> int:
        """How many calls to submit ahead, so that no worker waits for its next one."""

    def news(self) -> Iterable[str]:
        """The workers lost since the last call, one line each."""

    def close(self) -> None:
        """Stop its processes and close its connections at once."""


@contextlib.contextmanager
def shielded() -> Iterator[None]:
    """Processes and threads started inside do not receive Ctrl-C or a broken pipe as a signal.

    Both inherit the signal mask of the thread that starts them. Otherwise a child would print its own traceback on
    Ctrl-C, and a thread whose peer has hung up would silently end this process.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows, which has no signal masks
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGPIPE})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
