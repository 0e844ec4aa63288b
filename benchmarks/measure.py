"""What all parts share: commands run and weighed, the best of several rounds, tables."""

from __future__ import annotations

import contextlib
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

BRIEF = (sys.executable, "-m", "generator")
DONE = frozenset({0, 3})
"""Exit codes of `brief` that come with a brief: whole, or published with something amiss in the stories."""
_EVERY = 0.25  # seconds between two looks at the memory of the process tree
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Setting:
    """How large a run is."""

    quick: bool = False
    """Small sizes, to try the runner; the figures say nothing."""
    most: int = 10_000
    """Stories of the largest brief of the part `scale`."""
    limit: float = 300.0
    """Seconds after which a ranker of others is given up."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""

    def markdown(self) -> str:
        """The table in Markdown, its title above it."""
        lines = (self.head, ("---",) * len(self.head), *self.rows)
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return f"{self.title}\n\n{table}" if self.title else table


@dataclass(frozen=True, slots=True)
class Run:
    """What one command took."""

    code: int
    seconds: float
    """By the wall."""
    cpu: float
    """Seconds of all its processes together."""
    megabytes: float
    """The most that the largest of its processes held."""
    tree: float | None = None
    """The most megabytes that its processes held together, shared pages counted once; None where it was not watched."""


class CommandError(Exception):
    """A command ended with an exit code that means that it did not do its work."""


def run(
    command: Sequence[str | Path], *, cwd: Path | None = None, good: Collection[int] = DONE, watch: bool = False
) -> Run:
    """Run `command` and weigh it; with `watch` its process tree too, which costs it a little.

    Python may keep its compiled modules, as it does for its users: no command shall pay for their compilation twice.

    Raises:
        CommandError: the exit code is none of `good`; the error holds what the command said last.
    """
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        child = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        with _Watch(child.pid) if watch else contextlib.nullcontext() as watcher:
            _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        code = child.returncode = os.waitstatus_to_exitcode(status)
        if code not in good:
            said.seek(0)
            raise CommandError(f"exit {code} of {command}: {said.read().decode(errors='replace')[-2000:]}")
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    # between two looks one process may have held more than all did when they were looked at
    tree = max(watcher.most, largest) if watcher and watcher.most else None
    return Run(code, seconds, usage.ru_utime + usage.ru_stime, largest, tree)


def seconds_of(command: Sequence[str | Path]) -> Callable[[], float]:
    """What runs `command` and returns its seconds, for `best_of`."""
    return lambda: run(command).seconds


class _Watch:
    """Looks at the memory of a process and its descendants until it is left."""

    def __init__(self, pid: int) -> None:
        self.most = 0.0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            self.most = max(self.most, _held(self._pid))


def _held(pid: int) -> float:
    """Megabytes of a process and its descendants, each shared page divided among those that share it; 0 if unknown."""
    own = 0.0
    children: list[str] = []
    with contextlib.suppress(OSError):  # it has ended meanwhile, or this is no Linux
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
        own = sum(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("Pss:"))
        for task in (_PROC / str(pid) / "task").iterdir():
            children += (task / "children").read_text().split()
    return own + sum(_held(int(child)) for child in children)


def timed(action: Callable[[], T], clock: Callable[[], float] = time.perf_counter) -> tuple[T, float]:
    """What `action` returns, and the seconds that it took by `clock`."""
    start = clock()
    value = action()
    return value, clock() - start


def best_of(rounds: int, actions: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """The least seconds of each action, which says itself what it took; in turn, so that all meet the same machine."""
    best = dict.fromkeys(actions, math.inf)
    for turn in range(rounds):
        for name, action in actions.items():
            best[name] = min(best[name], action())
        say(f"  round {turn + 1} of {rounds}: {', '.join(f'{name} {best[name]:.2f} s' for name in actions)}")
    return best


def exponent(sizes: tuple[float, float], seconds: tuple[float, float]) -> float:
    """By which power the time grows between two sizes: 1 for twice the time at twice the size."""
    return math.log(seconds[1] / seconds[0]) / math.log(sizes[1] / sizes[0])


def figure(seconds: float) -> str:
    """Seconds, or a ratio of them, with three digits that count, as far as ten-thousandths go."""
    if seconds < 1e-4:
        return "< 0.0001"
    return f"{seconds:,.{max(0, min(4, 2 - math.floor(math.log10(seconds))))}f}"


def say(text: str) -> None:
    """Tell the one who waits how far it has come."""
    print(text, file=sys.stderr, flush=True)
