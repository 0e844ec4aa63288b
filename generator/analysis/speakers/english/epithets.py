"""Whom a description means: "the prime minister", "the Russian leader", "the former diplomat", "the official"."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from generator.analysis.speakers.cast import Participant
from generator.analysis.speakers.english.pronouns import Choice, PriorMention
from generator.analysis.speakers.english.roles import parties_in
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.roles import Role

DEFINITE = frozenset({"the", "both", "this", "that", "his", "her", "their", "its"})
_CLEAR = 6  # sentences: among two who fit, one named this recently wins over one not named for as long

_AT_HOME = frozenset({"head_of_state", "head_of_government", "minister", "deputy_head"})

# Classes of people that a general noun may mean.
_WIDER = MappingProxyType(
    {
        "leader": {"head_of_state", "head_of_government", "deputy_head", "regional", "party", "leader"},
        "official": {"official", "adviser", "diplomat"},
        "politician": {"legislator", "party", "head_of_government", "minister", "regional"},
        "lawmaker": {"legislator"},
        "legislator": {"legislator"},
        "senator": {"legislator"},
        "congressman": {"legislator"},
        "congresswoman": {"legislator"},
        "representative": {"legislator"},
        "diplomat": {"diplomat", "adviser", "minister"},
        "minister": {"minister"},
        "secretary": {"minister"},
        "general": {"military"},
        "commander": {"military"},
        "officer": {"military", "official"},
        "envoy": {"adviser", "diplomat"},
        "aide": {"adviser", "spokesperson"},
        "adviser": {"adviser"},
        "spokesperson": {"spokesperson"},
        "spokesman": {"spokesperson"},
        "spokeswoman": {"spokesperson"},
        "ambassador": {"diplomat"},
        "candidate": {"party"},
        "nominee": {"party"},
        "premier": {"head_of_government"},
        "chancellor": {"head_of_government"},
        "expert": {"expert"},
        "analyst": {"expert"},
        "scholar": {"expert"},
        "academic": {"expert"},
        "researcher": {"expert"},
        "professor": {"expert"},
        "executive": {"business", "leader"},
        "lawyer": {"law"},
        "attorney": {"law"},
        "activist": {"advocate"},
        "journalist": {"journalist"},
    }
)


def find_described(
    line: Line, role: Role, read: Iterable[PriorMention], *, owner: Participant | None, home: str
) -> Choice:
    """The participant that a definite description with the `role` means; no participant where none or several fit."""
    latest: dict[Participant, PriorMention] = {}
    for seen in read:
        latest[seen.participant] = seen
    exact = [f for f in latest if _fits(f, role, exact=True) and f is not owner and _owned(f, owner)]
    fitting = exact or [f for f in latest if _fits(f, role, exact=False) and f is not owner and _owned(f, owner)]
    if not role.group and owner is None and len(fitting) > 1 and role.group_of in _AT_HOME:
        here = [f for f in fitting if latest[f].line == line.number and latest[f].function == "subject"]
        at_home = [f for f in fitting if f.group == home]  # "the prime minister" without more is the one at home
        fitting = here if len(here) == 1 else at_home or fitting
    if not owner and len(fitting) > 1:  # a person by name rather than "a former prime minister" without one
        fitting = [f for f in fitting if f.kind == "person"] or fitting
    fitting.sort(key=lambda f: -latest[f].sentence)
    if len(fitting) < 2:
        return Choice(fitting[0] if fitting else None)
    first, second = latest[fitting[0]], latest[fitting[1]]
    sentence = line.words[role.start].sentence
    recent = sentence - first.sentence <= 1
    clear = recent and (sentence - second.sentence > _CLEAR or second.line < first.line == line.number)
    return Choice(fitting[0]) if clear else Choice(None, tuple(fitting[:2]))


def described_by(participant: Participant, role: Role) -> bool:
    """Whether the participant is one of those that a plural description ("the presidents") means."""
    return _fits(participant, role, exact=True) or _fits(participant, role, exact=False)


def _owned(participant: Participant, owner: Participant | None) -> bool:
    """Whether "X’s adviser" may be this participant: on the same side as X, where both sides are known."""
    return owner is None or not (participant.group and owner.group) or participant.group == owner.group


def _parties_differ(participant: Participant, role: Role) -> bool:
    """Whether the description names a party, and the participant's roles name only others."""
    wanted = parties_in(role.text)
    own = frozenset(party for r in participant.roles for party in parties_in(r.text))
    return bool(wanted) and not wanted & own


def _fits(participant: Participant, role: Role, *, exact: bool) -> bool:
    """Whether one of the participant's roles, group and gender agree with the described `role`."""
    person = participant.kind in {"person", "unnamed"} and not participant.plural
    other_gender = bool(role.gender and participant.gender) and role.gender != participant.gender
    other_side = bool(role.group) and participant.group != role.group
    not_former = role.former and not any(own.former for own in participant.roles)
    if not person or other_gender or other_side or not_former or _parties_differ(participant, role):
        return False
    if exact:
        return participant.held == role.group_of or any(own.noun == role.noun for own in participant.roles)
    wider = _WIDER.get(role.noun, set())
    return participant.held in wider or any(own.group_of in wider for own in participant.roles)
