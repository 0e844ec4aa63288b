"""`brief templates list` and `copy`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator import delivery
from generator.cli.app import emit
from generator.cli.console import log
from generator.errors import OutputError
from generator.registry import unknown_name
from generator.resources import TEMPLATES

_OURS = ("fonts/", "analysis.html.j2", "parts/analysis_", "css/analysis.css", "site/")
"""What a folder of one's own does not replace, or what is no text to edit."""


def run_list() -> None:
    """Print the names of the shipped templates, style sheets and words of the frame."""
    emit("".join(f"{name}\n" for name in _names()))


def run_copy(folder: Path, wanted: Sequence[str]) -> None:
    """Copy shipped templates into `folder`, all or those `wanted`; a file that is there is not touched."""
    names = _chosen(wanted)
    there = [name for name in names if (folder / name).exists()]
    if there:
        remedy = "Name another folder or only the templates that you want; nothing was copied."
        raise OutputError("the file is there already", where=str(folder / there[0]), remedy=remedy)
    for parent in sorted({Path(name).parent for name in names}):
        inside = [name for name in names if Path(name).parent == parent]
        delivery.write({Path(name).name: (TEMPLATES / name).read_bytes() for name in inside}, folder / parent)
    log.info("copied %d files into %s", len(names), folder)
    log.info("Edit them, remove those that you leave as they are, then run: brief build --templates %s", folder)


def _names() -> tuple[str, ...]:
    """The shipped files by their path within the folder, in order."""
    files = (place.relative_to(TEMPLATES).as_posix() for place in TEMPLATES.rglob("*") if place.is_file())
    return tuple(sorted(name for name in files if not name.startswith(_OURS) and "__pycache__" not in name))


def _chosen(wanted: Sequence[str]) -> tuple[str, ...]:
    """The shipped files that `wanted` names: a file, or a folder for all that is in it."""
    names = _names()
    chosen: dict[str, None] = {}
    for one in wanted:
        inside = [name for name in names if name == one or name.startswith(one.rstrip("/") + "/")]
        if not inside:
            raise unknown_name("template", one, names)
        chosen.update(dict.fromkeys(inside))
    return tuple(chosen) or names
