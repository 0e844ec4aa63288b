"""The evidence for a section: who speaks, whose actions are reported, what it is about and what it continues.

Who speaks counts for more than the words. The weights are those of a log-linear model: they add up, and a logistic
function turns the sum into a confidence. Each comes with the words that explain it. They were set on the labelled
stories in `tests/stories`, where each of them improves the results.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

from generator.drafting.sections.acts import acts_of
from generator.drafting.sections.case import Case
from generator.drafting.sections.standing import capacity_of, no_section, speaks_for, standing, with_article, with_verb
from generator.drafting.sections.subject import groups_in
from generator.model import Attribution, Passage, Speaker
from generator.profile import Act, SectionRule

_PRIOR = -2.0  # without evidence a passage belongs nowhere
_SPEAKER = 5.0
_ONE_OF_THEM = 4.0  # some of those who speak together
_ACTOR = 3.0
_THEME = 2.5  # the subject of the sentence names a country of the section, but nobody in it
_SUBJECT = 1.5  # the section's subject in a statement that must be about it
_HINT = 0.75  # the section's subject where it need not be
_ACT = 0.75
_NARRATION = 1.0
_STORY = 1.5  # the whole story is about the section's subject
_ELSEWHERE = 1.75  # at most, where the reporter tells what someone else does
_PAST = -2.75
_GOES_ON = 1.5
_LEANS = 0.75  # in addition, where it also opens with a word that refers back
_NAMED = 1.5  # names a country or body that the section covers
_REPORTED = 4.0  # at most, where nobody speaks: about nine in ten of these are right
_OPENING = 4  # words
_REST = 2.5  # less than any speaker that fits, more than doubt

Evidence: TypeAlias = tuple[tuple[str, float], ...]
"""What was found and its weight, strongest first."""


def evidence(case: Case, rule: SectionRule) -> Evidence:
    """The evidence for a section; none where something rules the section out."""
    if case.subjects[rule.id].never or is_speaker_unknown(case.passage):
        return ()
    return _by_speaker(case, rule) if case.voices else _by_reporter(case, rule)


def confidence(found: Evidence, case: Case) -> float:
    """The confidence, 0…1; without a speaker the evidence counts up to a limit only, however much there is."""
    weight = strength(found) if case.voices else min(strength(found), _REPORTED)
    return round(1 / (1 + math.exp(-weight - _PRIOR)), 3)


def strength(found: Evidence) -> float:
    """The sum of the weights."""
    return sum(weight for _, weight in found)


def is_speaker_unknown(passage: Passage) -> bool:
    """Whether someone speaks and it is not clear who: a quotation, or most of the passage, has an unresolved source."""
    return passage.speaker is None and any(
        a.unresolved and not a.thing and (a.kind != "indirect" or (a.source and 2 * _share(a, passage) >= 1))
        for a in passage.attributions
    )


def _share(attribution: Attribution, passage: Passage) -> float:
    """How much of the passage an attribution takes, 0…1."""
    spans = attribution.source + attribution.cue + attribution.content
    return sum(span.overlap(passage.span) for span in spans) / (passage.span.end - passage.span.start)


def _by_speaker(case: Case, rule: SectionRule) -> Evidence:
    fitting = _fitting(case, rule)
    if not fitting:
        return ()
    acts = acts_of(case) & set(rule.acts)
    if (rule.acts_only and not acts) or (rule.must_be_about and not _is_about(case, rule)):
        return ()
    speakers = (speaks_for(fitting), _SPEAKER if len(fitting) == len(case.voices) else _ONE_OF_THEM)
    return (speakers, *_besides_speaker(case, rule, acts))


def _fitting(case: Case, rule: SectionRule) -> tuple[Speaker, ...]:
    """Those of the speakers who may speak in the section."""
    if rule.speakers.is_open:
        return ()
    return tuple(voice for voice in case.voices if fits(voice, rule) or _is_insider(voice, case, rule))


def _besides_speaker(case: Case, rule: SectionRule, acts: Collection[Act]) -> Iterator[tuple[str, float]]:
    """The evidence besides who speaks: the subject, and what the statement does."""
    if hits := case.subjects[rule.id].hits:
        yield f"it is about {hits[0]}", _SUBJECT if rule.must_be_about else _HINT
    if acts:
        act = min(acts)
        yield f"it is {'an' if act == 'assessment' else 'a'} {act}", _ACT


def _is_insider(voice: Speaker, case: Case, rule: SectionRule) -> bool:
    """Whether someone unnamed, of no country, speaks on the subject that is between the section's countries."""
    unnamed = voice.kind in {"unnamed", "group"} and not voice.group and standing(voice) in {"unnamed", "body"}
    about = len(_sides(case, rule)) > 1 or (voice.kind == "unnamed" and _names_subject(case, rule))
    return unnamed and rule.must_be_about and "unnamed" in rule.speakers.standings and about


