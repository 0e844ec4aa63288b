"""One story to a brief, each command a new process: against the parts that it cannot do without, and against sumy."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import BRIEF, Setting, Table, best_of, figure, run, seconds_of
from generator.resources import PIPELINE, SEEDS, TEMPLATES

STORY = SEEDS / "2025-08-14-harbour-wire-kremlin-agenda.txt"
FLOORS = (sys.executable, "-P", Path(__file__).with_name("floors.py"))
_HELP = (*BRIEF, "--help")
_SMALLEST = "import typer\ndef main() -> None: 'Do nothing.'\ntyper.run(main)"  # an application of typer


def tables(setting: Setting) -> list[Table]:
    """The brief of one story, and `brief --help`."""
    rounds = 1 if setting.quick else 5
    with tempfile.TemporaryDirectory() as name:
        return [_brief(Path(name), rounds), _help(rounds)]


def _brief(place: Path, rounds: int) -> Table:
    html = place / "page.html"
    run([*FLOORS, "page", STORY, html])
    text = place / "story.txt"
    text.write_text(STORY.read_text(encoding="utf-8").rpartition("---\n")[2], encoding="utf-8")
    base = f"{TEMPLATES.as_uri()}/"
    best = best_of(
        rounds,
        {
            "`brief build` (PDF, HTML, JSON)": seconds_of([*BRIEF, "build", STORY, "-o", place / "out", "--quiet"]),
            "floor: spaCy, pipeline, WeasyPrint": seconds_of(
                [*FLOORS, "print", PIPELINE, html, base, place / "floor.pdf"]
            ),
            "sumy LexRank, plain PDF": seconds_of([*FLOORS, "sumy", text, place / "sumy.pdf"]),
        },
    )
    return _table("one story, cold", best)


def _help(rounds: int) -> Table:
    best = best_of(
        rounds,
        {
            "`brief --help`": seconds_of(_HELP),
            "smallest typer application, `--help`": seconds_of([sys.executable, "-c", _SMALLEST, "--help"]),
            "`python -c 'import typer'`": seconds_of([sys.executable, "-c", "import typer"]),
            "`python -c pass`": seconds_of([sys.executable, "-c", "pass"]),
        },
    )
    return _table("help", best)


def _table(what: str, best: dict[str, float]) -> Table:
    """The first of `best` is ours; the others are what it is compared with."""
    ours = next(iter(best.values()))
    rows = [(name, f"{figure(seconds)} s", f"{ours / seconds:.2f}") for name, seconds in best.items()]
    return Table((what, "best time", "ours ÷ this"), tuple(rows))
