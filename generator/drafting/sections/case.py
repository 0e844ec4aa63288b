"""A passage with everything that the section rules look at."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.analysis import lexicon
from generator.analysis.language import TONGUES
from generator.drafting.sections.furniture import paragraph_of
from generator.drafting.sections.patterns import any_of
from generator.drafting.sections.standing import is_of_state
from generator.drafting.sections.subject import (
    Subject,
    groups_of,
    opens_backward,
    places_in,
    story_subjects,
    subject_of,
    topic_groups,
    touches,
    year_before,
)
from generator.drafting.sections.told import is_told
from generator.model import Document, Mention, Passage, Speaker
from generator.profile import Profile

_WHERE = re.compile(rf"\b(?:{any_of('sections', 'subject', 'where')})")  # a place, not a party
_FIRST = re.compile(rf"(?:\([^)]*\) )?(?:{any_of('sections', 'subject', 'articles')})?([A-Z][\w-]*)(?= )")
_SUBJECT_WORDS = 8  # of a sentence, where the parse finds no subject
_JOINED = re.compile(rf" (?:{'|'.join(tongue.conjunction for tongue in TONGUES.values())}) ")
_LEAD_IN = 4  # characters before a passage in which a colon leads it in


@dataclass(frozen=True, slots=True)
class Case:
    """A passage and what was found in it."""

    passage: Passage
    text: str
    subjects: Mapping[str, Subject]
    """By section: what of its subject the passage has."""
    voices: tuple[Speaker, ...] = ()
    """Who speaks: the members of a joint speaker, otherwise one speaker or none."""
    doers: tuple[Speaker, ...] = ()
    """Whose actions the reporter describes."""
    theme: str = ""
    """The subject of the first sentence, where it is not a speaker ("Canadian diplomats", "Business groups")."""
    owners: Mapping[str, str] = field(default_factory=dict)
    """Names of the sections' subjects that stand for a country or body, and that country."""
    of_state: bool = False
    """Whether the theme is what a state is, has or does."""
    groups: frozenset[str] = frozenset()
    """Countries and bodies of everyone mentioned in the passage."""
    others: frozenset[str] = frozenset()
    """Countries and bodies that the passage names and the topic of the brief does not."""
    stories: frozenset[str] = frozenset()
    """Sections whose subject is that of the whole story."""
    topical: bool = False
    """Whether the topic of the brief comes up in the passage."""
    near: frozenset[str] = frozenset()
    """Sections whose subject the same speaker was on just before."""
    before: str | None = None
    """The section of the passage before it in the paragraph."""
    leans: bool = False
    """Whether it opens with a word that refers back ("They", "Both")."""
    unsigned: bool = False
    """Whether it is someone's words, attributed to no one."""
    past: bool = False
    """Whether the reporter looks back to an earlier year."""


def cases(document: Document, profile: Profile) -> tuple[Case, ...]:
    """The passages of a document as cases; `before` depends on the placements and is left open."""
    stories, owners = story_subjects(document, profile), _owners(document, profile)
    mentions = _by_passage(document)
    known: list[Case] = []
    for passage, inside in zip(document.passages, mentions, strict=True):
        case = _case(document, profile, passage, inside)
        near = _near(known[-1] if known else None, passage)
        known.append(replace(case, stories=stories, owners=owners, near=near))
    return tuple(known)


def _by_passage(document: Document) -> list[list[Mention]]:
    """The mentions of each passage."""
    mentions = sorted(document.mentions, key=lambda mention: mention.span)
    starts = [mention.span.start for mention in mentions]
    spans = [passage.span for passage in document.passages]
    return [mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)] for span in spans]


def _owners(document: Document, profile: Profile) -> dict[str, str]:
    owners = {}
    for name in (name for rule in profile.sections for name in rule.about.entities):
        bearers = (s.group for s in document.speakers if s.kind == "person" and name in s.name.split() and s.group)
        place = lexicon.places().get(lexicon.place_key(name))
        owners[name] = place.group if place else next(bearers, "")
    return owners


def _case(document: Document, profile: Profile, passage: Passage, mentions: Sequence[Mention]) -> Case:
    text = passage.span.of(document.article.text)
    doers, theme = _doers(document, passage, mentions), _theme(document, passage)
    return Case(
        passage=passage,
        text=text,
        subjects={rule.id: subject_of(text, rule) for rule in profile.sections},
        voices=members(passage.speaker, document),
        doers=doers,
        theme="" if doers else theme,
        of_state=is_of_state(theme) or _opens_with_state(theme),
        groups=groups_of(mentions),
        others=places_in(_WHERE.sub("", text)) - topic_groups(profile),
        topical=touches(text, profile.topic),
        leans=opens_backward(text),
        unsigned=not passage.attributions and _is_told(document, passage),
        past=year_before(text, document.article.day),
    )


def members(speaker: Speaker | None, document: Document) -> tuple[Speaker, ...]:
    """Those who speak together ("Biden and Putin"), otherwise the speaker alone."""
    if speaker is None:
        return ()
    if speaker.kind != "group" or not _JOINED.search(speaker.name):
        return (speaker,)
    together = tuple(s for s in document.speakers if s.kind != "group" and s.name in speaker.name)
    return together if len(together) > 1 else (speaker,)


def _is_told(document: Document, passage: Passage) -> bool:
    article = document.article
    return is_told(
        passage.span.of(article.text),
        paragraph=paragraph_of(document, passage),
        before=article.text[max(0, passage.span.start - _LEAD_IN) : passage.span.start],
    )


def _doers(document: Document, passage: Passage, mentions: Sequence[Mention]) -> tuple[Speaker, ...]:
    """Whom the first sentence is about: its subject or, where the parse finds none, whoever is named first in it."""
    if passage.actor:
        return (passage.actor,)
    if document.sentences[passage.sentences[0]].subject:
        return ()
    first = [m.speaker for m in mentions if m.speaker and m.span.start == passage.span.start]
    return tuple(first[:1])


def _theme(document: Document, passage: Passage) -> str:
    text, subject = document.article.text, document.sentences[passage.sentences[0]].subject
    return subject.of(text) if subject else " ".join(passage.span.of(text).split()[:_SUBJECT_WORDS])


def _opens_with_state(words: str) -> bool:
    """Whether a subject is a country or capital itself ("Le Canada n'ira pas"), not what comes from there."""
    first = _FIRST.match(words)
    place = lexicon.places().get(lexicon.place_key(first[1])) if first else None
    return place is not None and place.form in {"name", "capital", "seat"}


def _near(before: Case | None, passage: Passage) -> frozenset[str]:
    """The subjects that a speaker was on just before: the next statement need not name them again."""
    if before is None or passage.speaker is None or before.passage.speaker != passage.speaker:
        return frozenset()
    return before.near | {section for section, subject in before.subjects.items() if subject.hits}
