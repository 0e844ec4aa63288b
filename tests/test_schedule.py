"""The schedule: local wall clocks across their changes, one catch-up, and what cron and systemd are given."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.errors import BriefError, OutputError, UsageError
from generator.jobs import config, schedule
from generator.jobs.config import Schedule

UTC = dt.UTC
NOW = dt.datetime(2026, 3, 1, 12, tzinfo=UTC)
ZONES = (
    "America/Toronto",
    "Europe/Berlin",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Pacific/Apia",
    "UTC",
)
STORY_JOB = 'name = "{name}"\n[schedule]\nat = "{at}"\nzone = "{zone}"\n[[sources]]\nname = "x"\nfolder = "stories"\n'


def at(clock: str, zone: str, *days: str) -> Schedule:
    """A schedule for a time of day in a zone, every day unless some are named."""
    return Schedule.model_validate({"at": clock, "zone": zone, **({"days": days} if days else {})})


def utc(text: str) -> dt.datetime:
    """A moment in UTC ("2026-03-08 07:00")."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=UTC)


# -- moments ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "clock", "zone", "moment"),
    [
        ("2026-03-07", "05:30", "America/Toronto", "2026-03-07 10:30"),
        ("2026-03-08", "05:30", "America/Toronto", "2026-03-08 09:30"),  # the clocks went ahead at 02:00
        ("2026-11-01", "05:30", "America/Toronto", "2026-11-01 10:30"),  # back at 02:00
        ("2026-03-08", "02:30", "America/Toronto", "2026-03-08 07:00"),  # never shown
        ("2026-03-08", "02:00", "America/Toronto", "2026-03-08 07:00"),
        ("2026-03-08", "03:00", "America/Toronto", "2026-03-08 07:00"),
        ("2026-11-01", "01:30", "America/Toronto", "2026-11-01 05:30"),  # shown twice
        ("2026-11-01", "02:00", "America/Toronto", "2026-11-01 07:00"),
        ("2026-03-29", "05:30", "Europe/Berlin", "2026-03-29 03:30"),
        ("2026-10-25", "05:30", "Europe/Berlin", "2026-10-25 04:30"),
        ("2026-03-29", "02:30", "Europe/Berlin", "2026-03-29 01:00"),
        ("2026-10-25", "02:30", "Europe/Berlin", "2026-10-25 00:30"),
        ("2026-10-04", "02:10", "Australia/Lord_Howe", "2026-10-03 15:30"),  # half an hour ahead
        ("2026-04-24", "00:15", "Africa/Cairo", "2026-04-23 22:00"),  # midnight is never shown
        ("2011-12-30", "05:30", "Pacific/Apia", "2011-12-30 10:00"),  # a day that was left out
    ],
)
def test_moments_at_the_changes_of_the_clocks(day: str, clock: str, zone: str, moment: str) -> None:
    """A time that the clocks skip is run at the first moment after it; one that they show twice the first time."""
    assert schedule.moment(dt.date.fromisoformat(day), at(clock, zone)) == utc(moment)


@pytest.mark.parametrize(("zone", "changes"), [("America/Toronto", 1), ("Europe/Berlin", 1), ("Asia/Kathmandu", 0)])
def test_one_moment_for_each_day_of_a_year(zone: str, changes: int) -> None:
    """Over a year a daily job has 365 moments, each on its own local date; one day a year skips 02:30."""
    daily = at("02:30", zone)
    moments = list(islice(schedule.moments(daily, utc("2025-12-31 12:00")), 365))
    dates = [moment.astimezone(ZoneInfo(zone)).date() for moment in moments]
    assert dates == [dt.date(2026, 1, 1) + dt.timedelta(days=day) for day in range(365)]
    assert moments == sorted(set(moments))
    assert sum(schedule.is_skipped(date, daily) for date in dates) == changes


def test_only_the_named_days() -> None:
    """A job for working days rests on the others, by the calendar of its place and not by that of UTC."""
    weekdays = at("20:00", "America/Toronto", "mon", "tue", "wed", "thu", "fri")
    moments = list(islice(schedule.moments(weekdays, utc("2026-11-20 00:00")), 3))
    assert moments == [utc("2026-11-20 01:00"), utc("2026-11-21 01:00"), utc("2026-11-24 01:00")]


