"""Ten, a hundred, a thousand … stories to one brief: time, memory, and how both grow."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

from benchmarks import stories
from benchmarks.measure import BRIEF, Run, Setting, Table, exponent, figure, run, say

_SIZES = (10, 100, 1_000, 10_000)
_QUICK = (3, 6)
_SMALL = 1_000  # stories up to which the brief is made without PDF too


def tables(setting: Setting) -> list[Table]:
    """One row for each number of stories."""
    usual = _QUICK if setting.quick else tuple(size for size in _SIZES if size < setting.most)
    sizes = sorted({*usual, *(() if setting.quick else (setting.most,))})
    before: tuple[int, Run] | None = None
    rows = []
    for size in sizes:
        whole, plain = _measured(size)
        rows.append(_row(size, whole, plain, before))
        before = size, whole
    head = ("stories", "s", "s per story", "CPU s", "without PDF, s", "largest process, MB", "all processes, MB")
    return [Table((*head, "exponent of time", "of CPU time"), tuple(rows))]


def _measured(size: int) -> tuple[Run, Run | None]:
    """One run with all formats, and for few stories one without PDF."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        stream = stories.stream(data=stories.shared())
        stories.write(itertools.islice(stream, size), place / "stories")
        say(f"  {size:,} stories …")
        build: list[str | Path] = [*BRIEF, "build", place / "stories", "-o", place / "out", "--quiet", "--format"]
        whole = run([*build, "pdf,html,json"], watch=True)
        say(f"  {whole.seconds:.1f} s, {whole.megabytes:.0f} MB")
        return whole, run([*build, "html,json"]) if size <= _SMALL else None


def _row(size: int, whole: Run, plain: Run | None, before: tuple[int, Run] | None) -> tuple[str, ...]:
    growth = ("", "")
    if before is not None:
        sizes, less = (before[0], size), before[1]
        growth = (
            f"{exponent(sizes, (less.seconds, whole.seconds)):.2f}",
            f"{exponent(sizes, (less.cpu, whole.cpu)):.2f}",
        )
    return (
        f"{size:,}",
        figure(whole.seconds),
        figure(whole.seconds / size),
        figure(whole.cpu),
        figure(plain.seconds) if plain else "–",
        f"{whole.megabytes:,.0f}",
        f"{whole.tree:,.0f}" if whole.tree else "–",
        *growth,
    )
