"""Servers: the pause between requests to one, what it allows, and when to leave it in peace."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

from generator.jobs.fetching.robots import Robots

_ENOUGH = 3  # addresses that failed in a row; 50 stories of a hanging server would else take most of an hour


class Host:
    """A server in this run. Requests to it wait for one another, whichever thread they come from."""

    def __init__(self, *, sleep: Callable[[float], None], tick: Callable[[], float]) -> None:
        self.robots: Robots | str | None = None
        """The rules, or why they could not be read; None while they were not asked for."""
        self._sleep, self._tick = sleep, tick
        self._lock = threading.Lock()
        self._free_at = tick()
        self._failures = 0

    @property
    def is_down(self) -> bool:
        """Whether it failed so often that it is not asked again in this run."""
        return self._failures >= _ENOUGH

    @contextlib.contextmanager
    def turn(self, wait: float) -> Iterator[None]:
        """The time in which one request may be made; `wait` seconds pass between the end of one and the next."""
        with self._lock:
            pause = self._free_at - self._tick()
            if pause > 0:
                self._sleep(pause)
            try:
                yield
            finally:
                self._free_at = self._tick() + wait

    def note(self, *, failed: bool) -> None:
        """Take note of whether it failed once more, or is there after all."""
        self._failures = self._failures + 1 if failed else 0


class Hosts:
    """All servers of this run, by scheme, name and port."""

    def __init__(self, *, sleep: Callable[[float], None], tick: Callable[[], float]) -> None:
        self._sleep, self._tick = sleep, tick
        self._lock = threading.Lock()
        self._known: dict[str, Host] = {}

    def __getitem__(self, origin: str) -> Host:
        with self._lock:
            return self._known.setdefault(origin, Host(sleep=self._sleep, tick=self._tick))
