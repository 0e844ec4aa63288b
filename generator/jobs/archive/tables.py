"""The tables of the archive, and how older ones are upgraded.

Times are UTC in ISO 8601 with seconds, so that they sort correctly as text in every database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    inspect,
    select,
    text,
    update,
)

from generator.errors import OutputError

metadata = MetaData()

version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))

stories = Table(
    "stories",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("outlet", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published", Text, nullable=False),
    Column("first_seen", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("stories_by_time", "first_seen"),
)

fetch_states = Table(
    "fetch_states", metadata, Column("url", Text, primary_key=True), Column("state", Text, nullable=False),
    Column("noted", Text, nullable=False),
)  # fmt: skip

listings = Table(
    "listings",
    metadata,
    Column("feed", Text, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("published", Text, nullable=False),
)

analyses = Table(
    "analyses",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("pipeline", Text, primary_key=True),
    Column("kept", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

worths = Table(
    "worths",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("pipeline", Text, primary_key=True),
    Column("profile", Text, primary_key=True),
    Column("kept", Text, nullable=False),
    Column("data", Text, nullable=False),
)

weighed = Table(
    "weighed",
    metadata,
    Column("profile", Text, primary_key=True),
    Column("hash", Text, primary_key=True),
    Column("noted", Text, nullable=False),
)

briefs = Table(
    "briefs",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("profile", Text, nullable=False),
    Column("dated", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("files", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("briefs_by_profile", "profile", "made"),
)

passages = Table(
    "passages",
    metadata,
    Column("brief", Text, ForeignKey("briefs.sha256", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("news", Text, nullable=False),
    Column("display", Text, nullable=False),
    Index("passages_by_id", "id"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("brief", Text, ForeignKey("briefs.sha256", ondelete="CASCADE"), primary_key=True),
    Column("target", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Column("noted", Text, nullable=False),
    Index("deliveries_by_state", "state"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("job", Text, nullable=False),
    Column("started", Text, nullable=False),
    Column("ended", Text),
    Column("code", Integer),
    Column("summary", Text, nullable=False),
    Index("runs_by_job", "job", "started"),
)

Step = Callable[[Connection], None]


def _second(connection: Connection) -> None:
    """Add what stories are worth to a profile, and which of them its briefs have weighed."""
    metadata.create_all(connection, [worths, weighed])


STEPS: tuple[Step, ...] = (_second,)
"""Step n upgrades version n + 1 to version n + 2; the tables above are those of the latest version."""

_LOCK = 0x6272696566  # any number that no other program on the server uses as a lock


def upgrade(connection: Connection, *, steps: Sequence[Step] = STEPS) -> None:
    """Create the tables, or upgrade those of an older version; all or nothing.

    Raises:
        OutputError: a later version of this program has created them.
    """
    newest = len(steps) + 1
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    if not inspect(connection).has_table(version.name):
        metadata.create_all(connection)
        connection.execute(version.insert(), {"version": newest})
        return
    found = int(connection.execute(select(version.c.version)).scalar_one())
    if found > newest:
        what = f"the archive has version {found}, and this program knows versions up to {newest}"
        raise OutputError(what, remedy="Update this program, or name another archive.")
    for step in steps[found - 1 :]:
        step(connection)
    if found < newest:
        connection.execute(update(version).values(version=newest))


def is_sound(connection: Connection) -> bool:
    """Whether every value can be read and has its column's type; packed values are checked when they are used."""
    for table in metadata.sorted_tables:
        columns = [column for column in table.columns if not isinstance(column.type, LargeBinary)]
        types = [(column.type.python_type, *([type(None)] if column.nullable else [])) for column in columns]
        for row in connection.execute(select(*columns)):
            if not all(isinstance(value, wanted) for value, wanted in zip(row, types, strict=True)):
                return False
    return True
