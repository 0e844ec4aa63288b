"""The command: what it prints, writes and exits with."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.resources import TEMPLATES

SHORT = """---
title: Trump and Putin to meet in Alaska for peace talks
source: Test Courier
published: 2025-08-14T09:00:00-04:00
---
OTTAWA — Prime Minister Mark Carney said on Thursday that Canada will stand with Ukraine for as long as it takes.

The Kremlin announced that the talks will begin at 11:30 a.m. local time in Anchorage, Alaska.

“No documents are planned to be signed,” Kremlin spokesperson Dmitry Peskov said. “Nobody can predict the outcome.”

Jane Porter, a professor of political science at Carleton University, warned that a ceasefire could soon collapse.
"""

HEAVY = ("spacy", "weasyprint", "sumy", "rich")
SETTINGS = ("generator.profile", "generator.model", "numpy", "lxml", "babel")
"""What a command may need to check its options, but the help does not."""


def brief(
    *arguments: str, cwd: Path, stdin: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a folder of its own."""
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(
        command,
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1", **(env or {})},
    )


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A folder with one short story."""
    (tmp_path / "story.txt").write_text(SHORT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code", "unwanted"),
    [
        (["--help"], 0, HEAVY + SETTINGS),
        (["build", "--help"], 0, HEAVY + SETTINGS),
        (["run", "--help"], 0, HEAVY + SETTINGS),
        (["--version"], 0, HEAVY + SETTINGS),
        (["build", "--no-such-option"], 2, HEAVY + SETTINGS),
        (["no-such-command"], 2, HEAVY + SETTINGS),
        (["build", "--profile", "canada-us-rusia", "x.txt"], 2, HEAVY),
        (["build", "--language", "frr", "x.txt"], 2, HEAVY),
    ],
)
def test_light_answers_load_nothing_heavy(
    arguments: list[str], code: int, unwanted: tuple[str, ...], tmp_path: Path
) -> None:
    """Help, version and a wrong option or profile answer before the large libraries are loaded, plainly in a pipe."""
    probe = (
        "import sys; sys.argv = ['brief', *sys.argv[1:]]\n"
        "from generator.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: code = end.code\n"
        f"loaded = [name for name in {unwanted!r} if name in sys.modules]\n"
        "print('LOADED', loaded, 'CODE', code or 0)"
    )
    run = subprocess.run(
        [sys.executable, "-c", probe, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert f"LOADED [] CODE {code}" in run.stdout, run.stdout + run.stderr


@pytest.mark.parametrize("group", [[], ["profile"], ["templates"], ["schedule"]])
def test_help_says_each_command_in_one_line(group: list[str], tmp_path: Path) -> None:
    """A pipe gets plain text, in which no command's summary is cut short."""
    said = brief(*group, "--help", cwd=tmp_path).stdout.decode()
    commands = said.partition("Commands:\n")[2].splitlines()
    assert len(commands) > 1
    assert all(line.endswith(".") and not line.endswith("...") for line in commands), said


def test_build_writes_verified_renditions(story: Path) -> None:
    """A story becomes PDF, HTML, JSON and Markdown under the contract's names, and `verify` proves them."""
    run = brief("build", "story.txt", "--format", "pdf,html,json,md", cwd=story)
    assert run.returncode == 0, run.stderr.decode()
    names = sorted(path.name for path in (story / "output").iterdir())
    assert names == [f"2025-08-14-canada-us-russia.{suffix}" for suffix in ("html", "json", "md", "pdf")]
    files = [f"output/2025-08-14-canada-us-russia.{suffix}" for suffix in ("html", "json", "pdf")]
    proof = brief("verify", *files, cwd=story)
    assert proof.returncode == 0, proof.stdout.decode()
    assert proof.stdout.decode().count("verified;") == 3


def test_brief_places_speakers_in_their_sections(story: Path) -> None:
    """Canada's words are under Canada, the Kremlin's on the agenda, the professor's with the analysts."""
    assert brief("build", "story.txt", "--format", "json", cwd=story).returncode == 0
    made = json.loads((story / "output/2025-08-14-canada-us-russia.json").read_text(encoding="utf-8"))
    said = {s["id"]: {(e["speaker"] or {}).get("name") for e in s["excerpts"]} for s in made["sections"]}
    assert "Mark Carney" in said["canada"]
    assert {"Kremlin", "Dmitry Peskov"} <= said["agenda"]
    assert said["analysts"] == {"Jane Porter"}


