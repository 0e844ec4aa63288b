"""A Dask cluster, whose scheduler distributes calls to workers on this and other machines."""

from __future__ import annotations

import contextlib
import logging
import re
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING, Any

from generator.errors import BriefError, UsageError
from generator.executors.executor import Item, Result, shielded
from generator.executors.software import software

if TYPE_CHECKING:
    from distributed import Client

_ADDRESS = re.compile(r"(?:tcp|tls)://(?:\[[0-9a-fA-F:.%]+\]|[^\s/:@\[\]]+):\d{1,5}")
_PATIENCE = 10  # seconds until the scheduler must answer, and until it must have a worker
_AHEAD = 2  # calls for each thread of a worker
_LEAST_AHEAD = 16  # calls in all, so that an adaptive cluster starts more workers
_REMEDY = "Install the same packages on all workers as on this machine, then restart them."
_one_at_a_time = threading.Lock()  # a worker may have several threads, and spaCy is not thread-safe
_LOGS = ("distributed", "distributed.client", "distributed.gc", "tornado", "tornado.application")


class DaskCluster:
    """An executor: the cluster whose scheduler is at `address`. It connects when it is created.

    Raises:
        UsageError: `address` is not one of a scheduler, or the extra `cluster` is not installed.
        BriefError: no scheduler answers, it has no workers, or they have different software from this machine.
    """

    remedy = (
        "Read the workers' logs. A worker that is killed has often run out of memory: "
        "give it more, or split the largest story."
    )

    def __init__(self, address: str, pipeline: str = "") -> None:
        if not _ADDRESS.fullmatch(address):
            remedy = "Write it as tcp://HOST:8786, or tls://HOST:8786 if the cluster uses certificates."
            raise UsageError("this is not the address of a Dask scheduler", where="--cluster", remedy=remedy)
        try:
            from distributed import KilledWorker  # noqa: PLC0415 - an extra
        except ImportError as error:
            remedy = "Install the extra: pip install 'briefing-note-generator[cluster]'."
            raise UsageError("Dask is not installed", where="--cluster", remedy=remedy) from error
        self.lost: tuple[type[BaseException], ...] = (CancelledError, KilledWorker)
        self._address = address
        self._pipeline, self._software = pipeline, software(pipeline)
        self._news: deque[str] = deque()
        self._open()

    def _open(self) -> None:
        """Connect, and wait for the first worker."""
        from distributed import Client  # noqa: PLC0415 - an extra

        _hush()
        try:
            with shielded(), _without_warnings():
                self._client: Client = Client(self._address, timeout=_PATIENCE, set_as_default=False)
        except Exception as error:
            remedy = "Start one with `dask scheduler`, or correct the address. Check for a firewall."
            what = f"no scheduler answers within {_PATIENCE} seconds ({_first_line(error)})"
            raise BriefError(what, where=self._address, remedy=remedy) from error
        self._executor = self._client.get_executor(pure=False)
        self._client.subscribe_topic("all", self._hear)
        try:
            self._examine()
        except BaseException:
            self.close()
            raise

    def _examine(self) -> None:
        """Check that there are workers, and that their software gives the same results as this machine's."""
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            remedy = f"Start workers: dask worker {self._address} --nthreads 1 --nworkers -1"
            raise BriefError("the cluster has no workers", where=self._address, remedy=remedy) from error
        try:
            found = self._client.run(software, self._pipeline, on_error="return")
        except Exception as error:  # whatever a worker without our package raises
            raise BriefError(_unknown(error), where=self._address, remedy=_REMEDY) from error
        for address, there in sorted(found.items()):
            if there != self._software:
                raise BriefError(_difference(there, self._software), where=address, remedy=_REMEDY)

    def submit(self, call: Callable[[Item], Result], item: Item, /) -> Future[Result]:
        """Submit a call to a worker; reconnect first if the connection is broken."""
        if self._client.status != "running":
            self.close()
            self._open()
            self._news.append(f"the connection to the scheduler at {self._address} was lost; its work is repeated")
        with _without_warnings():  # about large tasks, which long stories are
            future: Future[Result] = self._executor.submit(_carry_out, call, item, self._pipeline, self._software)
        return future

    def ahead(self) -> int:
        """Two calls for each thread of the present workers."""
        try:
            threads = int(sum(self._client.nthreads().values()))
        except (OSError, ValueError):  # the connection is broken; whoever waits for a result will notice
            threads = 0
        return max(_LEAST_AHEAD, _AHEAD * threads)

    def _hear(self, event: tuple[float, dict[str, Any]]) -> None:
        """Note a worker that was lost with work; the scheduler passes the work on by itself."""
        _, told = event
        if told.get("action") == "remove-worker" and (told.get("processing-tasks") or told.get("lost-computed-tasks")):
            self._news.append(f"the worker at {told.get('worker')} was lost; other workers repeat its work")

    def news(self) -> Iterator[str]:
        """The workers lost since the last call."""
        while self._news:
            yield self._news.popleft()

    def close(self) -> None:
        """Cancel what is under way, and disconnect."""
        with contextlib.suppress(Exception):  # the other side may be gone
            self._executor.shutdown(wait=False)
        with contextlib.suppress(Exception):
            self._client.close(timeout=2)


def _carry_out(call: Callable[[Item], Result], item: Item, pipeline: str, expected: dict[str, str]) -> Result:
    """Run the call on a worker, if its software is still the expected one: workers may join or change at any time."""
    here = software(pipeline)
    if here != expected:
        raise BriefError(_difference(here, expected), where="a worker that joined later", remedy=_REMEDY)
    with _one_at_a_time:
        return call(item)


def _difference(there: dict[str, str] | BaseException, here: dict[str, str]) -> str:
    if isinstance(there, BaseException):
        return _unknown(there)
    name = next(name for name in here if there.get(name) != here[name])
    return f"this worker has {name} {there.get(name) or 'none'}, this machine has {here[name]}; briefs would differ"


def _unknown(error: BaseException) -> str:
    return f"a worker cannot report its software ({_first_line(error)})"


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0][:200] or type(error).__name__


def _hush() -> None:
    """Silence the log that the library prints to the terminal; our own messages say what matters."""
    for name in _LOGS:
        log = logging.getLogger(name)
        log.handlers[:] = [logging.NullHandler()]
        log.propagate = False


@contextlib.contextmanager
def _without_warnings() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
