"""What can be changed in a brief of one format."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Protocol


class Rendition(Protocol):
    """A brief as bytes of one format, which can be changed in one place."""

    evidence: str
    """The JSON text inside."""
    shown: Sequence[str]
    """The texts that a reader sees, each with a letter or digit."""

    def with_evidence(self, text: str) -> bytes:
        """The whole with another JSON text inside."""

    def with_shown(self, at: int, text: str, *, is_sealed: bool) -> bytes | None:
        """The whole with another text at a place of `shown`, and a seal that fits; None where it cannot be shown."""

    def with_swapped(self, chance: random.Random, *, is_sealed: bool) -> bytes:
        """The whole with two parts of what is shown in each other's place, and a seal that fits."""

    def attached(self) -> dict[str, str]:
        """The texts that it carries besides the evidence, by name."""

    def with_attached(self, name: str, text: str) -> bytes:
        """The whole with another text of that name."""


class Bare:
    """A rendition that carries nothing but its evidence."""

    def attached(self) -> dict[str, str]:
        """Nothing."""
        return {}

    def with_attached(self, name: str, text: str) -> bytes:
        """There is no such text."""
        raise KeyError(name, text)
