"""`brief profile list`, `new` and `check`."""

from __future__ import annotations

import json
import re
from pathlib import Path

from generator import delivery, pipeline
from generator import profile as profiles
from generator.cli.app import emit
from generator.cli.console import log
from generator.errors import OutputError, UsageError


def run_list(*, shape: str) -> None:
    """Print the shipped profiles with their sections."""
    for profile in map(profiles.load, profiles.shipped()):
        sections = [section.id for section in profile.sections]
        if shape == "json":
            emit(json.dumps({"name": profile.name, "title": profile.title.en, "sections": sections}) + "\n")
        else:
            emit(f"{profile.name}\n    {profile.title.en}\n    sections: {', '.join(sections)}\n")


def run_new(name: str, folder: Path) -> None:
    """Write a commented profile under `name`; an existing file is not touched."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
        raise UsageError(f"'{name}' is no profile name", remedy="Use small letters, digits and hyphens.")
    path = folder / f"{name}.toml"
    if path.exists():
        raise OutputError("the file is there already", where=str(path), remedy="Choose another name, or remove it.")
    delivery.write({path.name: profiles.new(name).encode()}, folder)
    log.info("wrote %s", path)
    log.info("Edit it, then run: brief profile check %s", path)


def run_check(name: str, *, pipeline_path: str, shape: str) -> None:
    """Prove a profile; show how many passages of the sample stories each section gets, with an example."""
    profile = profiles.load(name)
    rows = pipeline.try_profile(profile, pipeline=pipeline_path)
    if shape == "json":
        emit(json.dumps({"name": profile.name, "sections": rows}, ensure_ascii=False) + "\n")
        return
    count = len(profile.sections)
    emit(f"{profile.name}: holds; {count} section{'' if count == 1 else 's'}. On the sample stories:\n")
    for row in rows:
        emit(f"  {row['passages']:4d}  {row['title']}\n")
        if row["example"]:
            emit(f"        “{row['example']}”\n        {row['reason']}\n")
    if not any(row["passages"] for row in rows if row["id"]):
        log.warning("No sample story is on the topic of this profile. Try it on yours: brief build STORIES -p %s", name)
