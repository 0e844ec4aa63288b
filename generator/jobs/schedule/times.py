"""When a job runs: its local time of day as moments in UTC.

Most clocks change twice a year. If a change skips the job's time, the job runs right after the change; if the time
occurs twice, the first counts. No function here looks at the clock.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from generator.jobs.config import DAYS, Schedule

_DAY = dt.timedelta(days=1)
_FIRST_WITHIN = dt.timedelta(hours=1)  # a job that never ran waits for its time instead of catching up
_CLOCK_WAS_WRONG = _DAY  # a run this far in the future was recorded by a clock that was wrong
_FORESEEN = 3653  # days to look ahead for skipped times: ten years


def moment(day: dt.date, schedule: Schedule) -> dt.datetime:
    """The moment, in UTC, at which the job runs on `day`: the first at which local clocks show its time or later."""
    zone = ZoneInfo(schedule.zone)
    wall = dt.datetime.combine(day, schedule.at)
    early, late = sorted(wall.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1))
    if not is_skipped(day, schedule):
        return early
    seconds = range(int((late - early).total_seconds()) + 1)

    def shown(after: int) -> dt.datetime:
        return (early + dt.timedelta(seconds=after)).astimezone(zone).replace(tzinfo=None, fold=0)

    return early + dt.timedelta(seconds=bisect_left(seconds, wall, key=shown))


def is_skipped(day: dt.date, schedule: Schedule) -> bool:
    """Whether a clock change skips the job's time on that `day`."""
    zone = ZoneInfo(schedule.zone)
    wall = dt.datetime.combine(day, schedule.at, zone)
    return wall.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != wall.replace(tzinfo=None)


def moments(schedule: Schedule, after: dt.datetime) -> Iterator[dt.datetime]:
    """The moments, in UTC and in order, at which the job runs after `after`."""
    day = after.astimezone(ZoneInfo(schedule.zone)).date() - _DAY
    while True:
        if DAYS[day.weekday()] in schedule.days and (time := moment(day, schedule)) > after:
            yield time
        day += _DAY


def latest(schedule: Schedule, now: dt.datetime) -> dt.datetime:
    """The latest moment, in UTC, at which the job was due, up to and including `now`."""
    day = now.astimezone(ZoneInfo(schedule.zone)).date() + _DAY
    while DAYS[day.weekday()] not in schedule.days or (time := moment(day, schedule)) > now:
        day -= _DAY
    return time


def is_due(schedule: Schedule, now: dt.datetime, last: dt.datetime | None) -> bool:
    """Whether the job is due `now` if its last good run began at `last`; both have a time zone.

    After any downtime, however long, it is due once. A job that never ran is due only at its time, within an hour. A
    `last` days in the future, recorded by a wrong clock, does not count.
    """
    time = latest(schedule, now)
    if last is None or last - now > _CLOCK_WAS_WRONG:
        return now - time < _FIRST_WITHIN
    return last < time


def skipped_times(schedule: Schedule, now: dt.datetime) -> tuple[dt.time, ...]:
    """The times of day, in UTC, at which the job runs on days of the coming years whose clock change skips its time."""
    today = now.astimezone(ZoneInfo(schedule.zone)).date()
    days = (today + dt.timedelta(days=ahead) for ahead in range(-1, _FORESEEN))
    return tuple(sorted({moment(day, schedule).time() for day in days if is_skipped(day, schedule)}))
