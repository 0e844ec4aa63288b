"""`brief schedule print`, `install`, `show` and `remove`."""

from __future__ import annotations

import datetime as dt
import json
import os.path
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from generator.cli.app import emit
from generator.cli.console import log
from generator.errors import BriefError
from generator.jobs import config as jobs
from generator.jobs import schedule

_NEXT = 3  # runs that are told ahead


def run_print(config: Path, *, systemd: bool) -> None:
    """Print what `install` would install."""
    entry = _entry(config)
    if systemd:
        for name, text in schedule.systemd.units(entry, _now()).items():
            emit(f"# {schedule.systemd.folder() / name}\n{text}\n")
    else:
        emit(f"# {entry.when}; asked every quarter of an hour, because cron keeps to the machine's time zone\n")
        emit(schedule.cron.line(entry, _now()) + "\n")


def run_install(config: Path, *, systemd: bool) -> None:
    """Hand the job to one of the two, and take it from the other."""
    entry = _entry(config)
    if systemd:
        is_changed = schedule.systemd.install(entry, _now())
        _take(schedule.cron.remove, entry.config)
        if not schedule.systemd.is_lingering():
            log.warning("The timer rests while you are not logged in. To change that: loginctl enable-linger")
    else:
        is_changed = schedule.cron.install(entry, _now())
        _take(schedule.systemd.remove, entry.config)
    where = "systemd" if systemd else "cron"
    log.info("%s in %s: %s", "installed" if is_changed else "already installed", where, entry.when)
    for time in _ahead(entry):
        log.info("will run on %s", _local(entry, time))


def run_remove(config: Path, *, systemd: bool | None) -> None:
    """Take the job from one of the two, or from both; the file itself may be gone."""
    path = _absolute(config)
    wanted = {"cron": schedule.cron.remove, "systemd": schedule.systemd.remove}
    if systemd is not None:
        kept = "systemd" if systemd else "cron"
        is_gone = {kept: wanted[kept](path)}
    else:
        is_gone = {name: _take(remove, path) for name, remove in wanted.items()}
    for name, gone in is_gone.items():
        if gone:
            log.info("removed from %s", name)
    if not any(is_gone.values()):
        log.info("nothing is installed for %s", path)


def run_show(config: Path, *, shape: str) -> None:
    """Print what is installed, whether it is up to date, and the next runs."""
    entry = _entry(config)
    cron = _installed(lambda: schedule.cron.installed(entry.config), lambda: schedule.cron.line(entry, _now()))
    units = _installed(
        lambda: dict(schedule.systemd.installed(entry.config)), lambda: dict(schedule.systemd.units(entry, _now()))
    )
    ahead = [{"local": _local(entry, time), "utc": f"{time:%Y-%m-%dT%H:%M:%SZ}"} for time in _ahead(entry)]
    if shape == "json":
        answer = {"config": str(entry.config), "when": entry.when, "cron": cron, "systemd": units, "next": ahead}
        emit(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
        return
    emit(f"{entry.config}: {entry.when}\n")
    emit(f"  cron     {_told(cron)}\n  systemd  {_told(units)}\n")
    for run in ahead:
        emit(f"  next     {run['local']}\n")


def _installed(found: Callable[[], Any], wanted: Callable[[], Any]) -> dict[str, Any]:
    """What one scheduler has of the job, and whether that is what `install` would install now."""
    try:
        there = found()
    except BriefError as error:
        return {"installed": None, "current": False, "why": error.what}
    return {"installed": there or None, "current": bool(there) and there == wanted(), "why": ""}


def _told(state: dict[str, Any]) -> str:
    if not state["installed"]:
        return f"not installed ({state['why']})" if state["why"] else "not installed"
    there = state["installed"] if isinstance(state["installed"], str) else ", ".join(state["installed"])
    return there if state["current"] else f"{there}\n           out of date: run `brief schedule install` again"


def _take(remove: Callable[[Path], bool], path: Path) -> bool:
    """Remove the job from a scheduler that may not even be on this machine."""
    try:
        return remove(path)
    except BriefError as error:
        log.debug("%s", error)
        return False


def _entry(config: Path) -> schedule.ScheduleEntry:
    path = _absolute(config)
    return schedule.ScheduleEntry(jobs.load(path), path, _command())


def _command() -> tuple[str, ...]:
    """What starts this program without a PATH: the script beside the interpreter, else the package."""
    script = Path(sys.executable).with_name("brief")
    return (str(script),) if script.is_file() else (sys.executable, "-m", "generator")


def _absolute(config: Path) -> Path:
    """The path of the job's file, which tells its entry from others; a symbolic link in it stays one."""
    return Path(os.path.abspath(config))  # noqa: PTH100 - Path.absolute leaves ".." in, resolve follows links


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _ahead(entry: schedule.ScheduleEntry) -> list[dt.datetime]:
    return list(islice(schedule.moments(entry.job.schedule, _now()), _NEXT))


def _local(entry: schedule.ScheduleEntry, time: dt.datetime) -> str:
    """A moment by the clocks of the job's place, with their offset."""
    return time.astimezone(ZoneInfo(entry.job.schedule.zone)).isoformat(" ", "minutes")
