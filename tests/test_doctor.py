"""The doctor: what it finds on sound and on broken machines."""

from __future__ import annotations

import datetime as dt
import json
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
from generator.errors import BriefError
from generator.resources import TEMPLATES

CHECKOUT = Path(__file__).resolve().parent.parent
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
    assert not check.found.endswith(" 0 on this machine")


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
    assert "can be created" in check.found
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


# --- veraPDF, by a program of its name that answers as it does

_REPORT = """<?xml version="1.0" encoding="utf-8"?>
<report><jobs><job><item size="1"><name>x.pdf</name></item>
<validationReport profileName="{profile}" isCompliant="{compliant}">
<details passedRules="100" failedRules="{failed}" passedChecks="4321" failedChecks="{failed}">{rules}</details>
</validationReport></job></jobs></report>"""
_RULE = """<rule specification="ISO 14289-1:2014" clause="7.{n}" testNumber="1" status="failed" failedChecks="2">
<description>Figure tags shall include an alternative {n}</description></rule>"""


def verapdf(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """A PDF, and on the PATH a `verapdf` that runs the shell `script`."""
    program = folder / "bin" / "verapdf"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    (folder / "brief.pdf").write_bytes(b"%PDF-1.7")
    return folder / "brief.pdf"


def report(folder: Path, name: str, *, rules: int = 0) -> Path:
    """A report of veraPDF as a file."""
    text = _REPORT.format(
        profile=name,
        compliant="false" if rules else "true",
        failed=rules,
        rules="".join(_RULE.format(n=n) for n in range(1, rules + 1)),
    )
    (folder / f"{name}.xml").write_text(text, "utf-8")
    return folder / f"{name}.xml"


def test_verapdf_is_asked_for_both_claims(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is run with the file for PDF/A-3a and for PDF/UA-1, and what it finds sound is sound."""
    said = report(tmp_path, "sound")
    file = verapdf(tmp_path, monkeypatch, f'echo "$@" >> {tmp_path}/asked\ncat {said}')
    checks = doctor.judge(file)
    assert [(check.name, check.ok) for check in checks] == [("PDF/A-3a", True), ("PDF/UA-1", True)]
    assert "4321 checks" in checks[0].found
    asked = (tmp_path / "asked").read_text("utf-8").splitlines()
    assert asked == [f"--flavour {flavour} --format xml {file}" for flavour in ("3a", "ua1")]


def test_rules_that_verapdf_finds_broken_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clauses with their words, the first five of them; the other claim is not touched by it."""
    sound, broken = report(tmp_path, "sound"), report(tmp_path, "broken", rules=7)
    file = verapdf(tmp_path, monkeypatch, f'[ "$2" = ua1 ] && cat {broken} || cat {sound}; exit 1')
    archival, accessible = doctor.judge(file)
    assert archival.ok
    assert not accessible.ok
    assert "7.1: Figure tags shall include an alternative 1" in accessible.found
    assert "7.6" not in accessible.found
    assert "2 more rules" in accessible.found
    assert accessible.remedy


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("sleep 30", "did not finish within 1 seconds"),
        ("echo no report", "gave no report"),
        ("exec 2>&1; exit 7", "no report"),
    ],
)
def test_verapdf_that_does_not_answer_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, says: str
) -> None:
    """Nothing is claimed of a file that was not judged."""
    file = verapdf(tmp_path, monkeypatch, script)
    with pytest.raises(BriefError, match=says):
        doctor.judge(file, patience=1)


def test_a_file_that_verapdf_cannot_read_does_not_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report without a validation is a failed check with its last words."""
    file = verapdf(tmp_path, monkeypatch, "echo '<report><jobs/></report>'; echo 'not a PDF' >&2; exit 8")
    checks = doctor.judge(file)
    assert [check.ok for check in checks] == [False, False]
    assert "not a PDF" in checks[0].found


@pytest.mark.parametrize(("rules", "code"), [(0, 0), (1, 5)])
def test_the_command_says_what_verapdf_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rules: int, code: int
) -> None:
    """`brief doctor --verapdf` ends with 0 where the file is what it claims, with 5 where it is not."""
    file = verapdf(tmp_path, monkeypatch, f"cat {report(tmp_path, 'said', rules=rules)}")
    command = [sys.executable, "-m", "generator", "doctor", "--verapdf", str(file), "--format", "json"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=CHECKOUT)
    assert done.returncode == code, done.stderr
    assert [check["ok"] for check in json.loads(done.stdout)["checks"]] == [not rules] * 2


def test_the_command_without_verapdf_says_where_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1 and the remedy; a file that is not there is said first."""
    (tmp_path / "brief.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    for name, says in (("brief.pdf", "verapdf.org"), ("none.pdf", "no such file")):
        command = [sys.executable, "-m", "generator", "doctor", "--verapdf", str(tmp_path / name)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=CHECKOUT)
        assert done.returncode == 1
        assert says in done.stderr
