"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator.documents.languages import label_languages
from generator.registry import unknown_name

DEFAULT_PROFILE = "canada-us-russia"
DEFAULT_OUTPUT = Path("output")
DEFAULT_CONFIG = Path("brief.toml")


class LogFormat(StrEnum):
    """The form of log lines."""

    text = "text"
    json = "json"


class OutputFormat(StrEnum):
    """The form in which a command prints its answer."""

    text = "text"
    json = "json"


Sources = Annotated[
    list[str] | None,
    typer.Argument(metavar="SOURCE", help="Files, folders, globs, addresses such as s3://…, or - (standard input)."),
]
ProfileName = Annotated[
    str, typer.Option("--profile", "-p", metavar="NAME|FILE", help="A built-in profile or a TOML file.")
]
OfProfile = Annotated[str, typer.Option("--profile", "-p", help="Only briefs of this profile.")]
PipelinePath = Annotated[
    str,
    typer.Option(
        "--pipeline",
        envvar="BRIEF_PIPELINE",
        metavar="PATH|NAME",
        help="Another spaCy pipeline for English (Universal Dependencies).",
    ),
]
RankerName = Annotated[
    str,
    typer.Option(
        "--ranker",
        metavar="NAME",
        help="How passages are ranked: brief, lead (first sentences), lexrank, centroid or sumy-NAME.",
    ),
]
Language = Annotated[
    str,
    typer.Option(metavar="CODE", help="Language of headings and labels: en, fr, or one that your templates add."),
]
Jobs = Annotated[int, typer.Option(min=1, max=256, help="Number of processes that analyze stories in parallel.")]
ClusterAddress = Annotated[
    str,
    typer.Option(
        "--cluster", metavar="ADDRESS", help="Analyze on the Dask cluster with this scheduler: tcp://HOST:8786."
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop with exit code 1 if any source cannot be read.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show only warnings and errors.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Show details: remarks on style, and what was left out.")
]
Log = Annotated[LogFormat, typer.Option("--log-format", help="Write log lines as text or as JSON.")]
Words = Annotated[int | None, typer.Option(min=1, help="Maximum number of words quoted from sources.")]
Batch = Annotated[
    str, typer.Option(metavar="FILE.jsonl", help="Read JSON Lines, one object per line; the text is not cleaned.")
]
Config = Annotated[Path, typer.Option("--config", "-c", metavar="FILE", help="The job file.")]
Systemd = Annotated[bool, typer.Option("--systemd/--cron", help="Use a systemd timer or a crontab line.")]
OutputFolder = Annotated[Path, typer.Option("--output", "-o", help="Folder for briefs.")]
ArchiveAddress = Annotated[
    str,
    typer.Option(
        "--archive",
        envvar="BRIEF_ARCHIVE",
        metavar="FILE|URL",
        help="Use this archive, not the one in the output folder.",
    ),
]
Format = Annotated[OutputFormat, typer.Option("--format", "-f", help="Print text or JSON.")]


def known_language(code: str, templates: Path | None = None) -> str:
    """`code`, if there is a catalog of labels for it: a built-in one, or one in the folder `templates`.

    Raises:
        UnknownNameError: there is none.
    """
    known = label_languages(templates)
    if code not in known:
        raise unknown_name("language", code, known)
    return code
