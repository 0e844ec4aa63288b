"""The paths of templates, sample stories, profiles, word lists and the language pipeline."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _beside_or_inside(name: str) -> Path:
    """A top-level folder: inside the package if that is installed, beside it in a checkout."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


TEMPLATES = _beside_or_inside("templates")
SEEDS = _beside_or_inside("seeds")
DATA = _PACKAGE / "data"
LEXICON = DATA / "lexicon"
PROFILES = DATA / "profiles"
PIPELINE = DATA / "en_brief"
SCHEMA = DATA / "brief.schema.json"
