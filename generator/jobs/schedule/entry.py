"""What cron and systemd need to know: which command runs which job's file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.errors import UsageError
from generator.jobs.config import DAYS, Job


@dataclass(frozen=True, slots=True)
class ScheduleEntry:
    """A job with its file and the command that starts it."""

    job: Job
    config: Path
    """Absolute path of the job's file, which identifies the entry."""
    command: tuple[str, ...]
    """The absolute path of the program `brief`, with anything that must precede its options."""

    @property
    def days(self) -> tuple[str, ...]:
        """The days of the week on which the job runs, in order ("Mon", "Tue" …)."""
        return tuple(day.capitalize() for day in DAYS if day in self.job.schedule.days)

    @property
    def when(self) -> str:
        """The job's times in words: "05:30 America/Toronto, Mon Tue Wed"."""
        schedule = self.job.schedule
        days = "every day" if len(self.days) == len(DAYS) else " ".join(self.days)
        return f"{schedule.at:%H:%M} {schedule.zone}, {days}"


def require_plain(words: tuple[str, ...], forbidden: str = "") -> None:
    """Refuse a command with characters that the scheduler's file cannot contain.

    Raises:
        UsageError: naming the word.
    """
    for word in words:
        if not word.isprintable() or any(char in forbidden for char in word):
            raise UsageError(
                "this path has characters that a schedule cannot contain",
                where=repr(word),
                remedy="Move or rename the file or folder.",
            )