@settings(deadline=None)
@given(
    st.sampled_from(ZONES),
    st.times().map(lambda time: time.replace(second=0, microsecond=0)),
    st.dates(dt.date(2000, 1, 1), dt.date(2036, 12, 31)),
)
@example("America/Toronto", dt.time(2, 30), dt.date(2026, 3, 8))
def test_a_moment_is_the_first_that_shows_the_time(zone: str, clock: dt.time, day: dt.date) -> None:
    """At the moment the local clock shows the time or, where that is skipped, a later one; a second before, neither."""
    moment = schedule.moment(day, Schedule(at=clock, zone=zone))
    wall = dt.datetime.combine(day, clock)
    shown, before = (
        (moment - dt.timedelta(seconds=back)).astimezone(ZoneInfo(zone)).replace(tzinfo=None) for back in (0, 1)
    )
    assert before < wall <= shown
    assert (shown == wall) != schedule.is_skipped(day, Schedule(at=clock, zone=zone))


@settings(deadline=None)
@given(st.sampled_from(ZONES), st.datetimes(dt.datetime(2001, 1, 1), dt.datetime(2035, 1, 1)), st.integers(0, 1439))
def test_latest_and_next_have_nothing_between(zone: str, naive: dt.datetime, minute: int) -> None:
    """The last moment up to now and the first after it follow each other."""
    now, daily = naive.replace(tzinfo=UTC), Schedule(at=dt.time(minute // 60, minute % 60), zone=zone)
    last, following = schedule.latest(daily, now), next(schedule.moments(daily, now))
    assert last <= now < following
    assert next(schedule.moments(daily, last)) == following


# -- due or not ------------------------------------------------------------------------------------------------------


def ticks(start: str, *, hours: float, every: int = 15) -> Iterator[dt.datetime]:
    """What a scheduler does: a moment every so many minutes."""
    first = utc(start)
    return (first + dt.timedelta(minutes=every * tick) for tick in range(int(hours * 60 / every)))


def runs(daily: Schedule, times: Iterator[dt.datetime], last: dt.datetime | None) -> list[dt.datetime]:
    """When the job runs, if it is asked at `times` and every run succeeds."""
    ran = []
    for now in times:
        if schedule.is_due(daily, now, last):
            ran.append(now)
            last = now
    return ran


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("America/Toronto", "2026-03-05 12:00"),
        ("America/Toronto", "2026-10-29 12:00"),
        ("Europe/Berlin", "2026-03-26 12:00"),
        ("Europe/Berlin", "2026-10-22 12:00"),
    ],
)
@pytest.mark.parametrize("clock", ["05:30", "02:30", "01:30"])
def test_one_run_a_day_across_both_changes(zone: str, start: str, clock: str) -> None:
    """Asked every quarter of an hour for a week, a daily job runs seven times, each at its moment."""
    daily = at(clock, zone)
    ran = runs(daily, ticks(start, hours=7 * 24), utc(start))
    assert ran == list(islice(schedule.moments(daily, utc(start)), 7))


def test_one_catch_up_after_downtime() -> None:
    """After four days without power the job runs once, at once, and then at its time."""
    daily = at("05:30", "America/Toronto")
    ran = runs(daily, ticks("2026-11-05 15:00", hours=24), utc("2026-11-01 10:30"))
    assert ran == [utc("2026-11-05 15:00"), utc("2026-11-06 10:30")]


def test_a_job_that_never_ran_waits_for_its_time() -> None:
    """Installed in the afternoon, the job does not run before the next morning."""
    daily = at("05:30", "America/Toronto")
    assert runs(daily, ticks("2026-11-05 18:00", hours=24), None) == [utc("2026-11-06 10:30")]


def test_clock_back_an_hour_repeats_and_loses_nothing() -> None:
    """Where the machine's clock is put back after the run, the day has one run, and the next day its own."""
    daily = at("05:30", "America/Toronto")
    steps = [*ticks("2026-11-05 10:00", hours=1), *ticks("2026-11-05 10:00", hours=26)]
    assert runs(daily, iter(steps), utc("2026-11-04 10:30")) == [utc("2026-11-05 10:30"), utc("2026-11-06 10:30")]


def test_clock_that_was_years_ahead_does_not_stop_the_job() -> None:
    """A run that a wrong clock noted far in the future does not count once the clock is right."""
    daily = at("05:30", "America/Toronto")
    assert runs(daily, ticks("2026-11-05 12:00", hours=24), utc("2038-01-01 00:00")) == [utc("2026-11-06 10:30")]


