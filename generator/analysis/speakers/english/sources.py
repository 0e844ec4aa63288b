"""Who the source of an attribution is: one figure, several, or nobody who is sure."""

from __future__ import annotations

from dataclasses import replace

from generator.analysis.lexicon import markers
from generator.analysis.speakers.english.bodies import describe, trimmed
from generator.analysis.speakers.english.cast import Figure
from generator.analysis.speakers.english.epithets import DEFINITE, find_described
from generator.analysis.speakers.english.heads import coordinated, leading, whose_role
from generator.analysis.speakers.english.interviews import interviewed, is_turn
from generator.analysis.speakers.english.introduced import named_in, new_person, whole, with_name
from generator.analysis.speakers.english.lines import OWN, POSSESSIVES, Line
from generator.analysis.speakers.english.met import met_before, same_body
from generator.analysis.speakers.english.pronouns import FORMS, IT, Choice, Occurrence, choose
from generator.analysis.speakers.english.roles import Role, inherent_country, read_role
from generator.analysis.speakers.english.sides import owner_of, takes_side
from generator.analysis.speakers.english.state import Answer, Progress, known_body, last_speaker, note

_FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "you"})
_VAGUE = frozenset(
    [
        "this",
        "that",
        "these",
        "those",
        "one",
        "some",
        "others",
        "many",
        "most",
        "all",
        "both",
        "few",
        "several",
        "none",
        "everyone",
        "nobody",
        "someone",
        "it",
        "there",
    ]
)
_SEATED_AT_HOME = frozenset({"head_of_state", "head_of_government", "minister", "official"})
_DOMESTIC = frozenset(
    {"minister", "ministers", "federal", "government", "cabinet"}
)  # without a country: the one at home


def read_source(state: Progress, line: Line, start: int, end: int) -> Answer:
    """Who the source from `start` up to `end` is; the speaker is remembered for the next "he"."""
    answer = _answer(state, line, start, end)
    if len(answer.figures) == 1:
        state.spoke, state.spoke_beat = answer.figures[0], line.words[start].beat
    elif answer.figures:
        state.spoke = None
    return answer


def _answer(state: Progress, line: Line, start: int, end: int) -> Answer:
    low = line.low(start)
    if end - start == 1 and line.words[start].text != "US":  # the country, not the pronoun
        if low in FORMS:
            return _pronoun(state, line, start)
        if low in {"who", "which", "that"}:
            return _relative(state, line, start)
        if is_turn(line, start):
            return interviewed(state, line) if low == "a" else Answer(why="the interviewer asks")
        if low in _FIRST_PERSON | _VAGUE:
            why = "may be the author or a person quoted" if low in _FIRST_PERSON else "names nobody"
            return Answer(why=f"“{line.words[start].text}” {why}")
    items = list(coordinated(state.cast, line, start, end))
    figures = tuple(dict.fromkeys(f for item in items for f in _one(state, line, *item).figures))
    if len(items) > 1 and len(figures) == len(items):
        return Answer(figures, line.slice(start, end))
    return _one(state, line, start, end)


def _pronoun(state: Progress, line: Line, at: int) -> Answer:
    text = line.words[at].text
    low = text.lower()
    if FORMS[low] == IT:
        choice = choose(line, at, state.read, spoke=last_speaker(state))
        if choice.figure is not None:
            note(state, line, choice.figure, (at, at + 1), "pronoun")
    else:
        choice = state.pronouns.get((line.number, at), Choice(None))
    if choice.figure is not None:
        return Answer((choice.figure,))
    return Answer(why=doubt(text, choice))


def doubt(words: str, choice: Choice) -> str:
    """Why a pronoun or description stays open, in plain English."""
    if len(choice.rivals) > 1:
        return f"“{words}” may be {choice.rivals[0].text} or {choice.rivals[1].text}"
    if choice.rivals:
        return f"“{words}” may be {choice.rivals[0].text}, but nothing in the text makes it sure"
    return f"nobody named before fits “{words}”"


def _relative(state: Progress, line: Line, at: int) -> Answer:
    """The noun before "who": a name, or the phrase that the clause belongs to."""
    for name, figure in reversed(state.cast.names_in(line.number, 0, at)):
        if at - name.end <= 1:
            return Answer((figure,))
        break
    verb = line.words[at].head
    clause = line.words[verb]
    if clause.dep.startswith("acl") and clause.head < at:
        for name, figure in state.cast.names_in(line.number, 0, at):
            if name.start <= clause.head < name.end:
                return Answer((figure,))
        start = _phrase_start(line, clause.head)
        figure_ = describe(state.cast, line, start, clause.head + 1, home=state.home)
        if figure_ is not None:
            return Answer((_settled(state, line, figure_, start, clause.head + 1),))
    return Answer(why=f"it is not clear whom “{line.words[at].text}” refers to")


def _phrase_start(line: Line, head: int) -> int:
    start = head
    while start > 0 and line.pos(start - 1) in {"ADJ", "NOUN", "PROPN", "DET", "NUM"} and not line.words[start].opens:
        start -= 1
    return start


