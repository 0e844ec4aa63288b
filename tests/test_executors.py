"""Work gives the same wherever it is done; what a lost worker had is done again; what was started is ended."""

from __future__ import annotations

import contextlib
import itertools
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
import spread

from generator import executors
from generator.errors import BriefError, UsageError
from generator.executors import SERIAL, Workers, workers

STORY = """---
title: Talks in Alaska, report {number}
source: Test Courier {number}
published: 2025-08-14T09:{minute:02}:00-04:00
---
OTTAWA — Prime Minister Mark Carney said on Thursday that Canada will send {number} more generators to Ukraine.

The Kremlin announced that the talks will begin at {hour}:30 a.m. local time in Anchorage, Alaska.

“No documents are planned to be signed,” Kremlin spokesperson Dmitry Peskov told reporter number {number}.

Jane Porter{number}, a professor of political science at Carleton University, warned that a ceasefire could collapse.
"""
JSON = ("--format", "json")
MARKED = """
import pathlib, sys
from generator.analysis import article
from generator.cli import main
mark, real = pathlib.Path(sys.argv.pop(1)), article.analyse
article.analyse = lambda *stories, **options: mark.touch() or real(*stories, **options)
main()
"""
PATIENCE = 60  # seconds until what must happen has happened, on a busy machine too


def until(happened: Callable[[], object], *, of: subprocess.Popen[bytes] | None = None) -> None:
    """Wait for it; fail where it takes too long, or where the process that should do it has ended."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        assert of is None or of.poll() is None, "the process ended before"
        time.sleep(0.02)


def told() -> tuple[list[str], Callable[[str], None]]:
    """What is told, and whom to tell it."""
    lines: list[str] = []
    return lines, lines.append


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order_and_only_a_few_items_are_ahead(jobs: int) -> None:
    """Items may have no end: no more are taken than the workers need."""
    taken = itertools.count()
    with workers(jobs) as at_work:
        results = at_work.map(spread.square, taken)
        assert [next(results) for _ in range(20)] == [n * n for n in range(20)]
    assert next(taken) <= 20 + 2 * jobs


def test_one_job_is_this_process_and_two_are_others() -> None:
    """Without jobs or cluster nothing is started."""
    assert workers() is SERIAL
    assert list(SERIAL.map(spread.own_pid, range(2))) == [os.getpid()] * 2
    with workers(2) as at_work:
        pids = set(at_work.map(spread.own_pid, range(8)))
    assert 1 <= len(pids) <= 2
    assert os.getpid() not in pids


def test_ctrl_c_is_for_this_process_alone() -> None:
    """Processes never see it, from their first moment, nor does this one stay deaf to it."""
    with workers(2) as at_work:
        assert all(at_work.map(spread.is_deaf, range(8)))
    assert not spread.is_deaf(None)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_call_raises_is_raised_in_its_turn(jobs: int) -> None:
    """Results before it come; it is not mistaken for a lost worker."""
    lines, tell = told()
    with workers(jobs, tell=tell) as at_work:
        results = at_work.map(spread.refuse, range(9))
        assert [next(results) for _ in range(3)] == [0, 1, 2]
        with pytest.raises(ValueError, match="three is refused"):
            next(results)
    assert lines == []


def test_a_lost_process_is_replaced_and_its_item_done_again(tmp_path: Path) -> None:
    """Two of four items have their process killed: all results are there, in order, and each loss is told."""
    lines, tell = told()
    items = [("", 1), (str(tmp_path / "a"), 2), ("", 3), (str(tmp_path / "b"), 4)]
    with workers(2, tell=tell) as at_work:
        assert list(at_work.map(spread.stumble, items)) == [1, 4, 9, 16]
    assert lines == ["a worker process ended unexpectedly (killed by signal 9); its work is repeated"] * 2


def test_an_item_that_kills_its_worker_every_time_is_given_up() -> None:
    """After a few times an error says what to do; nothing goes on for ever."""
    lines, tell = told()
    with workers(2, tell=tell) as at_work, pytest.raises(BriefError, match="lost 4 times in a row") as caught:
        list(at_work.map(spread.fall, range(5)))
    assert "--jobs" in caught.value.remedy
    assert len(lines) >= 4  # other items had their turn in between


def test_large_results_come_whole() -> None:
    """A result larger than a pipe's buffer arrives."""
    with workers(2) as at_work:
        assert [data[:1] for data in at_work.map(spread.large, range(6))] == [bytes([n]) for n in range(6)]


