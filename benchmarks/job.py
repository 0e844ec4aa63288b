"""The scheduled job on many stories: a first run, one with nothing new, and one with a hundredth new.

    python -m benchmarks.job [STORIES]

Each run is a process of its own; time is by the wall, memory the most that it held.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

from benchmarks import stories
from benchmarks.measure import BRIEF, DONE, Run, Setting, Table, run, say

_NOTHING_NEW = 4  # exit code of a run that has no news
_JOB = """
name = "many"
output = "out"
formats = ["json", "html"]
window = "7d"
[[sources]]
name = "stories"
folder = "stories"
most = 1000000
max_bytes = 100000000
"""


def main() -> None:
    """Print a table in Markdown."""
    print(_table(int(sys.argv[1]) if len(sys.argv) > 1 else 1000).markdown())


def tables(setting: Setting) -> list[Table]:
    """One row for each run."""
    return [_table(12 if setting.quick else 1000)]


def _table(count: int) -> Table:
    stream = stories.stream(data=stories.shared())
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        stories.write(itertools.islice(stream, count), place / "stories")
        (place / "brief.toml").write_text(_JOB, encoding="utf-8")
        runs = {
            "first run": _run(place, "2025-08-20T05:30", good=DONE),
            "nothing new": _run(place, "2025-08-20T06:30"),
        }
        stories.write(itertools.islice(stream, max(1, count // 100)), place / "stories")
        runs["a hundredth new"] = _run(place, "2025-08-20T07:30")
    first = runs["first run"].seconds
    rows = [
        (label, str(it.code), f"{it.seconds:.1f}", f"{100 * it.seconds / first:.1f} %", f"{it.megabytes:.0f}")
        for label, it in runs.items()
    ]
    return Table((f"{count:,} stories", "exit", "s", "of the first run", "memory, MB"), tuple(rows))


def _run(place: Path, at: str, *, good: Collection[int] = DONE | {_NOTHING_NEW}) -> Run:
    done = run([*BRIEF, "run", "--at", at, "--quiet"], cwd=place, good=good)
    say(f"  {at}: {done.seconds:.1f} s")
    return done


if __name__ == "__main__":
    main()
