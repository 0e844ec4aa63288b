"""A profile: the settings of a kind of brief, from one TOML file to frozen values.

Another country, other talks or another house style is another file; nothing of the shipped profiles is wired into
code. Every mistake is reported with file, line and key, all of them at once.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from generator.errors import ProfileError
from generator.model import Identity
from generator.registry import unknown_name
from generator.resources import PROFILES

Standing = Literal["government", "body", "party", "analyst", "business", "civil", "unnamed", "other"]
Act = Literal["statement", "schedule", "proposal", "warning", "pledge", "denial", "assessment", "question"]
Language = Literal["en", "fr"]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*")(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=""")
_TOML_LINE = re.compile(r"\(at line (\d+)")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Label(_Frozen):
    """A text in both official languages."""

    en: str = Field(min_length=1)
    fr: str = Field(min_length=1)

    def of(self, language: str) -> str:
        """The text in `language`, English where there is none."""
        return self.fr if language == "fr" else self.en


class Speakers(_Frozen):
    """Who may speak in a section: all the lists that are given must fit; an empty list leaves it open."""

    groups: tuple[str, ...] = ()
    """Countries or bodies spoken for."""
    standings: tuple[Standing, ...] = ()
    """In what capacity."""
    roles: tuple[str, ...] = ()
    """Words of a role or name, one of which must occur ("chamber of commerce")."""
    names: tuple[str, ...] = ()
    """Persons or bodies that belong here whatever else is known of them."""
    never_groups: tuple[str, ...] = ()
    never_roles: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nothing is asked of a speaker."""
        return not (self.groups or self.standings or self.roles or self.names)

    @property
    def is_analysts_only(self) -> bool:
        """Whether only analysts speak there: what a reporter adds to their words is not theirs."""
        return self.standings == ("analyst",)


class About(_Frozen):
    """What a section is about."""

    terms: tuple[str, ...] = ()
    """Words and phrases, compared by lemma without regard to case."""
    entities: tuple[str, ...] = ()
    """Names of people, places and bodies."""
    examples: tuple[str, ...] = ()
    """A few sentences that belong here: what resembles them does, too."""


class SectionRule(_Frozen):
    """One section: what it is called, who speaks in it and what it is about."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    title: Label
    share: float = Field(default=1.0, gt=0, le=100)
    """Share of the space, relative to the other sections."""
    speakers: Speakers = Speakers()
    about: About = About()
    must_be_about: bool = False
    """Whether a statement by a fitting speaker must also be about the section's subject."""
    acts: tuple[Act, ...] = ()
    """Acts that speak for this section."""
    actions: bool = True
    """Whether the reporter's own words about what a fitting speaker does belong here."""
    narration: bool = False
    """Whether the reporter's own words about the section's subject belong here."""
    rest: bool = False
    """Whether the section takes what is on the brief's topic and fits nowhere else."""
    never: tuple[str, ...] = ()
    """Words and phrases that keep a passage out."""


class Question(_Frozen):
    """What the reader will ask; where the sources do not say, the brief lists it as a gap."""

    text: Label
    section: str
    terms: tuple[str, ...] = Field(min_length=1)


class IdentityBlock(_Frozen):
    """The block at the head of the note; what is empty is printed as a labelled blank."""

    addressee: str = ""
    purpose: str = ""
    classification: str = ""
    file_number: str = ""
    prepared_by: str = ""
    approved_by: str = ""

    def as_identity(self) -> Identity:
        """The same values as the brief carries them."""
        return Identity(**self.model_dump())


class Style(_Frozen):
    """House style limits."""

    sentence_words: int = Field(default=30, ge=5, le=200)
    paragraph_sentences: int = Field(default=6, ge=1, le=50)
    key_points: int = Field(default=5, ge=1, le=10)
    pages: int = Field(default=2, ge=1, le=200)


