"""Where things lie: all that a brief needs ships inside the package."""

from __future__ import annotations

import json
import os
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

import generator
from generator import resources


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [
        (resources.TEMPLATES, "*.j2"),
        (resources.TEMPLATES / "fonts", "*.ttf"),
        (resources.TEMPLATES / "fonts", "OFL*.txt"),
        (resources.SEEDS, "*"),
        (resources.LEXICON, "*"),
        (resources.PROFILES, "*.toml"),
        (resources.PIPELINE, "meta.json"),
    ],
)
def test_each_resource_is_there(folder: Path, pattern: str) -> None:
    """Every folder that the code names exists and holds what it is for."""
    assert any(path.is_file() for path in folder.rglob(pattern))


def test_the_schema_is_json() -> None:
    """The published schema of briefs can be read."""
    assert "$schema" in json.loads(resources.SCHEMA.read_text(encoding="utf-8"))


def test_the_package_says_that_it_is_typed() -> None:
    """The marker of PEP 561 lies in the package, so that type checkers use its annotations."""
    assert (Path(generator.__file__).parent / "py.typed").is_file()


def test_every_profile_is_toml() -> None:
    """Shipped profiles can be parsed, whatever they say."""
    profiles = sorted(resources.PROFILES.glob("*.toml"))
    assert "canada-us-russia" in [path.stem for path in profiles]
    for path in profiles:
        assert tomllib.loads(path.read_text(encoding="utf-8"))


def test_the_sample_stories_are_at_least_ten() -> None:
    """The sample input holds the number of stories, and the kinds of files, that it promises."""
    stories = [path for path in resources.SEEDS.iterdir() if path.is_file()]
    assert len(stories) >= 10
    assert {".txt", ".md", ".html", ".xml", ".jsonl"} <= {path.suffix for path in stories}


def test_the_wheel_is_what_is_tested(checkout: Path) -> None:
    """Under tox the package comes from the installed wheel, and so do templates and sample stories."""
    if not os.environ.get("BRIEF_TEST_WHEEL"):
        pytest.skip("these tests run on the checkout; tox runs them on the wheel")
    package = Path(generator.__file__).resolve().parent
    assert package.is_relative_to(Path(sys.prefix).resolve())
    assert not package.is_relative_to(checkout / "generator")
    assert package == resources.TEMPLATES.parent == resources.SEEDS.parent


def test_the_wheel_leaves_nothing_behind(checkout: Path) -> None:
    """Every file of the checkout's package, templates and sample stories is in the wheel."""
    if not os.environ.get("BRIEF_TEST_WHEEL"):
        pytest.skip("these tests run on the checkout; tox runs them on the wheel")
    for folder, inside in (
        (checkout / "generator", resources.DATA.parent),
        (checkout / "templates", resources.TEMPLATES),
        (checkout / "seeds", resources.SEEDS),
    ):
        files = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
        missing = [path for path in files if "__pycache__" not in path.parts and not (inside / path).exists()]
        assert sorted(map(str, missing)) == []


def test_versions_agree() -> None:
    """The installed distribution and the package say the same version."""
    try:
        installed = metadata.version("briefing-note-generator")
    except metadata.PackageNotFoundError:
        pytest.skip("the package is not installed here; tox installs it")
    assert installed == generator.__version__
