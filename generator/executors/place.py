"""What a place of work must offer, and how what belongs to it is kept from signals that are meant for this process."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Place(Protocol):
    """Where calls are carried out."""

    lost: tuple[type[BaseException], ...]
    """What the future of a call raises whose worker is gone."""
    remedy: str
    """What to do where workers are lost again and again."""

    def submit(self, call: Callable[[Item], Result], item: Item, /) -> Future[Result]:
        """Have `call` carried out for `item`, which both must be picklable."""

    def ahead(self) -> int:
        """How many calls to hand over at a time: enough that no worker waits for the next one."""

    def news(self) -> Iterable[str]:
        """The losses since the last time, a line each."""

    def close(self) -> None:
        """End what belongs to it, at once."""


@contextlib.contextmanager
def shielded() -> Iterator[None]:
    """Processes and threads that are started inside never see Ctrl-C nor the end of a pipe as a signal.

    Both inherit the mask of the thread that starts them. A child would otherwise answer Ctrl-C with a traceback of its
    own, and a thread whose peer has hung up would end this process without a word.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows, which has no signal masks
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGPIPE})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