def _names_subject(case: Case, rule: SectionRule) -> bool:
    """Whether the passage itself shows that it is about the section's subject, by its words or by whom it names."""
    return bool(case.subjects[rule.id].hits) or len(_sides(case, rule)) > 1 or _names_another(case, rule)


def _names_another(case: Case, rule: SectionRule) -> bool:
    """Whether a passage names someone or something of the section's subject other than the speakers themselves.

    In the reporter's own words the section's countries tell nothing, but the place of the talks does.
    """
    own = {voice.group for voice in case.voices} or set(rule.speakers.groups)
    who = " ".join(voice.name for voice in case.voices)
    return any(name not in who and case.owners.get(name) not in own for name in case.subjects[rule.id].entities)


def _is_about(case: Case, rule: SectionRule) -> bool:
    """Whether a statement is about the section's subject, by itself, by what it continues or by its story.

    A story on the subject also has statements on other matters, so a statement that names a country or body outside
    the topic must itself show that it is about the subject.
    """
    if _names_subject(case, rule) or rule.id in case.near:
        return True
    return rule.id in case.stories and not case.others - frozenset(rule.speakers.groups)


def _sides(case: Case, rule: SectionRule) -> frozenset[str]:
    """Which of the section's countries and bodies speak or are named: more than one, and it is between them."""
    groups = case.groups | {voice.group for voice in case.voices} | case.subjects[rule.id].parties
    return groups & frozenset(rule.speakers.groups)


def _by_reporter(case: Case, rule: SectionRule) -> Evidence:
    told = [*_deeds(case, rule), *_narration(case, rule)]
    if not case.doers and case.before == rule.id and not rule.rest and (rule.narration or rule.speakers.groups):
        told.append(("It continues the passage before it", _GOES_ON + (_LEANS if case.leans else 0)))
    groups = case.subjects[rule.id].groups
    if rule.actions and groups and not rule.must_be_about:
        told.append((f"it names {groups[0]}", _NAMED))
    return tuple(sorted(told, key=lambda pair: -pair[1]))


def _deeds(case: Case, rule: SectionRule) -> Iterable[tuple[str, float]]:
    if not _may_tell_deeds(case, rule):
        return
    fitting = [doer for doer in case.doers if _is_known(doer) and fits(doer, rule)]
    if fitting:
        weight = _ACTOR + (_PAST if case.past and rule.must_be_about else 0)
        yield f"The reporter describes what {with_verb(fitting[0], 'does', 'do')}", weight
    elif not case.doers and (what := _by_theme(_opening(case.theme), case, rule)):
        yield what, _THEME


def _may_tell_deeds(case: Case, rule: SectionRule) -> bool:
    """Whether the reporter's account of what someone does can belong in the section.

    What someone unnamed says about a government is not the reporter's account of it.
    """
    if not rule.actions or rule.speakers.is_open or (case.unsigned and not rule.speakers.is_analysts_only):
        return False
    return not rule.must_be_about or _names_subject(case, rule)


