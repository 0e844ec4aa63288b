"""Roles in relative clauses: "who is a fellow at …", "who heads the …", "who served as ambassador"."""

from __future__ import annotations

from dataclasses import replace

from generator.analysis.lexicon import markers, posts
from generator.analysis.speakers.english.affiliations import is_own, owner_in
from generator.analysis.speakers.english.roles import read_role
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.roles import Role

_WATCHES = frozenset({"holds", "held", "hold", "follows", "tracks", "monitors", "covers"})
_LEADS = frozenset(
    {"commands", "commanded", "command", "leads", "led", "lead", "heads", "headed", "head", "oversees", "oversaw"}
    | {"runs", "ran"}
)


def first_office(line: Line, start: int, end: int) -> int | None:
    """The start of the first office noun among the words."""
    return next((at for at, _, _ in line.offices_in(start, end)), None)


def relative(line: Line, who: int, end: int) -> Role | None:
    """The role in a relative clause; if it starts with a verb, its text keeps the "who"."""
    role = _relative(line, who, end)
    clause = role is not None and line.pos(role.start) in {"VERB", "AUX"}
    return replace(role, text=line.slice(who, end)) if role is not None and clause else role


def _relative(line: Line, who: int, end: int) -> Role | None:
    at = _verb_after(line, who + 1)
    past = any(line.low(i) in markers("past") for i in range(who, at))
    if line.low(at) in {"is", "was", "became", "been", "remains"}:
        return _copular(line, at, end, past=past or line.low(at) == "was")
    if line.low(at) == "used" and line.low(at + 1) == "to":
        return _post(line, at + 2, end, past=True)
    return _post(line, at, end, past=past or line.low(at) in posts("past"))


def _verb_after(line: Line, start: int) -> int:
    """The first word that is neither an adverb nor "has", "had" or the like."""
    at = start
    while line.pos(at) == "ADV" or line.low(at) in {"has", "had", "been", "also"} | markers("past"):
        at += 1
    return at


def _copular(line: Line, verb: int, end: int, *, past: bool) -> Role | None:
    """From "is a fellow at …", "was in charge of …"."""
    if not office_within(line, verb + 1, end):
        return _in_charge(line, verb + 1, end)
    role = read_role(line, verb + 1, end)
    return _past(role) if past else role


def _in_charge(line: Line, at: int, end: int) -> Role | None:
    """From "is in charge of Canadian operations", "was responsible for …": whose they are."""
    if line.low(at) not in {"in", "responsible"}:
        return None
    group = _served(line, at, end)
    return Role(line.number, at, end, line.slice(at, end), "mark", group=group) if group else None


def _served(line: Line, start: int, end: int) -> str:
    """The first country or body in the words that owns something ("Canada’s forces", "the State Department")."""
    return next((place.group for _, stop, place in line.places_in(start, end) if is_own(line, stop, place)), "")


def _post(line: Line, verb: int, end: int, *, past: bool) -> Role | None:
    """From "heads the …", "teaches at …", "served as ambassador", "spent ten years at the State Department"."""
    low, text = line.low(verb), line.slice(verb, end)
    if low in {"advised", "advises", "advise"}:
        owner = owner_in(line, verb, verb, end)
        return Role(line.number, verb, end, text, "adviser", "adviser", owner=owner, former=past)
    if low in posts("expert"):
        return Role(line.number, verb, end, text, "expert", expert=True)
    role = _holding(line, verb, end) if low in posts("now") | posts("past") | posts("bare") else None
    return _past(role) if role is not None and past else role


def _holding(line: Line, verb: int, end: int) -> Role | None:
    """The role in the words after a verb such as "heads" or "served", None if there is none."""
    low = line.low(verb)
    role = read_role(line, verb + 2 if line.low(verb + 1) == "as" else verb, end)
    group = role.group or (_served(line, verb, end) if low in _LEADS and not role.expert else "")
    if not role.expert and (low in _WATCHES or not (role.noun or group)):
        return None
    return replace(role, group=group, text=role.text if role.noun else line.slice(verb, end))


def _past(role: Role) -> Role:
    """The role as a former one."""
    return replace(role, former=True, official=False)


def office_within(line: Line, start: int, end: int) -> bool:
    """Whether an office noun heads the phrase at `start`, with only modifiers before it."""
    at = first_office(line, start, end)
    return at is not None and at - start <= 7 and not any(_breaks_phrase(line, i) for i in range(start, at))


def _breaks_phrase(line: Line, at: int) -> bool:
    return line.pos(at) in {"VERB", "AUX", "SCONJ"} or (line.pos(at) == "ADP" and line.low(at) != "of")
