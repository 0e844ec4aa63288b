"""Resolve French descriptions of people who are named: "le premier ministre", "le président russe"."""

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
    """Who is meant; None if the words are not a definite description, or mean nobody whom the article names."""
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
    """The owner of the noun at `start`, whom the words after it describe: "porte-parole de la ministre"."""
    for at, _, _ in line.offices_in(start + 1, end):
        linked = line.low(at - 1) == "du" or (line.low(at - 1) in {"la", "l'"} and line.low(at - 2) == "de")
        if linked:
            found = _fitting(state, read_role(line, at, end), line.words[at].start, "")
            return found[0] if len(found) == 1 else None
    return None


def counterpart(state: FrenchProgress, role: Role, owner: Participant) -> Participant | None:
    """The person of another country with the same kind of office as `owner`: "son homologue russe"."""
    classes = {owner.held, *(r.group_of for r in owner.roles)} - {"", "mark", "kin"}
    found = [
        participant
        for participant in state.cast.people()
        if participant.group == role.group and classes & {participant.held, *(r.group_of for r in participant.roles)}
    ]
    return found[0] if role.group and len(found) == 1 else None


def _fitting(state: FrenchProgress, role: Role, at: int, scene: str) -> list[Participant]:
    """The people who may be described so: those of the country named, else those named before."""
    everybody = [participant for participant in state.cast.people() if _answers(participant, role)]
    group = role.group or scene
    if group:
        return _narrowed([participant for participant in everybody if participant.group == group], role)
    met = [participant for participant in everybody if state.first.get(participant, at) < at]
    return _narrowed(_at_home(state, met) if role.official else met, role)


def _at_home(state: FrenchProgress, found: list[Participant]) -> list[Participant]:
    """Of several those of the home country, or all if there are none."""
    if len(found) < 2 or not state.home:
        return found
    return [participant for participant in found if participant.group == state.home] or found


def _narrowed(found: list[Participant], role: Role) -> list[Participant]:
    """The only one of several who has this very title, or all of them."""
    exact = [f for f in found if any(r.noun == role.noun and r.former == role.former for r in f.roles)]
    return exact if len(found) > 1 and len(exact) == 1 else found


def _answers(participant: Participant, role: Role) -> bool:
    """Whether a person holds such an office, by the text or by the table of office holders."""
    if role.gender and not agrees(participant, role.gender):
        return False
    wanted = _AKIN.get(role.group_of, {role.group_of})
    if participant.held in wanted and not role.former:
        return True
    return any(_is_akin(known, role, wanted) for known in participant.roles)


def _is_akin(known: Role, role: Role, wanted: set[str]) -> bool:
    """Whether a known role is of the same kind as the one described."""
    if known.plural or known.former != role.former:
        return False
    return known.group_of in wanted or (known.expert and role.expert)