def test_leaving_ends_processes_at_once(tmp_path: Path) -> None:
    """An error in the middle does not wait for work that is under way, and no process is left."""
    started = time.monotonic()
    items = [str(tmp_path / "a"), str(tmp_path / "b")]

    def interrupted() -> None:
        with workers(2) as at_work:
            waiting = at_work.map(spread.linger, itertools.chain(items, _raise_once_there(items)))
            next(waiting)

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert multiprocessing.active_children() == []
    assert time.monotonic() - started < 30


def _raise_once_there(marks: list[str]) -> Iterator[str]:
    """As Ctrl-C would, once both processes are at work."""
    until(lambda: all(Path(mark).exists() for mark in marks))
    raise KeyboardInterrupt
    yield ""


# the command


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 24 stories: three calls."""
    folder = tmp_path_factory.mktemp("stories")
    for number in range(24):
        text = STORY.format(number=number, minute=number, hour=1 + number % 12)
        (folder / f"story-{number:02}.md").write_text(text, encoding="utf-8")
    return folder


def start(
    stories: Path, output: Path, *options: str, python: tuple[str, ...] = ("-m", "generator")
) -> subprocess.Popen[bytes]:
    """`brief build` in a process group of its own."""
    command = [sys.executable, *python, "build", str(stories), "--output", str(output), *options]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "NO_COLOR": "1"},
    )


def made(run: subprocess.Popen[bytes], output: Path) -> tuple[dict[str, bytes], str]:
    """The files of a build that must succeed, and what it said."""
    _, said = run.communicate(timeout=2 * PATIENCE)
    assert run.returncode == 0, said.decode()
    return {path.name: path.read_bytes() for path in sorted(output.iterdir())}, said.decode()


@pytest.fixture(scope="module")
def expected(stories: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The JSON that one process makes of the stories."""
    output = tmp_path_factory.mktemp("expected")
    return made(start(stories, output, *JSON), output)[0]


def children(pid: int) -> list[int]:
    """The processes that `pid` has started to analyse."""
    with contextlib.suppress(psutil.Error):  # it has ended, or one of them just then
        return [child.pid for child in psutil.Process(pid).children() if "spawn_main" in " ".join(child.cmdline())]
    return []


def is_in_group(group: int) -> bool:
    """Whether a process of the group lives."""
    return any(is_alive(process) and group_of(process.pid) == group for process in psutil.process_iter())


def is_alive(process: psutil.Process) -> bool:
    """Whether a process runs or waits, and is not only remembered until its parent asks after it."""
    with contextlib.suppress(psutil.Error):
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    return False


def group_of(pid: int) -> int | None:
    """The group of a process, if it has not ended meanwhile."""
    with contextlib.suppress(ProcessLookupError):
        return os.getpgid(pid)
    return None