def _by_theme(opening: str, case: Case, rule: SectionRule) -> str:
    """Why the subject of a sentence, no one in particular, belongs in the section; "" where it does not."""
    asked = rule.speakers
    if asked.groups:
        groups = groups_in(opening, asked.groups) if case.of_state else ()
        return f"Its subject is what {with_article(groups[0])} is, has or does" if groups else ""
    return f"The reporter writes about {opening.partition(',')[0]}" if capacity_of(opening) in asked.standings else ""


def _is_known(doer: Speaker) -> bool:
    """Whether the text says who someone is; anything can be the subject of a sentence."""
    capacity = standing(doer)
    return capacity not in {"other", "unnamed"} and (capacity != "body" or doer.official or doer.kind == "group")


def _opening(theme: str) -> str:
    """The first words of a subject: what it is ("Canadian diplomats"), not what it is about ("steel from Canada")."""
    return " ".join(theme.split()[:_OPENING])


def _narration(case: Case, rule: SectionRule) -> Iterable[tuple[str, float]]:
    subject, sides = case.subjects[rule.id], _sides(case, rule)
    if not rule.narration or rule.rest or case.unsigned or not _names_subject(case, rule):
        return
    weight = _NARRATION + _HINT * min(3, len(subject.hits) + max(subject.sides, len(sides)) - 1)
    weight += _STORY * (rule.id in case.stories) + _PAST * bool(case.past)
    if _tells_of_others(case, rule):
        weight = min(weight, _ELSEWHERE)  # whose actions it reports counts before what it is about
    named = "both sides" if len(sides) > 1 else subject.entities[0] if subject.entities else ""
    yield f"The reporter writes about {' and '.join(subject.hits[:2]) or named}", weight


def _tells_of_others(case: Case, rule: SectionRule) -> bool:
    """Whether a passage reports the actions of someone who may not speak in the section."""
    return any(_is_known(doer) or doer.kind == "person" for doer in case.doers if not fits(doer, rule))


def by_default(case: Case, rules: Sequence[SectionRule]) -> Evidence:
    """The evidence for the section that takes the rest: someone speaks or acts, or the topic comes up."""
    if is_speaker_unknown(case.passage) or case.unsigned:
        return ()
    who = case.passage.speaker or next(filter(_is_known, case.doers), None)
    if who:
        missed = next((rule.title.en for rule in rules if not rule.speakers.is_open and fits(who, rule)), "")
        return ((no_section(who, missed), _REST),)
    return (("It is on the topic of this brief", _REST),) if case.topical else ()


def fits(speaker: Speaker, rule: SectionRule) -> bool:
    """Whether `speaker` may speak in the section."""
    asked = rule.speakers
    if speaker.group in asked.never_groups or _has_any(_described(speaker), asked.never_roles):
        return False
    if _has_any(speaker.name, asked.names):
        return True
    has_only_names = asked.names and not (asked.groups or asked.standings or asked.roles)
    return not has_only_names and _is_asked(speaker, rule)


def _is_asked(speaker: Speaker, rule: SectionRule) -> bool:
    """Whether a section takes speakers of this country or body, standing and role."""
    asked = rule.speakers
    if not _admits(asked.groups, speaker.group) or not _admits(asked.standings, standing(speaker)):
        return False
    return not asked.roles or _has_any(_described(speaker), asked.roles)


def _described(speaker: Speaker) -> str:
    """All words that say who a speaker is."""
    return f"{speaker.role} {speaker.name}"


def _admits(listed: Collection[str], value: str) -> bool:
    """Whether a list that a profile gives has a value, or leaves it open."""
    return not listed or value in listed


def _has_any(text: str, words: Iterable[str]) -> bool:
    """Whether a text has any of some words, whatever their case."""
    return any(word.casefold() in text.casefold() for word in words)
