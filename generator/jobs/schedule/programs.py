"""Run other programs of this machine; return what they print, or fail with a clear error."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass

from generator.errors import BriefError

_PATIENCE = 60  # seconds; on a healthy machine all of these programs finish at once


@dataclass(frozen=True, slots=True)
class ProgramResult:
    """Exit code and output of a program."""

    code: int
    printed: str
    complaint: str
    """The last line of its standard error."""


def ask(program: str, *options: str, given: str = "", remedy: str) -> ProgramResult:
    """Run `program` with `options` and `given` as its input; bytes that are not UTF-8 are preserved.

    Raises:
        BriefError: it is not installed, cannot be started or does not finish, with the `remedy`.
    """
    path = shutil.which(program)
    if path is None:
        raise BriefError(f"the program `{program}` is not installed", remedy=remedy)
    try:
        done = subprocess.run(  # noqa: S603 - the program that `which` has found, and no shell
            [path, *options],
            input=given.encode("utf-8", "surrogateescape"),
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
            env=os.environ | {"LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BriefError(f"the program `{program}` failed: {error}", remedy=remedy) from error
    complaint = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return ProgramResult(
        done.returncode, done.stdout.decode("utf-8", "surrogateescape"), complaint[-1] if complaint else ""
    )
