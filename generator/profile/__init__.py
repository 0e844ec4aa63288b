"""A profile: the settings of one kind of brief, from a TOML file to frozen values.

Another country, another negotiation or another house style is another file; the code knows none of the shipped
profiles. All mistakes are reported at once, each with its file, line and key.
"""

from __future__ import annotations

from pathlib import Path

from generator import settings
from generator.errors import ProfileError
from generator.profile import problems
from generator.profile.rules import (
    About,
    Act,
    IdentityBlock,
    LocalizedText,
    Profile,
    Question,
    SectionRule,
    Speakers,
    Standing,
    Style,
)
from generator.registry import unknown_name
from generator.resources import PROFILES

__all__ = [
    "About",
    "Act",
    "IdentityBlock",
    "LocalizedText",
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
    """The text of a commented, working profile called `name` to start from: the general one."""
    text = (PROFILES / "generic.toml").read_text(encoding="utf-8")
    return text.replace('name = "generic"', f'name = "{name}"', 1)


def load(name_or_path: str) -> Profile:
    """The profile of that name, or in that file.

    Raises:
        ProfileError: listing the file, line, key and nearest known key of every mistake.
        UnknownNameError: for a name that is not shipped.
    """
    path = Path(name_or_path)
    if path.suffix != ".toml" and not path.is_file():
        if name_or_path not in shipped():
            raise unknown_name("profile", name_or_path, shipped())
        path = PROFILES / f"{name_or_path}.toml"
    return settings.read(path, _kind())


def parse(text: str, *, where: str = "profile") -> Profile:
    """The profile in a TOML `text`; `where` is what errors call it.

    Raises:
        ProfileError: listing the file, line, key and nearest known key of every mistake.
    """
    return settings.parse(text, _kind(), where=where)


def _kind() -> settings.SettingsKind[Profile]:
    """What a profile's file is."""
    return settings.SettingsKind(
        name="profile",
        table=Profile,
        error=ProfileError,
        check=problems.of_references,
        if_unreadable=f"Name a readable TOML file in UTF-8, or one of: {', '.join(shipped())}.",
        if_wrong="Correct the file and run `brief profile check` again.",
    )
