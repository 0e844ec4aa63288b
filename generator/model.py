"""What passes from stage to stage: frozen values, no input or output.

All spans are half-open and count code points of the text of the article they belong to.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["direct", "mixed", "indirect"]
SpeakerKind = Literal["person", "organization", "group", "unnamed"]
Capacity = Literal["government", "body", "party", "analyst"]
MentionForm = Literal["name", "surname", "title", "pronoun", "seat", "group"]
News = Literal["", "new", "changed", "continued"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The slice of `text` that this span names."""
        return text[self.start : self.end]

    def overlap(self, other: Span) -> int:
        """The number of code points that both spans share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """A story as read: plain text with its paragraphs on lines of their own, and where it comes from."""

    id: str
    title: str
    text: str
    source: str = ""
    """The outlet that published it, "" where unknown."""
    url: str = ""
    path: str = ""
    """The file it was read from, as the user named it; "" for standard input."""
    authors: tuple[str, ...] = ()
    published: str | None = None
    """ISO 8601 date or date-time as the source gives it, None where unknown."""
    language: str = "en"
    dropped: int = 0
    """Lines left out as boilerplate ("Read more", captions, bylines …)."""
    warnings: tuple[str, ...] = ()

    @property
    def day(self) -> dt.date | None:
        """The day of publication, None where unknown."""
        return dt.date.fromisoformat(self.published[:10]) if self.published else None


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, and why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Aside:
    """Counts of stories set aside before ranking, by reason."""

    repeats: int = 0
    """They repeat an earlier story word for word."""
    off_topic: int = 0
    """They lack the words or the names of the topic."""
    outdone: int = 0
    """Other stories say more on the topic."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read: the articles in a stable order, what failed, and how many stories were set aside."""

    articles: tuple[Article, ...]
    failures: tuple[Failure, ...] = ()
    aside: Aside = Aside()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, with the content words (lower-case lemmas without stop words) that rankers compare."""

    span: Span
    paragraph: int
    words: tuple[str, ...] = ()
    subject: Span | None = None
    """The subject of the main clause, None where there is none."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity of the text; `label` is PERSON, ORG, LOC, NORP, DATE or EVENT."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person or body within an article: everything that is known of them there."""

    name: str
    """Full name as first given ("Mark Carney"), a body ("Kremlin"), or the words of an unnamed source."""
    role: str = ""
    """The words of the text ("Prime Minister", "a fellow at a think tank in Kyiv"), "" where not given."""
    group: str = ""
    """Country or body spoken for ("Canada", "NATO"), "" where unknown."""
    kind: SpeakerKind = "person"
    former: bool = False
    """The role was held in the past ("a former ambassador")."""
    party: bool = False
    """Speaks for a party or the opposition rather than for the government of `group`."""
    expert: bool = False
    """The role is an analyst's, scholar's, fellow's, historian's …"""
    official: bool = False
    """The role is an office of state or body (minister, spokesperson, general, ambassador …)."""

    @property
    def capacity(self) -> Capacity | None:
        """In what capacity somebody with these facts speaks, None where they do not tell.

        A party's voice is not its country's, and a former office makes an analyst of its holder.
        """
        if self.party:
            return "party"
        if self.expert or self.former:
            return "analyst"
        if self.official:
            return "government" if self.group else "body"
        return None


@dataclass(frozen=True, slots=True)
class Certainty:
    """How a statement is made; later stages may not lose it."""

    act: str = "say"
    """Class of the cue: say, claim, warn, promise, plan, deny, doubt, propose, ask, think, expect."""
    modality: str = ""
    """The modal of the content: may, might, could, would, will, must, should or ""."""
    negated: bool = False
    """The cue itself is negated ("did not say")."""
    time: Literal["past", "present", "future"] = "past"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (source) says (cue) what (content): lists of spans, since each may be interrupted."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: Kind
    certainty: Certainty = Certainty()
    speaker: Speaker | None = None
    """None where the source is missing or stays unresolved."""
    unresolved: str = ""
    """Why the speaker was not resolved, in plain English; "" where it was."""
    thing: bool = False
    """The source is a thing ("the discussions will focus on …"): so the words are the reporter's."""

    @property
    def span(self) -> Span:
        """From the first to the last code point of the attribution."""
        spans = self.source + self.cue + self.content
        return Span(min(s.start for s in spans), max(s.end for s in spans))


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a speaker is named, in whatever form."""

    span: Span
    form: MentionForm
    speaker: Speaker | None
    """None where a pronoun or epithet fits nobody, or more than one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One or more consecutive sentences that are kept or left out together."""

    span: Span
    sentences: tuple[int, ...]
    """Indices into the document's sentences."""
    attributions: tuple[Attribution, ...] = ()
    """Those whose content, cue or source lies in the passage, strongest first."""
    speaker: Speaker | None = None
    """The speaker of the strongest attribution."""
    kind: Kind | None = None
    actor: Speaker | None = None
    """The speaker whose actions the reporter describes: the subject of the first main clause that is a speaker."""


