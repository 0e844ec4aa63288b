"""What templates see: a brief in print order, with numbers, links and dates ready to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator import signing
from generator.documents.display import Piece, pieces
from generator.documents.renderers import figures, odd
from generator.documents.renderers.stretches import Stretch, marks, paragraphs
from generator.documents.renderers.wording import issue, language_tag, left_out, long_date, purpose
from generator.documents.words import Labels
from generator.model import Brief, Conflict, Excerpt, LeftOut, Section, Source

_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20<>\"]+\Z", re.IGNORECASE)
_LEAD = 160  # code points of a passage that is only listed
_ALSO = 3  # sources that say the same and are named on paper; where there are more, the first one and their number


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source in the list and at full length."""

    number: int
    source: Source
    outlet: str
    title: str
    date: str
    """In the language of the labels; "" if unknown."""
    link: str
    """A URL that may be followed, or ""."""
    language: str
    copy_of: int | None
    cited: bool
    """Whether an excerpt is from it or from a copy of it, or it says the same as one."""
    listed: bool
    """Whether it is named in print, where a few of many sources that say the same are enough."""
    paragraphs: tuple[tuple[Stretch, ...], ...]
    """Those that are kept; an empty one takes the place of those between that are not."""


@dataclass(frozen=True, slots=True)
class ExcerptView:
    """An excerpt as printed."""

    number: int
    excerpt: Excerpt
    pieces: tuple[Piece, ...]
    source: SourceView
    section: str
    also_in: tuple[SourceView, ...]
    more_in: int = 0
    """How many more sources say the same than are named in print."""
    voice: int = 0
    """The position of its speaker in `View.speakers`, from 1; 0 if the speaker is unknown."""

    @property
    def named_in(self) -> tuple[SourceView, ...]:
        """The sources that say the same and are named in print."""
        return self.also_in[: len(self.also_in) - self.more_in]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its excerpts."""

    id: str
    title: str
    excerpts: tuple[ExcerptView, ...]


@dataclass(frozen=True, slots=True)
class LeftOutView:
    """A passage that is only listed."""

    passage: LeftOut
    lead: str
    source: SourceView
    section: str


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A contradiction between sources, with the excerpt for each side, or its source if no excerpt is printed."""

    what: str
    excerpts: tuple[ExcerptView, ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Everything a template may show."""

    brief: Brief
    date: str
    issue: str
    sections: tuple[SectionView, ...]
    key_points: tuple[ExcerptView, ...]
    sources: tuple[SourceView, ...]
    """In the order in which they are first cited, then the rest."""
    unplaced: tuple[LeftOutView, ...]
    """Passages whose text is kept, whole or in a cited paragraph; likewise for `cut`."""
    cut: tuple[LeftOutView, ...]
    conflicts: tuple[ConflictView, ...]
    warnings: tuple[str, ...]
    """Those of the brief, and those about odd characters in its texts."""
    timeline: figures.Timeline | None = None
    """The dates that the excerpts mention; None if there are too few."""
    voices: figures.Voices | None = None
    """How often each side speaks; None if fewer than two sides speak."""
    speakers: tuple[str, ...] = ()
    """The names of all speakers, in the order in which they first speak."""
    purpose: str = ""
    """What the note is for, in the language of the labels."""
    signed: str = ""
    """Who signed the evidence."""
    left_out: str = ""
    """How many passages are not printed; "" if all are."""


def view(brief: Brief, labels: Labels) -> View:
    """`brief` as templates see it, with `labels`.

    Raises:
        KeyError, ValueError: the brief refers to a source or excerpt that it does not have, or an insert is invalid.
    """
    sources = _sources(brief, labels)
    sections = _sections(brief, sources)
    excerpts = {item.excerpt.id: item for section in sections for item in section.excerpts}
    titles = {section.id: section.title for section in brief.sections}
    return View(
        brief=brief,
        date=labels.date(brief.dated),
        issue=issue(brief, labels),
        sections=sections,
        key_points=tuple(excerpts[id_] for id_ in brief.key_points),
        sources=tuple(sorted(sources.values(), key=lambda source: source.number)),
        unplaced=tuple(_left_out(brief.unplaced, sources, titles)),
        cut=tuple(_left_out(brief.cut, sources, titles)),
        conflicts=tuple(_conflict(conflict, excerpts, sources, brief) for conflict in brief.conflicts),
        warnings=brief.warnings + odd.notes(_printed(brief, sources, labels), labels),
        timeline=figures.timeline(brief, labels),
        voices=figures.voices(brief, labels),
        speakers=figures.speakers(brief),
        purpose=purpose(brief, labels),
        signed=_signed(brief, labels),
        left_out=left_out(brief, labels),
    )


def _signed(brief: Brief, labels: Labels) -> str:
    """Who signed the evidence, and with which key; "" if it is not signed."""
    if brief.signature is None:
        return ""
    return labels.say("signed_by", name=brief.signature.name, key=signing.fingerprint(brief.signature.key))


def followable(url: str) -> str:
    """`url` if a reader may follow it, else ""."""
    return url if _LINK.match(url) else ""


def source_numbers(brief: Brief) -> dict[str, int]:
    """The printed number of each source by its id; cited ones come first, in the order in which they are cited."""
    order = dict.fromkeys([*_listed(brief), *_cited(brief), *(source.id for source in brief.sources)])
    return {id_: number for number, id_ in enumerate(order, 1)}


def text_name(number: int) -> str:
    """The file name of the attached text of a source; PDF sorts these names, hence the zeros."""
    return f"source-{number:04}.txt"


def _cited(brief: Brief) -> dict[str, None]:
    """Ids of the sources of excerpts, of those that say the same, and of the stories that these are copies of."""
    return _with_originals(brief, [id_ for excerpt in brief.excerpts() for id_ in _also_in(excerpt)])


def _listed(brief: Brief) -> dict[str, None]:
    """Ids of the sources named in print: as `_cited`, but few of many that say the same, and those in conflicts."""
    places = {passage.id: passage.source for passage in brief.cut}
    named = [id_ for excerpt in brief.excerpts() for id_ in _named(_also_in(excerpt))]
    disagreeing = [places[id_] for conflict in brief.conflicts for id_ in conflict.ids if id_ in places]
    return _with_originals(brief, [*named, *disagreeing])


def _with_originals(brief: Brief, others: Iterable[str]) -> dict[str, None]:
    """Ids of the sources of excerpts, of `others`, and of the stories that these are copies of."""
    cited = dict.fromkeys([*(excerpt.source for excerpt in brief.excerpts()), *others])
    originals = [source.copy_of for source in brief.sources if source.id in cited and source.copy_of]
    return dict.fromkeys([*cited, *originals])


def _also_in(excerpt: Excerpt) -> tuple[str, ...]:
    """Ids of the sources that say the same as an excerpt."""
    return tuple(dict.fromkeys(place.source for place in excerpt.also_in))


def _named(also_in: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of the sources that say the same and are named in print."""
    return also_in if len(also_in) <= _ALSO else also_in[:1]


def _sources(brief: Brief, labels: Labels) -> dict[str, SourceView]:
    cited, listed, numbers, found = _cited(brief), _listed(brief), source_numbers(brief), marks(brief)
    return {
        source.id: SourceView(
            number=numbers[source.id],
            source=source,
            outlet=source.source or labels.quoted(source.title or labels["untitled"]),
            title=source.title or labels["untitled"],
            date=long_date(source.published, labels),
            link=followable(source.url),
            language=language_tag(source.language, brief.language),
            copy_of=numbers[source.copy_of] if source.copy_of else None,
            cited=source.id in cited,
            listed=source.id in listed,
            paragraphs=tuple(paragraphs(source, found.get(source.id, []))),
        )
        for source in brief.sources
    }


def _sections(brief: Brief, sources: dict[str, SourceView]) -> tuple[SectionView, ...]:
    numbers = iter(range(1, len(brief.excerpts()) + 1))
    voices = {name: place for place, name in enumerate(figures.speakers(brief), 1)}
    return tuple(
        SectionView(section.id, section.title, tuple(_excerpts(section, sources, numbers, voices)))
        for section in brief.sections
    )


def _excerpts(
    section: Section, sources: dict[str, SourceView], numbers: Iterator[int], voices: Mapping[str, int]
) -> Iterator[ExcerptView]:
    for excerpt in section.excerpts:
        also_in = _also_in(excerpt)
        yield ExcerptView(
            number=next(numbers),
            excerpt=excerpt,
            pieces=pieces(excerpt.text, excerpt.inserts),
            source=sources[excerpt.source],
            section=section.title,
            also_in=tuple(sources[id_] for id_ in also_in),
            more_in=len(also_in) - len(_named(also_in)),
            voice=voices[excerpt.speaker.name] if excerpt.speaker else 0,
        )


def _conflict(
    conflict: Conflict, excerpts: Mapping[str, ExcerptView], sources: Mapping[str, SourceView], brief: Brief
) -> ConflictView:
    places = {passage.id: passage.source for passage in brief.cut}
    return ConflictView(
        conflict.what,
        tuple(excerpts[id_] for id_ in conflict.ids if id_ in excerpts),
        tuple(sources[places[id_]] for id_ in conflict.ids if id_ not in excerpts),
    )


def _left_out(
    items: Iterable[LeftOut], sources: dict[str, SourceView], titles: Mapping[str, str]
) -> Iterator[LeftOutView]:
    for item in items:
        source = sources[item.source]
        if source.source.kept is None or source.source.holds(item.start, item.end):
            text = source.source.text[item.start : item.end]
            lead = text if len(text) <= _LEAD else text[:_LEAD].rsplit(" ", 1)[0] + " …"
            yield LeftOutView(item, lead, source, titles.get(item.section or "", item.section or ""))


def _printed(brief: Brief, sources: dict[str, SourceView], labels: Labels) -> Iterator[tuple[str, str]]:
    """(where, text) of all text from the sources that is printed."""
    for number, excerpt in enumerate(brief.excerpts(), 1):
        yield labels.say("odd.excerpt", number=number), excerpt.text
        if excerpt.speaker:
            yield labels.say("odd.speaker", number=number), f"{excerpt.speaker.name} {excerpt.speaker.role}"
    for source in sorted(sources.values(), key=lambda source: source.number):
        yield labels.say("odd.source", number=source.number), f"{source.source.title} {source.source.source}"
