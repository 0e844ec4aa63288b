"""Passages → sections: by who speaks, in what role, about what; with a reason, and abstention where unsure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model import Document, Passage, Placement
from generator.profile import Profile, SectionRule
from generator.sections.evidence import (
    Case,
    Evidence,
    by_default,
    confidence,
    evidence,
    fits,
    is_mouth_unknown,
    strength,
)
from generator.sections.standing import standing
from generator.sections.subject import found, on_topic, story_subjects, subject_of, touches

_SURE, _SPOKEN, _ANSWER = 0.4, 0.4, 0.2  # shares of the fitness
_VOICE = {"mixed": 1.0, "direct": 0.9, "indirect": 0.8}  # a statement with its reporter's frame stands best alone
_WHOLE = re.compile(r"[.!?…][\"”’»)\]*_]*\s*$")


def arrange(documents: Sequence[Document], profile: Profile) -> tuple[tuple[Placement, ...], ...]:
    """A placement for every passage, by document, in order."""
    return tuple(_arrange_one(document, profile) for document in documents)


def _arrange_one(document: Document, profile: Profile) -> tuple[Placement, ...]:
    if not on_topic(document, profile):
        nowhere = Placement(None, 0.0, "The article is not about the subject of this brief.")
        return (nowhere,) * len(document.passages)
    stories = story_subjects(document, profile)
    placed: list[Placement] = []
    before: tuple[Passage, Case] | None = None
    for passage in document.passages:
        text = passage.span.of(document.article.text)
        subjects = {rule.id: subject_of(text, rule) for rule in profile.sections}
        same = before is not None and _paragraph(document, before[0]) == _paragraph(document, passage)
        case = Case(
            passage=passage,
            subjects=subjects,
            stories=stories,
            topical=touches(text, profile.topic),
            near=_near(before, passage),
            before=placed[-1].section if same else None,
        )
        placed.append(_place(case, text, profile))
        before = passage, case
    return tuple(placed)


def _paragraph(document: Document, passage: Passage) -> int:
    return document.sentences[passage.sentences[0]].paragraph


def _near(before: tuple[Passage, Case] | None, passage: Passage) -> frozenset[str]:
    """A statement that goes on about the subject of the same speaker's last one need not name it again."""
    if before is None or passage.speaker is None or before[0].speaker != passage.speaker:
        return frozenset()
    case = before[1]
    return case.near | {section for section, subject in case.subjects.items() if subject.hits}


def _place(case: Case, text: str, profile: Profile) -> Placement:
    if not _WHOLE.search(text):
        return Placement(None, 0.0, "It does not end as a sentence does: a heading, a caption, or cut off.")
    if case.passage.speaker is None and text.rstrip('"”’») ').endswith("?"):
        return Placement(None, 0.0, "It asks a question that nobody is named for.")
    supported = [(rule, found) for rule in profile.sections if (found := evidence(case, rule))]
    ranked = sorted(supported, key=lambda pair: -strength(pair[1]))
    if not ranked or confidence(ranked[0][1]) < profile.threshold:
        rest = [(rule, found) for rule in profile.sections if rule.rest and (found := by_default(case))]
        ranked = rest + ranked
    return _decide(ranked, case, profile)


def _decide(ranked: Sequence[tuple[SectionRule, Evidence]], case: Case, profile: Profile) -> Placement:
    """The first of the sections, if it is sure enough."""
    if not ranked:
        return Placement(None, 0.0, _why_nowhere(case))
    rule, best = ranked[0]
    listing = tuple((rule.id, what, weight) for rule, found in ranked for what, weight in found)
    sure = confidence(best)
    if sure < profile.threshold:
        why = f"Too little speaks for “{rule.title.en}”: {best[0][0][:1].lower()}{best[0][0][1:]}."
        return Placement(None, sure, why, rule.id, listing)
    return Placement(rule.id, sure, f"{best[0][0]}.", ranked[1][0].id if len(ranked) > 1 else None, listing)


def _why_nowhere(case: Case) -> str:
    """Why a passage is in no section, in plain English."""
    if is_mouth_unknown(case.passage):
        why = next(a.unresolved for a in case.passage.attributions if a.unresolved)
        return f"It is not clear who says this: {why.rstrip('.')}."
    return "Nothing in it says which section it belongs to."


def fitness(
    documents: Sequence[Document], placements: Sequence[Sequence[Placement]], profile: Profile
) -> tuple[tuple[float, ...], ...]:
    """How well the profile can use each passage, 0…1.

    That is how surely it is placed, whether somebody speaks in it, in their own words best of all, and whether it
    answers one of the profile's questions.
    """
    return tuple(
        tuple(_fitness(p, q, document, profile) for p, q in zip(document.passages, placed, strict=True))
        for document, placed in zip(documents, placements, strict=True)
    )


def _fitness(passage: Passage, placement: Placement, document: Document, profile: Profile) -> float:
    text = passage.span.of(document.article.text)
    sure = max(0.0, 2 * placement.confidence - 1)
    voice = 0.0 if passage.speaker is None else _VOICE[passage.kind or "indirect"]
    return _SURE * sure + _SPOKEN * voice + _ANSWER * answers(text, placement.section, profile)


def answers(text: str, section: str | None, profile: Profile) -> bool:
    """Whether a passage of a section speaks of what one of the profile's questions asks."""
    return any(question.section == section and found(text, question.terms) for question in profile.questions)


__all__ = ["answers", "arrange", "fitness", "fits", "standing"]
