"""What speaks for a section: who says it, whose deeds it tells, what it is about, and what it goes on from.

Who speaks decides before words do. The weights are those of a log-linear model: they add up, and a logistic turns the
sum into a confidence. Each carries the words that explain it. They were set on the labelled stories in
`tests/stories`, where every one of them earns its place.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

from generator.model import Passage, Speaker
from generator.profile import SectionRule
from generator.sections.standing import CAPACITY, introduce, standing
from generator.sections.subject import Subject

_PRIOR = -2.0  # without evidence a passage belongs nowhere
_SPEAKER = 3.5
_ACTOR = 3.0
_SUBJECT = 1.5  # the section's subject in a statement that must be about it
_HINT = 0.75  # the section's subject where it need not be
_ACT = 0.5
_NARRATION = 1.0
_STORY = 1.5  # the whole story is about the section's subject
_GOES_ON = 1.5
_NAMED = 1.5  # names a country or body that the section speaks for
_REST = 2.5  # less than any speaker that fits, more than doubt

Evidence: TypeAlias = tuple[tuple[str, float], ...]
"""What was found and its weight, strongest first."""


@dataclass(frozen=True, slots=True)
class Case:
    """A passage with all that the rules look at."""

    passage: Passage
    subjects: dict[str, Subject]
    """By section: what of its subject the passage has."""
    stories: frozenset[str]
    """Sections whose subject the whole story is about."""
    topical: bool
    """Whether the passage touches the topic of the brief."""
    near: frozenset[str] = frozenset()
    """Sections whose subject the same speaker was on just before."""
    before: str | None = None
    """The section of the passage before it in the paragraph."""


def evidence(case: Case, rule: SectionRule) -> Evidence:
    """What speaks for a section; nothing where one thing rules it out."""
    if case.subjects[rule.id].never or is_mouth_unknown(case.passage):
        return ()
    if case.passage.speaker is not None:
        return _by_speaker(case, case.passage.speaker, rule)
    return _by_reporter(case, rule)


def confidence(found: Evidence) -> float:
    """0…1."""
    return round(1 / (1 + math.exp(-strength(found) - _PRIOR)), 3)


def strength(found: Evidence) -> float:
    """The sum of the weights."""
    return sum(weight for _, weight in found)


def is_mouth_unknown(passage: Passage) -> bool:
    """Whether somebody says it and it is not clear who: a quotation, or a source that was not resolved."""
    return passage.speaker is None and any(
        a.unresolved and (a.source or a.kind != "indirect") for a in passage.attributions
    )


def _by_speaker(case: Case, speaker: Speaker, rule: SectionRule) -> Evidence:
    if rule.speakers.is_open or not fits(speaker, rule):
        return ()
    subject = case.subjects[rule.id]
    if rule.must_be_about and not _is_about(case, rule):
        return ()
    found = [(_reason(speaker), _SPEAKER)]
    if subject.hits:
        found.append((f"it is about {subject.hits[0]}", _SUBJECT if rule.must_be_about else _HINT))
    acts = {_ACTS.get(a.certainty.act, "statement") for a in case.passage.attributions} & set(rule.acts)
    if acts:
        found.append((f"it is a {min(acts)}", _ACT))
    return tuple(found)


_ACTS = {
    "warn": "warning",
    "promise": "pledge",
    "plan": "schedule",
    "propose": "proposal",
    "deny": "denial",
    "doubt": "assessment",
    "think": "assessment",
    "expect": "assessment",
    "claim": "assessment",
    "ask": "question",
}


def _is_about(case: Case, rule: SectionRule) -> bool:
    """Whether a passage is about the section's subject: by its words, by what it goes on from, or by its story.

    A story on the subject also has statements on other matters; one that names a party to another section is left
    to that.
    """
    if case.subjects[rule.id].hits or rule.id in case.near:
        return True
    elsewhere = any(subject.groups for section, subject in case.subjects.items() if section != rule.id)
    return rule.id in case.stories and not elsewhere


def _by_reporter(case: Case, rule: SectionRule) -> Evidence:
    subject, actor = case.subjects[rule.id], case.passage.actor
    found: list[tuple[str, float]] = []
    acts = actor and rule.actions and not rule.speakers.is_open and fits(actor, rule)
    if actor and acts and (not rule.must_be_about or _is_about(case, rule)):
        found.append((f"It tells what {introduce(actor)} does", _ACTOR))
    if rule.narration and not rule.rest and subject.hits:
        weight = _NARRATION + _HINT * min(3, len(subject.hits) + subject.sides - 1)
        weight += _STORY if rule.id in case.stories else 0
        # whose deeds it tells decides before what it is about
        weight = min(weight, _ACTOR) - _HINT if actor and not acts else weight
        found.append((f"The report tells of {' and '.join(subject.hits[:2])}", weight))
    if actor is None and case.before == rule.id and not rule.rest and not rule.speakers.is_analysts_only:
        found.append(("It goes on from the passage before", _GOES_ON))
    if rule.actions and subject.groups and not rule.must_be_about:
        found.append((f"it names {subject.groups[0]}", _NAMED))
    return tuple(sorted(found, key=lambda pair: -pair[1]))


def by_default(case: Case) -> Evidence:
    """What speaks for the section that takes the rest: somebody speaks or acts, or the topic is touched."""
    if is_mouth_unknown(case.passage):
        return ()
    who = case.passage.speaker or case.passage.actor
    if who:
        return ((f"{introduce(who)} has no section of their own", _REST),)
    return (("It is on the subject of this brief", _REST),) if case.topical else ()


def fits(speaker: Speaker, rule: SectionRule) -> bool:
    """Whether `speaker` may speak in the section."""
    asked, described = rule.speakers, f"{speaker.role} {speaker.name}".casefold()
    if any(word.casefold() in described for word in asked.never_roles) or speaker.group in asked.never_groups:
        return False
    if any(name.casefold() in speaker.name.casefold() for name in asked.names):
        return True
    if asked.names and not (asked.groups or asked.standings or asked.roles):
        return False
    by_group = not asked.groups or speaker.group in asked.groups
    by_standing = not asked.standings or standing(speaker) in asked.standings
    by_role = not asked.roles or any(word.casefold() in described for word in asked.roles)
    return by_group and by_standing and by_role


def _reason(speaker: Speaker) -> str:
    """Why a speaker counts, as a sentence without its full stop."""
    capacity = standing(speaker)
    who = introduce(speaker)
    words = CAPACITY[capacity]
    if capacity in {"government", "body", "party"}:
        if speaker.name.casefold() == speaker.group.casefold():
            return f"{who} speaks for itself"
        words = f"{words} {speaker.group}" if speaker.group else "speaks in office"
    return f"{who}{',' if ',' in who else ''} {words}"
