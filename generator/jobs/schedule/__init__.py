"""When a job runs, and how cron or systemd is made to start it.

`is_due` decides: both only start `brief run --if-due`, more often than needed rather than less, so that the local wall
clock holds across changes of the clocks, a missed run is made up for once, and no run comes twice.
"""

from __future__ import annotations

from generator.jobs.schedule import cron, systemd
from generator.jobs.schedule.entry import ScheduleEntry
from generator.jobs.schedule.times import is_due, is_skipped, latest, moment, moments, skipped_times

__all__ = ["ScheduleEntry", "cron", "is_due", "is_skipped", "latest", "moment", "moments", "skipped_times", "systemd"]
