"""`README.md`: the tables of one part are renewed between its markers, the rest stays."""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path

import generator
from benchmarks.measure import Table

README = Path(__file__).with_name("README.md")
LIBRARIES = ("spacy", "thinc", "numpy", "scipy", "weasyprint", "pikepdf", "sumy", "pytextrank", "lexrank")


def renew(readme: Path, part: str, tables: Sequence[Table]) -> None:
    """Put `tables` between the markers of `part` in the file `readme`.

    Raises:
        ValueError: the file has no markers for it.
    """
    block = "\n\n".join([*(table.markdown() for table in tables), _circumstances()])
    text = readme.read_text(encoding="utf-8")
    start, end = _place(text, part)
    readme.write_text(f"{text[:start]}\n{block}\n{text[end:]}", encoding="utf-8")


def require(readme: Path, parts: Iterable[str]) -> None:
    """Make sure that the file `readme` has a place for the tables of each of `parts`, before they are measured.

    Raises:
        ValueError: it has none for one of them.
        OSError: it cannot be read.
    """
    text = readme.read_text(encoding="utf-8")
    for part in parts:
        _place(text, part)


def markers(part: str) -> tuple[str, str]:
    """What stands in the README before and after the tables of a part."""
    return f"<!-- {part} -->", f"<!-- end of {part} -->"


def _place(text: str, part: str) -> tuple[int, int]:
    """Where the tables of a part start and end."""
    first, last = markers(part)
    start, end = text.find(first), text.find(last)
    if not 0 <= start < end:
        raise ValueError(f"the README has no place for the tables of {part}: add the lines {first} and {last}")
    return start + len(first), end


def _circumstances() -> str:
    """When, on what and with which versions it was measured."""
    today = dt.datetime.now(dt.UTC).date()
    versions = ", ".join(f"{name} {_version(name)}" for name in LIBRARIES)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    machine = f"{_processor()}, {_cores()} cores, {_memory():.0f} GB of memory, {platform.system()}"
    return f"Measured on {today} at version {_commit()}: {machine}, {python}; {versions}."


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "(not installed)"


def _commit() -> str:
    """The commit, with a mark where files differ from it; the number of the version outside a checkout."""
    command = ["git", "describe", "--always", "--dirty", "--abbrev=10"]
    try:
        found = subprocess.run(command, cwd=README.parent, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return generator.__version__
    return f"{generator.__version__} ({found.stdout.strip()})"


def _processor() -> str:
    """What the processor calls itself."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _memory() -> float:
    """Gigabytes of the machine."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
