"""One run of the scheduled job: quiet, only news, and nothing lost whatever happens."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import fcntl
import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from local_servers import body, web

from generator import pipeline
from generator.drafting import shortlist
from generator.errors import LockedError, OutputError, SourceError, UsageError
from generator.jobs import archive as archives
from generator.jobs import config, running
from generator.jobs.running.lock import PLACE, locked
from generator.jobs.running.window import begins, last_good, within
from generator.model import Article

KILLS = int(os.environ.get("BRIEF_KILLS", "4"))
"""How often a run is killed; the full suite takes 200."""
MORNING = dt.datetime(2025, 8, 15, 9, 30, tzinfo=dt.UTC)

FIRST = """---
title: Carney stands with Ukraine
source: The Post
url: https://post.example/carney
published: 2025-08-14T18:00:00+00:00
---
OTTAWA — Prime Minister Mark Carney said on Thursday that Canada will stand with Ukraine for as long as it takes.

The Kremlin announced that the talks will begin at 11:30 a.m. local time in Anchorage, Alaska.
"""
SECOND = """---
title: Peskov expects no document
source: The Star
url: https://star.example/peskov
published: 2025-08-15T18:00:00+00:00
---
“No documents are planned to be signed in Anchorage,” Kremlin spokesman Dmitry Peskov said.

Jane Porter, a professor of political science in Halifax, warned that a ceasefire in Ukraine could soon collapse.
"""
JOB = """
name = "morning"
output = "out"
formats = ["json", "md"]
window = "48h"
[schedule]
at = "05:30"
zone = "America/Toronto"
[[sources]]
name = "desk"
folder = "stories"
"""


class Told(list[tuple[str, str]]):
    """What a run says."""

    def __call__(self, level: str, text: str) -> None:
        """Take note."""
        self.append((level, text))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A job with one story."""
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "first.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "brief.toml").write_text(JOB, encoding="utf-8")
    return tmp_path


def run(place: Path, *, more: str = "", days: float = 0, **options: bool) -> tuple[running.RunReport, Told]:
    """One run, `days` after the first morning, and what it said."""
    told = Told()
    job = config.parse(JOB + more, folder=place)
    return running.run(job, now=MORNING + dt.timedelta(days=days), tell=told, watch=iter, **options), told


def files(place: Path) -> dict[str, bytes]:
    """All files of the output folder but those of the archive."""
    out = place / "out"
    return {
        str(p.relative_to(out)): p.read_bytes()
        for p in sorted(out.rglob("*"))
        if p.is_file() and ".archive" not in p.parts
    }


def test_a_brief_is_made_once_and_then_only_news_makes_another(place: Path) -> None:
    """The first run makes a brief; the same stories make none; a new one does, and what it adds is marked."""
    first, _ = run(place)
    assert first.code == running.DONE
    assert {path.suffix for path in first.paths} == {".json", ".md"}
    before = files(place)
    again, _ = run(place, days=0.1)
    assert (again.code, again.brief, files(place)) == (running.NOTHING_NEW, None, before)
    (place / "stories" / "second.txt").write_text(SECOND, encoding="utf-8")
    second, _ = run(place, days=1)
    assert second.code == running.DONE
    assert second.brief is not None
    marks = {excerpt.source: excerpt.news for excerpt in second.brief.excerpts()}
    assert marks["second"] == "new"
    assert second.brief.previous == json.loads(first.paths[0].read_text())["sha256"]
    assert "index.html" in files(place)


def test_several_processes_make_the_same_brief(place: Path, tmp_path: Path) -> None:
    """With `jobs = 2` every file is the same, byte for byte."""
    (place / "stories" / "second.txt").write_text(SECOND, encoding="utf-8")
    alone = config.parse('output = "alone"' + JOB.replace('output = "out"', ""), folder=place)
    running.run(alone, now=MORNING + dt.timedelta(days=1), tell=Told())
    two = config.parse("jobs = 2" + JOB, folder=place)
    report = running.run(two, now=MORNING + dt.timedelta(days=1), tell=Told())
    assert report.code == running.DONE
    assert {name: data for name, data in files(place).items() if name.endswith((".json", ".md"))} == {
        path.name: path.read_bytes() for path in (place / "alone").iterdir() if path.suffix in {".json", ".md"}
    }


