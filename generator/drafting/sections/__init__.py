"""Place passages in sections by who speaks, in what role and about what; give a reason, and abstain where unsure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.drafting.sections.case import Case, cases
from generator.drafting.sections.evidence import (
    Evidence,
    by_default,
    confidence,
    evidence,
    fits,
    is_speaker_unknown,
    strength,
)
from generator.drafting.sections.furniture import why_furniture
from generator.drafting.sections.standing import standing
from generator.drafting.sections.subject import found, may_be_on_topic, on_topic
from generator.model import Document, Passage, Placement
from generator.profile import Profile, SectionRule

_SURE, _SPOKEN, _ANSWER = 0.4, 0.4, 0.2  # shares of the fitness
_VOICE = {"mixed": 1.0, "direct": 0.9, "indirect": 0.8}  # a quotation with the reporter's words stands best alone


def arrange(documents: Sequence[Document], profile: Profile) -> tuple[tuple[Placement, ...], ...]:
    """The placement of every passage, by document and in order."""
    return tuple(_arrange_one(document, profile) for document in documents)


def _arrange_one(document: Document, profile: Profile) -> tuple[Placement, ...]:
    if not on_topic(document, profile):
        nowhere = Placement(None, 0.0, "The article is not on the topic of this brief.")
        return (nowhere,) * len(document.passages)
    placed: list[Placement] = []
    paragraph = -1
    for case in cases(document, profile):
        here = document.sentences[case.passage.sentences[0]].paragraph
        goes_on = placed and (here == paragraph or case.leans)
        before = placed[-1].section if goes_on else None
        placed.append(_place(replace(case, before=before), document, profile))
        paragraph = here
    return tuple(placed)


def _place(case: Case, document: Document, profile: Profile) -> Placement:
    if why := why_furniture(document, case.passage):
        return Placement(None, 0.0, why)
    supported = [(rule, found) for rule in profile.sections if (found := evidence(case, rule))]
    ranked = sorted(supported, key=lambda pair: -strength(pair[1]))
    if not ranked or confidence(ranked[0][1], case) < profile.threshold:
        default = by_default(case, profile.sections)
        ranked = [(rule, default) for rule in profile.sections if rule.rest and default] + ranked
    return _decide(ranked, case, profile)


def _decide(ranked: Sequence[tuple[SectionRule, Evidence]], case: Case, profile: Profile) -> Placement:
    """The best section, if it is sure enough; the reason names a second one that would fit."""
    if not ranked:
        return Placement(None, 0.0, _why_nowhere(case))
    rule, best = ranked[0]
    listing = tuple((rule.id, what, weight) for rule, found in ranked for what, weight in found)
    sure = confidence(best, case)
    if sure < profile.threshold:
        return Placement(
            None,
            sure,
            f"There is too little evidence for “{rule.title.en}”; the only signs are: {_listed(best)}.",
            rule.id,
            listing,
        )
    other = next((pair for pair in ranked[1:] if confidence(pair[1], case) >= profile.threshold), None)
    reason = f"{best[0][0][:1].upper()}{best[0][0][1:]}."
    if other:
        reason += f" It would also fit in “{other[0].title.en}”: {_listed(other[1])}."
    return Placement(rule.id, sure, reason, ranked[1][0].id if len(ranked) > 1 else None, listing)


def _listed(found: Evidence) -> str:
    """The evidence as it reads after a colon."""
    return " and ".join(what[:1].lower() + what[1:] if what.startswith(("It ", "The ")) else what for what, _ in found)


def _why_nowhere(case: Case) -> str:
    """Why a passage is in no section, in plain English."""
    if is_speaker_unknown(case.passage):
        why = next(a.unresolved for a in case.passage.attributions if a.unresolved and not a.thing)
        return f"It is not clear who says this: {why.rstrip('.')}."
    if case.unsigned:
        return "These are someone’s words, but it is not clear whose."
    return "Nothing in it says which section it belongs to."


def fitness(
    documents: Sequence[Document], placements: Sequence[Sequence[Placement]], profile: Profile
) -> tuple[tuple[float, ...], ...]:
    """How useful each passage is to the profile, 0…1.

    It counts how sure the placement is, whether someone speaks in the passage (best of all in their own words), and
    whether it answers one of the profile's questions.
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
    """Whether a passage of a section has the terms of one of the profile's questions."""
    return any(question.section == section and found(text, question.terms) for question in profile.questions)


__all__ = ["answers", "arrange", "fitness", "fits", "may_be_on_topic", "standing"]
