"""The doctor: what it finds on sound and on broken machines."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from generator import doctor
from generator.doctor import (
    Check,
    clock,
    disk_space,
    examine,
    fonts,
    language_pipeline,
    output_folder,
    python,
    rendering,
)
from generator.resources import TEMPLATES

NOW = dt.datetime(2025, 8, 15, 5, 0, tzinfo=dt.timezone(dt.timedelta(hours=-4)))


def test_a_machine_that_runs_the_tests_is_sound(tmp_path: Path) -> None:
    """Everything is there: no check fails, none has a remedy, and each says what it found."""
    checks = examine(tmp_path)
    assert [check for check in checks if not check.ok or check.remedy or not check.found] == []
    assert [check.name for check in checks] == [
        "Python",
        "PDF rendering",
        "fonts",
        "language pipeline",
        "French pipeline",
        "output folder",
        "disk space",
        "clock",
    ]


def test_every_finding_has_a_remedy_and_none_raises(tmp_path: Path) -> None:
    """With a pipeline that is not there and a file for a folder, the others are still checked."""
    (tmp_path / "file").touch()
    failed = {check.name: check for check in examine(tmp_path / "file" / "output", pipeline="/no/such") if not check.ok}
    assert set(failed) == {"language pipeline", "output folder"}
    assert all(check.remedy for check in failed.values())
    assert "/no/such" in failed["language pipeline"].found


def test_a_check_that_fails_itself_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a broken machine throws becomes a failed check with a remedy."""

    def broken(_: Path) -> Check:
        raise RuntimeError("the disk is on fire")

    monkeypatch.setattr(doctor, "disk_space", broken)
    (check,) = (check for check in examine(tmp_path) if check.name == "disk space")
    assert not check.ok
    assert "the disk is on fire" in check.found
    assert check.remedy


def test_an_old_python_is_named() -> None:
    """3.10 is too old, 3.11 is not."""
    assert not python((3, 10, 12)).ok
    assert "3.11" in python((3, 10, 12)).remedy
    assert python((3, 11, 0)).ok


@pytest.mark.parametrize(
    ("probe", "found", "remedy"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "SIGSEGV", "fonts-dejavu-core"),
        ("raise OSError('cannot load library libpango')", "libpango", "libpango-1.0-0"),
        ("raise SystemExit(3)", "no message", "libpango-1.0-0"),
    ],
)
def test_a_renderer_that_fails_is_told_apart(probe: str, found: str, remedy: str) -> None:
    """A crash points to the fonts, a failed import to Pango; this process lives on."""
    check = rendering(probe)
    assert not check.ok
    assert found in check.found
    assert remedy in check.remedy


def test_a_machine_without_fonts_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an empty font configuration both checks say to install a font."""
    (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    checks = {check.name: check for check in examine(tmp_path)}
    assert not checks["PDF rendering"].ok
    assert "fonts-dejavu-core" in checks["PDF rendering"].remedy


def test_fonts_are_counted_without_fontconfig_s_tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where `fc-list` is missing, files in the usual folders are counted."""
    (tmp_path / ".fonts").mkdir()
    (tmp_path / ".fonts" / "own.ttf").touch()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    check = fonts(TEMPLATES / "fonts")
    assert check.ok
    assert not check.found.endswith(" 0 on this system")


def test_missing_fonts_of_our_own_are_found(tmp_path: Path) -> None:
    """A damaged installation without the templates' fonts is told to reinstall."""
    check = fonts(tmp_path)
    assert not check.ok
    assert "Reinstall" in check.remedy


def test_the_pipeline_says_what_it_is() -> None:
    """Name, version, folder and components of the pipeline that is used."""
    check = language_pipeline("")
    assert check.ok
    assert check.found.startswith("en_")
    assert "parser" in check.found


def test_the_output_folder_is_not_made(tmp_path: Path) -> None:
    """A folder that can be made is sound, and examining does not make it."""
    check = output_folder(tmp_path / "new" / "output")
    assert check.ok
    assert "can be made" in check.found
    assert not (tmp_path / "new").exists()


def test_a_relative_output_folder_is_examined_where_it_would_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`output` counts from the folder that the command is started in."""
    monkeypatch.chdir(tmp_path)
    assert output_folder(Path("output")).ok
    (tmp_path / "output").touch()
    assert not output_folder(Path("output")).ok


def test_a_dangling_link_is_no_folder(tmp_path: Path) -> None:
    """A link that leads nowhere cannot be written through."""
    (tmp_path / "output").symlink_to(tmp_path / "nowhere")
    assert not output_folder(tmp_path / "output").ok


def test_disk_space_is_told() -> None:
    """The free space of the disk is said in GB."""
    assert "GB free" in disk_space(Path("output")).found


@pytest.mark.parametrize("zone", ["", "UTC", "America/Toronto", ":America/Toronto", "EST5EDT", "<-03>3"])
def test_a_right_clock_is_sound(zone: str) -> None:
    """Zones of the database and the POSIX form are known; the time is shown with its offset."""
    check = clock(NOW, zone)
    assert check.ok
    assert "2025-08-15 05:00-04:00" in check.found


def test_a_wrong_clock_or_zone_is_found() -> None:
    """A year before this software existed, and a zone that nobody knows."""
    assert "Set the clock" in clock(NOW.replace(year=1970), "").remedy
    check = clock(NOW, "Mars/Olympus")
    assert not check.ok
    assert "tzdata" in check.remedy


def test_examining_loads_no_renderer_here() -> None:
    """The check of the PDF renderer leaves WeasyPrint out of the process that asks."""
    script = "import sys; from generator.doctor import python; python((3, 11)); print('weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