def test_another_database_may_remember(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The archive lies where `archive` says, which is kept secret; none is in the output folder."""
    monkeypatch.setenv("BRIEF_ARCHIVE", f"sqlite:///{place / 'elsewhere.sqlite3'}")
    job = config.parse('archive = { env = "BRIEF_ARCHIVE" }' + JOB, folder=place)
    assert running.run(job, now=MORNING, tell=Told()).code == running.DONE
    assert running.run(job, now=MORNING + dt.timedelta(hours=1), tell=Told()).code == running.NOTHING_NEW
    assert not (place / "out" / archives.PLACE).exists()
    assert (place / "elsewhere.sqlite3").exists()
    later = MORNING + dt.timedelta(days=1)
    assert running.run(job, now=later, tell=Told(), only_if_due=True).code == running.NOTHING_NEW


def told_again(number: int, story: str = FIRST) -> str:
    """A story of which nearly every sentence is the same as that of another, and one is its own."""
    head, _, text = story.rpartition("---\n")
    head = head.replace("https://", f"https://n{number}.").replace("source: ", f"source: {number} ")
    own = " ".join(f"{word}{number}" for word in ("harbour", "bridge", "council", "budget", "winter", "school") * 4)
    return f"{head}---\n{text}\n{own.capitalize()}.\n"


def test_stories_that_are_put_aside_are_weighed_once(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run without more stories makes no brief though most were never in one; nor does one more that is outdone."""
    monkeypatch.setattr(shortlist, "MOST", 4)
    for number in range(8):
        (place / "stories" / f"{number}.txt").write_text(told_again(number), encoding="utf-8")
    first, _ = run(place)
    assert first.brief is not None
    assert len(first.brief.sources) < 9
    assert any("set aside" in note for note in first.brief.warnings)
    monkeypatch.setattr(pipeline, "build", lambda *_, **__: pytest.fail("nothing is new"))
    again, _ = run(place, days=0.1)
    assert (again.code, again.counts["fresh"]) == (running.NOTHING_NEW, 0)
    monkeypatch.undo()
    monkeypatch.setattr(shortlist, "MOST", 4)
    (place / "stories" / "outdone.txt").write_text(told_again(99), encoding="utf-8")
    outdone, _ = run(place, days=0.2)
    assert (outdone.code, outdone.counts["fresh"]) == (running.NOTHING_NEW, 1)
    (place / "stories" / "second.txt").write_text(SECOND, encoding="utf-8")
    news, _ = run(place, days=1)
    assert news.brief is not None
    assert {excerpt.source for excerpt in news.brief.excerpts() if excerpt.news == "new"} == {"second"}


def test_what_is_analysed_can_be_watched(place: Path) -> None:
    """Only the stories that no run has analysed before pass by who watches."""
    seen: list[str] = []

    def watch(articles: Sequence[Article]) -> Iterator[Article]:
        for article in articles:
            seen.append(article.id)
            yield article

    job = config.parse(JOB, folder=place)
    running.run(job, now=MORNING, tell=Told(), watch=watch)
    assert seen == ["first"]
    (place / "stories" / "second.txt").write_text(SECOND, encoding="utf-8")
    assert running.run(job, now=MORNING + dt.timedelta(days=1), tell=Told(), watch=watch).code == running.DONE
    assert seen == ["first", "second"]


def test_nothing_new_can_be_published_all_the_same(place: Path) -> None:
    """With `nothing_new = "publish"` the second run makes a brief, all of it continued."""
    run(place)
    report, _ = run(place, more="", days=0.1)
    assert report.code == running.NOTHING_NEW
    job = config.parse('nothing_new = "publish"' + JOB, folder=place)
    report = running.run(job, now=MORNING + dt.timedelta(days=0.2), tell=Told())
    assert report.code == running.DONE
    assert report.brief is not None
    assert {excerpt.news for excerpt in report.brief.excerpts()} == {"continued"}


def test_a_dry_run_leaves_no_trace(place: Path) -> None:
    """It says what a run would make, and writes nothing at all, before the first run and after it."""
    report, _ = run(place, is_dry=True)
    assert report.brief is not None
    assert sorted(path.name for path in place.iterdir()) == ["brief.toml", "stories"]
    run(place)
    before = {p: p.read_bytes() for p in (place / "out").rglob("*.json")}
    (place / "stories" / "second.txt").write_text(SECOND, encoding="utf-8")
    report, _ = run(place, days=1, is_dry=True)
    assert report.brief is not None
    assert {p: p.read_bytes() for p in (place / "out").rglob("*.json")} == before


def test_only_a_due_run_does_anything(place: Path) -> None:
    """Asked at its time, a job that never ran runs; asked again the same day, it does not; the next day it does."""
    assert run(place, days=-0.2, only_if_due=True)[0].counts == {}
    assert run(place, only_if_due=True)[0].counts["stories"] == 1
    assert run(place, days=0.1, only_if_due=True)[0].counts == {}
    assert run(place, days=1, only_if_due=True)[0].counts != {}


def test_a_second_run_ends_at_once_and_touches_nothing(place: Path) -> None:
    """While one run holds the lock another raises; when the holder is killed, the lock is gone with it."""
    with locked(place / "out"):
        before = files(place)
        with pytest.raises(LockedError):
            run(place)
        assert files(place) == before
    code = "import sys, time; from pathlib import Path; from generator.jobs.running.lock import locked\n"
    code += "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", code, str(place / "out")], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(LockedError):
        run(place)
    holder.kill()
    holder.communicate()
    assert run(place)[0].code == running.DONE


