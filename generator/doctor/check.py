"""The result of a check."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a brief needs: whether it is there, what was found, and the remedy if it is not."""

    name: str
    ok: bool
    found: str
    remedy: str = ""
