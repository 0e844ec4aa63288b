"""Servers: the pause between requests, what robots.txt allows, and when to stop asking."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

from generator.jobs.fetching.robots import Robots

_ENOUGH = 3  # failures in a row; otherwise 50 stories from a hanging server would take most of an hour


class Host:
    """A server in this run. Requests to it wait for one another, whatever thread they come from."""

    def __init__(self, *, sleep: Callable[[float], None], tick: Callable[[], float]) -> None:
        self.robots: Robots | str | None = None
        """The rules, or why they could not be read; None until they are requested."""
        self._sleep, self._tick = sleep, tick
        self._lock = threading.Lock()
        self._free_at = tick()
        self._failures = 0

    @property
    def is_down(self) -> bool:
        """Whether it has failed so often that this run stops asking it."""
        return self._failures >= _ENOUGH

    @contextlib.contextmanager
    def turn(self, wait: float) -> Iterator[None]:
        """A turn for one request; `wait` seconds pass between the end of one request and the next."""
        with self._lock:
            pause = self._free_at - self._tick()
            if pause > 0:
                self._sleep(pause)
            try:
                yield
            finally:
                self._free_at = self._tick() + wait

    def note(self, *, failed: bool) -> None:
        """Record whether a request has failed."""
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
