"""A profile: the settings of a kind of brief, from one TOML file to frozen values.

Another country, other talks or another house style is another file; nothing of the shipped profiles is wired into
code. Every mistake is reported with file, line and key, all of them at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from generator.errors import ProfileError
from generator.profile import problems
from generator.profile.rules import (
    About,
    Act,
    IdentityBlock,
    Label,
    Profile,
    Question,
    SectionRule,
    Speakers,
    Standing,
    Style,
)
from generator.registry import unknown_name
from generator.resources import PROFILES

_TOML_LINE = re.compile(r"\(at line (\d+)")

__all__ = [
    "About",
    "Act",
    "IdentityBlock",
    "Label",
    "Profile",
    "Question",
    "SectionRule",
    "Speakers",
    "Standing",
    "Style",
    "load",
    "new",
    "parse",
    "shipped",
]


def shipped() -> tuple[str, ...]:
    """The names of the profiles that come with the package."""
    return tuple(sorted(path.stem for path in PROFILES.glob("*.toml")))


def new(name: str) -> str:
    """The text of a commented profile called `name` that works: the general one, to start from."""
    text = (PROFILES / "generic.toml").read_text(encoding="utf-8")
    return text.replace('name = "generic"', f'name = "{name}"', 1)


def load(name_or_path: str) -> Profile:
    """The profile of that name, or in that file.

    Raises:
        ProfileError: naming file, line, key and the nearest known key of every mistake.
        UnknownNameError: for a name that is not shipped.
    """
    path = Path(name_or_path)
    if path.suffix != ".toml" and not path.is_file():
        if name_or_path not in shipped():
            raise unknown_name("profile", name_or_path, shipped())
        path = PROFILES / f"{name_or_path}.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        remedy = "Name a readable TOML file in UTF-8, or one of: " + ", ".join(shipped()) + "."
        raise ProfileError(f"the profile cannot be read ({why})", where=str(path), remedy=remedy) from error
    return parse(text, where=str(path))


def parse(text: str, *, where: str = "profile") -> Profile:
    """The profile in a TOML `text`; `where` is what errors call it."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _TOML_LINE.search(str(error))
        place = f"{where}:{line[1]}" if line else where
        raise ProfileError(f"this is not TOML: {error}", where=place, remedy="Mend that line.") from error
    try:
        profile = Profile.model_validate(values)
    except ValidationError as error:
        raise _mistaken(problems.of_values(text, where, error.errors())) from error
    if found := problems.of_references(text, where, profile):
        raise _mistaken(found)
    return profile


def _mistaken(found: Sequence[str]) -> ProfileError:
    return ProfileError("\n".join(found), remedy="Mend it and run `brief profile check` again.")