def test_changed_file_fails_verification(story: Path) -> None:
    """One changed word is found: exit 5, and the first difference is shown."""
    assert brief("build", "story.txt", "--format", "html", cwd=story).returncode == 0
    page = story / "output/2025-08-14-canada-us-russia.html"
    page.write_text(page.read_text(encoding="utf-8").replace("11:30", "10:30", 1), encoding="utf-8")
    run = brief("verify", str(page), cwd=story)
    assert run.returncode == 5
    assert "NOT verified" in run.stdout.decode()


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Apia"}, "a"),
        ({"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "America/St_Johns"}, "b b"),
    ],
)
def test_same_input_same_bytes(story: Path, environment: dict[str, str], folder: str) -> None:
    """Hash seed, locale, time zone and start folder leave no trace in any format."""
    formats = "pdf,html,json,md"
    assert brief("build", "story.txt", "--format", formats, "--output", "first", cwd=story).returncode == 0
    elsewhere = story / folder
    elsewhere.mkdir()
    run = brief("build", "../story.txt", "--format", formats, "--output", "second", cwd=elsewhere, env=environment)
    assert run.returncode == 0, run.stderr.decode()
    for path in (story / "first").iterdir():
        assert path.read_bytes() == (elsewhere / "second" / path.name).read_bytes(), path.name


def test_unreadable_source_degrades(story: Path) -> None:
    """A source that cannot be read is named in the log and in the brief; the rest is published with exit 3."""
    (story / "empty.txt").write_bytes(b"")
    run = brief("build", "story.txt", "empty.txt", "--format", "json", cwd=story)
    assert run.returncode == 3
    assert "empty.txt" in run.stderr.decode()
    made = json.loads((story / "output/2025-08-14-canada-us-russia.json").read_text(encoding="utf-8"))
    assert any("empty.txt" in warning for warning in made["warnings"])


def test_strict_writes_nothing(story: Path) -> None:
    """With --strict a failed source is the end: exit 1 and no file."""
    (story / "empty.txt").write_bytes(b"")
    run = brief("build", "story.txt", "empty.txt", "--strict", cwd=story)
    assert run.returncode == 1
    assert not (story / "output").exists()


def test_nothing_readable_is_exit_1(tmp_path: Path) -> None:
    """Without any readable source there is a clear line, no traceback and no file."""
    run = brief("build", "none.txt", cwd=tmp_path)
    assert run.returncode == 1
    assert "none.txt" in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "pdf,htlm"], "Did you mean 'html'"),
        (["--ranker", "lexrnk"], "Did you mean 'lexrank'"),
        (["--date", "15/08/2025"], "Write it as 2025-08-15"),
        (["--templates", "nowhere"], "no such folder"),
        (["--language", "frr"], "Did you mean 'fr'"),
    ],
)
def test_wrong_values_say_what_is_right(arguments: list[str], said: str, story: Path) -> None:
    """A wrong value is answered with the remedy and exit 2, before anything is written."""
    run = brief("build", "story.txt", *arguments, cwd=story)
    assert run.returncode == 2
    assert said in run.stderr.decode()
    assert not (story / "output").exists()


def test_a_catalog_of_your_own_is_a_language(story: Path) -> None:
    """Labels can be in any language that has a catalog in the folder of templates, and in no other."""
    catalog = (TEMPLATES / "locale" / "fr.po").read_text(encoding="utf-8").replace("Language: fr", "Language: es")
    (story / "house" / "locale").mkdir(parents=True)
    (story / "house" / "locale" / "es.po").write_text(catalog, encoding="utf-8")
    asked = ("build", "story.txt", "--format", "html", "--language", "es")
    assert brief(*asked, "--templates", "house", cwd=story).returncode == 0
    assert '<html lang="es">' in (story / "output/2025-08-14-canada-us-russia.html").read_text(encoding="utf-8")
    without = brief(*asked, cwd=story)
    assert without.returncode == 2
    assert "Known: en, fr." in without.stderr.decode()


def test_output_that_is_a_file_is_exit_73(story: Path) -> None:
    """An output folder that cannot be is named, with exit 73."""
    run = brief("build", "story.txt", "--format", "json", "--output", "story.txt", cwd=story)
    assert run.returncode == 73
    assert "story.txt" in run.stderr.decode()


