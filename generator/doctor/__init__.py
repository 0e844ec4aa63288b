"""Checks whether this machine has what a brief needs, and says how to fix what is missing.

This is the only place that examines the clock, the environment and the system's folders for their own sake.
"""

from __future__ import annotations

import datetime as dt
import functools
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import zoneinfo
from collections.abc import Callable
from pathlib import Path

from generator.analysis.language import ENGLISH, TONGUES, Tongue, load, name_of
from generator.doctor.check import Check
from generator.doctor.verapdf import judge
from generator.errors import BriefError
from generator.resources import TEMPLATES

__all__ = [
    "Check",
    "clock",
    "disk_space",
    "examine",
    "fonts",
    "judge",
    "language_pipeline",
    "output_folder",
    "python",
    "rendering",
]

_OLDEST_PYTHON = (3, 11)
_OLDEST_YEAR = 2025  # a clock that shows an earlier one is wrong
_FREE = 100 * 1024 * 1024  # bytes; for a brief, its temporary copy, and a year's growth of the archive
_PATIENCE = 60  # seconds for a child process, even with a slow disk
_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "~/.fonts",
    "~/.local/share/fonts",
)
_FONT_REMEDY = "Install a font (Debian, Ubuntu: sudo apt-get install fonts-dejavu-core)."
_PANGO_REMEDY = (
    "Install Pango (Debian, Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "macOS: brew install pango). Until then, use --format html,json,md."
)
_RENDERING_PROBE = """
import weasyprint
from weasyprint.text.ffi import harfbuzz_subset, pango
weasyprint.HTML(string="<p>x").write_pdf()
number = pango.pango_version()
print(f"WeasyPrint {weasyprint.__version__} with Pango {number // 10000}.{number // 100 % 100}.{number % 100}", end="")
if harfbuzz_subset is None:
    print("; PDFs are made a second faster with HarfBuzz-Subset (Debian, Ubuntu: libharfbuzz-subset0)", end="")
"""
_POSIX_ZONE = re.compile(r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)[+-]?\d.*")


def examine(output: Path, *, pipeline: str = "") -> tuple[Check, ...]:
    """Check everything; `output` is the folder for briefs, `pipeline` is as in `language.load`. Never raises."""
    checks: tuple[tuple[str, Callable[[], Check]], ...] = (
        ("Python", functools.partial(python, sys.version_info[:3])),
        ("PDF rendering", functools.partial(rendering, _RENDERING_PROBE)),
        ("fonts", functools.partial(fonts, TEMPLATES / "fonts")),
        *(
            (_pipeline_name(tongue), functools.partial(language_pipeline, pipeline, tongue))
            for tongue in TONGUES.values()
        ),
        ("output folder", functools.partial(output_folder, output)),
        ("disk space", functools.partial(disk_space, output)),
        ("clock", lambda: clock(dt.datetime.now().astimezone(), os.environ.get("TZ", ""))),
    )
    return tuple(_guarded(name, check) for name, check in checks)


def python(version: tuple[int, ...]) -> Check:
    """Whether this Python is new enough."""
    found = ".".join(map(str, version))
    wanted = ".".join(map(str, _OLDEST_PYTHON))
    return Check("Python", version >= _OLDEST_PYTHON, found, f"Install Python {wanted} or newer.")


