"""What is sent, and how it went."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from generator.model import Brief

State = Literal["waiting", "sent", "refused"]
"""To be tried at the next run, done, or given up."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A brief as it is to go out."""

    brief: Brief
    sha256: str
    """Of its evidence."""
    files: Mapping[str, bytes]
    """Its renditions by the names that they have in the output folder."""
    templates: Path | None = None
    """The user's templates, for the text of e-mails."""


@dataclass(frozen=True, slots=True)
class Item:
    """What waits in the outbox: one brief for one target."""

    brief: str
    """SHA-256 of its evidence."""
    delivery: str
    """The name of the delivery in the job."""
    recipient: str
    """The mailbox that an e-mail goes to, else ""."""
    written: dt.datetime
    """When it was put there."""
    payload: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """What is sent, by name."""

    @property
    def target(self) -> str:
        """Where it goes, as messages and the archive call it."""
        return target_of(self.delivery, self.recipient)

    @property
    def key(self) -> str:
        """The same for the same brief and target at every try, so that a repeat is known for one."""
        return key_of(self.brief, self.target)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one try went."""

    state: State
    why: str = ""
    is_down: bool = False
    """Whether the server could not be spoken to at all: more tries in this run would only take time."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """How the delivery of a brief to one target stands, for the archive and the log."""

    brief: str
    target: str
    state: State
    why: str = ""

    def __str__(self) -> str:
        """One line for a log or a warning."""
        if self.state == "sent":
            return f"{self.target}: delivered"
        rest = "it will be tried again at the next run" if self.state == "waiting" else "it will not be tried again"
        return f"{self.target}: not delivered ({self.why}); {rest}"


Note = Callable[[Attempt], None]
"""Called as soon as it is known how a try went; what it notes must outlast the program."""
IsSettled = Callable[[str, str], bool]
"""Whether a brief (by its hash) was already sent to a target, or refused there for good."""


def target_of(delivery: str, recipient: str = "") -> str:
    """What messages and the archive call a target."""
    return f"{delivery}: {recipient}" if recipient else delivery


def key_of(*parts: str) -> str:
    """32 hexadecimal digits that stand for `parts`."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
