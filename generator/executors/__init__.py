"""Where work is done: in this process, in others of this machine, or on a Dask cluster.

All three are one code path, that of `concurrent.futures.Executor`: results come in the order of the items, a few items
are ahead of the one that is waited for, and what a lost worker had is done again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, TypeVar

from generator.errors import BriefError
from generator.executors.place import Place, shielded

__all__ = ["SERIAL", "Workers", "workers"]

Item = TypeVar("Item")
Result = TypeVar("Result")

_MOST_LOSSES = 3  # of workers at the same item; once more, and it is the item or the machine


def workers(
    jobs: int = 1, cluster: str = "", tell: Callable[[str], None] | None = None, *, pipeline: str = ""
) -> Workers:
    """What to spread work over: this process, `jobs` processes, or the cluster whose scheduler is at `cluster`.

    `tell` is given one line for each worker that is lost. All workers of a cluster must have the software of this
    machine; `pipeline` is that of the work, if it is not the one that we ship.

    Raises:
        UsageError: `cluster` is no address of a scheduler, or what speaks to it is not installed.
        BriefError: nobody answers there, nobody works there, or they have other software.
    """
    if cluster:
        from generator.executors.cluster import Cluster  # noqa: PLC0415 - only who asks for a cluster speaks to one

        return Workers(Cluster(cluster, pipeline), tell)
    if jobs > 1:
        from generator.executors.processes import Processes  # noqa: PLC0415 - multiprocessing

        return Workers(Processes(jobs), tell)
    return SERIAL


class Workers:
    """What work is spread over; leave its `with` block to end it. Without a place it is this process itself."""

    def __init__(self, place: Place | None = None, tell: Callable[[str], None] | None = None) -> None:
        self._place = place
        self._tell = tell or (lambda _: None)

    def map(self, call: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """The result of `call` for each of `items`, in order, streaming; `items` may have no end.

        Outside this process `call`, items and results must be picklable. What `call` raises is raised here.

        Raises:
            BriefError: workers are lost again and again.
        """
        if self._place is None:
            return map(call, items)
        return self._spread(self._place, call, iter(items))

    def _spread(self, place: Place, call: Callable[[Item], Result], stream: Iterator[Item]) -> Iterator[Result]:
        waiting: deque[tuple[Item, Future[Result]]] = deque()
        losses = 0
        try:
            while True:
                for item in _next(stream, place.ahead() - len(waiting)):
                    waiting.append((item, _submit(place, call, item)))
                if not waiting:
                    break
                try:
                    result = waiting[0][1].result()
                except place.lost as error:
                    losses += 1
                    if losses > _MOST_LOSSES:
                        what = f"workers were lost {losses} times in a row at the same stories"
                        raise BriefError(what, remedy=place.remedy) from error
                    waiting = deque((i, _submit(place, call, i) if _is_lost(f, place) else f) for i, f in waiting)
                    continue
                finally:
                    self._pass_on(place.news())
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
        if self._place is not None:
            self._place.close()


SERIAL = Workers()
"""This process alone."""


def _next(stream: Iterator[Item], most: int) -> Iterator[Item]:
    for _ in range(most):
        try:
            yield next(stream)
        except StopIteration:
            return


def _submit(place: Place, call: Callable[[Item], Result], item: Item) -> Future[Result]:
    with shielded():
        return place.submit(call, item)


def _is_lost(future: Future[Any], place: Place) -> bool:
    """Whether a future will never have a result; what its call raised is one."""
    return future.cancelled() or (future.done() and isinstance(future.exception(), place.lost))
