"""A scheduled job: from `brief.toml` to frozen values.

All mistakes are reported at once, each with its file, line and key. Secrets are looked up when they are used, and never
shown.
"""

from __future__ import annotations

import json
from pathlib import Path

from generator import settings
from generator.errors import UsageError
from generator.jobs.config import problems
from generator.jobs.config.rules import (
    Delivery,
    FolderDelivery,
    Job,
    MailDelivery,
    Monitor,
    Schedule,
    SourceRule,
    WebhookDelivery,
)
from generator.jobs.config.secrets import MASK, Address, Secret, web_address
from generator.jobs.config.values import DAYS
from generator.resources import DATA

__all__ = [
    "DAYS",
    "MASK",
    "SAMPLE",
    "SCHEMA",
    "Address",
    "Delivery",
    "FolderDelivery",
    "Job",
    "MailDelivery",
    "Monitor",
    "Schedule",
    "Secret",
    "SourceRule",
    "WebhookDelivery",
    "load",
    "parse",
    "sample",
    "schema",
    "web_address",
]

SAMPLE = DATA / "job.toml"
SCHEMA = DATA / "job.schema.json"
"""The JSON Schema by which editors check a job's file; `schema` makes it."""

_KIND = settings.SettingsKind(
    name="job",
    table=Job,
    error=UsageError,
    check=problems.of_references,
    if_unreadable="Name another file with --config, or start from the sample: brief run --sample > brief.toml",
    if_wrong="Correct the file and try again.",
)


def sample() -> str:
    """The text of a commented, working job to start from."""
    return SAMPLE.read_text(encoding="utf-8")


def schema() -> str:
    """The JSON Schema of a job's file, from the classes that read it."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(head | Job.model_json_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def load(path: Path) -> Job:
    """The job in the file at `path`; relative paths in it start from its folder.

    Raises:
        UsageError: listing the file, line, key and nearest known key of every mistake.
    """
    return settings.read(path, _KIND, context={"folder": path.parent})


def parse(text: str, *, where: str = "brief.toml", folder: Path = Path()) -> Job:
    """The job in a TOML `text`; `where` is what errors call it, `folder` where relative paths start.

    Raises:
        UsageError: listing the file, line, key and nearest known key of every mistake.
    """
    return settings.parse(text, _KIND, where=where, context={"folder": folder})
