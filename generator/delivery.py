"""Writes files that are either complete or absent.

Everything is first written under temporary names, so that a full disk leaves the last good brief untouched; only then
is each file renamed, the manifest last. A lock on the folder, which ends with its process, keeps two runs from mixing
their files and makes it safe to remove what a killed run left behind.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from filelock import lock_descriptor

from generator.errors import OutputError

MANIFEST = "manifest.json"
"""A file whose name ends like this is renamed last: once it is new, all others are."""

_TEMPORARY = ".brief-"
_LOCK = ".brief-lock"
_LONGEST = 140  # bytes; encrypted file systems (eCryptfs) allow 143 for a name
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"}
_UNSUPPORTED = {errno.EINVAL, errno.ENOTSUP, errno.ENOLCK, errno.EBADF, errno.ENOSYS}  # network and FUSE folders
_AS_IT_IS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""Follow no symbolic link; on Windows, do not convert line ends. Each system has one of the two."""
_REMEDIES = {
    errno.ENOSPC: "Free some space there, or choose another folder with --output.",
    errno.EDQUOT: "Your quota is used up: delete something, or choose another folder with --output.",
    errno.EFBIG: "The file is larger than the system allows: raise the limit (ulimit -f).",
    errno.EROFS: "The folder is read-only: choose another one with --output.",
    errno.EACCES: "Get write access to it, or choose another folder with --output.",
    errno.EPERM: "Get write access to it, or choose another folder with --output.",
    errno.ENOTDIR: "Part of the path is a file: choose another folder with --output.",
    errno.EEXIST: "A file has the name of the folder: move it, or choose another folder with --output.",
    errno.EISDIR: "A folder has the name of the file: move it, or choose another folder with --output.",
    errno.ENAMETOOLONG: "Choose a folder with a shorter path with --output.",
}


def write(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Write `files` (plain name → content) into `folder`, which is created if need be; return their paths in order.

    Either all temporary files are complete on disk before the first file changes, or nothing changes. Existing files
    are replaced, and so are symbolic links: nothing is written through them.

    Raises:
        OutputError: the folder or a file cannot be written; nothing is left behind.
    """
    for name in files:
        _require_plain(name, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder) as (handle, is_alone):
            if is_alone:
                _sweep(folder)
            _replace_all(files, folder, handle)
    except OSError as error:
        raise _output_error(error, folder) from error
    return tuple(folder / name for name in files)


def file_name(dated: str, profile: str, suffix: str) -> str:
    """The name of a rendition: `2025-08-15-canada-us-russia.pdf`.

    Safe in any folder on any system: letters, digits, `-`, `_` and `.` only, at most 140 bytes in UTF-8, no leading dot
    or dash, no name that Windows reserves for devices.
    """
    ending = _slug(suffix)
    stem = "-".join(filter(None, (_slug(dated), _slug(profile)))) or "brief"
    if stem.partition(".")[0].lower() in _DEVICES:
        stem = f"brief-{stem}"
    room = _LONGEST - len(ending.encode()) - 1
    stem = stem.encode()[:room].decode(errors="ignore").rstrip("-._")
    return f"{stem}.{ending}" if ending else stem


def _slug(words: str) -> str:
    """`words` with everything but letters, marks and digits replaced by single dashes."""
    kept = (
        char if unicodedata.category(char)[0] in "LMN" or char in "-_." else "-"
        for char in unicodedata.normalize("NFC", words)
    )
    return re.sub(r"-*\.[-.]*", ".", re.sub(r"-+", "-", "".join(kept))).strip("-._")


def _require_plain(name: str, folder: Path) -> None:
    """Refuse a name that leads out of the folder, or that looks like a temporary one."""
    if name in {"", ".", ".."} or name.startswith(_TEMPORARY) or any(char in name for char in "/\\\0"):
        raise OutputError(f"{name!r} is not a plain file name", where=str(folder), remedy="Change the profile's name.")


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[tuple[int, bool]]:
    """The open lock, and whether it is ours alone (not known where the file system has no locks)."""
    handle = _open_for_lock(folder)
    try:
        yield handle, _lock(handle)
    finally:
        os.close(handle)  # this also releases the lock


def _open_for_lock(folder: Path) -> int:
    """The open folder; on systems that cannot open folders (Windows), a file in it."""
    if hasattr(os, "O_DIRECTORY"):
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    return os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT)


def _lock(handle: int) -> bool:
    """Wait for the lock; whether there is one."""
    try:
        return lock_descriptor(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        return False


def _sweep(folder: Path) -> None:
    """Remove the temporary files of runs that were killed."""
    for left in sorted(folder.glob(f"{_TEMPORARY}*.tmp")):
        left.unlink(missing_ok=True)


def _replace_all(files: Mapping[str, bytes], folder: Path, handle: int) -> None:
    temporary = {name: folder / f"{_TEMPORARY}{secrets.token_hex(8)}.tmp" for name in files}
    try:
        for name, content in files.items():
            _write_through(temporary[name], content)
            if (folder / name).is_dir() and not (folder / name).is_symlink():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(folder / name))
        for name in sorted(files, key=lambda name: name.endswith(MANIFEST)):
            temporary[name].replace(folder / name)
        _sync(handle)
    finally:
        for path in temporary.values():
            with contextlib.suppress(OSError):  # the first error is the one to report
                path.unlink(missing_ok=True)


def _write_through(path: Path, content: bytes) -> None:
    """Write a new file and wait until it is on the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _AS_IT_IS, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync(handle: int) -> None:
    """Wait until the folder's new names are on the disk, if its file system supports that."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise


def _output_error(error: OSError, folder: Path) -> OutputError:
    """The error in our words, with the file it is about (the folder for temporary files) and the remedy."""
    where = str(error.filename or folder)
    if Path(where).name.startswith(_TEMPORARY):
        where = str(folder)
    reason = error.strerror or str(error)
    remedy = _REMEDIES.get(error.errno or 0, "Check the folder, or choose another one with --output.")
    return OutputError(f"the output cannot be written ({reason})", where=where, remedy=remedy)
