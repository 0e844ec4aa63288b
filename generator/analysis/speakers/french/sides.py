"""Which country or body the people of a French article speak for, from the strongest evidence to the weakest.

1. the words of a role ("président russe"), 2. the table of well-known office holders, 3. the side of the role's owner
("conseiller de M. Poutine"), 4. the scene of the sentence ("À Moscou, …"), 5. the article's home country, unless
another country acts in the paragraph.
"""

from __future__ import annotations

import datetime as dt
import re

from generator.analysis.lexicon import Holder, french, has_no
from generator.analysis.speakers.cast import Cast, Participant
from generator.analysis.speakers.french.state import is_subject
from generator.analysis.speakers.holders import by_table, held_by_table, known_holder
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.roles import Role, takes_side
from generator.analysis.speakers.told import is_told
from generator.model import Span

_DATELINE = re.compile(r"\s*\(?([A-ZÀ-Þ][\wÀ-ÿ’'-]+(?: [A-ZÀ-Þ][\wÀ-ÿ’'-]+)?)(?:\)|\s*(?:\([^)]*\)\s*)?[—–,]| \()")
_OPENING = 8  # lines; a headline and a byline may precede the dateline
_AT_HOME = frozenset({"minister", "deputy_head", "head_of_government", "legislator", "party"})
_WITH_OTHERS = frozenset({"spokesperson", "military", "official", "adviser"})
"""Offices that take the country of others in the paragraph, but never the home country."""
_OWN = frozenset({"son", "sa", "ses", "leur", "leurs"})
_SCENE = frozenset({"à", "a", "de", "depuis", "en", "au", "dans"})


def settle(cast: Cast, lines: tuple[Line, ...], *, day: dt.date | None, told: list[Span]) -> str:
    """Give every person the group that the evidence shows, and return the home country of the article, "" if unclear.

    `told` are the reported words: who acts there does not act in the report.
    """
    people = tuple(cast.people())
    for participant in people:
        participant.group = _by_role(participant)
        _look_up(participant, day)
    for participant in people:
        participant.group = participant.group or _by_owner(cast, lines, participant)
    home = _home(cast, lines)
    for participant in people:
        participant.group = participant.group or _at_home(cast, lines, participant, home=home, told=told)
    return home


def _by_role(participant: Participant) -> str:
    """The group of the first role that names one; former roles come last."""
    groups = [(role.former, role.group) for role in participant.roles if role.group]
    return min(groups, key=lambda pair: pair[0])[1] if groups else ""


def _look_up(participant: Participant, day: dt.date | None) -> None:
    """Complete a participant from the table of well-known office holders."""
    owned = any(role.owner is not None for role in participant.roles)
    if not participant.group and not owned and may_infer(participant):
        participant.group = by_table(participant, day)
    holder = known_holder(participant, day)
    if holder is not None:
        _take_in(participant, holder, day)


def _take_in(participant: Participant, holder: Holder, day: dt.date | None) -> None:
    participant.gender = participant.gender or holder.gender
    participant.held = participant.held or held_by_table(participant, holder, day)


def may_infer(participant: Participant) -> bool:
    """Whether a person's side may be inferred: there is no role, or an office that does not say whose."""
    role = participant.role
    return role is None or (not role.expert and (role.official or role.party or role.former))


def _by_owner(cast: Cast, lines: tuple[Line, ...], participant: Participant) -> str:
    for role in participant.roles:
        owner = owner_of(cast, lines, role) if takes_side(role) else None
        if owner is not None and owner is not participant:
            return owner.group
    return ""


def owner_of(cast: Cast, lines: tuple[Line, ...], role: Role) -> Participant | None:
    """The person that a role names as its owner."""
    if role.owner is None:
        return None
    named = cast.names_in(role.line, *role.owner)
    return named[0][1] if named else next(iter(cast.by_last(lines[role.line].words[role.owner[1] - 1].text)), None)


def _home(cast: Cast, lines: tuple[Line, ...]) -> str:
    """The home country, by a prime minister or ministers without a country, or by the dateline."""
    for classes in ({"head_of_government"}, {"minister"}):
        bare = {f.group for f in cast.people() for role in f.roles if role.group_of in classes and _is_bare(role)}
        if len(bare - {""}) == 1:
            return (bare - {""}).pop()
    return _of_the_one(cast, lines) or _dateline(lines)


def _is_bare(role: Role) -> bool:
    """Whether a role is that of a minister and names no country."""
    return not (role.group or role.former) and "ministre" in role.noun


def _dateline(lines: tuple[Line, ...]) -> str:
    """The country of the capital in the dateline; it comes last, since correspondents work abroad."""
    for line in lines[:_OPENING]:
        start = line.words[0].start if line.words else 0
        found = _DATELINE.match(line.text[line.text.rfind("\n", 0, start) + 1 :][:80])
        place = french.places().get(found[1].title() if found and found[1].isupper() else found[1]) if found else None
        if place is not None and place.form == "capital" and place.country not in _ABROAD:
            return place.group
    return ""


