"""What a renderer returns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rendition:
    """A brief as the bytes of one format."""

    data: bytes
    warnings: tuple[str, ...] = ()
    """What the reader will miss, for instance characters that no font has; the brief is published as degraded."""
    pages: int | None = None
    """Where the format has pages."""
