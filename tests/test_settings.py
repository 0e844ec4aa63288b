"""Settings files: where each mistake stands, and what is said of it."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from generator import settings
from generator.errors import ProfileError
from generator.settings import SettingsKind
from generator.settings.lines import line_of


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")

    size: int = Field(default=1, ge=1, le=9)


class _Ship(BaseModel):
    kind: Literal["ship"]
    sails: bool = True


class _Train(BaseModel):
    kind: Literal["train"]
    weight: float = Field(default=1, gt=0, lt=100)


class _Whole(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(default="x", min_length=2, max_length=4)
    part: _Part = _Part()
    parts: tuple[_Part, ...] = Field(default=(), min_length=1)
    vehicles: tuple[Annotated[_Ship | _Train, Field(discriminator="kind")], ...] = ()


KIND = SettingsKind(
    name="settings",
    table=_Whole,
    error=ProfileError,
    check=lambda whole: [(("name",), "this name is taken")] if whole.name == "none" else [],
    if_unreadable="Name another file.",
    if_wrong="Correct the file.",
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = 5", "f:1: name: this must be text, in quotation marks"),
        ('name = "x"', "f:1: name: this must have at least 2 character(s)"),
        ('name = "xxxxx"', "f:1: name: this must have at most 4 characters"),
        ('\nname = "none"', "f:2: name: this name is taken"),
        ("[part]\nsize = 1.5", "f:2: part.size: this must be a whole number"),
        ("[part]\nsize = true\nsiez = 1", "f:3: part.siez: unknown key (did you mean 'size'?)"),
        ('part.size = "many"', "f:1: part.size: this must be a whole number"),
        ("part = { size = 10 }", "f:1: part.size: this must be at most 9"),
        ("part = 1", "f:1: part: this must be a table"),
        ("parts = []", "f:1: parts: give at least one"),
        ("[[parts]]\nsize = 1\n[[parts]]\nsize = 0", "f:4: parts.2.size: this must be at least 1"),
        ('[[vehicles]]\nkind = "ship"\nsails = "x"', "f:3: vehicles.1.sails: this must be true or false"),
        ('[[vehicles]]\nkind = "train"\nweight = 100', "f:3: vehicles.1.weight: this must be less than 100.0"),
        ('[[vehicles]]\nkind = "train"\nweight = "x"', "f:3: vehicles.1.weight: this must be a number"),
        (
            '[[vehicles]]\nkind = "trian"',
            "f:1: vehicles.1: set 'kind' to one of 'ship', 'train' (did you mean 'train'?)",
        ),
        ("[[vehicles]]", "f:1: vehicles.1: set 'kind' to one of 'ship', 'train'"),
        ("vehicles = [1]", "f:1: vehicles.1: this must be a table"),
        ("name = ", "f:1: this is not valid TOML"),
    ],
)
def test_mistakes_are_told_in_plain_words(text: str, said: str) -> None:
    """Each mistake is named with file, line and key, in words that do not come from a programming language."""
    with pytest.raises(ProfileError) as caught:
        settings.parse(text, KIND, where="f")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "location", "line"),
    [
        ("a = 1\nb = 2", ("b",), 2),
        ("a = 1\n\n[t]\nb = 2", ("t", "b"), 4),
        ("a = 1\n\n[t]\nb = 2", ("t", "missing"), 3),
        ("[[t]]\n[[t]]\n[t.u]\nb = 2", ("t", 1, "u", "b"), 4),
        ('[t]\n"b" . c = 2 # d = 3', ("t", "b", "c"), 2),
        ("# b = 1\nb = 2", ("b",), 2),
        ("a = 1", ("b",), 1),
    ],
)
def test_a_key_is_found_in_the_file(text: str, location: tuple[str | int, ...], line: int) -> None:
    """The line of a key, or of the nearest table around it."""
    assert line_of(text, location) == line
