"""`brief templates list` and `copy`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.console import emit, log, set_up
from generator.errors import OutputError
from generator.registry import unknown_name
from generator.resources import TEMPLATES

app = typer.Typer(help="Templates: the appearance of briefs.", no_args_is_help=True)

_OURS = ("fonts/", "analysis.html.j2", "parts/analysis_", "css/analysis.css", "site/")
"""What a folder of your own cannot replace, and what is not text to edit."""


@app.command("list", epilog="Example: brief templates list")
def list_templates() -> None:
    """List the built-in templates, style sheets and label catalogs."""
    set_up()
    emit("".join(f"{name}\n" for name in _names()))


@app.command("copy", epilog="Example: brief templates copy house/ css/print.css locale")
def copy(
    folder: Annotated[Path, typer.Argument(help="Folder for your own templates; it is created if need be.")],
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Files or folders to copy; by default all.")
    ] = None,
) -> None:
    """Copy built-in templates to a folder of your own.

    `brief build --templates FOLDER` uses them. A file there replaces the built-in one of the same name; in a file that
    extends `house/NAME`, each block replaces the block of that name. The README.md among them says more.
    """
    set_up()
    _copy(_chosen(names or ()), folder)


def _copy(names: Sequence[str], folder: Path) -> None:
    """Copy the shipped files of these names; a file that exists is not touched."""
    from generator import delivery

    there = [name for name in names if (folder / name).exists()]
    if there:
        remedy = "Give another folder, or only the templates that you want. Nothing was copied."
        raise OutputError("the file already exists", where=str(folder / there[0]), remedy=remedy)
    for parent in sorted({Path(name).parent for name in names}):
        inside = [name for name in names if Path(name).parent == parent]
        delivery.write({Path(name).name: (TEMPLATES / name).read_bytes() for name in inside}, folder / parent)
    log.info("copied %d files into %s", len(names), folder)
    log.info("Edit them, remove those that you do not change, then run: brief build --templates %s", folder)


def _names() -> tuple[str, ...]:
    """The paths of the shipped files within their folder, sorted."""
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