def test_analyze_prints_the_contract(story: Path) -> None:
    """One object per article, whose offsets index its text."""
    run = brief("analyze", "story.txt", cwd=story)
    assert run.returncode == 0, run.stderr.decode()
    (line,) = run.stdout.decode().splitlines()
    made = json.loads(line)
    assert {"id", "title", "source", "url", "published", "language", "text", "paragraphs", "sentences"} <= set(made)
    assert made["attributions"]
    for passage in made["passages"]:
        assert {"start", "end", "section", "confidence", "reason", "salience", "speaker"} <= set(passage)
    assert made["text"][slice(*made["sentences"][1])].startswith("The Kremlin announced")


def test_analyze_batch_leaves_text_alone(tmp_path: Path) -> None:
    """A batch line's text comes back untouched, byte for byte."""
    text = "  By Jane Doe\r\n\r\n“We will go,” said Ann Lee.\n\nRead more"
    run = brief("analyze", "--batch", "-", cwd=tmp_path, stdin=json.dumps({"id": "x", "text": text}).encode())
    assert run.returncode == 0, run.stderr.decode()
    assert json.loads(run.stdout)["text"] == text


JOB = """
output = "output"
formats = ["json"]
[schedule]
at = "05:30"
[[sources]]
name = "desk"
folder = "desk"
"""


