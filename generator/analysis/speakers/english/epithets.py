"""Whom a description means: "the prime minister", "the Russian leader", "the former diplomat", "the official"."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from generator.analysis.speakers.english.cast import Figure
from generator.analysis.speakers.english.lines import Line
from generator.analysis.speakers.english.pronouns import Choice, Occurrence
from generator.analysis.speakers.english.roles import Role, parties_in

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


def find_described(line: Line, role: Role, read: Iterable[Occurrence], *, owner: Figure | None, home: str) -> Choice:
    """The figure that a definite description with the `role` means; no figure where none or several fit."""
    latest: dict[Figure, Occurrence] = {}
    for seen in read:
        latest[seen.figure] = seen
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


def described_by(figure: Figure, role: Role) -> bool:
    """Whether the figure is one of those that a plural description ("the presidents") means."""
    return _fits(figure, role, exact=True) or _fits(figure, role, exact=False)


def _owned(figure: Figure, owner: Figure | None) -> bool:
    """Whether "X’s adviser" may be this figure: on the same side as X, where both sides are known."""
    return owner is None or not (figure.group and owner.group) or figure.group == owner.group


def _parties_differ(figure: Figure, role: Role) -> bool:
    """Whether the description names a party, and the figure's roles name only others."""
    wanted = parties_in(role.text)
    own = frozenset(party for r in figure.roles for party in parties_in(r.text))
    return bool(wanted) and not wanted & own


def _fits(figure: Figure, role: Role, *, exact: bool) -> bool:
    """Whether one of the figure's roles, group and gender agree with the described `role`."""
    person = figure.kind in {"person", "unnamed"} and not figure.plural
    other_gender = bool(role.gender and figure.gender) and role.gender != figure.gender
    other_side = bool(role.group) and figure.group != role.group
    not_former = role.former and not any(own.former for own in figure.roles)
    if not person or other_gender or other_side or not_former or _parties_differ(figure, role):
        return False
    if exact:
        return figure.held == role.group_of or any(own.noun == role.noun for own in figure.roles)
    wider = _WIDER.get(role.noun, set())
    return figure.held in wider or any(own.group_of in wider for own in figure.roles)
