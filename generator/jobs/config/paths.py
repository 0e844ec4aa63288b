"""Paths in a job's file: they start from the folder of the file, wherever the job is started."""

from __future__ import annotations

import os.path
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ValidationInfo


def below(path: Path, info: ValidationInfo) -> Path:
    """The absolute form of `path`: `~` is the user's home, and relative paths start from the file's folder.

    Raises:
        ValueError: it cannot be a path.
    """
    if "\0" in str(path):
        raise ValueError("a path cannot contain NUL characters")
    try:
        whole = path.expanduser()
    except RuntimeError as error:
        raise ValueError("the home folder '~' is unknown; write the full path") from error
    folder = (info.context or {}).get("folder", Path())
    return Path(os.path.normpath((folder / whole).absolute()))


def _story_folder(path: Path, info: ValidationInfo) -> Path:
    """`below`, for a folder to read from: one outside the file's folder needs its full path."""
    if "://" in str(path) or str(path).lower().startswith(("http:", "https:", "file:")):
        raise ValueError("this is an address, not a folder; a web address is a `feed` or a `page`")
    whole = below(path, info)
    home = Path(os.path.normpath(Path((info.context or {}).get("folder", Path())).absolute()))
    if not path.is_absolute() and not str(path).startswith("~") and not whole.is_relative_to(home):
        raise ValueError(f"this leads out of {home}; give the full path of a folder elsewhere")
    return whole


def _profile(name: str, info: ValidationInfo) -> str:
    """`name`, or the full path if it is a file."""
    return str(below(Path(name), info)) if "/" in name or name.endswith(".toml") else name


AnyPath = Annotated[Path, AfterValidator(below)]
StoryFolder = Annotated[Path, AfterValidator(_story_folder)]
ProfileName = Annotated[str, AfterValidator(_profile)]
