"""Open a database, and translate its errors for the user."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool, StaticPool

from generator.errors import OutputError, UsageError

MEMORY = "sqlite://"
"""The address of an archive that disappears when it is closed."""

_FORMS = "Name a file, or a PostgreSQL database as postgresql://USER@HOST/NAME."
_DAMAGE = ("malformed", "not a database", "could not decode", "database corruption", "unsupported file format")
_FAULTS = (
    ("lock", "another program has been writing to it for more than {seconds:g} seconds",
     "Wait until it has finished, or stop it, and start again."),
    ("full", "there is no space left for it", "Free some space there and start again."),
    ("readonly", "it is read-only", "Give yourself write access to it and its folder."),
    ("unable to open", "it cannot be opened", "Give yourself write access to its folder, or name another one."),
)  # fmt: skip


class DamagedError(Exception):
    """The file is not a database, or cannot be read."""


def address(place: Path | str) -> URL:
    """The location of the archive: `place` is a file, or the URL of a database.

    Raises:
        UsageError: it is neither.
    """
    if isinstance(place, Path) or "://" not in place:
        return URL.create("sqlite", database=str(place))
    try:
        url = make_url(place)
    except ArgumentError:
        raise UsageError("this is not the address of a database", where="--archive", remedy=_FORMS) from None
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def file_of(url: URL) -> Path | None:
    """The file of an SQLite archive, None for other databases."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def make_folder(folder: Path) -> None:
    """Create the archive's folder for this user alone: readers of the briefs have no business in it.

    Raises:
        OutputError: it cannot be created.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        what = f"the archive's folder cannot be created ({error.strerror})"
        remedy = "Give yourself write access there, or name another output folder."
        raise OutputError(what, where=str(folder), remedy=remedy) from error


def connect(url: URL, *, seconds: float) -> Engine:
    """An engine that waits up to `seconds` for another writer.

    Raises:
        UsageError: there is no driver for such a database.
    """
    try:
        if url.get_backend_name() == "sqlite":
            return _sqlite(url, seconds)
        return create_engine(url, poolclass=NullPool, connect_args=_options(url, seconds))
    except NoSuchModuleError:
        raise UsageError("there is no such kind of database", where=url.drivername, remedy=_FORMS) from None
    except ModuleNotFoundError as error:
        remedy = "Install it: pip install 'briefing-note-generator[postgresql]'."
        raise UsageError(f"the driver {error.name} is missing", where=url.drivername, remedy=remedy) from None


def _options(url: URL, seconds: float) -> dict[str, Any]:
    if url.get_backend_name() != "postgresql":
        return {}
    waits = f"-c lock_timeout={int(seconds * 1000)}"
    return {"connect_timeout": max(1, int(seconds)), "client_encoding": "utf8", "options": waits}


def _sqlite(url: URL, seconds: float) -> Engine:
    """Write-ahead logging, foreign keys, and explicit transactions that request the write lock at once."""
    pool = NullPool if url.database else StaticPool
    engine = create_engine(url, poolclass=pool, connect_args={"timeout": seconds, "isolation_level": None})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, record: Any) -> None:  # noqa: ARG001 - SQLAlchemy calls it with both
        for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


@contextlib.contextmanager
def faults(url: URL, *, seconds: float) -> Iterator[None]:
    """Turn database errors into what the user can do.

    Raises:
        DamagedError: the file is damaged.
        OutputError: anything else.
    """
    try:
        yield
    except UnicodeDecodeError as error:  # of the schema, which SQLite keeps as text
        raise DamagedError(str(error)) from error
    except DBAPIError as error:
        what = " ".join(str(error.orig).split())
        if url.get_backend_name() == "sqlite" and any(sign in what.lower() for sign in _DAMAGE):
            raise DamagedError(what) from error
        raise _fault(what, url, seconds) from error


def _fault(what: str, url: URL, seconds: float) -> OutputError:
    where = url.render_as_string(hide_password=True) if file_of(url) is None else str(file_of(url))
    for sign, meaning, remedy in _FAULTS:
        if sign in what.lower():
            return OutputError(
                f"the archive cannot be used: {meaning.format(seconds=seconds)}", where=where, remedy=remedy
            )
    remedy = "Check that the database is there and that you may write to it."
    return OutputError(f"the archive cannot be used ({what})", where=where, remedy=remedy)
