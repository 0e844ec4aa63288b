"""`brief schedule print`, `install`, `show` and `remove`."""

from __future__ import annotations

import datetime as dt
import os.path
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from generator.cli.console import emit, emit_json, log, set_up
from generator.cli.options import DEFAULT_CONFIG, Config, Format, OutputFormat, Systemd
from generator.errors import BriefError

if TYPE_CHECKING:
    from generator.jobs.schedule import ScheduleEntry

app = typer.Typer(help="The schedule: when `brief run` starts automatically.", no_args_is_help=True)

_NEXT = 3  # runs that are announced


@app.command("print", epilog="Example: brief schedule print --systemd")
def print_entry(config: Config = DEFAULT_CONFIG, systemd: Systemd = False) -> None:
    """Print the crontab line, or the systemd units.

    This is what `brief schedule install` would install.
    """
    set_up()
    from generator.jobs import schedule

    entry = _entry(config)
    if systemd:
        for name, text in schedule.systemd.units(entry, _now()).items():
            emit(f"# {schedule.systemd.folder() / name}\n{text}\n")
    else:
        emit(f"# {entry.when}; checked every 15 minutes, because cron uses the time zone of the machine\n")
        emit(schedule.cron.line(entry, _now()) + "\n")


@app.command("install", epilog="Example: brief schedule install --config morning.toml")
def install(config: Config = DEFAULT_CONFIG, systemd: Systemd = False) -> None:
    """Have cron or systemd start the job.

    Run this once, and again after you change the schedule or the name of the job. Other crontab lines and other units
    are not touched.
    """
    set_up()
    from generator.jobs import schedule

    entry = _entry(config)
    if systemd:
        is_changed = schedule.systemd.install(entry, _now())
        _take(schedule.cron.remove, entry.config)
        if not schedule.systemd.is_lingering():
            log.warning("The timer stops while you are logged out. To keep it running: loginctl enable-linger")
    else:
        is_changed = schedule.cron.install(entry, _now())
        _take(schedule.systemd.remove, entry.config)
    where = "systemd" if systemd else "cron"
    log.info("%s in %s: %s", "installed" if is_changed else "already installed", where, entry.when)
    for time in _ahead(entry):
        log.info("next run: %s", _local(entry, time))


@app.command("show", epilog="Example: brief schedule show --format json")
def show(config: Config = DEFAULT_CONFIG, shape: Format = OutputFormat.text) -> None:
    """Show what is installed, and the next runs.

    Also shows whether it is up to date with the job file.
    """
    set_up()
    from generator.jobs import schedule

    entry = _entry(config)
    cron = _installed(lambda: schedule.cron.installed(entry.config), lambda: schedule.cron.line(entry, _now()))
    units = _installed(
        lambda: dict(schedule.systemd.installed(entry.config)), lambda: dict(schedule.systemd.units(entry, _now()))
    )
    ahead = [{"local": _local(entry, time), "utc": f"{time:%Y-%m-%dT%H:%M:%SZ}"} for time in _ahead(entry)]
    if shape is OutputFormat.json:
        answer = {"config": str(entry.config), "when": entry.when, "cron": cron, "systemd": units, "next": ahead}
        emit_json(answer, indent=2)
        return
    emit(f"{entry.config}: {entry.when}\n")
    emit(f"  cron     {_told(cron)}\n  systemd  {_told(units)}\n")
    for run in ahead:
        emit(f"  next     {run['local']}\n")


@app.command("remove", epilog="Example: brief schedule remove --config morning.toml")
def remove(
    config: Config = DEFAULT_CONFIG,
    systemd: Annotated[
        bool | None, typer.Option("--systemd/--cron", help="Remove only this entry; by default both.")
    ] = None,
) -> None:
    """Remove the schedule entry. This works even if the job file no longer exists."""
    set_up()
    from generator.jobs import schedule

    path = _absolute(config)
    removers = {"cron": schedule.cron.remove, "systemd": schedule.systemd.remove}
    if systemd is not None:
        wanted = "systemd" if systemd else "cron"
        is_gone = {wanted: removers[wanted](path)}
    else:
        is_gone = {name: _take(remove, path) for name, remove in removers.items()}
    for name, gone in is_gone.items():
        if gone:
            log.info("removed from %s", name)
    if not any(is_gone.values()):
        log.info("nothing is installed for %s", path)


def _installed(found: Callable[[], Any], wanted: Callable[[], Any]) -> dict[str, Any]:
    """What a scheduler has installed for the job, and whether `install` would install the same now."""
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
    """Remove the job from a scheduler that this machine may not have."""
    try:
        return remove(path)
    except BriefError as error:
        log.debug("%s", error)
        return False


def _entry(config: Path) -> ScheduleEntry:
    from generator.jobs import config as jobs
    from generator.jobs import schedule

    path = _absolute(config)
    return schedule.ScheduleEntry(jobs.load(path), path, _command())


def _command() -> tuple[str, ...]:
    """The command that starts this program without a PATH: the script beside the interpreter, else the package."""
    script = Path(sys.executable).with_name("brief")
    return (str(script),) if script.is_file() else (sys.executable, "-m", "generator")


def _absolute(config: Path) -> Path:
    """The path of the job file, which identifies its entry; symbolic links in it are kept."""
    return Path(os.path.abspath(config))  # noqa: PTH100 - Path.absolute leaves ".." in, resolve follows links


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _ahead(entry: ScheduleEntry) -> list[dt.datetime]:
    from generator.jobs import schedule

    return list(islice(schedule.moments(entry.job.schedule, _now()), _NEXT))


def _local(entry: ScheduleEntry, time: dt.datetime) -> str:
    """A moment by the job's local clock, with its offset."""
    return time.astimezone(ZoneInfo(entry.job.schedule.zone)).isoformat(" ", "minutes")
