"""What a passage is about: the terms and names of a profile that occur in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from generator.analysis import lexicon
from generator.analysis.language import TONGUES, paragraph_spans
from generator.drafting.sections.patterns import any_of, listed
from generator.model import Article, Document, Mention
from generator.profile import About, Profile, SectionRule

_STEM = 6  # letters; truncation does for stems in both languages
_LEAST_STEMS = 4  # with fewer words an example would fit anything
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_BACKWARD = re.compile(rf"(?:{any_of('sections', 'subject', 'backward')})\b")
_POSSESSIVE = re.compile(r"['’]s$")
_SINCE = "".join(f"(?<!{word} )" for word in listed("sections", "subject", "since"))
_YEAR = re.compile(rf"{_SINCE}\b(1[89]\d\d|20\d\d)\b")
_TOUCHED = 0.18  # share of its sentences that are on the topic, in a story that is
_OFTEN = 0.25  # the same where title and lead do not say so
_LEAD = 5  # sentences after which a story has said what it is about


@dataclass(frozen=True, slots=True)
class Subject:
    """What a passage has of one section's subject."""

    hits: tuple[str, ...]
    """Terms, as the text writes them, in order, without repeats."""
    sides: int
    """How many of the section's names and of its countries and bodies occur."""
    groups: tuple[str, ...]
    """Names of the section's countries and bodies, as the text writes them."""
    parties: frozenset[str]
    """Those countries and bodies."""
    entities: tuple[str, ...]
    """Which of the section's names occur."""
    never: bool


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...], inflected: bool) -> re.Pattern[str] | None:
    """One pattern for all `words`; terms, in lower case, also match their regular English and French inflections.

    It first looks for a letter with which one of the words starts, which is several times faster.
    """
    if not words:
        return None
    firsts = "".join(sorted({re.escape(letter) for word in words for letter in {word[0], word[0].upper()}}))
    forms = "|".join(_forms(w, inflected) for w in sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(rf"(?=[{firsts}])(?<!\w)(?:{forms})(?!\w)")


def _forms(word: str, inflected: bool) -> str:
    escaped = r"\s+".join(re.escape(part) for part in word.split())
    if not inflected:
        name = escaped.replace(r"\.", r"\.?")
        capitals = r"\s+".join(re.escape(part.upper()) for part in word.split())
        return rf"(?:{name}|{capitals})(?:['’]s)?"
    if word.endswith("e"):
        return escaped[:-1] + r"(?:e|es|ed|ing|er|ers)"
    if word.endswith("y") and len(word) > 3:
        return escaped[:-1] + r"(?:y|ies|ied|ying)"
    return escaped + r"(?:s|es|x|ed|ing)?"


def found(text: str, words: Iterable[str], *, inflected: bool = True) -> tuple[str, ...]:
    """Which of `words` occur in `text`, as written there, in order, without repeats.

    Terms (`inflected`) are found in any case; names as they are written, or all in capitals: "us" is not "US".
    """
    wanted = tuple(words)
    pattern = _pattern(_folded(wanted) if inflected else wanted, inflected)
    if pattern is None:
        return ()
    return tuple(dict.fromkeys(match.group() for match in pattern.finditer(text.casefold() if inflected else text)))


@lru_cache(maxsize=256)
def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words)


def subject_of(text: str, rule: SectionRule) -> Subject:
    """How far `text` is about the subject of a section."""
    hits = found(text, rule.about.terms)
    if not hits and any(_resembles(text, example) for example in rule.about.examples):
        hits = ("what the section’s examples describe",)
    groups = named_groups(text, rule.speakers.groups)
    parties = groups_in(text, rule.speakers.groups) if groups else ()
    entities = found(text, rule.about.entities, inflected=False)
    return Subject(
        hits=hits,
        sides=len(entities) + len(parties),
        groups=groups,
        parties=frozenset(parties),
        entities=entities,
        never=bool(found(text, rule.never)),
    )


def _resembles(text: str, example: str) -> bool:
    """Whether half of an example's words, cut to a common stem's length, occur in `text`."""
    wanted = _stems(example)
    return len(wanted) >= _LEAST_STEMS and len(wanted & _stems(text)) >= len(wanted) / 2


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM].casefold() for word in _LONG_WORD.findall(text))


def named_groups(text: str, groups: tuple[str, ...]) -> tuple[str, ...]:
    """The names by which a text calls these countries and bodies, in order."""
    return found(text, _names_of(groups), inflected=False)


