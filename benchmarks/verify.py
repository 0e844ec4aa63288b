"""`brief verify` of a short brief and a long one, against merely reading the text of the same file."""

from __future__ import annotations

import itertools
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import stories
from benchmarks.cold import FLOORS, STORY
from benchmarks.measure import BRIEF, Setting, Table, best_of, figure, run, seconds_of

_FORMATS = ("pdf", "html", "json", "docx")
_LONG = ("--pages", "40", "--words", "5600")  # about 250 excerpts
_ROUNDS = 5
_STORIES = 120  # that they are drawn from


def tables(setting: Setting) -> list[Table]:
    """One row for each brief and format."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        if setting.quick:
            rows = _rows(_built(place / "short", [STORY], ("json",)), ("json",), 1)
        else:
            on_topic = (story for story in stories.stream() if story.kind == "topic")
            stories.write(itertools.islice(on_topic, _STORIES), place / "stories")
            long: list[str | Path] = [place / "stories", *_LONG]
            rows = _rows(_built(place / "short", [], _FORMATS), _FORMATS, _ROUNDS)
            rows += _rows(_built(place / "long", long, _FORMATS), _FORMATS, _ROUNDS)
    return [Table(("excerpts", "format", "kB", "`brief verify`, s", "its text read, s", "by", "ratio"), tuple(rows))]


def _built(folder: Path, what: Sequence[str | Path], formats: Sequence[str]) -> Path:
    """The folder of a brief of `what`; without any, of the sample stories."""
    run([*BRIEF, "build", *what, "-o", folder, "--format", ",".join(formats), "--quiet"])
    return folder


def _rows(folder: Path, formats: Sequence[str], rounds: int) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    excerpts = _excerpts(_file(folder, "json"))
    for suffix in formats:
        file = _file(folder, suffix)
        reader, command = _reader(file)
        proof = seconds_of([*BRIEF, "verify", file, "--quiet"])
        best = best_of(rounds, {"verify": proof, reader: seconds_of(command)})
        ours, floor = best["verify"], best[reader]
        size = f"{file.stat().st_size / 1000:,.0f}"
        rows.append((str(excerpts), suffix.upper(), size, figure(ours), figure(floor), reader, f"{ours / floor:.1f}"))
    return rows


def _file(folder: Path, suffix: str) -> Path:
    """The brief in one format; its manifest is not one."""
    return next(path for path in sorted(folder.glob(f"*.{suffix}")) if path.name[:1].isdigit())


def _excerpts(file: Path) -> int:
    """How many excerpts a brief prints."""
    return sum(len(section["excerpts"]) for section in json.loads(file.read_bytes())["sections"])


def _reader(file: Path) -> tuple[str, list[str | Path]]:
    """What reads the text of a file, and its command."""
    pdftotext = shutil.which("pdftotext")
    if file.suffix == ".pdf" and pdftotext:
        return "pdftotext", [pdftotext, file, "-"]
    libraries = {".pdf": "pikepdf", ".html": "lxml", ".json": "json", ".docx": "python-docx"}
    return libraries[file.suffix], [*FLOORS, "read", file]
