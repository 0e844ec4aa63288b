"""`brief templates`: copies of the shipped files to start one's own look from."""

from __future__ import annotations

from pathlib import Path

from test_cli import brief

from generator.resources import TEMPLATES


def test_all_templates_are_copied_and_work(tmp_path: Path) -> None:
    """A copy of everything is what is shipped, and a brief built with it is made by it."""
    done = brief("templates", "copy", "house", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    copied = {p.relative_to(tmp_path / "house").as_posix(): p for p in (tmp_path / "house").rglob("*") if p.is_file()}
    assert {"README.md", "brief.html.j2", "email.txt.j2", "css/print.css", "locale/fr.po"} <= copied.keys()
    assert all(place.read_bytes() == (TEMPLATES / name).read_bytes() for name, place in copied.items())
    listed = brief("templates", "list", cwd=tmp_path)
    assert listed.stdout.decode().split() == sorted(copied)


def test_only_what_is_named_is_copied_and_nothing_is_overwritten(tmp_path: Path) -> None:
    """Files and folders can be named; a file that is there stops the copy before anything is written."""
    assert brief("templates", "copy", "house", "locale", "css/print.css", cwd=tmp_path).returncode == 0
    kept = tmp_path / "house" / "css" / "print.css"
    kept.write_text("mine")
    again = brief("templates", "copy", "house", cwd=tmp_path)
    assert again.returncode == 73
    assert b"print.css" in again.stderr
    assert b"Nothing was copied" in again.stderr
    assert kept.read_text() == "mine"
    assert not (tmp_path / "house" / "brief.html.j2").exists()


def test_an_unknown_name_is_told_with_the_nearest(tmp_path: Path) -> None:
    """A slip of the pen costs a clear line and exit code 2."""
    done = brief("templates", "copy", "house", "css/prnt.css", cwd=tmp_path)
    assert done.returncode == 2
    assert "Did you mean 'css/print.css'?" in done.stderr.decode()


def test_an_error_in_a_copied_template_names_it_and_the_line(tmp_path: Path) -> None:
    """What somebody breaks in their copy is told by file and line, and nothing is written."""
    assert brief("templates", "copy", "house", "brief.md.j2", cwd=tmp_path).returncode == 0
    page = tmp_path / "house" / "brief.md.j2"
    page.write_text(page.read_text().replace("view.issue", "view.isue"))
    line = next(n for n, text in enumerate(page.read_text().splitlines(), 1) if "view.isue" in text)
    (tmp_path / "a.txt").write_text("Prime Minister Mark Carney said that Canada will stand with Ukraine.\n" * 3)
    done = brief("build", "a.txt", "--templates", "house", "-f", "md", "-o", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert f"brief.md.j2, line {line}" in done.stderr.decode()
    assert not list((tmp_path / "out").glob("*.md")) if (tmp_path / "out").exists() else True
