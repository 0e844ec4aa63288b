"""JSON: the evidence is all that there is."""

from __future__ import annotations

import random
from collections.abc import Sequence

from mutations import values
from mutations.rendition import Bare


class Data(Bare):
    """A brief in JSON; nothing of it is shown, and it has no seal."""

    def __init__(self, data: bytes) -> None:
        self.evidence = data.decode()
        self.shown: Sequence[str] = ()

    def with_evidence(self, text: str) -> bytes:
        """See `Rendition`."""
        return text.encode()

    def with_shown(self, at: int, text: str, *, is_sealed: bool) -> bytes | None:
        """There is no such place."""
        raise IndexError(at, text, is_sealed)

    def with_swapped(self, chance: random.Random, *, is_sealed: bool) -> bytes:
        """Two items of a list."""
        return self.with_evidence(values.mutated(chance, "order", self.evidence))