@dataclass(frozen=True, slots=True)
class Document:
    """An analysed article."""

    article: Article
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    mentions: tuple[Mention, ...] = ()
    passages: tuple[Passage, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a passage belongs, by the profile, and why."""

    section: str | None
    """A section's id, None where it stays unplaced."""
    confidence: float
    """0…1."""
    reason: str
    """One sentence of plain English."""
    other: str | None = None
    """The second section that it would fit."""
    evidence: tuple[tuple[str, str, float], ...] = ()
    """(section, what was found, weight), strongest first."""


@dataclass(frozen=True, slots=True)
class Insert:
    """A bracketed change between an excerpt's `text` and its `display`, visible and reversible."""

    at: int
    """Offset into the excerpt's text."""
    text: str
    """What is shown there, brackets included."""
    why: str
    length: int = 0
    """Code points of the text that it stands for ("[…]"), 0 for a pure insert."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A span in another source that says the same."""

    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage chosen for print."""

    id: str
    source: str
    start: int
    end: int
    text: str
    display: str
    inserts: tuple[Insert, ...] = ()
    speaker: Speaker | None = None
    cue: str = ""
    kind: Kind | None = None
    certainty: Certainty | None = None
    salience: float = 0.0
    reason: str = ""
    also_in: tuple[Occurrence, ...] = ()
    news: News = ""
    """What it is to a reader of the previous brief, "" where there is none to compare with."""
    before: str = ""
    """What the previous brief showed in place of a text that has changed."""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of excerpts, most important first."""

    id: str
    title: str
    excerpts: tuple[Excerpt, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A paragraph with the line ends after it, as a leaf of the Merkle tree over its source (RFC 6962, 2.1)."""

    index: int
    """Its place among the paragraphs, from 0."""
    start: int
    """Its first code point in the source's text."""
    end: int
    """One past its last one, which is where the next paragraph starts."""
    path: tuple[str, ...]
    """The hashes that lead from this leaf to the top of the tree, the lowest first."""

    @property
    def span(self) -> Span:
        """Where the paragraph stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class KeptParagraphs:
    """The paragraphs that a source keeps of its text, with what ties them to the whole."""

    size: int
    """How many paragraphs the whole text has."""
    root: str
    """Hash over `size`, the hash of the whole text, and the top of the tree of its paragraphs."""
    leaves: tuple[Leaf, ...] = ()
    """Those that are kept, in order."""

    @property
    def after(self) -> int:
        """How many paragraphs follow the last one that is kept."""
        return self.size - (self.leaves[-1].index + 1 if self.leaves else 0)


@dataclass(frozen=True, slots=True)
class Source:
    """An article as evidence: its text, whole or with the cited paragraphs only, and its hash."""

    id: str
    title: str
    source: str
    url: str
    published: str | None
    language: str
    sha256: str
    """Of the whole text in UTF-8."""
    text: str
    """Where only some paragraphs are kept, they stand at their places, and spaces stand for all before and between."""
    copy_of: str | None = None
    """The id of the source that this one repeats."""
    kept: KeptParagraphs | None = None
    """None where the text is whole."""

    def runs(self) -> tuple[Span, ...]:
        """The stretches of the text that are here, in order: all of it, or the paragraphs kept, neighbours as one."""
        if self.kept is None:
            return (Span(0, len(self.text)),)
        found: list[Span] = []
        for leaf in self.kept.leaves:
            joins = bool(found) and found[-1].end == leaf.start
            found.append(Span(found.pop().start if joins else leaf.start, leaf.end))
        return tuple(found)

    def holds(self, start: int, end: int) -> bool:
        """Whether there are words from `start` to `end` and all of them are here."""
        return 0 <= start < end and any(run.holds(Span(start, end)) for run in self.runs())


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A passage that is not printed: where it stands and why."""

    id: str
    source: str
    start: int
    end: int
    section: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two passages that cannot both be right as they stand."""

    what: str
    ids: tuple[str, ...]
    """Of excerpts or of passages that are cut."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What the previous brief has from a story that its outlet has corrected or withdrawn since."""

    id: str
    """Of the excerpt in the previous brief."""
    why: Literal["corrected", "withdrawn"]
    """The story no longer says it, or is no longer there."""
    display: str
    """What the previous brief shows."""
    speaker: str
    """The speaker's name, "" where unknown."""
    source: str
    """The outlet."""
    title: str
    """Of the story, as it was then."""
    url: str


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature of the evidence, and who made it."""

    name: str
    """The name in the signer's key; check it against a list of trusted signers."""
    key: str
    """The public key in SSH's form, "ssh-ed25519 …"."""
    value: str
    """The signature of the evidence's SHA-256 and the name, in base64."""


@dataclass(frozen=True, slots=True)
class Generator:
    """What made the brief."""

    name: str
    version: str
    pipeline: str


@dataclass(frozen=True, slots=True)
class Identity:
    """The block at the head of a note; an empty value is printed as a labelled blank."""

    addressee: str = ""
    purpose: str = ""
    classification: str = ""
    file_number: str = ""
    prepared_by: str = ""
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that a rendition shows or embeds."""

    title: str
    profile: str
    dated: dt.date
    language: str
    generator: Generator
    identity: Identity = Identity()
    sources: tuple[Source, ...] = ()
    sections: tuple[Section, ...] = ()
    key_points: tuple[str, ...] = ()
    """Ids of excerpts."""
    unplaced: tuple[LeftOut, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    gaps: tuple[str, ...] = ()
    cut: tuple[LeftOut, ...] = ()
    warnings: tuple[str, ...] = ()
    blanks: tuple[str, ...] = field(default=())
    """Headings that only the officer may fill."""
    lint: tuple[str, ...] = ()
    """Departures from house style, for the editor only."""
    signature: Signature | None = None
    """Of everything else."""
    previous: str = ""
    """The SHA-256 of the brief that this one is compared with, "" where there is none."""
    withdrawn: tuple[Withdrawn, ...] = ()

    def excerpts(self) -> tuple[Excerpt, ...]:
        """All excerpts in the order of print."""
        return tuple(excerpt for section in self.sections for excerpt in section.excerpts)

    @property
    def is_whole(self) -> bool:
        """Whether every source is here with its whole text."""
        return all(source.kept is None for source in self.sources)