def rendering(probe: str) -> Check:
    """Whether the Python code `probe` makes a PDF; in a child process, because it may crash if there are no fonts."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own code
        [sys.executable, "-c", probe], capture_output=True, text=True, timeout=_PATIENCE, check=False, encoding="utf-8"
    )
    if done.returncode == 0:
        return Check("PDF rendering", True, done.stdout.strip())
    if done.returncode < 0:
        found = f"it crashes ({signal.Signals(-done.returncode).name}), probably because no font is installed"
        return Check("PDF rendering", False, found, _FONT_REMEDY)
    last = (done.stderr.strip().splitlines() or ["no message"])[-1]
    return Check("PDF rendering", False, last, _PANGO_REMEDY)


def fonts(own: Path) -> Check:
    """Whether the fonts of the built-in templates are in the folder `own`, and the system has any font."""
    ours = len(list(own.glob("*.[ot]tf")))
    system = _system_fonts()
    found = f"{ours} in this package, {system} on this machine"
    if not ours:
        return Check("fonts", False, found, f"Reinstall the package: {own} is empty.")
    return Check("fonts", system > 0, found, _FONT_REMEDY)


def _pipeline_name(tongue: Tongue) -> str:
    return f"{tongue.name} pipeline" if tongue.package else "language pipeline"


def language_pipeline(path: str, tongue: Tongue = ENGLISH) -> Check:
    """Whether the pipeline of a language loads and fits; `path` is as in `language.load`."""
    name = _pipeline_name(tongue)
    try:
        nlp = load(path, tongue)
    except BriefError as error:
        return Check(name, False, f"{error.where}: {error.what}", error.remedy)
    labels = sum(len(names) for names in nlp.pipe_labels.values())
    found = f"{name_of(nlp)} at {nlp.path or path}: {', '.join(nlp.pipe_names)}; {labels} labels"
    return Check(name, True, found)


def output_folder(output: Path) -> Check:
    """Whether files can be written to `output`, or it can be created."""
    folder = _nearest_existing(output)
    if not folder.is_dir():
        remedy = "Move that file, or choose another folder with --output."
        return Check("output folder", False, f"{folder} is a file", remedy)
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        remedy = "Get write access, or choose another folder with --output."
        return Check("output folder", False, f"{folder}: {error.strerror}", remedy)
    found = f"{output} is writable" if folder == output else f"{output} can be created"
    return Check("output folder", True, found)


def disk_space(output: Path) -> Check:
    """Whether the disk of `output` has space for briefs."""
    free = shutil.disk_usage(_nearest_existing(output)).free
    remedy = f"Free {_FREE // 1024**2} MB there, or choose a folder on another disk with --output."
    return Check("disk space", free >= _FREE, f"{free / 1024**3:.1f} GB free for {output}", remedy)


def clock(now: dt.datetime, zone: str) -> Check:
    """Whether the aware time `now` is plausible, and the time zone in TZ (`zone`) is known."""
    found = now.isoformat(sep=" ", timespec="minutes") + (f" (TZ={zone})" if zone else "")
    if now.year < _OLDEST_YEAR:
        return Check("clock", False, found, "Set the clock: the dates of briefs depend on it.")
    remedy = "TZ is not a known time zone, so UTC is used: correct TZ, or install the package tzdata."
    return Check("clock", _is_zone(zone), found, remedy)


def _guarded(name: str, check: Callable[[], Check]) -> Check:
    """The result of `check`; if the check itself fails, that is the result."""
    try:
        done = check()
    except Exception as error:  # whatever a broken machine raises is a finding
        words = str(error) or type(error).__name__
        remedy = "Reinstall the program: ./run brief in a checkout, or pipx reinstall briefing-note-generator."
        return Check(name, False, f"the check failed ({words})", remedy)
    return Check(done.name, True, done.found) if done.ok else done


def _system_fonts() -> int:
    lister = shutil.which("fc-list")
    if lister:
        done = subprocess.run(  # noqa: S603 - nothing in the command comes from outside
            [lister, ":", "file"], capture_output=True, timeout=_PATIENCE, check=False
        )
        return len(done.stdout.splitlines())
    folders = (Path(folder).expanduser() for folder in _FONT_FOLDERS)
    return sum(1 for folder in folders for _ in folder.rglob("*.[ot]t[fc]"))


def _nearest_existing(path: Path) -> Path:
    """`path`, or the first of its parents that exists."""
    return next(folder for folder in (path, *path.absolute().parents) if folder.exists() or folder.is_symlink())


def _is_zone(name: str) -> bool:
    """Whether the C library accepts `name` as TZ: "", a zone of the database, or the POSIX form."""
    if not name or _POSIX_ZONE.fullmatch(name):
        return True
    try:
        zoneinfo.ZoneInfo(name.removeprefix(":"))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return Path(name.removeprefix(":")).is_file()
    return True
