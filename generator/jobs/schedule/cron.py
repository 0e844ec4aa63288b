"""The job as one line of the user's crontab; all other lines are unchanged.

Cron uses the machine's time zone, and Debian's version knows no other (it has no CRON_TZ). A line for 05:30 in another
zone would be an hour off for half of the year. So the line starts `brief run --if-due` every quarter of an hour,
counted from the job's minute, and that command decides: today's time zones all differ by whole quarters of an hour, so
the job's time is always among them. It also makes up for a missed run as soon as the machine is up again.
"""

from __future__ import annotations

import datetime as dt
import shlex
from pathlib import Path

from generator.errors import OutputError, UsageError
from generator.jobs.schedule.entry import ScheduleEntry, require_plain
from generator.jobs.schedule.programs import ask
from generator.jobs.schedule.times import skipped_times

_MARK = "# brief schedule"  # a comment for the shell that cron starts; no other line ends like this
_INSTALL = "Install it (on Debian: apt-get install cron), or use --systemd."
_ALLOW = "Ask the administrator of this machine for access to cron (see `man crontab`), or use --systemd."
_NO_TABLE = "no crontab for"
_LONGEST = 990  # Debian's cron takes commands of up to 998 characters


def line(entry: ScheduleEntry, now: dt.datetime) -> str:
    """The line for the crontab, without a newline.

    Raises:
        UsageError: a path is too long for cron, or has characters that cron would change.
    """
    require_plain((*entry.command, str(entry.config)), forbidden="\\")
    words = shlex.join([*entry.command, "run", "--if-due", "--quiet"])
    command = f"{_escaped(words)} {_ending(entry.config)}"
    if len(command.encode()) > _LONGEST:
        raise UsageError("the command is too long for cron", remedy="Move the job's file to a shorter path.")
    times = (entry.job.schedule.at, *skipped_times(entry.job.schedule, now))
    minutes = sorted({(time.minute + quarter) % 60 for time in times for quarter in (0, 15, 30, 45)})
    return f"{','.join(map(str, minutes))} * * * * {command}"


def installed(config: Path) -> str:
    """The crontab's line for the job in `config`, "" if there is none."""
    return next((row for row in _table() if _is_ours(row, config)), "")


def install(entry: ScheduleEntry, now: dt.datetime) -> bool:
    """Add or replace the job's line in the crontab; return whether anything changed.

    Raises:
        BriefError: there is no cron.
        OutputError: cron does not accept the line; the crontab is unchanged.
    """
    rows, wanted = _table(), line(entry, now)
    if [row for row in rows if _is_ours(row, entry.config)] == [wanted]:
        return False
    _write([*(row for row in rows if not _is_ours(row, entry.config)), wanted])
    return True


def remove(config: Path) -> bool:
    """Remove the job's line from the crontab; return whether there was one."""
    rows = _table()
    others = [row for row in rows if not _is_ours(row, config)]
    if len(others) == len(rows):
        return False
    _write(others)
    return True


def _table() -> list[str]:
    """The lines of the user's crontab."""
    answer = ask("crontab", "-l", remedy=_INSTALL)
    if answer.code and _NO_TABLE not in answer.complaint:
        raise OutputError(f"the crontab cannot be read ({answer.complaint})", remedy=_ALLOW)
    return answer.printed.removesuffix("\n").split("\n") if answer.printed and not answer.code else []


def _write(rows: list[str]) -> None:
    answer = ask("crontab", "-", given="".join(f"{row}\n" for row in rows), remedy=_INSTALL)
    if answer.code:
        raise OutputError(f"the crontab cannot be written ({answer.complaint})", remedy=_ALLOW)


def _is_ours(row: str, config: Path) -> bool:
    """Whether a line starts the job in `config`, even if it is commented out."""
    return row.rstrip().endswith(f" {_ending(config)}")


def _ending(config: Path) -> str:
    return f"{_escaped(f'--config {shlex.quote(str(config))}')} {_MARK}"


def _escaped(words: str) -> str:
    """`words` with percent signs escaped: a bare one ends the command for cron."""
    return words.replace("%", r"\%")