def groups_in(text: str, groups: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the countries and bodies that a text names, in any form."""
    return tuple(group for group in groups if named_groups(text, (group,)))


@lru_cache(maxsize=64)
def _names_of(groups: tuple[str, ...]) -> tuple[str, ...]:
    """All that a text may call these countries and bodies: names, adjectives, peoples, capitals, seats."""
    names = [item for code in TONGUES for item in lexicon.of(code).places().items()]
    return tuple(sorted({_spelt(key) for key, place in names if place.group in groups}))


def _spelt(key: str) -> str:
    """A place name's key as texts write it: short capitals can have periods."""
    return ".".join(key) + "." if key.isupper() and len(key) < 4 else key


def places_in(text: str) -> frozenset[str]:
    """All countries and bodies that a text names, in any form."""
    names = (_plain(name) for name in found(text, _all_names(), inflected=False))
    return frozenset(group for name in names if (group := _group_by_name().get(name)))


def _plain(name: str) -> str:
    """A name without capitals, periods and the possessive."""
    return lexicon.place_key(_POSSESSIVE.sub("", name)).casefold()


@cache
def _all_names() -> tuple[str, ...]:
    return tuple(sorted(map(_spelt, lexicon.places())))


@cache
def _group_by_name() -> Mapping[str, str]:
    return MappingProxyType({_plain(key): place.group for key, place in sorted(lexicon.places().items())})


@lru_cache(maxsize=16)
def topic_groups(profile: Profile) -> frozenset[str]:
    """The countries and bodies that are the topic of a brief."""
    return places_in("; ".join(profile.topic.entities))


def story_subjects(document: Document, profile: Profile) -> frozenset[str]:
    """The sections whose subject is that of a whole story, by the terms and names in its title and lead."""
    text = _head(document)
    named = groups_of(mention for mention in document.mentions if mention.span.end <= _lead_end(document))
    return frozenset(rule.id for rule in profile.sections if _is_subject(subject_of(text, rule), rule, named))


def _is_subject(subject: Subject, rule: SectionRule, named: frozenset[str]) -> bool:
    """Whether a term occurs with two of the section's countries, or of its names; with another term where it has none.

    A matter between two countries is not the subject of a story that names only one of them.
    """
    if len(rule.speakers.groups) > 1:
        return bool(subject.hits) and len((named | subject.parties) & frozenset(rule.speakers.groups)) > 1
    has_names = rule.about.entities or rule.speakers.groups
    return bool(subject.hits) and (subject.sides if has_names else len(subject.hits)) > 1


def groups_of(mentions: Iterable[Mention]) -> frozenset[str]:
    """The countries and bodies of everyone mentioned."""
    return frozenset(mention.speaker.group for mention in mentions if mention.speaker and mention.speaker.group)


def on_topic(document: Document, profile: Profile) -> bool:
    """Whether a story is on the brief's topic, by the terms and names that the profile gives.

    The title and lead must have a name and a term, or the whole story several, and they must keep coming up.
    """
    topic, text = profile.topic, document.article.text
    if not (topic.terms or topic.entities):
        return True
    touched = sum(touches(sentence.span.of(text), topic) for sentence in document.sentences)
    share = touched / max(1, len(document.sentences))
    if share < _TOUCHED or not _has(_head(document), topic, terms=0, names=1):
        return False
    return _has(_head(document), topic, terms=1, names=1) or (share >= _OFTEN and _has(text, topic, terms=3, names=2))


def may_be_on_topic(article: Article, profile: Profile) -> bool:
    """Whether a story that is not analysed yet meets the least that `on_topic` requires.

    Every paragraph has at least one sentence, so the lead ends within as many paragraphs as it has sentences.
    """
    paragraphs = paragraph_spans(article.text)
    lead = article.text[: paragraphs[:_LEAD][-1].end] if paragraphs else ""
    topic, title = profile.topic, article.title
    return _has(f"{title}\n{lead}", topic, terms=0, names=1) and _has(
        f"{title}\n{article.text}", topic, terms=1, names=1
    )


def _has(text: str, topic: About, *, terms: int, names: int) -> bool:
    """Whether a text has this many terms and names, or all of them where the topic has fewer."""
    of_terms, of_names = _hits(text, topic)
    return of_terms >= min(terms, len(topic.terms)) and of_names >= min(names, len(topic.entities))


def touches(text: str, topic: About) -> bool:
    """Whether a passage has a term or name of the topic."""
    return any(_hits(text, topic))


def opens_backward(text: str) -> bool:
    """Whether a passage opens with a word that refers to what came before."""
    return bool(_BACKWARD.match(text))


def year_before(text: str, day: dt.date | None) -> bool:
    """Whether a passage names only years before that of its story; "since 2022" does not count."""
    years = [int(year) for year in _YEAR.findall(text)]
    return bool(day and years and max(years) < day.year)


def _head(document: Document) -> str:
    """Title and first sentences."""
    return document.article.title + "\n" + document.article.text[: _lead_end(document)]


def _lead_end(document: Document) -> int:
    lead = document.sentences[:_LEAD]
    return lead[-1].span.end if lead else 0


def _hits(text: str, topic: About) -> tuple[int, int]:
    return len(found(text, topic.terms)), len(found(text, topic.entities, inflected=False))
