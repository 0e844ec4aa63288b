"""Reads sources in object stores through fsspec: one object, all stories under an address, or a glob.

Only the stores listed here are contacted, and only if a source names one. Credentials come from the environment, as the
library of each store reads them; an address must not contain any.
"""

from __future__ import annotations

import glob
import re
from collections.abc import Callable, Iterator
from typing import Any

from generator.errors import SourceError

_STORES = {"s3": "s3", "gs": "gs", "az": "az", "memory": ""}
"""Schemes, each with the extra of this package that supports it; fsspec itself has the store in memory."""
_ADDRESS = re.compile(r"([a-z0-9]+)://(?!.*::)", re.IGNORECASE)  # "::" would chain other protocols
_LOGIN = re.compile(r"(?<=://)[^/]*@")


def is_remote(name: str) -> bool:
    """Whether `name` is the address of an object store."""
    match = _ADDRESS.match(name)
    return match is not None and match[1].lower() in _STORES


def masked(address: str) -> str:
    """`address` as messages may show it: without user name and password."""
    return _LOGIN.sub("•••@", address)


def expand(name: str, is_story: Callable[[str], bool]) -> Iterator[str]:
    """The addresses that `name` stands for: itself, or the stories under it or matching it, sorted by path.

    Raises:
        SourceError: there is none, or the store does not answer.
    """
    store, path = _store(name)
    try:
        is_pattern = glob.has_magic(path) and not store.exists(path)
        places = store.glob(path) if is_pattern else [path]
        found = [one for place in places for one in _under(store, place, is_story, is_named=not is_pattern)]
    except Exception as error:
        raise _unreadable(name, error) from error
    if not found:
        raise SourceError("no story matches" if is_pattern else "there is no story", where=name)
    scheme = name.partition("://")[0].lower()
    for one in sorted(found, key=lambda place: place.split("/")):
        yield f"{scheme}://{one.lstrip('/')}"


def _under(store: Any, place: str, is_story: Callable[[str], bool], *, is_named: bool) -> list[str]:
    """The stories at `place`; an object that `is_named` by the user counts as one whatever its name."""
    if store.isfile(place):
        return [place] if is_named or is_story(place.rpartition("/")[2]) else []
    if not store.isdir(place):
        return []
    inside = {one: one.removeprefix(place).lstrip("/").split("/") for one in store.find(place)}
    return [one for one, parts in inside.items() if is_story(parts[-1]) and not any(p.startswith(".") for p in parts)]


def content(name: str, most: int) -> bytes:
    """The first `most` bytes of the object at an address.

    Raises:
        SourceError: it cannot be read.
    """
    store, path = _store(name)
    try:
        with store.open(path, "rb") as file:
            data: bytes = file.read(most)
    except Exception as error:
        raise _unreadable(name, error) from error
    return data


def _store(name: str) -> tuple[Any, str]:
    """The file system of the address `name`, and its path there."""
    if _LOGIN.search(name):
        remedy = "Put credentials in the environment, where the library of the store reads them."
        raise SourceError("an address must not contain a user name or password", where=masked(name), remedy=remedy)
    scheme, _, rest = name.partition("://")
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra

        store, path = url_to_fs(f"{scheme.lower()}://{rest}")
    except ImportError as error:
        extra = _STORES[scheme.lower()] or "s3"
        remedy = f"Install the extra: pip install 'briefing-note-generator[{extra}]'."
        raise SourceError("support for this store is not installed", where=name, remedy=remedy) from error
    except Exception as error:
        raise _unreadable(name, error) from error
    return store, str(path)


def _unreadable(name: str, error: Exception) -> SourceError:
    """An error that may be shown: except for those of the system, messages could contain a signed address."""
    if isinstance(error, FileNotFoundError):
        return SourceError("there is no such object", where=name)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    remedy = "Check the address, the credentials in the environment, and the network."
    return SourceError(f"this cannot be read ({reason})", where=name, remedy=remedy)
