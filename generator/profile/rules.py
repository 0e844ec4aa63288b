"""The settings of one kind of brief as frozen values."""

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
        """The text in `language`; English for other languages."""
        return str(self.model_dump().get(language, self.en))


class Speakers(_ProfileTable):
    """Who may speak in a section: a speaker must match every list given; an empty list sets no condition."""

    groups: tuple[str, ...] = ()
    """Countries or organizations spoken for."""
    standings: tuple[Standing, ...] = ()
    """In what capacity they speak."""
    roles: tuple[str, ...] = ()
    """One of these must occur in the role or name ("chamber of commerce")."""
    names: tuple[str, ...] = ()
    """People or organizations that belong here whatever else is known about them."""
    never_groups: tuple[str, ...] = ()
    never_roles: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether any speaker may speak."""
        return not (self.groups or self.standings or self.roles or self.names)

    @property
    def is_analysts_only(self) -> bool:
        """Whether only analysts may speak: what a reporter adds to their words is not theirs."""
        return self.standings == ("analyst",)


class About(_ProfileTable):
    """What a section is about."""

    terms: tuple[str, ...] = ()
    """Words and phrases, including their regular inflections, in upper or lower case."""
    entities: tuple[str, ...] = ()
    """Names of people, places and organizations as they appear in stories."""
    examples: tuple[str, ...] = ()
    """A few sample sentences; similar ones belong here, too."""


class SectionRule(_ProfileTable):
    """One section: its title, who speaks in it and what it is about."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    title: LocalizedText
    share: float = Field(default=1.0, gt=0, le=100)
    """Share of the space, relative to the other sections."""
    speakers: Speakers = Speakers()
    about: About = About()
    must_be_about: bool = False
    """Whether a matching speaker's statement must also be about the section's subject."""
    acts: tuple[Act, ...] = ()
    """Kinds of statement that count in favour of this section."""
    acts_only: bool = False
    """Whether a matching speaker's other statements are left out."""
    actions: bool = True
    """Whether the reporter's account of what a matching speaker does belongs here."""
    narration: bool = False
    """Whether the reporter's own words about the section's subject belong here."""
    rest: bool = False
    """Whether the section takes whatever is on topic and fits nowhere else."""
    never: tuple[str, ...] = ()
    """Words and phrases that keep a passage out."""


class Question(_ProfileTable):
    """What readers will ask; if the sources do not answer it, the brief lists it as a gap."""

    text: LocalizedText
    section: str
    terms: tuple[str, ...] = Field(min_length=1)
    """An answer contains one of them, and not only to deny it."""
    needs: Literal["", "day", "figure"] = ""
    """What an answer must also contain: a day, month or time, or a figure of any kind."""


class IdentityBlock(_ProfileTable):
    """The block at the top of the note; empty fields are printed as labelled blanks."""

    addressee: str = ""
    purpose: str = ""
    classification: str = ""
    file_number: str = ""
    prepared_by: str = ""
    approved_by: str = ""

    def as_identity(self) -> Identity:
        """The same values as they stand in a brief."""
        return Identity(**self.model_dump())


class Style(_ProfileTable):
    """The limits of house style."""

    sentence_words: int = Field(default=30, ge=5, le=200)
    average_words: int = Field(default=20, ge=5, le=200)
    """Average words per sentence in the brief."""
    paragraph_sentences: int = Field(default=6, ge=1, le=50)
    key_points: int = Field(default=5, ge=1, le=10)
    pages: int = Field(default=2, ge=1, le=200)


class Profile(_ProfileTable):
    """The settings of one kind of brief."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    title: LocalizedText
    topic: About = About()
    """What the brief is about; an article that contains none of it is off topic."""
    threshold: float = Field(default=0.5, ge=0, le=1)
    """The confidence below which a passage is left out."""
    sections: tuple[SectionRule, ...] = Field(min_length=1)
    questions: tuple[Question, ...] = ()
    blanks: tuple[LocalizedText, ...] = ()
    """Headings to be completed by the officer."""
    identity: IdentityBlock = IdentityBlock()
    style: Style = Style()

    @property
    def sha256(self) -> str:
        """A hash of the whole profile."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def section(self, section_id: str) -> SectionRule:
        """The section with that id."""
        return next(section for section in self.sections if section.id == section_id)
