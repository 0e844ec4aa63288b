"""A scheduled job: from `brief.toml` to frozen values.

Every mistake is reported with file, line and key, all of them at once; secrets are looked up where they are used, and
never shown.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

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
"""What editors check a job's file by; `schema` makes it."""

_TOML_LINE = re.compile(r"\(at line (\d+)")


def sample() -> str:
    """The text of a commented job that holds, to start from."""
    return SAMPLE.read_text(encoding="utf-8")


def schema() -> str:
    """The JSON Schema of a job's file, made from the classes that read it."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(head | Job.model_json_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def load(path: Path) -> Job:
    """The job in the file at `path`; relative paths in it count from its folder.

    Raises:
        UsageError: naming file, line, key and the nearest known key of every mistake.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        remedy = "Name another with --config, or start from a sample: brief run --sample > brief.toml"
        raise UsageError(f"the job cannot be read ({why})", where=str(path), remedy=remedy) from error
    return parse(text, where=str(path), folder=path.parent)


def parse(text: str, *, where: str = "brief.toml", folder: Path = Path()) -> Job:
    """The job in a TOML `text`; `where` is what errors call it, `folder` what relative paths count from.

    Raises:
        UsageError: naming file, line, key and the nearest known key of every mistake.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _TOML_LINE.search(str(error))
        place = f"{where}:{line[1]}" if line else where
        raise UsageError(f"this is not TOML: {error}", where=place, remedy="Mend that line.") from error
    try:
        job = Job.model_validate(values, context={"folder": folder})
    except ValidationError as error:
        raise _mistaken(problems.of_values(text, where, error.errors())) from error
    if found := problems.of_references(text, where, job):
        raise _mistaken(found)
    return job


def _mistaken(found: Sequence[str]) -> UsageError:
    return UsageError("\n".join(found), remedy="Mend it and try again.")