def test_a_folder_without_locks_is_told_as_one(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that has no locks is not taken for another run."""

    def refuse(_: int, __: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(OutputError, match="cannot be locked"), locked(place / "out"):
        pass


def test_a_source_that_fails_costs_only_itself(place: Path) -> None:
    """The brief is made from the others and labelled; where no source can be read at all, the run fails."""
    more = '\n[[sources]]\nname = "gone"\nfolder = "nowhere"\n'
    (place / "nowhere").mkdir()
    (place / "nowhere" / "x.pdf").write_bytes(b"\x00\x01")
    report, told = run(place, more=more)
    assert report.code == running.DEGRADED
    assert any("gone" in text or "x.pdf" in text for level, text in told if level == "warning")
    assert report.brief is not None
    assert report.brief.warnings


def test_when_no_source_can_be_read_the_run_fails(tmp_path: Path) -> None:
    """It ends with an error that says where to look, and writes no brief."""
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "a.txt").write_bytes(b"\x00\x01\x02")
    with pytest.raises(SourceError):
        run(tmp_path)
    assert not list((tmp_path / "out").glob("*.json"))


def test_a_delivery_that_fails_is_made_good_at_the_next_run(place: Path) -> None:
    """A folder that cannot be written costs a warning; the next run, with nothing new, delivers what is due."""
    more = '\n[[deliveries]]\nkind = "folder"\nname = "share"\npath = "share"\n'
    (place / "share").write_text("a file where the folder should be")
    report, told = run(place, more=more)
    assert report.code == running.DONE
    assert any("share: not delivered" in text for _, text in told)
    (place / "share").unlink()
    report, told = run(place, more=more, days=0.1)
    assert report.code == running.NOTHING_NEW
    assert ("info", "share: delivered") in told
    assert len(list((place / "share").glob("*.json"))) == 1
    assert not run(place, more=more, days=0.2)[1]


@pytest.fixture
def monitor() -> Iterator[tuple[str, list[str]]]:
    """A monitor that notes what it is asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/ping", asked
    server.shutdown()
    server.server_close()


def test_the_monitor_hears_of_start_success_and_failure(place: Path, monitor: tuple[str, list[str]]) -> None:
    """It is told when a run starts and how it ends; one that is not there costs a warning and little time."""
    url, asked = monitor
    more = f'\n[monitor]\nurl = "{url}"\n'
    run(place, more=more)
    assert asked == ["/ping/start", "/ping"]
    for path in (place / "stories").iterdir():
        path.write_bytes(b"\x00\x01")
    with pytest.raises(SourceError):
        run(place, more=more, days=10)
    assert asked[2:] == ["/ping/start", "/ping/fail"]
    start = time.monotonic()
    (place / "stories" / "second.txt").write_text(SECOND, encoding="utf-8")
    _, told = run(place, more='\n[monitor]\nurl = "http://127.0.0.1:9/ping"\ntimeout = 1\n', days=1)
    assert time.monotonic() - start < 60
    assert sum("monitor" in text for _, text in told) == 2


def test_briefs_older_than_the_job_keeps_are_removed(place: Path) -> None:
    """With `keep` the files of old briefs go with their memory; the last one always stays."""
    run(place)
    (place / "stories" / "second.txt").write_text(SECOND, encoding="utf-8")
    job = config.parse("keep = 3" + JOB, folder=place)
    running.run(job, now=MORNING + dt.timedelta(days=1), tell=Told())
    assert len(list((place / "out").glob("2025-*.json"))) == 2
    third = SECOND.replace("2025-08-15T", "2025-08-19T").replace("peskov", "third").replace("professor", "lecturer")
    (place / "stories" / "third.txt").write_text(third.replace("No documents", "Two documents"), encoding="utf-8")
    assert running.run(job, now=MORNING + dt.timedelta(days=5), tell=Told()).code == running.DONE
    assert [path.name[:10] for path in (place / "out").glob("2025-*.json")] == ["2025-08-20"]


def test_a_lost_archive_is_made_anew_from_the_output(place: Path) -> None:
    """Without its archive the job still knows what it told: the same stories make no second brief."""
    run(place)
    for path in (place / "out" / ".archive").glob("brief.sqlite3*"):
        path.unlink()
    report, told = run(place, days=0.1)
    assert report.code == running.NOTHING_NEW
    assert any(level == "warning" for level, _ in told)


def test_a_read_only_output_is_said_with_its_path(place: Path) -> None:
    """Where the output cannot be written, the error names it, and the last good brief stays."""
    run(place)
    before = files(place)
    blocker = place / "blocked"
    blocker.write_text("a file")
    with pytest.raises(OutputError) as caught:
        running.run(config.parse(JOB.replace('"out"', '"blocked/out"'), folder=place), now=MORNING, tell=Told())
    assert "blocked" in str(caught.value)
    assert caught.value.exit_code == 73
    assert files(place) == before


def test_a_run_killed_at_any_moment_is_made_good_by_the_next(place: Path) -> None:
    """Whatever is killed when, each file there is whole, and the next run makes or keeps the brief and delivers it."""
    more = '\n[[deliveries]]\nkind = "folder"\nname = "share"\npath = "share"\n'
    (place / "brief.toml").write_text(JOB + more, encoding="utf-8")
    command = [sys.executable, "-m", "generator", "run", "--at", "2025-08-15T05:30", "--quiet"]
    start = time.monotonic()
    assert subprocess.run(command, cwd=place, check=False).returncode == 0
    usual = time.monotonic() - start
    wanted = {name: data for name, data in files(place).items() if name.endswith((".json", ".md"))}
    for number in range(KILLS):
        for folder in ("out", "share"):
            subprocess.run(["rm", "-rf", str(place / folder)], check=True)
        child = subprocess.Popen(command, cwd=place, stderr=subprocess.DEVNULL)
        time.sleep(usual * (0.3 + 0.7 * (number + 0.5) / KILLS))
        child.send_signal(signal.SIGKILL)
        child.wait()
        there = (
            {name: data for name, data in files(place).items() if name in wanted} if (place / "out").is_dir() else {}
        )
        assert all(wanted[name] == data for name, data in there.items())
        assert subprocess.run(command, cwd=place, check=False).returncode in {0, 4}
        assert {name: data for name, data in files(place).items() if name in wanted} == wanted
        delivered = {path.name: path.read_bytes() for path in (place / "share").iterdir()}
        assert delivered == wanted
        assert not list((place / "out" / ".outbox").iterdir())


def test_the_window_reaches_back_to_the_last_good_run() -> None:
    """After downtime nothing is lost, within a week; a clock that was wrong does not hide it."""
    hours = dt.timedelta(hours=26)
    assert begins(MORNING, hours, None) == MORNING - hours
    assert begins(MORNING, hours, MORNING - dt.timedelta(hours=1)) == MORNING - hours
    assert begins(MORNING, hours, MORNING - dt.timedelta(days=3)) == MORNING - dt.timedelta(days=3)
    assert begins(MORNING, hours, MORNING - dt.timedelta(days=30)) == MORNING - dt.timedelta(days=7)

    def made(days: float, code: int | None) -> archives.Run:
        return archives.Run(1, "j", (MORNING + dt.timedelta(days=days)).isoformat(), None, code, {})

    runs = [made(-0.5, 1), made(400, 0), made(-1, 4), made(-2, 0)]
    assert last_good(runs, MORNING) == MORNING - dt.timedelta(days=1)
    assert last_good([made(-1, None)], MORNING) is None


def test_stories_count_from_their_date_or_from_when_they_were_first_seen() -> None:
    """One from before the window, one from the future and one twice are left out; without a date the archive tells."""
    from generator.model import Article

    since = MORNING - dt.timedelta(days=1)
    stories = [
        Article("old", "", "a", published="2025-08-01"),
        Article("new", "", "b", published="2025-08-14T18:00:00-04:00"),
        Article("day", "", "c", published="2025-08-15"),
        Article("ahead", "", "d", published="2025-08-15T23:00:00+00:00"),
        Article("day", "", "e"),
        Article("twice", "", "b"),
        Article("long known", "", "f"),
    ]
    known = {archives.story_hash(stories[-1]): since - dt.timedelta(days=3)}
    found = within(stories, since=since, now=MORNING, first_seen=known)
    assert [(story.id, story.text) for story in found] == [("new", "b"), ("day", "c"), ("day-2", "e")]


def test_a_moment_that_is_none_is_refused(place: Path) -> None:
    """`--at` takes a date and time; a slip costs one clear line."""
    from generator.cli.run import run as run_command

    with pytest.raises(UsageError, match="not a date and time"):
        run_command(place / "brief.toml", at="yesterday", dry_run=True)
    assert not (place / "out" / PLACE).exists()


def test_a_clock_that_steps_back_loses_and_repeats_nothing(place: Path) -> None:
    """A run an hour earlier by the clock than the one before makes no second brief, and a story in between is told."""
    assert run(place)[0].code == running.DONE
    assert run(place, days=-1 / 24)[0].code == running.NOTHING_NEW
    between = SECOND.replace("2025-08-15T18:00:00", "2025-08-15T08:45:00")
    (place / "stories" / "second.txt").write_text(between, encoding="utf-8")
    report, _ = run(place, days=0.5)
    assert report.brief is not None
    assert "second" in {excerpt.source for excerpt in report.brief.excerpts()}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small file system")
def test_a_full_disk_leaves_the_last_good_brief(place: Path) -> None:
    """On a disk without room the run fails with the path, what was there stays, and with room again it works."""
    out = place / "out"
    out.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(out)], check=False)
    if mounted.returncode:
        pytest.skip("this machine does not let root mount")
    try:
        assert run(place)[0].code == running.DONE
        before = {name: data for name, data in files(place).items() if name.endswith(".json")}
        filler = out / "filler"
        with contextlib.suppress(OSError), filler.open("wb") as file:
            while True:
                file.write(b"x" * 4096)
                file.flush()
        (place / "stories" / "second.txt").write_text(SECOND * 8, encoding="utf-8")
        with pytest.raises(OutputError) as caught:
            run(place, days=1)
        assert caught.value.exit_code == 73
        assert "out" in str(caught.value)
        assert {name: data for name, data in files(place).items() if name in before} == before
        filler.unlink()
        assert run(place, days=1)[0].code == running.DONE
    finally:
        subprocess.run(["umount", str(out)], check=True)