def test_a_killed_process_changes_nothing_in_the_brief(
    stories: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    """One of two processes is killed while it analyses: the same bytes, and the log says so."""
    run = start(stories, tmp_path / "out", "--jobs", "2", *JSON)
    until(lambda: len(children(run.pid)) == 2, of=run)
    os.kill(children(run.pid)[0], signal.SIGKILL)
    files, said = made(run, tmp_path / "out")
    assert files == expected
    assert "killed by signal 9" in said


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_leaves_nothing(stories: Path, tmp_path: Path, jobs: int) -> None:
    """Ctrl-C reaches all processes of a terminal: exit code 130, one line, no file and no process left."""
    many = tmp_path / "many"
    many.mkdir()
    for copy in range(40):
        for path in stories.iterdir():
            (many / f"{copy}-{path.name}").write_bytes(path.read_bytes())
    mark = tmp_path / "mark"
    run = start(many, tmp_path / "out", "--jobs", str(jobs), python=("-c", MARKED, str(mark)))
    until(lambda: mark.exists() if jobs == 1 else len(children(run.pid)) == 2, of=run)
    assert run.poll() is None
    os.killpg(run.pid, signal.SIGINT)
    said = run.communicate(timeout=10)[1].decode()
    assert run.returncode == 130, said
    assert said.splitlines()[-1] == "error: Interrupted. Nothing was written."
    assert "Traceback" not in said
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []
    until(lambda: not is_in_group(run.pid))


# the cluster


@dataclass
class Dask:
    """A scheduler and workers on the loopback interface, each a process."""

    folder: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    address: str = ""

    def begin(self) -> None:
        """Start the scheduler."""
        place = self.folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(place))
        until(place.exists, of=self.running[0])
        until(lambda: place.read_bytes().rstrip().endswith(b"}"), of=self.running[0])
        self.address = json.loads(place.read_text(encoding="utf-8"))["address"]

    def work(self, *options: str) -> subprocess.Popen[bytes]:
        """Start a worker."""
        where = ["--host", "127.0.0.1", "--no-nanny", "--local-directory", str(self.folder)]
        return self._start("worker", self.address, *where, *options)

    def _start(self, kind: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", *options]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent), "OPENBLAS_NUM_THREADS": "1"}
        self.running.append(
            subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        )
        return self.running[-1]

    def end(self) -> None:
        """Kill all."""
        for process in self.running:
            process.kill()
            process.wait()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    """A scheduler without workers."""
    pytest.importorskip("distributed", reason="needs Dask: pip install 'briefing-note-generator[cluster]'")
    cluster = Dask(tmp_path)
    try:
        cluster.begin()
        yield cluster
    finally:
        cluster.end()


def test_a_cluster_makes_the_same_brief(stories: Path, dask: Dask, tmp_path: Path) -> None:
    """Two workers, one of them with two threads: the bytes of one process, and no word of Dask's in the terminal."""
    dask.work("--nthreads", "1")
    dask.work("--nthreads", "2")
    alone = start(stories, tmp_path / "alone", "--words", "60")
    together = start(stories, tmp_path / "together", "--words", "60", "--cluster", dask.address)
    expected, _ = made(alone, tmp_path / "alone")
    files, said = made(together, tmp_path / "together")
    assert [name.rpartition(".")[2] for name in expected] == ["html", "json", "pdf"]
    assert files == expected
    assert [line.split()[0] for line in said.splitlines()] == ["24", "wrote", "wrote", "wrote"]


def test_a_killed_worker_of_a_cluster_changes_nothing_in_the_brief(
    stories: Path, expected: dict[str, bytes], dask: Dask, tmp_path: Path
) -> None:
    """One of two workers is killed while it has calls: nothing is lost, the same bytes, and the log says so."""
    from distributed import Client

    victim = dask.work("--nthreads", "1", "--name", "victim")
    dask.work("--nthreads", "1")
    with Client(dask.address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=PATIENCE)
        run = start(stories, tmp_path / "out", "--cluster", dask.address, *JSON)
        workers_by_name = client.scheduler_info(n_workers=-1)["workers"]
        (address,) = (place for place, worker in workers_by_name.items() if worker["name"] == "victim")
        until(lambda: client.processing()[address], of=run)
        victim.kill()
    files, said = made(run, tmp_path / "out")
    assert files == expected
    assert f"the worker at {address} was lost; other workers repeat its work" in said


def test_a_worker_of_a_cluster_that_falls_each_time_is_given_up(dask: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an item kills every worker that takes it, an error says so in the end."""
    monkeypatch.setattr(executors, "_MOST_LOSSES", 0)
    for _ in range(5):  # Dask gives a call to four workers before it gives it up
        dask.work("--nthreads", "1")
    with workers(cluster=dask.address) as at_work, pytest.raises(BriefError, match="lost 1 times") as caught:
        list(at_work.map(spread.fall, [1]))
    assert "memory" in caught.value.remedy


def test_a_scheduler_that_is_gone_is_said(dask: Dask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scheduler dies in the middle: what was under way is tried again, and then an error names its address."""
    from generator.executors import cluster

    dask.work()
    mark = tmp_path / "mark"
    with workers(cluster=dask.address) as at_work:
        monkeypatch.setattr(cluster, "_PATIENCE", 1)
        results = at_work.map(spread.linger, _then_end(str(mark), dask))
        with pytest.raises(BriefError, match="no scheduler answers"):
            next(results)


def _then_end(mark: str, dask: Dask) -> Iterator[str]:
    """An item, and once it is under way the end of the cluster."""
    yield mark
    until(Path(mark).exists)
    dask.end()


def test_workers_with_other_software_are_refused(dask: Dask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker of another version would give other results: the error names it; one that comes later is refused too."""
    other = tmp_path / "other.py"
    other.write_text("import generator\ngenerator.__version__ = '0.0.1'\n", encoding="utf-8")
    dask.work("--preload", str(other))
    with pytest.raises(BriefError, match=r"this worker has version 0\.0\.1, this machine has") as caught:
        workers(cluster=dask.address)
    assert caught.value.where.startswith("tcp://127.0.0.1:")
    monkeypatch.setattr("generator.executors.cluster.DaskCluster._examine", lambda _: None)
    with workers(cluster=dask.address) as at_work, pytest.raises(BriefError, match=r"has version 0\.0\.1"):
        list(at_work.map(spread.square, [1]))


def test_a_cluster_without_workers_is_said(dask: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler alone does no work."""
    monkeypatch.setattr("generator.executors.cluster._PATIENCE", 1)
    with pytest.raises(BriefError, match="the cluster has no workers") as caught:
        workers(cluster=dask.address)
    assert f"dask worker {dask.address}" in caught.value.remedy


def test_nobody_at_the_address_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no scheduler answers, the error names the address."""
    pytest.importorskip("distributed", reason="needs Dask: pip install 'briefing-note-generator[cluster]'")
    monkeypatch.setattr("generator.executors.cluster._PATIENCE", 1)
    with pytest.raises(BriefError, match="no scheduler answers") as caught:
        workers(cluster="tcp://127.0.0.1:9")
    assert caught.value.where == "tcp://127.0.0.1:9"


@pytest.mark.parametrize(
    "address", ["localhost:8786", "http://localhost:8786", "tcp://a:b@c:8786", "tcp://localhost", "x"]
)
def test_what_is_no_address_is_a_wrong_usage(address: str) -> None:
    """Only tcp:// and tls:// with host and port are asked, and no password is passed on or shown."""
    with pytest.raises(UsageError, match="not the address") as caught:
        workers(cluster=address)
    assert "tcp://HOST:8786" in caught.value.remedy


def test_a_missing_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Dask's package a cluster is a wrong usage, and the remedy is a command."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError) as caught:
        workers(cluster="tcp://127.0.0.1:8786")
    assert "pip install 'briefing-note-generator[cluster]'" in caught.value.remedy


def test_nothing_of_dask_is_loaded_unless_asked_for() -> None:
    """Local work knows nothing of clusters."""
    probe = "import sys; from generator.executors import workers\nwith workers(2): print('distributed' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_workers_without_a_place_are_a_context_too() -> None:
    """`with workers()` works the same for one job."""
    with Workers() as at_work:
        assert list(at_work.map(spread.square, [2])) == [4]
