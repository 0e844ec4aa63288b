"""What one run is given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from generator import pipeline
from generator.jobs.archive import Archive
from generator.jobs.config import Job
from generator.jobs.running.telling import Tell
from generator.profile import Profile


@dataclass(frozen=True, slots=True)
class JobRun:
    """A job and all that one run of it works with."""

    job: Job
    profile: Profile
    archive: Archive
    now: dt.datetime
    """The moment of the run, with its time zone."""
    tell: Tell
    watch: pipeline.Watch
    is_dry: bool = False
    """Whether the run writes nothing."""

    @property
    def today(self) -> dt.date:
        """The day of the run in the job's time zone."""
        return self.now.astimezone(ZoneInfo(self.job.schedule.zone)).date()