@settings(deadline=None, max_examples=50)
@given(
    st.sampled_from(ZONES),
    st.integers(0, 1439),
    st.lists(st.integers(1, 3000), min_size=1, max_size=60),
    st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 12, 1)),
)
def test_however_often_it_is_asked_no_moment_counts_twice(
    zone: str, minute: int, gaps: list[int], start: dt.datetime
) -> None:
    """Between two runs there is always a moment, and no moment passes without a run at the next question."""
    daily = Schedule(at=dt.time(minute // 60, minute % 60), zone=zone)
    now = last = start.replace(tzinfo=UTC)
    for gap in gaps:
        now += dt.timedelta(minutes=gap)
        is_due = schedule.is_due(daily, now, last)
        assert is_due == (last < schedule.latest(daily, now))
        last = now if is_due else last
        assert not schedule.is_due(daily, now, last)


# -- the crontab -----------------------------------------------------------------------------------------------------

FAKE_CRONTAB = """#!/bin/sh
# A crontab in a file; like Debian's it complains where there is none.
table="$(dirname "$0")/table"
case "$1" in
-l) [ -e "$table" ] || { echo "no crontab for someone" >&2; exit 1; }; cat "$table" ;;
-) [ ! -e "$table.locked" ] || { echo "you ($(whoami)) are not allowed to use this program" >&2; exit 1; }
   echo write >>"$table.log"; cat >"$table" ;;
esac
"""


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that a fake `crontab` on the PATH keeps; it is not there yet."""
    folder = tmp_path / "bin"
    folder.mkdir()
    put_program(folder / "crontab", FAKE_CRONTAB)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return folder / "table"


def put_program(path: Path, text: str) -> None:
    """Write a script that can be started."""
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def entry_of(
    folder: Path,
    *,
    clock: str = "05:30",
    zone: str = "America/Toronto",
    name: str = "morning",
    command: str = "/b/brief",
) -> schedule.ScheduleEntry:
    """A job with its file in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "brief.toml"
    path.write_text(STORY_JOB.format(name=name, at=clock, zone=zone), encoding="utf-8")
    return schedule.ScheduleEntry(config.load(path), path, (command,))


def test_the_line_starts_the_job_by_absolute_paths(tmp_path: Path) -> None:
    """Cron has neither the PATH nor the folder of a shell: both program and file are named in full."""
    line = schedule.cron.line(entry_of(tmp_path / "jobs"), NOW)
    assert line.startswith("0,15,30,45 * * * * /b/brief run --if-due --quiet --config ")
    assert f"--config {tmp_path / 'jobs' / 'brief.toml'} #" in line


@settings(deadline=None, max_examples=60)
@given(
    zone=st.sampled_from(ZONES), machine=st.sampled_from(ZONES), minute=st.integers(0, 1439), skip=st.integers(0, 500)
)
@example(zone="America/Toronto", machine="UTC", minute=2 * 60 + 7, skip=7)
@example(zone="Asia/Kathmandu", machine="America/St_Johns", minute=5 * 60 + 31, skip=100)
def test_the_line_meets_every_moment_in_any_zone_of_the_machine(
    zone: str, machine: str, minute: int, skip: int
) -> None:
    """Whatever the machine's zone, cron starts the job in the very minute in which it is due."""
    job = config.parse(STORY_JOB.format(name="m", at=f"{minute // 60:02d}:{minute % 60:02d}", zone=zone))
    line = schedule.cron.line(schedule.ScheduleEntry(job, Path("/brief.toml"), ("/b/brief",)), NOW)
    minutes = set(map(int, line.partition(" ")[0].split(",")))
    days = (dt.date(2026, 3, 1) + dt.timedelta(days=skip + day) for day in range(30))
    moments = {schedule.moment(day, job.schedule).astimezone(ZoneInfo(machine)).minute for day in days}
    assert moments <= minutes


def test_install_twice_changes_once(table: Path, tmp_path: Path) -> None:
    """The second time there is nothing to do, and the crontab is not even written."""
    entry = entry_of(tmp_path / "jobs")
    assert schedule.cron.install(entry, NOW)
    assert not schedule.cron.install(entry, NOW)
    assert schedule.cron.installed(entry.config) == schedule.cron.line(entry, NOW)
    assert (table.parent / "table.log").read_text() == "write\n"


@pytest.mark.parametrize(
    "others",
    [
        b"",
        b"MAILTO=ops@example.org\n\n# nightly\n5 0 * * * $HOME/bin/daily >/dev/null 2>&1\n",
        b"# caf\xe9 in Latin-1, and no line break at the end\n* * * * * date +\\%d",
        b"0,15,30,45 * * * * /b/brief run --config /other/brief.toml # brief schedule\n",
        b"30 5 * * * brief run --config /mine # my own line\n\n\n",
    ],
)
def test_other_lines_stay_untouched(table: Path, tmp_path: Path, others: bytes) -> None:
    """Installing, changing and removing the job leaves every other byte of the crontab as it was."""
    table.write_bytes(others)
    whole = others if not others or others.endswith(b"\n") else others + b"\n"
    schedule.cron.install(entry_of(tmp_path / "jobs"), NOW)
    assert table.read_bytes().startswith(whole)
    entry = entry_of(tmp_path / "jobs", clock="06:07")
    assert schedule.cron.install(entry, NOW)
    assert table.read_bytes() == whole + schedule.cron.line(entry, NOW).encode() + b"\n"
    assert schedule.cron.remove(entry.config)
    assert table.read_bytes() == whole
    assert not schedule.cron.remove(entry.config)


def test_a_line_that_was_switched_off_is_replaced(table: Path, tmp_path: Path) -> None:
    """Installing again brings back a line that somebody put a "#" before."""
    entry = entry_of(tmp_path / "jobs")
    table.write_text(f"#{schedule.cron.line(entry, NOW)}\n", encoding="utf-8")
    assert schedule.cron.install(entry, NOW)
    assert table.read_text(encoding="utf-8") == f"{schedule.cron.line(entry, NOW)}\n"


def test_two_jobs_have_a_line_each(table: Path, tmp_path: Path) -> None:
    """Entries are told apart by the job's file, even where one path ends like the other."""
    one, two = entry_of(tmp_path / "a"), entry_of(tmp_path / "b" / "a")
    schedule.cron.install(one, NOW)
    schedule.cron.install(two, NOW)
    assert schedule.cron.remove(one.config)
    assert schedule.cron.installed(two.config)
    assert not schedule.cron.installed(one.config)


def test_paths_survive_the_shell_that_cron_starts(tmp_path: Path) -> None:
    """Spaces, quotes, dollars and percent signs of a path reach the program as they are."""
    seen = tmp_path / "seen"
    put_program(tmp_path / "show", f'#!/bin/sh\nprintf "%s\\n" "$@" >{seen}\n')
    folder = tmp_path / """50% o'clock "x" $HOME; rm #1"""
    line = schedule.cron.line(entry_of(folder, command=str(tmp_path / "show")), NOW)
    command = line.split(" ", 5)[5]
    assert "%" not in command.replace(r"\%", "")
    subprocess.run(["/bin/sh", "-c", command.replace(r"\%", "%")], check=True)
    assert seen.read_text().splitlines() == ["run", "--if-due", "--quiet", "--config", str(folder / "brief.toml")]


@pytest.mark.parametrize(
    "name", ["two\nlines", "back\\slash", "x" * 250 + "/" + "y" * 250 + "/" + "z" * 250 + "/" + "w" * 250]
)
def test_paths_that_cron_cannot_hold_are_refused(tmp_path: Path, name: str) -> None:
    """A path that would break the crontab is a mistake with a remedy, not a broken line."""
    good = entry_of(tmp_path / "jobs")
    with pytest.raises(UsageError, match=r"Move"):
        schedule.cron.line(schedule.ScheduleEntry(good.job, Path("/") / name / "brief.toml", good.command), NOW)


def test_who_may_not_use_cron_is_told(table: Path, tmp_path: Path) -> None:
    """A crontab that cannot be written is exit 73 with cron's own words, and stays as it was."""
    table.write_text("1 2 3 4 5 mine\n", encoding="utf-8")
    (table.parent / "table.locked").touch()
    with pytest.raises(OutputError, match="not allowed to use this program"):
        schedule.cron.install(entry_of(tmp_path / "jobs"), NOW)
    assert table.read_text(encoding="utf-8") == "1 2 3 4 5 mine\n"


def test_no_cron_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no cron, the error says how to get it or what else there is."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BriefError, match=r"`crontab` is not installed.*--systemd"):
        schedule.cron.install(entry_of(tmp_path / "jobs"), NOW)


# -- systemd ---------------------------------------------------------------------------------------------------------

FAKE_SYSTEMCTL = """#!/bin/sh
echo "$@" >>"$(dirname "$0")/asked"
[ ! -e "$(dirname "$0")/broken-$2" ] || { echo "Failed to connect to bus: No medium found" >&2; exit 1; }
"""


@pytest.fixture
def asked(table: Path) -> Path:
    """What a fake `systemctl` on the PATH was asked to do; `broken-VERB` beside it makes that verb fail."""
    put_program(table.parent / "systemctl", FAKE_SYSTEMCTL)
    put_program(table.parent / "loginctl", "#!/bin/sh\necho Linger=no\n")
    (table.parent / "asked").touch()
    return table.parent / "asked"


def test_units_install_once_and_go_without_a_trace(asked: Path, tmp_path: Path) -> None:
    """The timer is enabled and started; a second time no file changes; removing leaves nothing."""
    entry = entry_of(tmp_path / "jobs")
    assert schedule.systemd.install(entry, NOW)
    assert not schedule.systemd.install(entry, NOW)
    assert schedule.systemd.installed(entry.config) == schedule.systemd.units(entry, NOW)
    assert "--user enable brief-morning.timer" in asked.read_text().splitlines()
    assert "--user restart brief-morning.timer" in asked.read_text().splitlines()
    assert schedule.systemd.remove(entry.config)
    assert asked.read_text().splitlines()[-2:] == [
        "--user disable --now brief-morning.timer",
        "--user daemon-reload",
    ]
    assert not list(schedule.systemd.folder().iterdir())
    assert not schedule.systemd.remove(entry.config)


def test_units_of_a_job_that_was_renamed_are_replaced(asked: Path, tmp_path: Path) -> None:
    """A new name in the job's file moves its units; the old timer is stopped."""
    schedule.systemd.install(entry_of(tmp_path / "jobs"), NOW)
    schedule.systemd.install(entry_of(tmp_path / "jobs", name="evening"), NOW)
    assert sorted(path.name for path in schedule.systemd.folder().iterdir()) == [
        "brief-evening.service",
        "brief-evening.timer",
    ]
    assert "--user disable --now brief-morning.timer" in asked.read_text().splitlines()


def test_units_of_others_stay_untouched(asked: Path, tmp_path: Path) -> None:
    """A unit of the same name that belongs to another file, ours or anybody's, is not written over."""
    first = entry_of(tmp_path / "a")
    schedule.systemd.install(first, NOW)
    with pytest.raises(UsageError, match=r"brief-morning\.service: this unit already exists.*another `name`"):
        schedule.systemd.install(entry_of(tmp_path / "b"), NOW)
    assert schedule.systemd.installed(first.config) == schedule.systemd.units(first, NOW)
    foreign = schedule.systemd.folder() / "brief-other.timer"
    foreign.write_text("[Timer]\n", encoding="utf-8")
    schedule.systemd.remove(first.config)
    assert [path.name for path in schedule.systemd.folder().iterdir()] == ["brief-other.timer"]


@pytest.mark.parametrize("verb", ["daemon-reload", "enable", "restart"])
def test_units_are_as_they_were_where_systemd_does_not_answer(asked: Path, tmp_path: Path, verb: str) -> None:
    """A failed installation says why and puts back what was there: nothing, or the timer before."""
    broken = asked.parent / f"broken-{verb}"
    broken.touch()
    with pytest.raises(BriefError, match=r"No medium found.*--cron"):
        schedule.systemd.install(entry_of(tmp_path / "jobs"), NOW)
    assert not list(schedule.systemd.folder().glob("*"))
    broken.unlink()
    before = entry_of(tmp_path / "jobs")
    schedule.systemd.install(before, NOW)
    broken.touch()
    with pytest.raises(BriefError):
        schedule.systemd.install(entry_of(tmp_path / "jobs", clock="06:00"), NOW)
    assert schedule.systemd.installed(before.config) == schedule.systemd.units(before, NOW)


def needs(program: str) -> str:
    """The program's path; without it the test is skipped."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"`{program}` is not installed")
    return path


@pytest.mark.parametrize("folder", ["jobs", """50% o'clock "x" $HOME é"""])
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path, folder: str) -> None:
    """`systemd-analyze verify` accepts both units, whatever the path."""
    analyze = needs("systemd-analyze")
    entry = entry_of(tmp_path / folder, clock="02:30", command=shutil.which("true") or "/bin/true")
    paths: list[Path] = []
    for name, text in schedule.systemd.units(entry, NOW).items():
        paths.append(tmp_path / name)
        paths[-1].write_text(text, encoding="utf-8")
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}
    command = [analyze, "verify", "--user", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, check=False, text=True, env=environment)
    assert (done.returncode, done.stderr) == (0, "")


