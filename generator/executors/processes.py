"""Processes of this machine, each with a thread of ours that hands it one call after the other.

Each has a pipe of its own, and nothing is shared: one that is killed, in the middle of an answer too, is noticed by the
end of its pipe and takes only its own call with it. `ProcessPoolExecutor` shares queues and locks among its processes:
there one that dies breaks all, and may leave the others waiting for a lock.
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
from generator.executors.place import shielded

P = ParamSpec("P")
T = TypeVar("T")

_spawn = multiprocessing.get_context("spawn")  # fork would copy locks that other threads hold
_AHEAD = 2  # calls for each process: one that it works at, one that waits


class Processes(Executor):
    """An executor, and the place for it: `jobs` processes, each started when it is first needed."""

    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)
    remedy = (
        "A process that is killed has often used up the memory: give fewer --jobs, or split the largest story. "
        'A program of your own must start its work under `if __name__ == "__main__":`.'
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
        """The processes that were lost since the last time."""
        while self._news:
            yield self._news.popleft()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a process carry out a picklable call."""
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
                raise BrokenExecutor("no process is started any more")
            child = _Child()
            self._children.append(child)
            return child

    def _bury(self, child: _Child) -> None:
        """Forget a process that has ended unasked; the thread starts another one for its next call."""
        self._own.child = None
        with self._lock:
            if self._is_over:
                return
            self._children.remove(child)
        self._news.append(f"a process of the analysis ended unasked ({child.end()}); what it had is done again")

    def close(self) -> None:
        """End all processes at once, and their threads."""
        with self._lock:
            self._is_over = True
            children = tuple(self._children)
        for child in children:
            child.kill()
        self._threads.shutdown(cancel_futures=True)
        for child in children:
            child.end()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As of any executor: wait for what is under way, then end the processes."""
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        self.close()


class _Child:
    """A process that serves one call after the other."""

    def __init__(self) -> None:
        self._pipe, theirs = _spawn.Pipe()
        self._process = _spawn.Process(target=_serve, args=(theirs,), daemon=True)
        resource_tracker.ensure_running()  # starting it lets this thread see Ctrl-C again, so it comes first
        with shielded():
            self._process.start()
        theirs.close()  # it is theirs alone now, and ends with them

    def ask(self, call: Callable[[], Any]) -> tuple[bool, Any]:
        """Whether the call was carried out, and its result, else what it raised."""
        self._pipe.send_bytes(pickle.dumps(call))
        answer: tuple[bool, Any] = pickle.loads(self._pipe.recv_bytes())  # noqa: S301 - from a child of ours
        return answer

    def kill(self) -> None:
        """End it, whatever it does."""
        self._process.kill()

    def end(self) -> str:
        """Wait until it has ended, which it must be about to; how it did."""
        self._process.kill()  # one whose pipe broke may live on
        self._process.join()
        self._pipe.close()
        code = self._process.exitcode or 0
        return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


def _serve(pipe: Connection) -> None:
    """Carry out calls until the other side is gone; Ctrl-C does not reach this process, see `shielded`."""
    cycles.look_seldom()
    try:
        while True:
            order = pipe.recv_bytes()
            try:
                answer = pickle.dumps((True, pickle.loads(order)()))  # noqa: S301 - from our parent
            except Exception as error:
                error.add_note(f"In a process of its own:\n{traceback.format_exc()}")
                answer = pickle.dumps((False, error))
            pipe.send_bytes(answer)
    except (EOFError, OSError):
        return
