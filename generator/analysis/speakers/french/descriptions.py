"""Whom a French description means that was named before: "le premier ministre", "le président russe"."""

from __future__ import annotations

from dataclasses import replace

from generator.analysis.lexicon import Gender
from generator.analysis.speakers.cast import Participant
from generator.analysis.speakers.findings import Finding
from generator.analysis.speakers.french.roles import read_role
from generator.analysis.speakers.french.sides import scene_of
from generator.analysis.speakers.french.state import FrenchProgress, agrees
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.roles import Role

_DEFINITE = frozenset({"le", "la", "l'", "ce", "cet", "cette", "celui-ci", "celle-ci"})
_ARTICLES: dict[str, Gender] = {"le": "m", "la": "f", "ce": "m", "cet": "m", "cette": "f"}
_AKIN = {
    "head_of_state": {"head_of_state", "leader"},
    "leader": {"head_of_state", "head_of_government", "leader", "minister"},
    "deputy_head": {"deputy_head", "minister"},
}


def met_before(state: FrenchProgress, line: Line, start: int, end: int) -> Finding | None:
    """Who is meant; None where the words are no definite description, or mean nobody whom the article names."""
    if line.low(start) not in _DEFINITE or end - start < 2:
        return None
    role = read_role(line, start + 1, end)
    if not role.noun or role.plural or role.collective:
        return None
    role = replace(role, gender=role.gender or _ARTICLES.get(line.low(start), ""))
    scene = scene_of(line, start) if not role.group else ""
    found = _fitting(state, role, line.words[start].start, scene)
    if len(found) == 1:
        state.note(line, found[0], (start, end), "title", acts=True)
        return Finding((found[0],))
    if len(found) > 1:
        return Finding(why=f"“{line.slice(start, end)}” may be {found[0].text} or {found[1].text}")
    return None


def described_owner(state: FrenchProgress, line: Line, start: int, end: int) -> Participant | None:
    """The person whom the words after a noun at `start` describe as its owner: "porte-parole de la ministre"."""
    for at, _, _ in line.offices_in(start + 1, end):
        linked = line.low(at - 1) == "du" or (line.low(at - 1) in {"la", "l'"} and line.low(at - 2) == "de")
        if linked:
            found = _fitting(state, read_role(line, at, end), line.words[at].start, "")
            return found[0] if len(found) == 1 else None
    return None


def counterpart(state: FrenchProgress, role: Role, owner: Participant) -> Participant | None:
    """The one of another country who holds the same kind of office as `owner`: "son homologue russe"."""
    classes = {owner.held, *(r.group_of for r in owner.roles)} - {"", "mark", "kin"}
    found = [
        participant
        for participant in state.cast.people()
        if participant.group == role.group and classes & {participant.held, *(r.group_of for r in participant.roles)}
    ]
    return found[0] if role.group and len(found) == 1 else None


def _fitting(state: FrenchProgress, role: Role, at: int, scene: str) -> list[Participant]:
    """The people who may be described so: those named before, else those whom the article names at all."""
    everybody = [f for f in state.cast.people() if _answers(f, role)]
    if role.group or scene:
        of_group = [f for f in everybody if f.group == (role.group or scene)]
        return _narrowed(of_group, role)
    met = [participant for participant in everybody if state.first.get(participant, at) < at]
    if role.official and len(met) > 1 and state.home:
        met = [f for f in met if f.group == state.home] or met
    return _narrowed(met, role)


def _narrowed(found: list[Participant], role: Role) -> list[Participant]:
    """Of several those whose very noun of office it is."""
    exact = [f for f in found if any(r.noun == role.noun and r.former == role.former for r in f.roles)]
    return exact if len(found) > 1 and len(exact) == 1 else found


def _answers(participant: Participant, role: Role) -> bool:
    """Whether a person holds such an office; what the table of holders knows counts where the text is silent."""
    if role.gender and not agrees(participant, role.gender):
        return False
    wanted = _AKIN.get(role.group_of, {role.group_of})
    if participant.held in wanted and not role.former:
        return True
    return any(
        (r.group_of in wanted or (r.expert and role.expert)) and r.former == role.former and not r.plural
        for r in participant.roles
    )
