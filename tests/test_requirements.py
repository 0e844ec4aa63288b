"""The locks in requirements/: every package by name, version and hash, for each Python that `run` takes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("run", "test", "tools")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PIN = re.compile(r"[a-z0-9-]+(\[[a-z,]+\])?==[\w.]+( ; [^#\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def text_of(checkout: Path, lock: str) -> str:
    """A lock as it stands in the checkout."""
    return (checkout / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")


def pins_of(checkout: Path, lock: str, python: str) -> dict[str, str]:
    """Versions by name, as one Python on Linux gets them."""
    pins: dict[str, str] = {}
    for line in text_of(checkout, lock).splitlines():
        if not line.startswith(" "):
            pin = Requirement(line.rstrip("\\"))
            if applies(pin, python):
                assert pin.name not in pins, f"{pin.name} stands twice in {lock}.txt for Python {python}"
                pins[canonicalize_name(pin.name)] = str(pin.specifier).removeprefix("==")
    return pins


def applies(requirement: Requirement, python: str) -> bool:
    """Whether one Python on Linux needs it."""
    machine = {"python_version": python, "python_full_version": f"{python}.1", "sys_platform": "linux", "extra": ""}
    return requirement.marker is None or requirement.marker.evaluate(machine)


def wanted(checkout: Path, lock: str) -> Iterator[Requirement]:
    """What pyproject.toml asks for and the lock must hold."""
    told = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    project, groups = told["project"], told["dependency-groups"]
    extras = project["optional-dependencies"]
    lines = {
        "run": project["dependencies"],
        "test": [*project["dependencies"], *extras["test"], *extras["types"], *groups["checks"]],
        "tools": [*told["build-system"]["requires"], *groups["tools"]],
    }
    yield from map(Requirement, lines[lock])


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_names_versions_and_hashes_only(checkout: Path, lock: str) -> None:
    """No line names a place: not an index, not a host, not a folder; each package has a hash."""
    lines = text_of(checkout, lock).splitlines()
    assert lines
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        assert PIN.fullmatch(line) or HASH.fullmatch(line), line
        assert line.endswith(" \\") == bool(HASH.fullmatch(following)), line


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_the_project_asks_for(checkout: Path, lock: str, python: str) -> None:
    """For each Python, one version of each package that pyproject.toml names, within its bounds."""
    pins = pins_of(checkout, lock, python)
    for requirement in wanted(checkout, lock):
        version = pins.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not in {lock}.txt: run `tox run -e lock`"
        assert requirement.specifier.contains(version), (
            f"{requirement} is {version} in {lock}.txt: run `tox run -e lock`"
        )


@pytest.mark.parametrize("python", PYTHONS)
def test_the_locks_agree(checkout: Path, python: str) -> None:
    """What is tested is what runs: no two locks have different versions of a package."""
    run, test, tools = (pins_of(checkout, lock, python) for lock in LOCKS)
    assert run.items() <= test.items()
    assert all(test.get(name, version) == version for name, version in tools.items())