def elapses(analyze: str, calendar: str, base: dt.datetime, count: int) -> list[dt.datetime]:
    """When systemd would start a timer after `base`."""
    command = [analyze, "calendar", f"--base-time={base:%Y-%m-%d %H:%M:%S} UTC", f"--iterations={count}", calendar]
    told = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "TZ": "UTC", "LC_ALL": "C"}
    )
    rows = [row for row in told.stdout.splitlines() if "elapse:" in row or "Iter." in row]
    return [utc(" ".join(row.split()[-3:-1])) for row in rows]


@pytest.mark.parametrize("zone", ["America/Toronto", "Europe/Berlin"])
@pytest.mark.parametrize("clock", ["05:30", "02:30", "02:07", "01:30"])
@pytest.mark.parametrize("start", ["2026-03-05 12:00", "2026-03-26 12:00", "2026-10-22 12:00", "2026-10-29 12:00"])
def test_the_timer_meets_every_moment(tmp_path: Path, zone: str, clock: str, start: str) -> None:
    """As systemd reads it, the timer fires at each of the job's moments around both changes of the clocks.

    Asked at those times, the job runs once a day.
    """
    analyze = needs("systemd-analyze")
    entry = entry_of(tmp_path / "jobs", clock=clock, zone=zone)
    base = utc(start)
    fired = {
        moment
        for line in schedule.systemd.calendar(entry, base)
        for moment in elapses(analyze, line, base, 8)
        if moment < base + dt.timedelta(days=7)
    }
    moments = list(islice(schedule.moments(entry.job.schedule, base), 7))
    assert set(moments) <= fired
    assert runs(entry.job.schedule, iter(sorted(fired)), base) == moments


