"""When a job runs, and how to have cron or systemd start it.

Both start `brief run --if-due`, more often than needed, and `is_due` decides. In this way jobs keep local time through
clock changes, a missed run is made up for once, and no run happens twice.
"""

from __future__ import annotations

from generator.jobs.schedule import cron, systemd
from generator.jobs.schedule.entry import ScheduleEntry
from generator.jobs.schedule.times import is_due, is_skipped, latest, moment, moments, skipped_times

__all__ = ["ScheduleEntry", "cron", "is_due", "is_skipped", "latest", "moment", "moments", "skipped_times", "systemd"]
