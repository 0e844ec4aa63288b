"""`brief doctor`: whether this machine has what a brief needs."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.console import emit, emit_json, set_up
from generator.cli.options import DEFAULT_OUTPUT, Format, OutputFolder, OutputFormat, PipelinePath
from generator.errors import BriefError, EvidenceError

if TYPE_CHECKING:
    from generator.analysis.language import Tongue
    from generator.doctor import Check

app = typer.Typer()

_FAILED = 1


@app.command(epilog="Example: brief doctor --format json")
def doctor(
    output: OutputFolder = DEFAULT_OUTPUT,
    pipeline: PipelinePath = "",
    shape: Format = OutputFormat.text,
    verapdf: Annotated[
        Path | None, typer.Option("--verapdf", metavar="FILE", help="Only check this PDF with veraPDF, if installed.")
    ] = None,
) -> None:
    """Check this machine, and say how to fix what is missing.

    Checks Python, Pango, fonts, the language pipelines, write access, disk space and the clock. With --verapdf, the
    exit code is 5 if the PDF does not conform.
    """
    set_up()
    if verapdf is None:
        _examine(output, pipeline, shape)
    else:
        _judge(verapdf, shape)


def _examine(output: Path, pipeline: str, shape: OutputFormat) -> None:
    """Check the machine; exit code 1 if something is missing."""
    from generator.doctor import examine

    checks = examine(output, pipeline=pipeline)
    if shape is OutputFormat.json:
        emit_json(_plain(checks) | _pipelines(pipeline), indent=2)
    else:
        _emit_checks(checks)
    if not all(check.ok for check in checks):
        raise typer.Exit(_FAILED)


def _judge(file: Path, shape: OutputFormat) -> None:
    """Check a PDF with veraPDF; exit code 5 if it does not conform."""
    from generator.doctor import judge

    checks = judge(file)
    if shape is OutputFormat.json:
        emit_json(_plain(checks), indent=2)
    else:
        _emit_checks(checks)
    if not all(check.ok for check in checks):
        raise typer.Exit(EvidenceError.exit_code)


def _plain(checks: Sequence[Check]) -> dict[str, object]:
    return {"checks": [dataclasses.asdict(check) for check in checks]}


def _emit_checks(checks: Sequence[Check]) -> None:
    for check in checks:
        emit(f"{'ok  ' if check.ok else 'FAIL'} {check.name}: {check.found}\n")
        if not check.ok:
            emit(f"     {check.remedy}\n")


def _pipelines(path: str) -> dict[str, object]:
    """The language pipelines, by the names that they have in the answer."""
    from generator.analysis.language import TONGUES

    return {
        f"{tongue.name.lower()}_pipeline" if tongue.package else "pipeline": _pipeline(path, tongue)
        for tongue in TONGUES.values()
    }


def _pipeline(path: str, tongue: Tongue) -> dict[str, str] | None:
    """Name, version and path of the pipeline of a language, None if it does not load."""
    from generator.analysis.language import load, name_of

    try:
        nlp = load(path, tongue)
    except BriefError:
        return None
    name, version = name_of(nlp).rsplit(" ", 1)
    return {"name": name, "version": version, "path": str(nlp.path)}