def _of_the_one(cast: Cast, lines: tuple[Line, ...]) -> str:
    """The country of the only head of government in the article, if it also says "le premier ministre"."""
    heads = {
        participant.group for participant in cast.people() if participant.group and _is_head_of_government(participant)
    }
    return heads.pop() if len(heads) == 1 and any(map(_has_bare_head, lines)) else ""


def _is_head_of_government(participant: Participant) -> bool:
    return "head_of_government" in {participant.held, *(role.group_of for role in participant.roles)}


def _has_bare_head(line: Line) -> bool:
    """Whether a line says "le premier ministre" or "la première ministre" without a country."""
    return any(
        office.group == "head_of_government" and line.low(start - 1) in {"le", "la"} and not _is_completed(line, end)
        for start, (end, office) in line.offices.items()
    )


def _is_completed(line: Line, end: int) -> bool:
    """Whether a place, a name or "de" follows an office."""
    return (
        bool(line.covered(line.places, end)) or line.low(end) in {"de", "du", "des", "d'"} or line.pos(end) == "PROPN"
    )


_ABROAD = frozenset({"European Union", "NATO", "United Nations"})  # datelines from there name no home country


def _at_home(cast: Cast, lines: tuple[Line, ...], participant: Participant, *, home: str, told: list[Span]) -> str:
    """The country of a person whose office names none: of the scene, of others near it, or the home country."""
    role = participant.role
    if role is None or role.expert or role.owner is not None:
        return ""
    if lines[role.line].low(role.start - 1) in _OWN:
        return _of_subject(cast, lines[role.line], role.start)
    if role.group_of in _WITH_OTHERS:
        return implied(cast, lines[role.line], role.start, home="", told=told)
    if role.group_of not in _AT_HOME or _is_foreign(role, home):
        return ""
    return implied(cast, lines[role.line], role.start, home=home, told=told)


def _of_subject(cast: Cast, line: Line, at: int) -> str:
    """The country of the subject that "son" at `at` − 1 stands for: "La Russie …, a dit son ministre"."""
    for sentence in (line.words[at].sentence, line.words[at].sentence - 1):
        groups = _groups_of_subjects(cast, line, sentence, at)
        if groups:
            return groups.pop() if len(groups) == 1 else ""
    return ""


def _groups_of_subjects(cast: Cast, line: Line, sentence: int, before: int) -> set[str]:
    """The groups of the countries and people that are subjects in a sentence."""
    countries = {
        place.country
        for start, (end, place) in line.places.items()
        if start < before and line.words[start].sentence == sentence and is_subject(line, start, end)
    }
    return countries | {
        participant.group
        for name, participant in cast.names_in(line.number, 0, before)
        if line.words[name.start].sentence == sentence and is_subject(line, name.start, name.end)
    }


def _is_foreign(role: Role, home: str) -> bool:
    """Whether the home country has no such office: no chancellor in Canada, no minister in the United States."""
    if role.noun in {"chancelier", "secrétaire d'état"}:
        return True
    return has_no(home, "minister" if "ministre" in role.noun else "president" if "président" in role.noun else "")


def implied(cast: Cast, line: Line, at: int, *, home: str, told: list[Span]) -> str:
    """The country of an office that names none: of the scene, of the only one acting in the paragraph, or `home`."""
    scene = scene_of(line, at)
    if scene:
        return scene
    groups = _acting(line, at, told)
    groups |= {
        participant.group for role, participant in cast.roles_in(line.number) if role.end <= at and participant.group
    }
    if len(groups) == 1:
        return groups.pop()
    return home if not groups or home in groups else ""


def _acting(line: Line, before: int, told: list[Span]) -> set[str]:
    """The countries that act in a line before a word, outside reported words."""
    return {
        place.country
        for start, (_, place) in line.places.items()
        if start < before and _acts(line, start) and not is_told(told, line.words[start].start)
    }


def scene_of(line: Line, at: int) -> str:
    """The country of the last scene that opens a sentence before `at`: "À Londres, …"."""
    found = ""
    for start, (end, place) in line.places.items():
        opens = start > 0 and line.words[start - 1].opens and line.low(start - 1) in _SCENE
        if start < at and opens and line.low(end) == "," and place.form in {"capital", "name"}:
            found = place.country
    return found


def _acts(line: Line, at: int) -> bool:
    """Whether a place, or the office it belongs to, is the subject of its clause."""
    dep = line.words[at].dep
    if dep.startswith("nsubj"):
        return True
    head = line.words[at].head
    return line.words[head].dep.startswith("nsubj") and (head in line.offices or bool(line.covered(line.offices, head)))
