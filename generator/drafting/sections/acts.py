"""What a statement does: schedules, proposes, warns, pledges, denies, judges, asks, or reports a decision."""

from __future__ import annotations

from generator.drafting.sections.case import Case
from generator.drafting.sections.patterns import any_word, listed
from generator.model import Attribution
from generator.profile import Act

_BY_CUE: dict[str, Act] = {
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
_DECIDES = any_word(listed("sections", "acts", "decisions"))


def acts_of(case: Case) -> frozenset[Act]:
    """What the statements of a passage do."""
    return frozenset(_act(attribution, case) for attribution in case.passage.attributions)


def _act(attribution: Attribution, case: Case) -> Act:
    """What a statement does: a decision by the verb of the cue, anything else by the cue's class."""
    start = case.passage.span.start
    for cue in attribution.cue:
        if cue.start >= start and _DECIDES.search(case.text[cue.start - start : cue.end - start]):
            return "decision"
    return _BY_CUE.get(attribution.certainty.act, "statement")
