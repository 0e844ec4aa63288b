"""What a passage is about: the words and names of a profile that occur in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from generator import lexicon
from generator.model import Document
from generator.profile import About, Profile, SectionRule

_STEM = 6  # letters; truncation does for stems in both languages
_LEAST_STEMS = 4  # with fewer words an example would fit anything
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_LEAD = 5  # sentences after which a story has said what it is about


@dataclass(frozen=True, slots=True)
class Subject:
    """What was found of one section's subject in a passage."""

    hits: tuple[str, ...]
    """Terms, as the text writes them, in order, without repeats."""
    sides: int
    """How many of the section's names, and of the countries and bodies that it speaks for, occur."""
    groups: tuple[str, ...]
    """Names of the countries and bodies that the section speaks for, as the text writes them."""
    never: bool


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...], inflected: bool) -> re.Pattern[str] | None:
    """One pattern for all `words`; terms also match their regular English and French inflections."""
    if not words:
        return None
    return re.compile(
        r"(?<!\w)(?:" + "|".join(_forms(w, inflected) for w in sorted(words, key=lambda w: (-len(w), w))) + r")(?!\w)",
        re.IGNORECASE,
    )


def _forms(word: str, inflected: bool) -> str:
    escaped = r"\s+".join(re.escape(part) for part in word.split())
    if not inflected:
        return escaped.replace(r"\.", r"\.?") + r"(?:['’]s)?"
    if word.endswith("e"):
        return escaped[:-1] + r"(?:e|es|ed|ing|er|ers)"
    if word.endswith("y") and len(word) > 3:
        return escaped[:-1] + r"(?:y|ies|ied|ying)"
    return escaped + r"(?:s|es|x|ed|ing)?"


def found(text: str, words: Iterable[str], *, inflected: bool = True) -> tuple[str, ...]:
    """Which of `words` occur in `text`, as written there, in order, without repeats."""
    pattern = _pattern(tuple(words), inflected)
    if pattern is None:
        return ()
    return tuple(dict.fromkeys(match.group().casefold() for match in pattern.finditer(text)))


def subject_of(text: str, rule: SectionRule) -> Subject:
    """How far `text` is about the subject of a section."""
    hits = found(text, rule.about.terms)
    if not hits and any(_resembles(text, example) for example in rule.about.examples):
        hits = ("what its examples speak of",)
    return Subject(
        hits=hits,
        sides=len(found(text, rule.about.entities, inflected=False)) + len(_groups_in(text, rule.speakers.groups)),
        groups=found(text, _names_of(rule.speakers.groups), inflected=False),
        never=bool(found(text, rule.never)),
    )


def _resembles(text: str, example: str) -> bool:
    """Whether half of an example's words, cut to a common stem's length, occur in `text`."""
    wanted = _stems(example)
    return len(wanted) >= _LEAST_STEMS and len(wanted & _stems(text)) >= len(wanted) / 2


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM].casefold() for word in _LONG_WORD.findall(text))


def _groups_in(text: str, groups: tuple[str, ...]) -> tuple[str, ...]:
    """Which of the countries and bodies a text names, in whatever form."""
    return tuple(group for group in groups if found(text, _names_of((group,)), inflected=False))


@lru_cache(maxsize=64)
def _names_of(groups: tuple[str, ...]) -> tuple[str, ...]:
    """All that a text may call these countries and bodies: names, adjectives, peoples, capitals, seats."""
    return tuple(sorted(_spelt(key) for key, place in lexicon.places().items() if place.group in groups))


def _spelt(key: str) -> str:
    """A place name's key as texts write it: short capitals may have full stops."""
    return ".".join(key) + "." if key.isupper() and len(key) < 4 else key


def story_subjects(document: Document, profile: Profile) -> frozenset[str]:
    """The sections whose subject a whole story is about, by the words and names of its title and lead."""
    text = _head(document)
    subjects = {rule.id: subject_of(text, rule) for rule in profile.sections}
    return frozenset(rule for rule, subject in subjects.items() if subject.hits and subject.sides >= 2)


def on_topic(document: Document, profile: Profile) -> bool:
    """Whether a story is about the brief's topic: title and lead, or failing that the whole of it, say so."""
    topic = profile.topic
    if not (topic.terms or topic.entities):
        return True
    terms, names = _hits(_head(document), topic)
    if (terms and names) or names > 1:
        return True
    terms, names = _hits(document.article.text, topic)
    return terms >= 3 and names >= 2


def touches(text: str, topic: About) -> bool:
    """Whether a passage has a word or name of the topic."""
    return any(_hits(text, topic))


def _head(document: Document) -> str:
    """Title and first sentences."""
    lead = document.sentences[:_LEAD]
    return document.article.title + "\n" + (document.article.text[: lead[-1].span.end] if lead else "")


def _hits(text: str, topic: About) -> tuple[int, int]:
    return len(found(text, topic.terms)), len(found(text, topic.entities, inflected=False))
