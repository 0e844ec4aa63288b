"""The job as a service and a timer of the user's systemd.

A timer knows time zones and makes up for a missed run (`Persistent`), but skips days on which a clock change skips its
time (systemd issue 5595). If that can happen, the timer has a second time, in UTC, for those days; on other days
`brief run --if-due` makes no second brief.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Mapping, Set
from pathlib import Path

from generator.errors import BriefError, OutputError, UsageError
from generator.jobs.schedule.entry import ScheduleEntry, require_plain
from generator.jobs.schedule.programs import ask
from generator.jobs.schedule.times import skipped_times

_PLAIN = re.compile(r"[A-Za-z0-9_./:=+-]+")
_MARK = "# brief schedule: "
_REMOVE_AGAIN = "Check the permissions of that folder, then run `brief schedule remove` again."
_INSTALL = "This machine has no systemd: use cron instead (--cron)."
_NO_MANAGER = "Log in as this user directly (not with su or sudo), or use cron instead (--cron)."

_SERVICE = """\
{mark}
# Made by `brief schedule install`, which also replaces it.
[Unit]
Description=Briefing notes: the job {name}

[Service]
Type=oneshot
ExecStart={command}
SuccessExitStatus=3 4 75
Nice=10
"""
# 3: published, but something was missing; 4: nothing new; 75: another run is under way. None of them is a failure.

_TIMER = """\
{mark}
# Made by `brief schedule install`, which also replaces it.
[Unit]
Description=Briefing notes: when the job {name} runs

[Timer]
{times}
Persistent=true
AccuracySec=1s

[Install]
WantedBy=timers.target
"""


def units(entry: ScheduleEntry, now: dt.datetime) -> Mapping[str, str]:
    """File name → text of the service and the timer.

    Raises:
        UsageError: a path has characters that a unit cannot contain.
    """
    name, mark = entry.job.name, f"{_MARK}{entry.config}"
    require_plain(entry.command, forbidden="$")  # systemd does not expand variables in the program's path
    require_plain((str(entry.config),))
    words = (*entry.command, "run", "--if-due", "--config", str(entry.config))
    command = " ".join(_quoted(word) for word in words)
    times = "\n".join(f"OnCalendar={time}" for time in calendar(entry, now))
    return {
        f"brief-{name}.service": _SERVICE.format(mark=mark, name=name, command=command),
        f"brief-{name}.timer": _TIMER.format(mark=mark, name=name, times=times),
    }


def calendar(entry: ScheduleEntry, now: dt.datetime) -> tuple[str, ...]:
    """The job's times in systemd's notation."""
    schedule = entry.job.schedule
    skipped = (f"*-*-* {time:%H:%M:%S} UTC" for time in skipped_times(schedule, now))
    return (f"{','.join(entry.days)} *-*-* {schedule.at:%H:%M}:00 {schedule.zone}", *skipped)


def folder() -> Path:
    """The folder of the user's units."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"


def installed(config: Path) -> Mapping[str, str]:
    """File name → text of the units for the job in `config`, in order; empty if there are none."""
    try:
        found = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder().glob("brief-*.*"))}
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"the units cannot be read ({error})", where=str(folder())) from error
    return {name: text for name, text in found.items() if text.startswith(f"{_MARK}{config}\n")}


def install(entry: ScheduleEntry, now: dt.datetime) -> bool:
    """Write or replace the job's units and start the timer; return whether a file changed.

    Raises:
        BriefError: systemd does not respond; the units are unchanged.
        UsageError: a job from another file has the same name.
        OutputError: the units cannot be written.
    """
    wanted, before = units(entry, now), installed(entry.config)
    _require_free(wanted.keys() - before.keys(), entry)
    _systemctl("daemon-reload")
    try:
        _put(wanted, instead_of=before)
        _start(entry)
    except BriefError:
        _put(before, instead_of=wanted)
        raise
    return wanted != before


def remove(config: Path) -> bool:
    """Stop the job's timer and remove its units; return whether there were any."""
    before = installed(config)
    _drop(before.keys())
    if before:
        _systemctl("daemon-reload")
    return bool(before)


def is_lingering() -> bool:
    """Whether the user's timers also run while the user is not logged in."""
    answer = ask("loginctl", "show-user", str(os.getuid()), "--property=Linger", remedy=_INSTALL)
    return answer.printed.strip() == "Linger=yes"


def _start(entry: ScheduleEntry) -> None:
    """Have systemd read the units and start the timer; a running timer takes on its new times."""
    timer = f"brief-{entry.job.name}.timer"
    _systemctl("daemon-reload")
    _systemctl("enable", timer)
    _systemctl("restart", timer)


def _require_free(names: Set[str], entry: ScheduleEntry) -> None:
    for name in sorted(names):
        if (folder() / name).exists():
            raise UsageError(
                f"this unit already exists, for a file other than {entry.config}",
                where=str(folder() / name),
                remedy="Give this job another `name`, or remove that unit first.",
            )


def _put(wanted: Mapping[str, str], *, instead_of: Mapping[str, str]) -> None:
    """Replace the units `instead_of` by those `wanted`."""
    _drop(instead_of.keys() - wanted.keys())
    try:
        folder().mkdir(parents=True, exist_ok=True)
        for name, text in wanted.items():
            (folder() / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"the units cannot be written ({error.strerror})", where=str(folder()), remedy="Check the folder."
        ) from error


def _drop(names: Set[str]) -> None:
    """Stop the timers and delete the files of the units with these names."""
    for name in sorted(names):
        if name.endswith(".timer"):
            ask("systemctl", "--user", "disable", "--now", name, remedy=_INSTALL)
        try:
            (folder() / name).unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(
                f"the unit cannot be removed ({error.strerror})", where=str(folder() / name), remedy=_REMOVE_AGAIN
            ) from error


def _systemctl(*words: str) -> None:
    answer = ask("systemctl", "--user", *words, remedy=_INSTALL)
    if answer.code:
        raise BriefError(f"`systemctl --user {' '.join(words)}` failed ({answer.complaint})", remedy=_NO_MANAGER)


def _quoted(word: str) -> str:
    """A word of a command line, quoted for a unit."""
    if _PLAIN.fullmatch(word):
        return word
    doubled = word.replace("%", "%%").replace("$", "$$").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{doubled}"'
