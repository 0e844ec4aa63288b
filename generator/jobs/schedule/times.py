"""When a job runs: a time of day as the clocks of its place show it, as moments in UTC.

The clocks of a place jump twice a year. A time that they skip is run at the first moment after it; of a time that they
show twice the first one counts. Everything here is arithmetic on moments that are handed in.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from generator.jobs.config import DAYS, Schedule

_DAY = dt.timedelta(days=1)
_FIRST_WITHIN = dt.timedelta(hours=1)  # a job that never ran waits for its time: it does not catch up on the past
_CLOCK_WAS_WRONG = _DAY  # a run so far in the future was noted by a clock that has been put right since
_FORESEEN = 3653  # days for which skipped times are looked up: ten years


def moment(day: dt.date, schedule: Schedule) -> dt.datetime:
    """The moment, in UTC, at which the job of `day` runs: the first at which the clocks show its time or later."""
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
    """Whether the clocks never show the job's time on that `day`."""
    zone = ZoneInfo(schedule.zone)
    wall = dt.datetime.combine(day, schedule.at, zone)
    return wall.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != wall.replace(tzinfo=None)


def moments(schedule: Schedule, after: dt.datetime) -> Iterator[dt.datetime]:
    """The moments, in UTC and in order, at which the job runs, from the first one that is later than `after`."""
    day = after.astimezone(ZoneInfo(schedule.zone)).date() - _DAY
    while True:
        if DAYS[day.weekday()] in schedule.days and (time := moment(day, schedule)) > after:
            yield time
        day += _DAY


def latest(schedule: Schedule, now: dt.datetime) -> dt.datetime:
    """The last moment, in UTC, at which the job was to run, `now` included."""
    day = now.astimezone(ZoneInfo(schedule.zone)).date() + _DAY
    while DAYS[day.weekday()] not in schedule.days or (time := moment(day, schedule)) > now:
        day -= _DAY
    return time


def is_due(schedule: Schedule, now: dt.datetime, last: dt.datetime | None) -> bool:
    """Whether the job is to run `now`, when its last run that counts began at `last`; both are aware moments.

    After any downtime, however long, it is due once. A job that never ran is due only at its time, within an hour. A
    `last` that lies days in the future, which a wrong clock has left behind, does not count.
    """
    time = latest(schedule, now)
    if last is None or last - now > _CLOCK_WAS_WRONG:
        return now - time < _FIRST_WITHIN
    return last < time


def skipped_times(schedule: Schedule, now: dt.datetime) -> tuple[dt.time, ...]:
    """The times of day, in UTC, at which the job runs on those days of the coming years that skip its time."""
    today = now.astimezone(ZoneInfo(schedule.zone)).date()
    days = (today + dt.timedelta(days=ahead) for ahead in range(-1, _FORESEEN))
    return tuple(sorted({moment(day, schedule).time() for day in days if is_skipped(day, schedule)}))
