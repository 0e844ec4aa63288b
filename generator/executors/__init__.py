"""Runs work in this process, in several processes on this machine, or on a Dask cluster.

The code path is the same for all, that of `concurrent.futures.Executor`: results come in the order of the items, a few
items are submitted ahead, and the work of a lost worker is repeated.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, TypeVar

from generator.errors import BriefError
from generator.executors.executor import Executor, shielded

__all__ = ["SERIAL", "Workers", "workers"]

Item = TypeVar("Item")
Result = TypeVar("Result")

_MOST_LOSSES = 3  # of workers in a row at the same item; after that the item or the machine is at fault


def workers(
    jobs: int = 1, cluster: str = "", tell: Callable[[str], None] | None = None, *, pipeline: str = ""
) -> Workers:
    """The workers to use: this process, `jobs` processes, or the cluster whose scheduler is at the address `cluster`.

    `tell` receives one line for each worker that is lost. All workers of a cluster must have the same software as this
    machine; `pipeline` is the language pipeline of the work, if it is not the one that we ship.

    Raises:
        UsageError: `cluster` is not the address of a scheduler, or the extra `cluster` is not installed.
        BriefError: no scheduler answers, it has no workers, or they have different software.
    """
    if cluster:
        from generator.executors.cluster import DaskCluster  # noqa: PLC0415 - only with --cluster

        return Workers(DaskCluster(cluster, pipeline), tell)
    if jobs > 1:
        from generator.executors.processes import Processes  # noqa: PLC0415 - multiprocessing

        return Workers(Processes(jobs), tell)
    return SERIAL


class Workers:
    """Workers that calls are spread over, until the `with` block ends; without an executor, this process itself."""

    def __init__(self, executor: Executor | None = None, tell: Callable[[str], None] | None = None) -> None:
        self._executor = executor
        self._tell = tell or (lambda _: None)

    def map(self, call: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result of `call` for each of `items`, in order, as they come; `items` may be endless.

        With an executor, `call`, items and results must be picklable. What `call` raises is raised here.

        Raises:
            BriefError: workers are lost again and again.
        """
        if self._executor is None:
            return map(call, items)
        return self._spread(self._executor, call, iter(items))

    def _spread(self, executor: Executor, call: Callable[[Item], Result], stream: Iterator[Item]) -> Iterator[Result]:
        waiting: deque[tuple[Item, Future[Result]]] = deque()
        losses = 0
        try:
            while True:
                for item in _next(stream, executor.ahead() - len(waiting)):
                    waiting.append((item, _submit(executor, call, item)))
                if not waiting:
                    break
                try:
                    result = waiting[0][1].result()
                except executor.lost as error:
                    losses += 1
                    if losses > _MOST_LOSSES:
                        what = f"workers were lost {losses} times in a row while processing the same stories"
                        raise BriefError(what, remedy=executor.remedy) from error
                    waiting = deque((i, _submit(executor, call, i) if _is_lost(f, executor) else f) for i, f in waiting)
                    continue
                finally:
                    self._pass_on(executor.news())
                losses = 0
                waiting.popleft()
                yield result
        finally:
            for _, future in waiting:
                future.cancel()

    def _pass_on(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._tell(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is not None:
            self._executor.close()


SERIAL = Workers()
"""This process alone."""


def _next(stream: Iterator[Item], most: int) -> Iterator[Item]:
    for _ in range(most):
        try:
            yield next(stream)
        except StopIteration:
            return


def _submit(executor: Executor, call: Callable[[Item], Result], item: Item) -> Future[Result]:
    with shielded():
        return executor.submit(call, item)


def _is_lost(future: Future[Any], executor: Executor) -> bool:
    """Whether a future will never be done; one whose call raised an error is done."""
    return future.cancelled() or (future.done() and isinstance(future.exception(), executor.lost))