@pytest.mark.parametrize("arguments", [["build", "--format", "json", "desk"], ["run", "--at", "2025-08-15T05:30"]])
def test_long_work_shows_how_far_it_is_on_a_terminal_only(arguments: list[str], tmp_path: Path) -> None:
    """A terminal shows a bar; a log gets none, nor does `--quiet`."""
    (tmp_path / "desk").mkdir()
    for number in range(5):
        (tmp_path / "desk" / f"{number}.txt").write_text(SHORT.replace("Carney said", f"Carney said {number} times"))
    (tmp_path / "brief.toml").write_text(JOB)
    assert b"Analyzing" in on_a_terminal(*arguments, cwd=tmp_path)
    shutil.rmtree(tmp_path / "output")
    assert b"Analyzing" not in on_a_terminal(*arguments, "--quiet", cwd=tmp_path)
    shutil.rmtree(tmp_path / "output")
    done = brief(*arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"Analyzing" not in done.stderr


def on_a_terminal(*arguments: str, cwd: Path) -> bytes:
    """What the command shows on a terminal, which it must end without a fault."""
    try:
        ours, its = os.openpty()
    except OSError as error:
        pytest.skip(f"this machine has no pseudo-terminals: {error}")
    command = [sys.executable, "-m", "generator", *arguments]
    with subprocess.Popen(command, cwd=cwd, stderr=its, env={**os.environ, "TERM": "xterm"}) as running:
        os.close(its)
        shown = b""
        with contextlib.suppress(OSError):  # how Linux says that nobody holds the other end any more
            while data := os.read(ours, 1 << 16):
                shown += data
        os.close(ours)
        assert running.wait() == 0, shown
    return shown


def test_a_pipe_that_is_closed_ends_it_quietly(story: Path) -> None:
    """`| head` leaves no traceback; a peer that hangs up is an error that is dealt with, not a signal that kills."""
    for number in range(30):  # more than a pipe holds
        (story / f"{number}.txt").write_text(SHORT.replace("Carney said", f"Carney said {number} times"))
    command = [sys.executable, "-m", "generator", "analyze", "--quiet", "."]
    with subprocess.Popen(command, cwd=story, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 1


def test_analyze_shows_a_page(story: Path) -> None:
    """`--format html` prints one page with the story's words and speakers; a source that failed is on it."""
    (story / "broken.html").write_bytes(b"")
    run = brief("analyze", "story.txt", "broken.html", "--format", "html", "--language", "fr", cwd=story)
    assert run.returncode == 3
    page = run.stdout.decode()
    assert page.startswith("<!doctype html>")
    assert page.count("<!doctype") == 1
    assert "Dmitry Peskov" in page
    assert "La position du Canada" in page or "Position du Canada" in page
    assert "broken.html" in page


@pytest.mark.parametrize(("shape", "start"), [("html", b"<!doctype html>"), ("json", b'{"id": ')])
def test_analyze_writes_a_file(story: Path, shape: str, start: bytes) -> None:
    """With `--output` nothing is printed, and the file stands there as a whole, under a folder that is made."""
    run = brief("analyze", "story.txt", "--format", shape, "--output", "new/answer.txt", cwd=story)
    assert (run.returncode, run.stdout) == (0, b"")
    assert (story / "new" / "answer.txt").read_bytes().startswith(start)
    assert [place.name for place in (story / "new").iterdir()] == ["answer.txt"]


@pytest.mark.parametrize("name", [".", "link", "/dev/null"])
def test_analyze_replaces_only_files(story: Path, name: str) -> None:
    """A folder, a link or a device as `--output` is refused before any work, and stays what it is."""
    (story / "link").symlink_to("story.txt")
    run = brief("analyze", "story.txt", "--output", name, cwd=story)
    assert run.returncode == 2
    assert b"leave out --output" in run.stderr
    assert (story / "link").is_symlink()


def test_summarize_keeps_its_budget(story: Path) -> None:
    """The summary is verbatim, and no longer than asked."""
    run = brief("summarize", "story.txt", "--words", "40", "--format", "json", cwd=story)
    assert run.returncode == 0, run.stderr.decode()
    pieces = json.loads(run.stdout)["sentences"]
    assert pieces
    assert sum(len(piece["text"].split()) for piece in pieces) <= 40


def test_summarize_batch_answers_each_line(tmp_path: Path) -> None:
    """Each cluster gets a summary under its own budget, in order."""
    body = SHORT.partition("---\n")[2].partition("---\n")[2]
    document = {"id": "d", "title": "Talks", "text": body, "source": "", "date": "2025-08-14"}
    lines = [{"id": str(n), "documents": [document], "budget_sentences": n} for n in (1, 2)]
    stdin = "\n".join(map(json.dumps, lines)).encode()
    run = brief("summarize", "--batch", "-", cwd=tmp_path, stdin=stdin)
    assert run.returncode == 0, run.stderr.decode()
    made = [json.loads(line) for line in run.stdout.decode().splitlines()]
    assert [one["id"] for one in made] == ["1", "2"]
    assert [len(one["sentences"]) for one in made] == [1, 2]
    assert all(body[p["start"] : p["end"]] == p["text"] for one in made for p in one["sentences"])


def test_jobs_change_nothing(story: Path) -> None:
    """Two processes give the bytes that one gives."""
    (story / "other.txt").write_text(SHORT.replace("Thursday", "Wednesday"), encoding="utf-8")
    for jobs in ("1", "2"):
        run = brief("build", "*.txt", "--format", "json", "--jobs", jobs, "--output", f"out{jobs}", cwd=story)
        assert run.returncode == 0, run.stderr.decode()
    name = "2025-08-14-canada-us-russia.json"
    assert (story / "out1" / name).read_bytes() == (story / "out2" / name).read_bytes()


def test_explain_says_why(story: Path) -> None:
    """Every passage of the brief has its reason; an unknown id is a usage error."""
    assert brief("build", "story.txt", "--format", "json", cwd=story).returncode == 0
    run = brief("explain", "output/2025-08-14-canada-us-russia.json", cwd=story)
    assert "Mark Carney" in run.stdout.decode()
    assert brief("explain", "output/2025-08-14-canada-us-russia.json", "p-none", cwd=story).returncode == 2


def test_log_lines_are_json(story: Path) -> None:
    """With --log-format json every line on standard error is an object."""
    run = brief("build", "story.txt", "--format", "json", "--log-format", "json", cwd=story)
    lines = [json.loads(line) for line in run.stderr.decode().splitlines()]
    assert any(line.get("path", "").endswith(".json") for line in lines)


def test_quiet_says_nothing(story: Path) -> None:
    """With --quiet a good run leaves standard error empty."""
    assert brief("build", "story.txt", "--format", "json", "--quiet", cwd=story).stderr == b""


def test_profile_commands(tmp_path: Path) -> None:
    """A new profile is written once, holds, and shows its sections on the sample stories."""
    assert b"canada-us-russia" in brief("profile", "list", cwd=tmp_path).stdout
    assert brief("profile", "new", "canada-china", cwd=tmp_path).returncode == 0
    assert brief("profile", "new", "canada-china", cwd=tmp_path).returncode == 73
    run = brief("profile", "check", "canada-china.toml", cwd=tmp_path)
    assert run.returncode == 0, run.stderr.decode()
    assert b"Positions" in run.stdout


def test_doctor_names_the_pipeline(tmp_path: Path) -> None:
    """`doctor --format json` gives the pipeline's name, version and path, so that it can be scored from outside."""
    run = brief("doctor", "--format", "json", cwd=tmp_path)
    found = json.loads(run.stdout)["pipeline"]
    assert found["name"] == "en_brief"
    assert Path(found["path"], "meta.json").is_file()
