"""`brief profile list`, `new` and `check`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.console import emit, emit_json, log, set_up
from generator.cli.options import Format, OutputFormat, PipelinePath
from generator.errors import OutputError, UsageError

app = typer.Typer(help="Profiles: the settings for a kind of brief.", no_args_is_help=True)


@app.command("list", epilog="Example: brief profile list")
def list_profiles(shape: Format = OutputFormat.text) -> None:
    """List the built-in profiles and their sections."""
    set_up()
    from generator import profile as profiles

    for profile in map(profiles.load, profiles.shipped()):
        sections = [section.id for section in profile.sections]
        if shape is OutputFormat.json:
            emit_json({"name": profile.name, "title": profile.title.en, "sections": sections})
        else:
            emit(f"{profile.name}\n    {profile.title.en}\n    sections: {', '.join(sections)}\n")


@app.command("new", epilog="Example: brief profile new canada-china")
def new(
    name: Annotated[str, typer.Argument(help="Name of the new profile: lower-case letters, digits and hyphens.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the file.")] = Path(),
) -> None:
    """Write a working, commented profile to start from."""
    set_up()
    from generator import delivery
    from generator import profile as profiles

    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
        raise UsageError(f"'{name}' is not a profile name", remedy="Use lower-case letters, digits and hyphens.")
    path = output / f"{name}.toml"
    if path.exists():
        raise OutputError("the file already exists", where=str(path), remedy="Choose another name, or remove it.")
    delivery.write({path.name: profiles.new(name).encode()}, output)
    log.info("wrote %s", path)
    log.info("Edit it, then run: brief profile check %s", path)


@app.command("check", epilog="Example: brief profile check canada-china.toml")
def check(
    name: Annotated[str, typer.Argument(metavar="NAME|FILE", help="A built-in profile or a TOML file.")],
    pipeline: PipelinePath = "",
    shape: Format = OutputFormat.text,
) -> None:
    """Check a profile and show what it does with the sample stories.

    Shows for each section how many passages it gets, with an example and the reason.
    """
    set_up()
    from generator import profile as profiles
    from generator.pipeline import try_profile

    profile = profiles.load(name)
    rows = try_profile(profile, pipeline=pipeline)
    if shape is OutputFormat.json:
        emit_json({"name": profile.name, "sections": rows})
        return
    count = len(profile.sections)
    emit(f"{profile.name}: valid; {count} section{'' if count == 1 else 's'}. Passages by section, sample stories:\n")
    for row in rows:
        emit(f"  {row['passages']:4d}  {row['title']}\n")
        if row["example"]:
            emit(f"        “{row['example']}”\n        {row['reason']}\n")
    if not any(row["passages"] for row in rows if row["id"]):
        log.warning(
            "No sample story fits the topic of this profile. Try your own stories: brief build STORIES -p %s", name
        )