# -- the command -----------------------------------------------------------------------------------------------------


def brief(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder of its own."""
    command = [sys.executable, "-m", "generator", *arguments]
    environment = {**os.environ, "NO_COLOR": "1"}
    return subprocess.run(command, cwd=cwd, capture_output=True, check=False, text=True, env=environment)


def test_command_installs_shows_and_removes(table: Path, tmp_path: Path) -> None:
    """`brief schedule install`, `show` and `remove` do what they say, each as often as one likes."""
    entry = entry_of(tmp_path / "jobs")
    for said in ("installed in cron: 05:30 America/Toronto, every day", "already installed in cron"):
        done = brief("schedule", "install", cwd=tmp_path / "jobs")
        assert (done.returncode, done.stdout) == (0, "")
        assert said in done.stderr
    shown = json.loads(brief("schedule", "show", "--format", "json", cwd=tmp_path / "jobs").stdout)
    assert shown["cron"]["current"]
    assert shown["cron"]["installed"] == table.read_text(encoding="utf-8").strip()
    assert len(shown["next"]) == 3
    entry.config.write_text(STORY_JOB.format(name="m", at="06:07", zone="UTC"), encoding="utf-8")
    assert "out of date" in brief("schedule", "show", cwd=tmp_path / "jobs").stdout
    entry.config.unlink()
    assert "removed from cron" in brief("schedule", "remove", cwd=tmp_path / "jobs").stderr
    assert "nothing is installed" in brief("schedule", "remove", cwd=tmp_path / "jobs").stderr
    assert table.read_text(encoding="utf-8") == ""


def test_command_moves_a_job_from_cron_to_systemd(asked: Path, table: Path, tmp_path: Path) -> None:
    """A job is started by one of the two: installing it in the other takes it away; a user who logs out is warned."""
    entry_of(tmp_path / "jobs")
    brief("schedule", "install", cwd=tmp_path / "jobs")
    done = brief("schedule", "install", "--systemd", cwd=tmp_path / "jobs")
    assert done.returncode == 0
    assert "loginctl enable-linger" in done.stderr
    assert table.read_text(encoding="utf-8") == ""
    brief("schedule", "install", "--cron", cwd=tmp_path / "jobs")
    assert not list(schedule.systemd.folder().iterdir())


def test_command_prints_what_it_would_install(table: Path, tmp_path: Path) -> None:
    """`print` writes the line or the units to standard output and changes nothing."""
    entry_of(tmp_path / "jobs")
    assert "run --if-due --quiet --config" in brief("schedule", "print", cwd=tmp_path / "jobs").stdout
    assert "Persistent=true" in brief("schedule", "print", "--systemd", cwd=tmp_path / "jobs").stdout
    assert not table.exists()
    assert not schedule.systemd.folder().exists()


@pytest.mark.parametrize("verb", ["print", "install", "show"])
def test_command_refuses_a_wrong_job(table: Path, tmp_path: Path, verb: str) -> None:
    """A mistake in the job's file is exit 2 with file, line and key, and nothing is installed."""
    (tmp_path / "brief.toml").write_text(STORY_JOB.format(name="m", at="25:00", zone="UTC"), encoding="utf-8")
    done = brief("schedule", verb, cwd=tmp_path)
    assert done.returncode == 2
    assert "brief.toml:3: schedule.at: this is not a time of day" in done.stderr
    assert not table.exists()


def test_command_is_light() -> None:
    """What cron asks every quarter of an hour loads neither spaCy nor WeasyPrint nor sumy."""
    code = (
        "import sys, generator.cli.schedule, generator.jobs.schedule, generator.jobs.config\n"
        "sys.exit(bool({'spacy', 'weasyprint', 'sumy'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# -- the real cron ---------------------------------------------------------------------------------------------------

# In a namespace of its own: no crontab of this machine is seen or changed, and cron ends with the namespace.
IN_A_NAMESPACE = """
set -e
mount -t tmpfs none /run
mount -t tmpfs none /var/spool/cron
mkdir -m 1730 /var/spool/cron/crontabs
chgrp crontab /var/spool/cron/crontabs
mount -t tmpfs none /etc/cron.d
mount --bind /dev/null /etc/crontab
echo '# a line of my own' | crontab -
"$PYTHON" -c "$INSTALL" "$CONFIG" "$COMMAND"
crontab -l
exec cron -f
"""
INSTALL = """
import datetime as dt, pathlib, sys
from generator.jobs import config, schedule
path = pathlib.Path(sys.argv[1])
assert schedule.cron.install(schedule.ScheduleEntry(config.load(path), path, (sys.argv[2],)), dt.datetime.now(dt.UTC))
"""


def test_real_cron_starts_the_job(tmp_path: Path) -> None:
    """Debian's cron takes the installed line and starts the command in its minute, with the job's file."""
    needs("crontab")
    needs("cron")
    isolated = [needs("unshare"), "--mount", "--pid", "--fork", "--kill-child", "/bin/sh", "-c"]
    attempt = [*isolated, "mount -t tmpfs none /run"]
    if os.geteuid() or subprocess.run(attempt, capture_output=True, check=False).returncode:
        pytest.skip("the real cron can be tried only by root where namespaces may be made")
    seen, script = tmp_path / "seen", tmp_path / "brief"
    put_program(script, f'#!/bin/sh\nprintf "%s\\n" "$@" >{seen}.new\nmv {seen}.new {seen}\n')
    soon = dt.datetime.now(UTC) + dt.timedelta(seconds=65)  # its minute begins in five seconds at the earliest
    entry = entry_of(tmp_path / "50% of 'it'", clock=f"{soon:%H:%M}", zone="UTC")
    given = {"PYTHON": sys.executable, "INSTALL": INSTALL, "CONFIG": str(entry.config), "COMMAND": str(script)}
    with subprocess.Popen(
        [*isolated, IN_A_NAMESPACE], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=os.environ | given
    ) as cron:
        until = time.monotonic() + 100
        while not seen.exists() and cron.poll() is None and time.monotonic() < until:
            time.sleep(0.2)
        cron.kill()
        said = cron.communicate()[0].decode()
    assert seen.exists(), said
    assert seen.read_text().splitlines() == ["run", "--if-due", "--quiet", "--config", str(entry.config)]
    assert "# a line of my own" in said