class Profile(_Frozen):
    """The settings of a kind of brief."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    title: Label
    topic: About = About()
    """What the brief is about: an article without any of it is off topic."""
    threshold: float = Field(default=0.5, ge=0, le=1)
    """Least confidence with which a passage is placed; below it stays unplaced."""
    sections: tuple[SectionRule, ...] = Field(min_length=1)
    questions: tuple[Question, ...] = ()
    blanks: tuple[Label, ...] = ()
    """Headings that only the officer may fill."""
    identity: IdentityBlock = IdentityBlock()
    style: Style = Style()

    @field_validator("sections")
    @classmethod
    def _ids_differ(cls, sections: tuple[SectionRule, ...]) -> tuple[SectionRule, ...]:
        ids = [section.id for section in sections]
        if twice := sorted({i for i in ids if ids.count(i) > 1}):
            raise ValueError(f"the section id '{twice[0]}' is used twice")
        return sections

    @model_validator(mode="after")
    def _questions_have_sections(self) -> Profile:
        known = [section.id for section in self.sections]
        for question in self.questions:
            if question.section not in known:
                near = difflib.get_close_matches(question.section, known, n=1)
                hint = f"; did you mean '{near[0]}'?" if near else ""
                raise ValueError(f"a question names the section '{question.section}', which is not there{hint}")
        return self

    def section(self, section_id: str) -> SectionRule:
        """The section with that id."""
        return next(section for section in self.sections if section.id == section_id)


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
        remedy = "Name a readable TOML file in UTF-8, or one of: " + ", ".join(shipped()) + "."
        raise ProfileError(f"the profile cannot be read ({error})", where=str(path), remedy=remedy) from error
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
        return Profile.model_validate(values)
    except ValidationError as error:
        problems = [_problem(text, where, problem) for problem in error.errors()]
        raise ProfileError("\n".join(problems), remedy="Mend it and run `brief profile check` again.") from error


def _problem(text: str, where: str, problem: Any) -> str:
    """One line about one mistake: file, line, key, what, nearest known key."""
    location: Sequence[str | int] = problem["loc"]
    line = _line_of(text, location)
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in location) or "profile"
    if problem["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(location[-1]), _known_keys(location[:-1]), n=1, cutoff=0.5)
        what = "unknown key" + (f"; did you mean '{near[0]}'?" if near else "")
    elif problem["type"] == "missing":
        what = "this key is missing"
    else:
        what = str(problem["msg"]).removeprefix("Value error, ")
        what = what[:1].lower() + what[1:]
    return f"{where}:{line}: {key}: {what}"


def _known_keys(location: Sequence[str | int]) -> list[str]:
    """The keys of the table at `location`."""
    table: type[BaseModel] = Profile
    for part in location:
        if isinstance(part, int):
            continue
        annotation = str(table.model_fields[part].annotation) if part in table.model_fields else ""
        table = next((t for t in _TABLES if re.search(rf"\b{t.__name__}\b", annotation)), table)
    return list(table.model_fields)


_TABLES = (Label, Speakers, About, SectionRule, Question, IdentityBlock, Style)


def _line_of(text: str, location: Sequence[str | int]) -> int:
    """The line on which the key at `location` stands, else that of the nearest table around it."""
    wanted = tuple(location)
    table: tuple[str | int, ...] = ()
    counts: dict[str, int] = {}
    best, depth = 1, 0
    for number, line in enumerate(text.splitlines(), 1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            name = header[2]
            if header[1] == "[[":
                counts[name] = counts.get(name, -1) + 1
            table = _path(name, counts)
            here = table
        elif key:
            here = table + tuple(part.strip().strip('"') for part in key[1].split("."))
        else:
            continue
        shared = _shared(here, wanted)
        if shared > depth and shared == len(here):
            best, depth = number, shared
    return best


def _path(name: str, counts: dict[str, int]) -> tuple[str | int, ...]:
    """A header's path, with the index of the array table that it stands in ("sections.title" → sections, 2, title)."""
    path: tuple[str | int, ...] = ()
    walked = ""
    for part in (piece.strip().strip('"') for piece in name.split(".")):
        walked = f"{walked}.{part}" if walked else part
        path += (part, counts[walked]) if walked in counts else (part,)
    return path


def _shared(here: Sequence[str | int], wanted: Sequence[str | int]) -> int:
    """How many parts both paths share at the front."""
    count = 0
    for a, b in zip(here, wanted, strict=False):
        if a != b:
            break
        count += 1
    return count
