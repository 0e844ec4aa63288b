"""What is delivered, and with what outcome."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from generator.model import Brief

State = Literal["waiting", "sent", "refused"]
"""To be tried at the next run, done, or abandoned."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A brief to be delivered."""

    brief: Brief
    sha256: str
    """Of its evidence."""
    files: Mapping[str, bytes]
    """Its renditions by their names in the output folder."""
    templates: Path | None = None
    """The user's templates, for e-mails."""


@dataclass(frozen=True, slots=True)
class Item:
    """A message in the outbox: one brief for one target."""

    brief: str
    """SHA-256 of its evidence."""
    delivery: str
    """The name of the delivery in the job."""
    recipient: str
    """The mailbox of an e-mail, "" for other deliveries."""
    written: dt.datetime
    """When it was put into the outbox."""
    payload: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """The content to send, by name."""

    @property
    def target(self) -> str:
        """The target's name in messages and in the archive."""
        return target_of(self.delivery, self.recipient)

    @property
    def key(self) -> str:
        """The same for every attempt to send a brief to a target, so that repeats can be recognized."""
        return key_of(self.brief, self.target)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one attempt."""

    state: State
    why: str = ""
    is_down: bool = False
    """Whether the server could not be reached at all, so that more attempts in this run would only take time."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """The state of a delivery to one target, for the archive and the log."""

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
"""Called as soon as the outcome of an attempt is known; it must record it on disk."""
IsSettled = Callable[[str, str], bool]
"""Whether a brief (by its hash) was already sent to a target, or refused for good."""


def target_of(delivery: str, recipient: str = "") -> str:
    """The name of a target in messages and in the archive."""
    return f"{delivery}: {recipient}" if recipient else delivery


def key_of(*parts: str) -> str:
    """32 hexadecimal digits that stand for `parts`."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
