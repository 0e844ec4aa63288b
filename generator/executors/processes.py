"""Processes on this machine, each served by a thread that sends it one call at a time.

Each process has its own pipe, and nothing is shared: if one is killed, even in the middle of an answer, its pipe closes
and only its own call is lost. `ProcessPoolExecutor` shares queues and locks among its processes: one that dies breaks
the pool and may leave the others waiting for a lock.
"""

from __future__ import annotations

import multiprocessing
import pickle
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from functools import partial
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar

from generator import cycles
from generator.executors.executor import shielded

P = ParamSpec("P")
T = TypeVar("T")

_spawn = multiprocessing.get_context("spawn")  # fork would copy locks that other threads hold
_AHEAD = 2  # calls for each process: one under way, one waiting


class Processes(Executor):
    """An executor with `jobs` processes, each started when it is first needed."""

    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)
    remedy = (
        "A process that is killed has often run out of memory: use fewer --jobs, or split the largest story. "
        'If you call this from a Python program of your own, start the work under `if __name__ == "__main__":`.'
    )

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._threads = ThreadPoolExecutor(jobs)
        self._own = threading.local()
        self._lock = threading.Lock()
        self._children: list[_Child] = []
        self._news: deque[str] = deque()
        self._is_over = False

    def ahead(self) -> int:
        """Two calls for each process."""
        return _AHEAD * self._jobs

    def news(self) -> Iterator[str]:
        """The processes lost since the last call."""
        while self._news:
            yield self._news.popleft()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Submit a picklable call to a process."""
        return self._threads.submit(self._ask, partial(fn, *args, **kwargs))

    def _ask(self, call: Callable[[], T]) -> T:
        child: _Child | None = getattr(self._own, "child", None)
        if child is None:
            child = self._own.child = self._start()
        try:
            is_done, answer = child.ask(call)
        except (EOFError, OSError) as error:
            self._bury(child)
            raise BrokenExecutor("the process is gone") from error
        if not is_done:
            raise answer
        return answer  # type: ignore[no-any-return]  # a pickle has no type

    def _start(self) -> _Child:
        with self._lock:
            if self._is_over:
                raise BrokenExecutor("the executor is closed")
            child = _Child()
            self._children.append(child)
            return child

    def _bury(self, child: _Child) -> None:
        """Remove a process that ended unexpectedly; its thread starts another one for the next call."""
        self._own.child = None
        with self._lock:
            if self._is_over:
                return
            self._children.remove(child)
        self._news.append(f"a worker process ended unexpectedly ({child.end()}); its work is repeated")

    def close(self) -> None:
        """Stop all processes at once, and their threads."""
        with self._lock:
            self._is_over = True
            children = tuple(self._children)
        for child in children:
            child.kill()
        self._threads.shutdown(cancel_futures=True)
        for child in children:
            child.end()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As for any executor: wait for what is under way, then stop the processes."""
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        self.close()


class _Child:
    """A process that carries out one call after the other."""

    def __init__(self) -> None:
        self._pipe, theirs = _spawn.Pipe()
        self._process = _spawn.Process(target=_serve, args=(theirs,), daemon=True)
        resource_tracker.ensure_running()  # starting it unblocks Ctrl-C in this thread, so it comes first
        with shielded():
            self._process.start()
        theirs.close()  # now only the child holds this end, and it closes with the child

    def ask(self, call: Callable[[], Any]) -> tuple[bool, Any]:
        """Whether the call succeeded, with its result or the error that it raised."""
        self._pipe.send_bytes(pickle.dumps(call))
        answer: tuple[bool, Any] = pickle.loads(self._pipe.recv_bytes())  # noqa: S301 - from a child of ours
        return answer

    def kill(self) -> None:
        """Kill it, whatever it does."""
        self._process.kill()

    def end(self) -> str:
        """Make sure that it ends, wait for that, and say how it ended."""
        self._process.kill()  # a process whose pipe broke may still be running
        self._process.join()
        self._pipe.close()
        code = self._process.exitcode or 0
        return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


def _serve(pipe: Connection) -> None:
    """Carry out calls until the parent is gone; Ctrl-C does not reach this process, see `shielded`."""
    cycles.look_seldom()
    try:
        while True:
            order = pipe.recv_bytes()
            try:
                answer = pickle.dumps((True, pickle.loads(order)()))  # noqa: S301 - from our parent
            except Exception as error:
                error.add_note(f"In a worker process:\n{traceback.format_exc()}")
                answer = pickle.dumps((False, error))
            pipe.send_bytes(answer)
    except (EOFError, OSError):
        return
