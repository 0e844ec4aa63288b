"""The scheduled job on many stories: a first run, one with nothing new, and one with a hundredth new.

    python -m benchmarks.job [STORIES]

Each run is a process of its own; time is by the wall, memory the most that it held. Stories are made by drawing
paragraphs from the sample stories, with other names of places and numbers in them, so that few repeat each other.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generator import pipeline

_PARAGRAPHS = 5
_OTHER = 0.3  # of the longer words
_JOB = """
name = "many"
output = "out"
formats = ["json", "html"]
window = "7d"
[[sources]]
name = "stories"
folder = "stories"
most = 10000
max_bytes = 100000000
"""
_SYLLABLES = ("ka", "lo", "mi", "ren", "tas", "vor", "bel", "dun", "sha", "ner", "gol", "pim", "ost", "ve", "ruk")


def main() -> None:
    """Print a table in Markdown."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    chance = random.Random(1)  # noqa: S311 - to be repeated, not to be secret
    paragraphs = [p for a in pipeline.read([]).articles for p in a.text.split("\n") if len(p.split()) > 12]
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "stories").mkdir()
        (place / "brief.toml").write_text(_JOB)
        _write(place, range(count), paragraphs, chance)
        rows = [("first run", *_run(place, "2025-08-20T05:30"))]
        rows.append(("nothing new", *_run(place, "2025-08-20T06:30")))
        _write(place, range(count, count + max(1, count // 100)), paragraphs, chance)
        rows.append(("a hundredth new", *_run(place, "2025-08-20T07:30")))
    print(f"| {count} stories | exit | s | of the first run | memory, MB |\n|---|---|---|---|---|")
    for label, code, seconds, megabytes in rows:
        print(f"| {label} | {code} | {seconds:.1f} | {100 * seconds / rows[0][2]:.1f} % | {megabytes:.0f} |")


def _write(place: Path, numbers: range, paragraphs: list[str], chance: random.Random) -> None:
    for number in numbers:
        words = "\n\n".join(_varied(text, chance) for text in chance.sample(paragraphs, _PARAGRAPHS))
        head = (
            f"title: Ukraine, Canada and the talks, part {number}\nsource: Outlet {number % 40}\npublished: 2025-08-19"
        )
        words = f"---\n{head}\n---\n{words}"
        (place / "stories" / f"{number:06}.txt").write_text(words, encoding="utf-8")


def _varied(text: str, chance: random.Random) -> str:
    """`text` with other numbers, and some of its longer small words replaced by words that are none."""
    text = re.sub(r"\d+", lambda match: str(chance.randint(1, 10 ** len(match[0]))), text)

    def other(match: re.Match[str]) -> str:
        return "".join(chance.choices(_SYLLABLES, k=3)) if chance.random() < _OTHER else match[0]

    return re.sub(r"\b[a-z]{7,}\b", other, text)


def _run(place: Path, at: str) -> tuple[int, float, float]:
    """Exit code, seconds and megabytes of one run."""
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-m", "generator", "run", "--at", at, "--quiet"], cwd=place)
    _, status, usage = os.wait4(child.pid, 0)
    code = child.returncode = os.waitstatus_to_exitcode(status)
    print(f"{at}: {time.perf_counter() - start:.1f} s", file=sys.stderr, flush=True)
    return code, time.perf_counter() - start, usage.ru_maxrss / 1000


if __name__ == "__main__":
    main()
