"""Identify the source of an attribution: one participant, several, or nobody for certain."""

from __future__ import annotations

from dataclasses import replace

from generator.analysis.lexicon import markers
from generator.analysis.speakers.cast import Participant
from generator.analysis.speakers.english.bodies import describe, trimmed
from generator.analysis.speakers.english.epithets import DEFINITE, find_described
from generator.analysis.speakers.english.heads import coordinated, leading, whose_role
from generator.analysis.speakers.english.interviews import interviewed, is_turn
from generator.analysis.speakers.english.introduced import named_in, new_person, whole, with_name
from generator.analysis.speakers.english.lines import OWN, POSSESSIVES
from generator.analysis.speakers.english.met import met_before, same_body
from generator.analysis.speakers.english.parties import inherent_country
from generator.analysis.speakers.english.pronouns import FORMS, IT, Choice, PriorMention, choose
from generator.analysis.speakers.english.roles import read_role
from generator.analysis.speakers.english.sides import owner_of
from generator.analysis.speakers.english.state import EnglishProgress, known_body, last_speaker, note
from generator.analysis.speakers.findings import Finding
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.roles import Role, takes_side

_FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "you"})
_VAGUE = frozenset(
    {"this", "that", "these", "those", "one", "some", "others", "many", "most", "all", "both", "few", "several"}
    | {"none", "everyone", "nobody", "someone", "it", "there"}
)
_SEATED_AT_HOME = frozenset({"head_of_state", "head_of_government", "minister", "official"})
# Without a country, they belong to the home country.
_DOMESTIC = frozenset({"minister", "ministers", "federal", "government", "cabinet"})


def read_source(state: EnglishProgress, line: Line, start: int, end: int) -> Finding:
    """Identify the source from `start` up to `end`, and remember the speaker for the next "he"."""
    answer = _answer(state, line, start, end)
    if len(answer.participants) == 1:
        state.spoke, state.spoke_beat = answer.participants[0], line.words[start].beat
    elif answer.participants:
        state.spoke = None
    return answer


def _answer(state: EnglishProgress, line: Line, start: int, end: int) -> Finding:
    if end - start == 1 and line.words[start].text != "US":  # the country, not the pronoun
        found = _single_word(state, line, start)
        if found is not None:
            return found
    items = list(coordinated(state.cast, line, start, end))
    named = dict.fromkeys(one for item in items for one in _one(state, line, *item).participants)
    if len(items) > 1 and len(named) == len(items):
        return Finding(tuple(named), line.slice(start, end))
    return _one(state, line, start, end)


def _single_word(state: EnglishProgress, line: Line, at: int) -> Finding | None:
    """The finding for a pronoun, "who", or the "Q" or "A" of an interview; None for another word."""
    low = line.low(at)
    if low in FORMS:
        return _pronoun(state, line, at)
    if low in {"who", "which", "that"}:
        return _relative(state, line, at)
    if is_turn(line, at):
        return interviewed(state, line) if low == "a" else Finding(why="the interviewer asks")
    if low in _FIRST_PERSON:
        return Finding(why=f"“{line.words[at].text}” may be the author or a person quoted")
    return Finding(why=f"“{line.words[at].text}” names nobody") if low in _VAGUE else None


def _pronoun(state: EnglishProgress, line: Line, at: int) -> Finding:
    text = line.words[at].text
    low = text.lower()
    if FORMS[low] == IT:
        choice = choose(line, at, state.read, spoke=last_speaker(state))
        if choice.participant is not None:
            note(state, line, choice.participant, (at, at + 1), "pronoun")
    else:
        choice = state.pronouns.get((line.number, at), Choice(None))
    if choice.participant is not None:
        return Finding((choice.participant,))
    return Finding(why=doubt(text, choice))


def doubt(words: str, choice: Choice) -> str:
    """The reason, for readers, why a pronoun or description is not resolved."""
    if len(choice.rivals) > 1:
        return f"“{words}” may be {choice.rivals[0].text} or {choice.rivals[1].text}"
    if choice.rivals:
        return f"“{words}” may be {choice.rivals[0].text}, but the text does not make it certain"
    return f"nobody named earlier fits “{words}”"


def _relative(state: EnglishProgress, line: Line, at: int) -> Finding:
    """The name before "who", or the phrase that the relative clause belongs to."""
    before = state.cast.names_in(line.number, 0, at)
    if before and at - before[-1][0].end <= 1:
        return Finding((before[-1][1],))
    clause = line.words[line.words[at].head]
    if clause.dep.startswith("acl") and clause.head < at:
        named = next((one for name, one in before if name.start <= clause.head < name.end), None)
        found = named or _phrase_at(state, line, clause.head)
        if found is not None:
            return Finding((found,))
    return Finding(why=f"it is not clear whom “{line.words[at].text}” refers to")


def _phrase_at(state: EnglishProgress, line: Line, head: int) -> Participant | None:
    """The participant described by the phrase that ends with its head."""
    start = _phrase_start(line, head)
    described = describe(state.cast, line, start, head + 1, home=state.home)
    return None if described is None else _settled(state, line, described, start, head + 1)


def _phrase_start(line: Line, head: int) -> int:
    start = head
    while start > 0 and line.pos(start - 1) in {"ADJ", "NOUN", "PROPN", "DET", "NUM"} and not line.words[start].opens:
        start -= 1
    return start


