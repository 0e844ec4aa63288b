"""Roles in relative clauses: "who is a fellow at …", "who heads the …", "who served as ambassador"."""

from __future__ import annotations

from dataclasses import replace

from generator.analysis.lexicon import markers, posts
from generator.analysis.speakers.english.affiliations import owner_in
from generator.analysis.speakers.english.lines import POSSESSIVES
from generator.analysis.speakers.english.roles import read_role
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.roles import Role

_LEADS = frozenset(
    {"commands", "commanded", "command", "leads", "led", "lead", "heads", "headed", "head", "oversees", "oversaw"}
    | {"runs", "ran"}
)


def first_office(line: Line, start: int, end: int) -> int | None:
    """Where the first noun of office among the words starts."""
    return next((at for at, _, _ in line.offices_in(start, end)), None)


def relative(line: Line, who: int, end: int) -> Role | None:
    """From "who is a fellow at …", "who heads the …", "who served as ambassador"; a clause keeps its "who"."""
    role = _relative(line, who, end)
    clause = role is not None and line.pos(role.start) in {"VERB", "AUX"}
    return replace(role, text=line.slice(who, end)) if role is not None and clause else role


def _relative(line: Line, who: int, end: int) -> Role | None:
    at = who + 1
    while line.pos(at) == "ADV" or line.low(at) in {"has", "had", "been", "also"} | markers("past"):
        at += 1
    past = any(line.low(i) in markers("past") for i in range(who, at))
    if line.low(at) in {"is", "was", "became", "been", "remains"}:
        if not office_within(line, at + 1, end):
            return _in_charge(line, at + 1, end)
        role = read_role(line, at + 1, end)
        return _past(role) if past or line.low(at) == "was" else role
    if line.low(at) == "used" and line.low(at + 1) == "to":
        return _post(line, at + 2, end, past=True)
    return _post(line, at, end, past=past or line.low(at) in posts("past"))


def _in_charge(line: Line, at: int, end: int) -> Role | None:
    """From "is in charge of Canadian operations", "was responsible for …": whose they are."""
    if line.low(at) not in {"in", "responsible"}:
        return None
    group = _served(line, at, end)
    return Role(line.number, at, end, line.slice(at, end), "mark", group=group) if group else None


def _served(line: Line, start: int, end: int) -> str:
    """The first country or body that owns something among the words ("Canada’s forces", "the State Department")."""
    for _, stop, place in line.places_in(start, end):
        if place.form in {"adjective", "seat", "body"} or place.attributive or line.low(stop) in POSSESSIVES:
            return place.group
    return ""


def _post(line: Line, verb: int, end: int, *, past: bool) -> Role | None:
    """From "heads the …", "teaches at …", "served as ambassador", "spent ten years at the State Department"."""
    low, text = line.low(verb), line.slice(verb, end)
    if low in {"advised", "advises", "advise"}:
        return Role(
            line.number, verb, end, text, "adviser", "adviser", owner=owner_in(line, verb, verb, end), former=past
        )
    if low in posts("expert"):
        return Role(line.number, verb, end, text, "expert", expert=True)
    if low not in posts("now") | posts("past") | posts("bare"):
        return None
    role = read_role(line, verb + 2 if line.low(verb + 1) == "as" else verb, end)
    group = role.group or (_served(line, verb, end) if low in _LEADS and not role.expert else "")
    watches = low in {"holds", "held", "hold", "follows", "tracks", "monitors", "covers"}
    if not (role.expert or (not watches and (role.noun or group))):
        return None
    role = replace(role, group=group, text=text if not role.noun else role.text)
    return _past(role) if past else role


def _past(role: Role) -> Role:
    """The same role, held in the past."""
    return replace(role, former=True, official=False)


def office_within(line: Line, start: int, end: int) -> bool:
    """Whether a noun of office heads the phrase at `start`: only its own modifiers come first."""
    at = first_office(line, start, end)
    return (
        at is not None
        and at - start <= 7
        and not any(
            line.pos(i) in {"VERB", "AUX", "SCONJ"} or (line.pos(i) == "ADP" and line.low(i) != "of")
            for i in range(start, at)
        )
    )
