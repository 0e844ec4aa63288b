"""`brief history` and `brief diff`: what was made, and what one brief says that another does not."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from briefs import SAMPLE

from generator.codec.json import dumps
from generator.documents.renderers import render
from generator.drafting import news
from generator.jobs.archive import PLACE, Archive
from generator.model import Brief, Section

NOW = dt.datetime(2025, 8, 14, 9, 30, tzinfo=dt.UTC)
FIRST = SAMPLE.excerpts()[0]


def holding(day: str, *numbers: int) -> Brief:
    """The sample brief of a day with only some of its excerpts, counted from 0."""
    excerpts = SAMPLE.excerpts()
    section = Section("canada", "Canada", tuple(excerpts[number] for number in numbers))
    return replace(SAMPLE, dated=dt.date.fromisoformat(day), sections=(section,), key_points=(), conflicts=())


def changed(brief: Brief, old: str, new: str) -> Brief:
    """The brief with other words in its first excerpt."""
    section = brief.sections[0]
    one = section.excerpts[0]
    assert old in one.text
    other = replace(one, text=one.text.replace(old, new), display=one.display.replace(old, new))
    return replace(brief, sections=(replace(section, excerpts=(other, *section.excerpts[1:])),))


def call(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command as a user starts it, in `folder`."""
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose output has an archive with the briefs of two days."""
    before = holding("2025-08-14", 0, 1)
    after = news.mark(holding("2025-08-15", 1, 2), before)
    with Archive.open(tmp_path / "output" / PLACE) as archive:
        archive.keep_brief(before, ["2025-08-14-x.pdf"], NOW)
        sha = archive.keep_brief(after, ["2025-08-15-x.pdf", "2025-08-15-x.json"], NOW + dt.timedelta(days=1))
        archive.queue(sha, ["mail"], NOW)
        archive.note_delivery(sha, "mail", state="waiting", why="421 try later", now=NOW)
    return tmp_path


def test_history_lists_what_was_made(folder: Path) -> None:
    """Date, profile, what was new, files and deliveries, the latest date first."""
    done = call("history", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "2025-08-15  canada-us-russia  new 1 · changed 0 · continued 1"
    assert lines[2].strip() == "2025-08-15-x.pdf, 2025-08-15-x.json"
    assert lines[3].strip() == "mail: waiting after 1 try: 421 try later"
    assert lines[4] == "2025-08-14  canada-us-russia  compared with none"


def test_history_in_json_is_one_object_a_line(folder: Path) -> None:
    """A program finds the same in it."""
    rows = [json.loads(line) for line in call("history", "-f", "json", folder=folder).stdout.splitlines()]
    assert [row["dated"] for row in rows] == ["2025-08-15", "2025-08-14"]
    assert rows[0]["previous"] == rows[1]["sha256"]
    assert rows[0]["counts"] == {"continued": 1, "new": 1}
    assert rows[0]["deliveries"][0]["state"] == "waiting"


def test_history_of_another_profile_is_empty(folder: Path) -> None:
    """Nothing is no error; the log says so."""
    done = call("history", "--profile", "other", folder=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert "There are no briefs of the profile other in output." in done.stderr


def test_history_without_an_archive_reads_the_folder_and_writes_nothing(tmp_path: Path) -> None:
    """The briefs' own JSON is enough."""
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "2025-08-15-x.json").write_bytes(dumps(SAMPLE))
    done = call("history", folder=tmp_path)
    assert done.stdout.startswith(SAMPLE.dated.isoformat())
    assert done.stderr == ""
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["2025-08-15-x.json"]


def test_history_says_that_a_damaged_archive_was_made_anew(folder: Path) -> None:
    """What was lost is told, what is in the folder is there again."""
    (folder / "output" / "2025-08-15-x.json").write_bytes(dumps(SAMPLE))
    (folder / "output" / PLACE).write_text("This is no database. " * 300)
    done = call("history", folder=folder)
    assert done.returncode == 0
    assert "was damaged" in done.stderr
    assert done.stdout.startswith(SAMPLE.dated.isoformat())


def difference(folder: Path, *arguments: str) -> dict[str, Any]:
    """What `brief diff --format json` says."""
    done = call("diff", *arguments, "--format", "json", folder=folder)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_diff_of_two_dates(folder: Path) -> None:
    """Dates are looked up in the archive: one line added, one dropped, one that continues."""
    found = difference(folder, "2025-08-14", "2025-08-15")
    ids = {key: [row["id"] for row in found[key]] for key in ("new", "continued", "dropped")}
    excerpts = SAMPLE.excerpts()
    assert ids == {"new": [excerpts[2].id], "continued": [excerpts[1].id], "dropped": [excerpts[0].id]}
    assert (found["changed"], found["withdrawn"]) == ([], [])


def test_diff_of_two_files_of_any_format(tmp_path: Path) -> None:
    """A page and a JSON file: what changed stands with its old and its new wording."""
    before = changed(holding("2025-08-14", 0, 1), "no decision", "any decision")
    (tmp_path / "a.json").write_bytes(dumps(before))
    (tmp_path / "b.html").write_bytes(render(holding("2025-08-15", 0, 1), "html").data)
    found = difference(tmp_path, "a.json", "b.html")
    assert "any decision" in found["changed"][0]["before"]["display"]
    assert "no decision" in found["changed"][0]["after"]["display"]
    assert len(found["continued"]) == 1
    lines = call("diff", "a.json", "b.html", folder=tmp_path).stdout.splitlines()
    assert lines[0].startswith("~ - Mark Carney: ")
    assert lines[1].startswith("~ + Mark Carney: ")
    assert lines[-1] == "new 0 · changed 1 · continued 1 · dropped 0"


def test_diff_shows_what_is_added_dropped_and_taken_back(tmp_path: Path) -> None:
    """Each line has its sign; a story that no longer says it is told apart from what is merely not printed."""
    before, after = holding("2025-08-14", 0), holding("2025-08-15", 4)
    gone = tuple(replace(s, text="Nothing.", sha256="0" * 64) if s.id == FIRST.source else s for s in after.sources)
    (tmp_path / "a.json").write_bytes(dumps(before))
    (tmp_path / "b.json").write_bytes(dumps(replace(after, sources=gone)))
    signs = [line[0] for line in call("diff", "a.json", "b.json", folder=tmp_path).stdout.splitlines()]
    assert signs == ["+", "-", "!", "n"]


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("2025-01-01", 2, "there is no brief of the profile canada-us-russia for that date. Run `brief history`"),
        ("nothing.json", 1, "nothing.json: the file cannot be read"),
        ("2025-8-1", 1, "Give the file of a brief, or a date such as 2025-08-15."),
    ],
)
def test_diff_says_what_is_missing(folder: Path, name: str, code: int, said: str) -> None:
    """A date without a brief is wrong usage; a file that is not there cannot be read."""
    done = call("diff", "2025-08-14", name, folder=folder)
    assert done.returncode == code
    assert said in done.stderr


def test_diff_of_a_file_without_a_brief_is_an_error(folder: Path) -> None:
    """It says what it takes, with the exit code of what does not prove itself."""
    (folder / "a.txt").write_text("Hello")
    done = call("diff", "a.txt", "2025-08-14", folder=folder)
    assert done.returncode == 5
    assert "contains no evidence" in done.stderr
