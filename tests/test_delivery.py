"""Delivery: whole files or none, names that are safe anywhere."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.delivery import file_name, write
from generator.errors import OutputError

OLD = {"a.pdf": b"old pdf", "a.json": b"old json"}
NEW = {"manifest.json": b"new manifest", "a.pdf": b"new pdf" * 1000, "a.json": b"new json"}
CALLS = ("mkdir", "open", "write", "fsync", "replace")


def contents(folder: Path) -> dict[str, bytes]:
    """Everything in `folder`, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class FaultyDisk:
    """Stands in for calls of `os`: they work until the `at`-th one, which fails with `code`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, at: int = 0, code: int = errno.ENOSPC) -> None:
        self.at, self.code, self.log = at, code, list[tuple[str, Any]]()
        for name in CALLS:
            monkeypatch.setattr(os, name, self.counted(name, getattr(os, name)))

    def counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """The call `real`, logged, failing when its turn comes."""

        def call(*args: Any, **options: Any) -> Any:
            self.log.append((name, args))
            if len(self.log) == self.at:
                path = () if isinstance(args[0], int) else (str(args[0]),)  # a call on an open file names none
                raise OSError(self.code, os.strerror(self.code), *path)
            return real(*args, **options)

        return call


def test_files_are_written_and_named_in_order(tmp_path: Path) -> None:
    """Content arrives as given, in a folder made on the way, readable as the umask says, and nothing else is there."""
    folder = tmp_path / "deep" / "output"
    paths = write(NEW, folder)
    assert [path.name for path in paths] == list(NEW)
    assert contents(folder) == NEW
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(paths[0].stat().st_mode) == 0o666 & ~mask


def test_all_is_written_and_synced_before_the_first_rename_and_the_manifest_comes_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file is written and synced, then all renames follow, the manifest's last, then the folder is synced."""
    with monkeypatch.context() as patch:
        disk = FaultyDisk(patch)
        write(NEW, tmp_path)
    names = [name for name, _ in disk.log if name in {"write", "fsync", "replace"}]
    assert names == ["write", "fsync"] * 3 + ["replace"] * 3 + ["fsync"]
    assert [Path(args[1]).name for name, args in disk.log if name == "replace"] == ["a.pdf", "a.json", "manifest.json"]


def calls_of_a_sound_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the calls that writing NEW over OLD makes, after which OLD is back."""
    with monkeypatch.context() as patch:
        disk = FaultyDisk(patch)
        write(NEW, folder)
    (folder / "manifest.json").unlink()
    write(OLD, folder)
    return [name for name, _ in disk.log]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_fault_at_any_call_before_the_renames_leaves_the_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Whichever call fails, the old brief is intact, no temporary file stays, and the error names folder and remedy."""
    write(OLD, tmp_path)
    calls = calls_of_a_sound_run(tmp_path, monkeypatch)
    moments = [at for at, name in enumerate(calls[: calls.index("replace")], 1) if name != "mkdir"]
    assert len(moments) == 1 + 3 * len(NEW)  # the folder is opened; then open, write, fsync for each
    for at in moments:
        with monkeypatch.context() as patch:
            FaultyDisk(patch, at=at, code=code)
            with pytest.raises(OutputError, match="cannot be written") as caught:
                write(NEW, tmp_path)
        assert contents(tmp_path) == OLD
        assert caught.value.exit_code == 73
        assert caught.value.where == str(tmp_path)
        assert caught.value.remedy


def test_a_fault_between_the_renames_mixes_no_file_and_keeps_the_old_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a rename itself fails, each file is wholly old or wholly new and the manifest still speaks for the old."""
    old = OLD | {"manifest.json": b"old manifest"}
    write(old, tmp_path)
    calls = calls_of_a_sound_run(tmp_path, monkeypatch)
    last = len(calls) - calls[::-1].index("replace")
    write(old, tmp_path)
    with monkeypatch.context() as patch:
        FaultyDisk(patch, at=last, code=errno.EIO)
        with pytest.raises(OutputError):
            write(NEW, tmp_path)
    assert contents(tmp_path) == NEW | {"manifest.json": b"old manifest"}


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that takes a few bytes at a time still gets the whole file."""
    real = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda handle, content: real(handle, content[:7]))
        write({"a.pdf": b"0123456789" * 5}, tmp_path)
    assert contents(tmp_path) == {"a.pdf": b"0123456789" * 5}