def _one(state: Progress, line: Line, start: int, end: int) -> Answer:
    """The speaker of a source that is one phrase."""
    start, end = with_name(state, line, *whole(line, *trimmed(line, start, end)))
    if start >= end:
        return Answer(why="no source is named")
    if end - start == 1 and line.low(start) in FORMS:
        return _pronoun(state, line, start)
    led = leading(state.cast, line, start, end) or new_person(state, line, start, end)
    person = led[1] if led else whose_role(state.cast, line, start, end) or named_in(state, line, start, end)
    if person is not None:
        return Answer((person,))
    described = _described(state, line, start, end)
    if described is not None:
        return described
    figure = describe(state.cast, line, start, end, home=state.home)
    if figure is None:
        return Answer(why=f"“{line.slice(start, end)}” names nobody")
    known = _settled(state, line, figure, start, end)
    note(state, line, known, (start, end), "seat" if known.kind == "organization" else "group")
    return Answer((known,))


def _described(state: Progress, line: Line, start: int, end: int) -> Answer | None:
    """The figure that a definite description means; None where the phrase is none, or means nobody met so far."""
    owned = any(line.low(at) in POSSESSIVES for at in range(start, end))
    if line.low(start) not in DEFINITE and not owned:
        return None
    inner = start + 1 if line.low(start) in {"the", "this", "that"} else start
    role = read_role(line, inner, end)
    if not role.group and role.group_of in _SEATED_AT_HOME:
        role = replace(role, group=_scene(line, start))
    if not role.noun or role.plural or role.collective or role.group_of == "source":
        return met_before(state, line, (start, inner, end), role)
    owner = _owner(state, role)
    choice = find_described(line, role, state.read, owner=owner, home=state.home)
    if choice.figure is not None:
        note(state, line, choice.figure, (start, end), "title")
        return Answer((choice.figure,))
    if choice.rivals:
        return Answer(why=doubt(line.slice(start, end), choice))
    return same_body(state, line, inner, end)


def _scene(line: Line, start: int) -> str:
    """The country of the capital where the sentence is set: "In London, the prime minister …"."""
    found = line.place_before(start - 1)
    if line.low(start - 1) != "," or found is None or found[1].form != "capital":
        return ""
    opens = line.words[found[0] - 1].opens and line.low(found[0] - 1) in {"in", "from"}
    return found[1].country if opens else ""


def _settled(state: Progress, line: Line, figure: Figure, start: int, end: int) -> Figure:
    """The figure as known before; its side taken from the owner that its words name."""
    role: Role | None = figure.role
    if role is not None and not figure.group and (takes_side(role) or role.collective):
        owner = _owner(state, role)
        figure.group = owner.group if owner else ""
    if not figure.group:
        figure.group = _implied(state, line, figure, start, end)
    return known_body(state, figure)


def _owner(state: Progress, role: Role) -> Figure | None:
    """Whose office it is, where "his" is known by now."""
    if role.owner is None:
        return None
    choice = state.pronouns.get((role.line, role.owner[0]))
    return choice.figure if choice else owner_of(state.cast, state.lines, role)


def _implied(state: Progress, line: Line, figure: Figure, start: int, end: int) -> str:
    """The side of a source without a country: of the person whose office it is, or the one at home."""
    if figure.party:
        return (inherent_country(figure.roles[0]) if figure.roles else "") or state.home
    if not figure.official:
        return ""
    named = [figure for _, figure in state.cast.names_in(line.number, start, end)]
    owner = state.pronouns.get((line.number, start)) if line.low(start) in OWN else None
    if owner is not None or (named and figure.kind == "organization"):
        meant = owner.figure if owner else named[-1]
        return meant.group if meant else ""
    lows = set(figure.words.lower().replace("’s", "").split())
    if figure.plural and line.low(start) in {"the", "both"} and end - start <= 2:  # "the ministers": those met before
        return ""
    if not lows & _DOMESTIC or lows & markers("abroad"):
        return ""
    return _acting(state, line) or state.home


def _acting(state: Progress, line: Line) -> str:
    """The only country whose people or bodies act or speak in the paragraph so far; else the only one it names."""
    acting = {seen.figure.group for seen in state.read if seen.line == line.number and _acts(seen)}
    named = {place.country for _, place in line.places.values() if place.form in {"name", "capital", "seat"}}
    for groups in (acting, named):
        if len(groups) == 1:
            return groups.pop()
    return ""


def _acts(seen: Occurrence) -> bool:
    return seen.function == "subject" and not seen.quoted and bool(seen.figure.group)


def claim_owned(state: Progress) -> None:
    """Give those whose role starts with "his" or "her" the side of the person that it turned out to mean."""
    for figure in state.cast.people():
        for role in figure.roles:
            owner = None if figure.group else _owner(state, role)
            if owner is not None and owner is not figure and takes_side(role):
                figure.group = owner.group