def _one(state: EnglishProgress, line: Line, start: int, end: int) -> Finding:
    """The finding for a source that is a single phrase."""
    start, end = with_name(state, line, *whole(line, *trimmed(line, start, end)))
    if start >= end:
        return Finding(why="no source is named")
    if end - start == 1 and line.low(start) in FORMS:
        return _pronoun(state, line, start)
    person = _named(state, line, start, end)
    if person is not None:
        return Finding((person,))
    described = _described(state, line, start, end)
    if described is not None:
        return described
    participant = describe(state.cast, line, start, end, home=state.home)
    if participant is None:
        return Finding(why=f"“{line.slice(start, end)}” names nobody")
    known = _settled(state, line, participant, start, end)
    note(state, line, known, (start, end), "seat" if known.kind == "organization" else "group")
    return Finding((known,))


def _named(state: EnglishProgress, line: Line, start: int, end: int) -> Participant | None:
    """The person a source names, or whose name it is in apposition to."""
    led = leading(state.cast, line, start, end) or new_person(state, line, start, end)
    if led is not None:
        return led[1]
    return whose_role(state.cast, line, start, end) or named_in(state, line, start, end)


def _described(state: EnglishProgress, line: Line, start: int, end: int) -> Finding | None:
    """The finding for a definite description; None for another phrase, or if it fits nobody mentioned so far."""
    if not _is_definite(line, start, end):
        return None
    inner = start + 1 if line.low(start) in {"the", "this", "that"} else start
    role = read_role(line, inner, end)
    if not role.group and role.group_of in _SEATED_AT_HOME:
        role = replace(role, group=_scene(line, start))
    if not _is_one_office(role):
        return met_before(state, line, (start, inner, end), role)
    choice = find_described(line, role, state.read, owner=_owner(state, role), home=state.home)
    if choice.participant is not None:
        note(state, line, choice.participant, (start, end), "title")
        return Finding((choice.participant,))
    if choice.rivals:
        return Finding(why=doubt(line.slice(start, end), choice))
    return same_body(state, line, inner, end)


def _is_definite(line: Line, start: int, end: int) -> bool:
    """Whether a phrase is definite: "the …", "his …", "Putin’s …"."""
    return line.low(start) in DEFINITE or any(line.low(at) in POSSESSIVES for at in range(start, end))


def _is_one_office(role: Role) -> bool:
    """Whether a description is of one person's office."""
    return bool(role.noun) and not (role.plural or role.collective or role.group_of == "source")


def _scene(line: Line, start: int) -> str:
    """The country of the capital that opens the sentence: "In London, the prime minister …"."""
    found = line.place_before(start - 1)
    if line.low(start - 1) != "," or found is None or found[1].form != "capital":
        return ""
    opens = line.words[found[0] - 1].opens and line.low(found[0] - 1) in {"in", "from"}
    return found[1].country if opens else ""


def _settled(state: EnglishProgress, line: Line, participant: Participant, start: int, end: int) -> Participant:
    """The participant as known before, with its side inferred from its owner or from the context."""
    role = participant.role
    if role is not None and not participant.group and (takes_side(role) or role.collective):
        owner = _owner(state, role)
        participant.group = owner.group if owner else ""
    if not participant.group:
        participant.group = _implied(state, line, participant, start, end)
    return known_body(state, participant)


def _owner(state: EnglishProgress, role: Role) -> Participant | None:
    """The owner of a role; "his" or "her" is resolved by now."""
    if role.owner is None:
        return None
    choice = state.pronouns.get((role.line, role.owner[0]))
    return choice.participant if choice else owner_of(state.cast, state.lines, role)


def _implied(state: EnglishProgress, line: Line, participant: Participant, start: int, end: int) -> str:
    """The side of a source without a country: that of the person it belongs to, or the home country."""
    if participant.party:
        return _party_country(participant) or state.home
    if not participant.official:
        return ""
    pronoun = state.pronouns.get((line.number, start)) if line.low(start) in OWN else None
    if pronoun is not None:
        return pronoun.participant.group if pronoun.participant else ""
    named = state.cast.names_in(line.number, start, end) if participant.kind == "organization" else []
    if named:
        return named[-1][1].group
    return (_acting(state, line) or state.home) if _is_domestic(line, participant, start, end) else ""


def _party_country(participant: Participant) -> str:
    return inherent_country(participant.roles[0]) if participant.roles else ""


def _is_domestic(line: Line, participant: Participant, start: int, end: int) -> bool:
    """Whether a source without a country belongs to the scene or to the home country ("federal officials")."""
    if participant.plural and line.low(start) in {"the", "both"} and end - start <= 2:  # "the ministers": those before
        return False
    lows = set(participant.words.lower().replace("’s", "").split())
    return not lows.isdisjoint(_DOMESTIC) and lows.isdisjoint(markers("abroad"))


def _acting(state: EnglishProgress, line: Line) -> str:
    """The only country whose people or bodies act in the paragraph so far, else the only one it names, else ""."""
    acting = {seen.participant.group for seen in state.read if seen.line == line.number and _acts(seen)}
    named = {place.country for _, place in line.places.values() if place.form in {"name", "capital", "seat"}}
    for groups in (acting, named):
        if len(groups) == 1:
            return groups.pop()
    return ""


def _acts(seen: PriorMention) -> bool:
    return seen.function == "subject" and not seen.quoted and bool(seen.participant.group)


def claim_owned(state: EnglishProgress) -> None:
    """Give people whose role starts with "his" or "her" the side of the person it refers to."""
    for participant in state.cast.people():
        for role in participant.roles:
            owner = None if participant.group else _owner(state, role)
            if owner is not None and owner is not participant and takes_side(role):
                participant.group = owner.group
