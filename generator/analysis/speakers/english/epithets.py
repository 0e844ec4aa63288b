"""Who a description refers to: "the prime minister", "the Russian leader", "the former diplomat", "the official"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from generator.analysis.speakers.cast import Participant
from generator.analysis.speakers.english.parties import parties_in
from generator.analysis.speakers.english.pronouns import Choice, PriorMention
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.roles import Role

DEFINITE = frozenset({"the", "both", "this", "that", "his", "her", "their", "its"})
_CLEAR = 6  # sentences: of two who fit, the recent one wins if the other was not named for this long

_AT_HOME = frozenset({"head_of_state", "head_of_government", "minister", "deputy_head"})

_NOBODY: frozenset[str] = frozenset()

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
    """The participant a definite description with the `role` refers to; nobody if none or several fit."""
    latest = {seen.participant: seen for seen in read}
    fitting = _fitting(latest, role, owner)
    if len(fitting) > 1 and owner is None:
        fitting = _nearer(line, role, fitting, latest, home)
    fitting.sort(key=lambda one: -latest[one].sentence)
    if len(fitting) < 2:
        return Choice(fitting[0] if fitting else None)
    clear = _is_clear(line, role, latest[fitting[0]], latest[fitting[1]])
    return Choice(fitting[0]) if clear else Choice(None, tuple(fitting[:2]))


def _fitting(latest: Iterable[Participant], role: Role, owner: Participant | None) -> list[Participant]:
    """Those whom the exact words describe, else those whom the general noun may describe."""
    others = [one for one in latest if one is not owner and _owned(one, owner)]
    exact = [one for one in others if _fits(one, role, exact=True)]
    return exact or [one for one in others if _fits(one, role, exact=False)]


def _nearer(
    line: Line, role: Role, fitting: list[Participant], latest: Mapping[Participant, PriorMention], home: str
) -> list[Participant]:
    """The most likely of several who fit: those here or at home, then those with a name.

    "The prime minister" alone is the one at home; a named person goes before "a former prime minister".
    """
    if not role.group and role.group_of in _AT_HOME:
        here = _subjects_of(line, fitting, latest)
        fitting = here if len(here) == 1 else [one for one in fitting if one.group == home] or fitting
    return [one for one in fitting if one.kind == "person"] or fitting


def _subjects_of(
    line: Line, fitting: list[Participant], latest: Mapping[Participant, PriorMention]
) -> list[Participant]:
    """Those last mentioned as a subject in this paragraph."""
    return [one for one in fitting if latest[one].line == line.number and latest[one].function == "subject"]


def _is_clear(line: Line, role: Role, first: PriorMention, second: PriorMention) -> bool:
    """Whether the first of two who fit was named so much more recently that it must be the one."""
    sentence = line.words[role.start].sentence
    if sentence - first.sentence > 1:
        return False
    return sentence - second.sentence > _CLEAR or second.line < first.line == line.number


def described_by(participant: Participant, role: Role) -> bool:
    """Whether the participant is one of those a plural description ("the presidents") refers to."""
    return _fits(participant, role, exact=True) or _fits(participant, role, exact=False)


def _owned(participant: Participant, owner: Participant | None) -> bool:
    """Whether "X’s adviser" may be this participant: not known to be on another side than X."""
    return owner is None or not (participant.group and owner.group) or participant.group == owner.group


def _parties_differ(participant: Participant, role: Role) -> bool:
    """Whether the description names a party that none of the participant's roles names."""
    wanted = parties_in(role.text)
    own = frozenset(party for r in participant.roles for party in parties_in(r.text))
    return bool(wanted) and not wanted & own


def _fits(participant: Participant, role: Role, *, exact: bool) -> bool:
    """Whether the participant's roles, group and gender agree with the described `role`."""
    if not _may_be(participant, role):
        return False
    if exact:
        return participant.held == role.group_of or any(own.noun == role.noun for own in participant.roles)
    wider = _WIDER.get(role.noun, _NOBODY)
    return participant.held in wider or any(own.group_of in wider for own in participant.roles)


def _may_be(participant: Participant, role: Role) -> bool:
    """Whether the participant is one person, and nothing known about them contradicts the description.

    "The former …" cannot be somebody without a former office.
    """
    if participant.kind not in {"person", "unnamed"} or participant.plural:
        return False
    if role.gender and participant.gender and role.gender != participant.gender:
        return False
    if role.group and participant.group != role.group:
        return False
    return not _is_still_in(participant, role) and not _parties_differ(participant, role)


def _is_still_in(participant: Participant, role: Role) -> bool:
    """Whether the description is of a former office, and the participant has no former office."""
    return role.former and not any(own.former for own in participant.roles)