def test_a_real_limit_leaves_the_old_files(tmp_path: Path) -> None:
    """The kernel's own refusal in the middle of a file (here a limit on its size) is met like a full disk."""
    write(OLD, tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(OutputError, match="ulimit"):
            write({"a.pdf": b"x", "a.json": b"x" * 20_000}, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert contents(tmp_path) == OLD


def test_a_really_full_disk_leaves_the_old_files(tmp_path: Path) -> None:
    """On a disk with 64 kB, a brief that does not fit leaves the old one and says to free some space."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can only be mounted by root, outside of a locked-down container")
    try:
        write(OLD, tmp_path)
        with pytest.raises(OutputError, match="Free some space"):
            write({"a.pdf": b"x" * 20_000, "a.json": b"x" * 60_000}, tmp_path)
        assert contents(tmp_path) == OLD
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_killed_run_leaves_whole_files_and_the_next_one_sweeps_up(tmp_path: Path) -> None:
    """After kill -9 at many moments every file is whole, old or new; the next run leaves no temporary file."""
    big = 300_000
    script = (
        "import sys; from pathlib import Path; from generator.delivery import write\n"
        f"print('ready', flush=True); sys.stdin.readline()\n"
        f"for n in range(10**9): write({{f'{{i}}.pdf': bytes([n % 256]) * {big} for i in range(3)}}, Path(sys.argv[1]))"
    )
    write({f"{number}.pdf": b"\xff" * big for number in range(3)}, tmp_path)
    for moment in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            assert child.stdin is not None
            child.stdout.readline()
            child.stdin.write(b"\n")
            child.stdin.flush()
            time.sleep(0.003 + 0.004 * moment)
            child.kill()
        for number in range(3):
            content = (tmp_path / f"{number}.pdf").read_bytes()
            assert len(content) == big
            assert len(set(content)) == 1
    write(OLD, tmp_path)
    assert sorted(contents(tmp_path)) == ["0.pdf", "1.pdf", "2.pdf", "a.json", "a.pdf"]


def test_a_dead_run_s_leavings_are_swept_and_other_files_stay(tmp_path: Path) -> None:
    """Only our temporary names are removed."""
    (tmp_path / ".brief-0123.tmp").write_bytes(b"half")
    (tmp_path / "notes.tmp").write_bytes(b"the user's own")
    write({"a.pdf": b"x"}, tmp_path)
    assert contents(tmp_path) == {"a.pdf": b"x", "notes.tmp": b"the user's own"}


def test_two_runs_at_once_do_not_mix_their_files(tmp_path: Path) -> None:
    """When both have ended, all files are of the same run."""
    script = (
        "import sys; from pathlib import Path; from generator.delivery import write\n"
        "for n in range(10): write({f'{i}.pdf': sys.argv[2].encode() for i in range(10)}, Path(sys.argv[1]))"
    )
    writers = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path), name]) for name in ("one", "two")]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    assert len(set(contents(tmp_path).values())) == 1
    assert len(contents(tmp_path)) == 10


def test_a_folder_that_cannot_be_locked_is_written_and_not_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On network folders without locks a temporary file may be another run's: it stays."""

    def refuse(_: int, __: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    (tmp_path / ".brief-1.tmp").write_bytes(b"another run's")
    monkeypatch.setattr(fcntl, "flock", refuse)
    write(OLD, tmp_path)
    assert contents(tmp_path) == OLD | {".brief-1.tmp": b"another run's"}


def test_where_folders_cannot_be_opened_a_file_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows the lock is a file in the folder; it stays, and nobody takes it for a temporary one."""
    monkeypatch.delattr(os, "O_DIRECTORY")
    write(OLD, tmp_path)
    write(OLD, tmp_path)
    assert contents(tmp_path) == OLD | {".brief-lock": b""}


def test_a_lock_that_fails_otherwise_is_an_output_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails under the lock is told like any other fault."""

    def fail(_: int, __: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(fcntl, "flock", fail)
    with pytest.raises(OutputError):
        write(OLD, tmp_path)
    assert contents(tmp_path) == {}


def test_a_folder_that_cannot_be_synced_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some file systems cannot sync a folder; the files are synced and that must do."""
    real = os.fsync

    def sync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        real(handle)

    monkeypatch.setattr(os, "fsync", sync)
    write(OLD, tmp_path)
    assert contents(tmp_path) == OLD


def test_a_symbolic_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    """Nothing is written through a link that somebody laid under a file's name, even one to a folder."""
    secret = tmp_path / "secret"
    secret.write_bytes(b"keep me")
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / "a.pdf").symlink_to(secret)
    (folder / "a.json").symlink_to(tmp_path, target_is_directory=True)
    write({"a.pdf": b"new", "a.json": b"new"}, folder)
    assert secret.read_bytes() == b"keep me"
    assert not (folder / "a.pdf").is_symlink()
    assert contents(folder) == {"a.pdf": b"new", "a.json": b"new"}


def test_a_file_in_the_folder_s_place_is_an_output_error(tmp_path: Path) -> None:
    """A file where the folder or one of its parents should be is named, with a remedy."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="--output"):
        write({"a.pdf": b"x"}, tmp_path / "file")
    with pytest.raises(OutputError, match="is a file: choose another folder"):
        write({"a.pdf": b"x"}, tmp_path / "file" / "below")


def test_a_folder_in_a_file_s_place_is_found_before_anything_changes(tmp_path: Path) -> None:
    """A folder named like the last file stops the run while all files are still the old ones."""
    write(OLD, tmp_path)
    (tmp_path / "z.md").mkdir()
    with pytest.raises(OutputError, match=r"z\.md"):
        write({"a.pdf": b"new", "z.md": b"new"}, tmp_path)
    (tmp_path / "z.md").rmdir()
    assert contents(tmp_path) == OLD


@pytest.mark.parametrize("name", ["", ".", "..", "../a", "/etc/passwd", "a/b", "a\\b", "a\0b", ".brief-1.tmp"])
def test_a_name_that_is_a_path_is_refused(tmp_path: Path, name: str) -> None:
    """Only plain names are written, whoever calls."""
    with pytest.raises(OutputError, match="not a plain file name"):
        write({name: b"x"}, tmp_path / "output")
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    ("dated", "profile", "suffix", "expected"),
    [
        ("2025-08-15", "canada-us-russia", "pdf", "2025-08-15-canada-us-russia.pdf"),
        ("2025-08-15", "my house/../../etc", "json", "2025-08-15-my-house.etc.json"),
        ("2025-08-15", "Économie: l’été", "html", "2025-08-15-Économie-l-été.html"),
        ("", "CON", "pdf", "brief-CON.pdf"),
        ("", "nul.profile", "md", "brief-nul.profile.md"),
        ("", "-rf", "pdf", "rf.pdf"),
        ("", ".hidden", "pdf", "hidden.pdf"),
        ("", "", "pdf", "brief.pdf"),
        ("", "a\0b\nc\u202ed\u200be", "pdf", "a-b-c-d-e.pdf"),
        ("", "x", "", "x"),
    ],
)
def test_names_are_slugged(dated: str, profile: str, suffix: str, expected: str) -> None:
    """Worked examples: what a profile is called never leads out of the folder."""
    assert file_name(dated, profile, suffix) == expected


def test_a_long_name_is_cut_by_bytes() -> None:
    """300 Cyrillic letters become a name of at most 140 bytes that keeps its suffix and breaks no letter."""
    name = file_name("2025-08-15", "Ж" * 300, "pdf")
    assert len(name.encode()) <= 140
    assert name.startswith("2025-08-15-ЖЖЖ")
    assert name.endswith("Ж.pdf")


@given(st.text(max_size=20), st.text(max_size=300), st.sampled_from(["pdf", "json", "manifest.json"]))
def test_any_name_is_plain(dated: str, profile: str, suffix: str) -> None:
    """Whatever comes in, a name goes out that `write` takes, that keeps its suffix, and that Windows would take."""
    name = file_name(dated, profile, suffix)
    assert 0 < len(name.encode()) <= 140
    assert name.endswith(f".{suffix}")
    assert name[0] not in ".-"
    assert name[-1] not in ". "
    assert ".." not in name
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert name.split(".")[0].lower() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