def test_no_secret_gets_into_log_or_output(place: Path) -> None:
    """A password and a token in a feed's address, and a key in a webhook's, are in nothing that is said or written."""
    more = """
[[sources]]
name = "wire"
feed = "http://desk:hunter2@127.0.0.1:9/feed.xml?token=hunter2"
[[deliveries]]
kind = "webhook"
name = "hook"
url = "http://127.0.0.1:9/hook/hunter2"
secret = "hunter2"
timeout = 1
"""
    report, told = run(place, more=more)
    assert report.code == running.DEGRADED
    assert any("wire" in text for _, text in told)
    assert any("hook" in text for _, text in told)
    assert "hunter2" not in repr(told)
    for path in (place / "out").rglob("*"):
        assert not path.is_file() or b"hunter2" not in path.read_bytes(), path


def test_a_story_counts_as_withdrawn_only_where_its_page_is_gone(place: Path) -> None:
    """That a feed lists a story no longer proves nothing: it is looked up, and only a 404 takes it back."""
    links = {
        "/0": "Prime Minister Mark Carney said that Canada will stand with Ukraine for as long as it takes.",
        "/1": "The Kremlin announced that the talks in Anchorage will begin at 11:30 a.m. local time.",
        "/2": "Jane Porter, a professor of politics in Halifax, warned that a ceasefire in Ukraine could fail.",
        "/3": "President Donald Trump said that he would call Vladimir Putin about the war next week.",
    }

    def page(title: str, words: str) -> bytes:
        text = f"<article><h1>{title}</h1><p>{words}</p></article>"
        return f"<html><head><title>{title}</title></head><body>{text}</body></html>".encode()

    def feed(root: str, *paths: str) -> bytes:
        items = "".join(
            f"<item><title>Story {path}</title><link>{root}{path}</link>"
            f"<pubDate>Thu, 14 Aug 2025 {18 - int(path[1:])}:00:00 GMT</pubDate></item>"
            for path in paths
        )
        return f'<rss version="2.0"><channel><title>The Post</title>{items}</channel></rss>'.encode()

    with web({path: body(page(f"Story {path}", words)) for path, words in links.items()}) as server:
        server.replies["/feed"] = body(feed(server.root, *links))
        text = JOB.replace('folder = "stories"', f'feed = "{server.root}/feed"\nwait = 0')
        job = config.parse(text, folder=place)

        def again(hours: float) -> running.RunReport:
            return running.run(job, now=MORNING + dt.timedelta(hours=hours), tell=Told())

        assert again(0).code == running.DONE
        server.replies["/feed"] = body(feed(server.root, "/0", "/2", "/3"))
        assert again(1).code == running.NOTHING_NEW
        server.replies["/feed"] = body(feed(server.root, *links))
        assert again(2).code == running.NOTHING_NEW
        del server.replies["/1"]
        server.replies["/feed"] = body(feed(server.root, "/0", "/2", "/3"))
        report = again(3)
        assert report.brief is not None
        assert {passage.why for passage in report.brief.withdrawn} == {"withdrawn"}
        assert {passage.url for passage in report.brief.withdrawn} == {f"{server.root}/1"}
