"""Finds the files, folders, globs and objects that a user names, and reads their bytes."""

from __future__ import annotations

import glob
import gzip
import io
import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from generator.errors import SourceError
from generator.reading import remote

MAX_BYTES = 20_000_000
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+(?:://|::)", re.IGNORECASE)
_LOCAL = re.compile(r"file://(?:localhost)?(?=/)(?!.*::)", re.IGNORECASE)
_NOT_STORIES = re.compile(r"(?:readme|licen[cs]e)(?:\..*)?", re.IGNORECASE)


def expand(name: str, suffixes: frozenset[str]) -> Iterator[str]:
    """The files that `name` stands for: itself, or those of a folder or glob with one of `suffixes`, sorted by path.

    A `file://` address is read as a path; addresses of object stores stay addresses.

    Raises:
        SourceError: there is none.
    """
    if name == "-":
        yield name
    elif remote.is_remote(name):
        yield from remote.expand(name, lambda base: _is_named_as_story(base, suffixes))
    else:
        yield from _local(_path_of(name), suffixes)


def _path_of(name: str) -> str:
    """The path that `name` is, or that a `file://` address leads to."""
    if local := _LOCAL.match(name):
        name = unquote(name[local.end() :])
    elif _ADDRESS.match(name) and not Path(name).exists():
        raise SourceError(
            "this is a web address, and sources are files",
            where=remote.masked(name),
            remedy="Save the page as a file and give that file, or add the address to a scheduled job (brief.toml).",
        )
    if "\0" in name:
        raise SourceError("this is not a valid file name", where=name.replace("\0", "\\0"))
    return name


def _local(name: str, suffixes: frozenset[str]) -> list[str]:
    """The files at a path or matched by a glob."""
    path = Path(name)
    if path.is_dir():
        found = list(_folder(path, suffixes))
        missing = f"no story in this folder; kinds that are read: {', '.join(sorted(suffixes))}"
    elif path.exists():
        found, missing = [name], ""
    else:
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - pathlib takes no absolute pattern
        found = [entry for match in matches for entry in _matched(match, suffixes)]
        missing = "no file matches" if glob.has_magic(name) else "there is no such file"
    if not found:
        raise SourceError(missing, where=name)
    return found


def _matched(name: str, suffixes: frozenset[str]) -> Iterator[str]:
    if Path(name).is_dir():
        yield from _folder(Path(name), suffixes)
    elif _is_story(Path(name), suffixes):
        yield name


def _folder(folder: Path, suffixes: frozenset[str]) -> Iterator[str]:
    """The stories under `folder`, without hidden files and folders; links to folders are not followed."""
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(path for name in names if _is_story(path := Path(parent, name), suffixes))
    yield from map(str, sorted(found, key=lambda path: path.parts))


def _is_story(path: Path, suffixes: frozenset[str]) -> bool:
    return _is_named_as_story(path.name, suffixes) and path.is_file()


def _is_named_as_story(name: str, suffixes: frozenset[str]) -> bool:
    is_hidden = name.startswith(".") or bool(_NOT_STORIES.fullmatch(name))
    return not is_hidden and name.lower().endswith(tuple(suffixes))


def content(name: str, stdin: BinaryIO | None = None) -> bytes:
    """The bytes of a file, of an object in a store or of standard input, decompressed if they are gzip.

    Raises:
        SourceError: it cannot be read, is empty, or is larger than 20 MB.
    """
    try:
        data = _read(name, stdin)
        if data[:2] == b"\x1f\x8b":
            data = _unpacked(data)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(f"this gzip file is damaged ({error})", where=name) from error
    except OSError as error:
        raise SourceError(f"this cannot be read ({error.strerror or error})", where=name) from error
    if len(data) > MAX_BYTES:
        raise SourceError(f"this is larger than {MAX_BYTES // 1_000_000} MB", where=name, remedy="Split it.")
    if not data.strip():
        raise SourceError("this is empty", where=name)
    return data


def _read(name: str, stdin: BinaryIO | None) -> bytes:
    if name == "-":
        if stdin is None:
            raise SourceError("nothing was piped in. Use it as: cat story.txt | brief summarize -", where=name)
        return stdin.read(MAX_BYTES + 1)
    if remote.is_remote(name):
        return remote.content(name, MAX_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _unpacked(data: bytes) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        return file.read(MAX_BYTES + 1)
