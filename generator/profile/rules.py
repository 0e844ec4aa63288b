"""The settings of a kind of brief as frozen values."""

from __future__ import annotations

import hashlib
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.model import Identity

Standing = Literal["government", "body", "party", "analyst", "business", "civil", "unnamed", "other"]
Act = Literal["statement", "schedule", "proposal", "warning", "pledge", "denial", "assessment", "question", "decision"]


class _ProfileTable(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class LocalizedText(_ProfileTable):
    """A text in both official languages."""

    en: str = Field(min_length=1)
    fr: str = Field(min_length=1)

    def of(self, language: str) -> str:
        """The text in `language`, English where there is none."""
        return str(self.model_dump().get(language, self.en))


class Speakers(_ProfileTable):
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


class About(_ProfileTable):
    """What a section is about."""

    terms: tuple[str, ...] = ()
    """Words and phrases, with their regular inflections, in any case."""
    entities: tuple[str, ...] = ()
    """Names of people, places and bodies, as texts write them."""
    examples: tuple[str, ...] = ()
    """A few sentences that belong here: what resembles them does, too."""


class SectionRule(_ProfileTable):
    """One section: what it is called, who speaks in it and what it is about."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    title: LocalizedText
    share: float = Field(default=1.0, gt=0, le=100)
    """Share of the space, relative to the other sections."""
    speakers: Speakers = Speakers()
    about: About = About()
    must_be_about: bool = False
    """Whether a statement by a fitting speaker must also be about the section's subject."""
    acts: tuple[Act, ...] = ()
    """Acts that speak for this section."""
    acts_only: bool = False
    """Whether a fitting speaker's other statements stay out."""
    actions: bool = True
    """Whether the reporter's own words about what a fitting speaker does belong here."""
    narration: bool = False
    """Whether the reporter's own words about the section's subject belong here."""
    rest: bool = False
    """Whether the section takes what is on the brief's topic and fits nowhere else."""
    never: tuple[str, ...] = ()
    """Words and phrases that keep a passage out."""


class Question(_ProfileTable):
    """What the reader will ask; where the sources do not say, the brief lists it as a gap."""

    text: LocalizedText
    section: str
    terms: tuple[str, ...] = Field(min_length=1)
    """A sentence that answers has one of them, and not only to deny it."""
    needs: Literal["", "day", "figure"] = ""
    """What it must have besides: a day, month or time, or a figure of any kind."""


class IdentityBlock(_ProfileTable):
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


class Style(_ProfileTable):
    """House style limits."""

    sentence_words: int = Field(default=30, ge=5, le=200)
    average_words: int = Field(default=20, ge=5, le=200)
    """Words of a sentence of the brief, on average."""
    paragraph_sentences: int = Field(default=6, ge=1, le=50)
    key_points: int = Field(default=5, ge=1, le=10)
    pages: int = Field(default=2, ge=1, le=200)


class Profile(_ProfileTable):
    """The settings of a kind of brief."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    title: LocalizedText
    topic: About = About()
    """What the brief is about: an article without any of it is off topic."""
    threshold: float = Field(default=0.5, ge=0, le=1)
    """Least confidence with which a passage is placed; below it stays unplaced."""
    sections: tuple[SectionRule, ...] = Field(min_length=1)
    questions: tuple[Question, ...] = ()
    blanks: tuple[LocalizedText, ...] = ()
    """Headings that only the officer may fill."""
    identity: IdentityBlock = IdentityBlock()
    style: Style = Style()

    @property
    def sha256(self) -> str:
        """A hash of all that the profile says."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def section(self, section_id: str) -> SectionRule:
        """The section with that id."""
        return next(section for section in self.sections if section.id == section_id)
