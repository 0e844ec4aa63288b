"""What a run reports: log lines along the way, and one line at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from generator.model import Brief

Level: TypeAlias = Literal["debug", "info", "warning"]
Tell: TypeAlias = Callable[[Level, str], None]


@dataclass(slots=True)
class RunReport:
    """The result of a run."""

    code: int = 0
    """Its exit code."""
    brief: Brief | None = None
    """None if none was made."""
    paths: tuple[Path, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def update(self, other: RunReport) -> None:
        """Take on the values of `other`."""
        self.code, self.brief, self.paths, self.counts = other.code, other.brief, other.paths, other.counts

    @property
    def line(self) -> str:
        """One readable line: "a brief was made: 12 stories, 3 fresh, 0 failed, 14 excerpts …"."""
        what = ", ".join(f"{count} {name}" for name, count in self.counts.items())
        head = "a brief was made" if self.brief else "nothing new, no brief"
        return f"{head}: {what}" if what else head
