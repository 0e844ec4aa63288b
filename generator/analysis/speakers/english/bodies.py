"""Speakers without a personal name: seats, governments, ministries, groups and unnamed sources."""

from __future__ import annotations

from generator.analysis.lexicon import MONTHS, WEEKDAYS, Place, mute, name_words, things
from generator.analysis.speakers.cast import Cast, Participant, government
from generator.analysis.speakers.english.affiliations import bodies_in, has_party, is_own
from generator.analysis.speakers.english.grammar import head_of
from generator.analysis.speakers.english.lines import POSSESSIVES
from generator.analysis.speakers.english.roles import read_role
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.roles import Role
from generator.model import SpeakerKind

GOVERNMENT = frozenset({"government", "administration", "regime", "cabinet", "leadership"})
_LONGEST_NAME = 90
_DATES = frozenset({*(month.lower() for month in MONTHS), *WEEKDAYS})
_MANY = frozenset({"many", "some", "most", "several", "few", "other"})
_DETERMINERS = frozenset({"the", "a", "an", "both", "some", "this", "that", "these", "those"})
_CUT_AT = frozenset({"who", "which", "that", "speaking", "including", "such", "familiar", "asking", "requesting"})


def describe(cast: Cast, line: Line, start: int, end: int, *, home: str) -> Participant | None:
    """The body, group or unnamed source that the words from `start` up to `end` name, None if they name none."""
    start, end = trimmed(line, start, end)
    if start >= end:
        return None
    inner = start + 1 if line.low(start) in _DETERMINERS and end - start > 1 else start
    place = line.places.get(inner)
    if place and (place[0] == end or line.low(place[0]) in {",", "("}):
        return of_place(line, start, inner, place[0], place[1])
    made = _government(cast, line, inner, end, home)
    if made:
        return made
    role = read_role(line, inner, end)
    if role.noun:
        return _of_role(line, start, inner, end, role)
    return _other(line, start, inner, end)


def trimmed(line: Line, start: int, end: int) -> tuple[int, int]:
    """The range without punctuation and conjunctions at its ends."""
    while start < end and (_is_mark(line, start) or line.low(start) in {"and", "but"}):
        start += 1
    while end > start and (_is_mark(line, end - 1) or line.low(end - 1) in POSSESSIVES):
        end -= 1
    opens_with_date = end - start > 2 and line.low(start) in {"in", "on", "by"} and line.low(start + 1) in _DATES
    return (start + 2 if opens_with_date else start), end


def _is_mark(line: Line, at: int) -> bool:
    return not any(c.isalnum() for c in line.words[at].text)


def of_place(line: Line, start: int, inner: int, end: int, place: Place) -> Participant:
    """A country, capital, seat, body or people as a speaker."""
    words = line.slice(inner, end)
    if place.form in {"people", "adjective"}:
        return Participant(line.slice(start, end), "group", plural=True, words=words)
    official = place.group not in {"Hamas", "Hezbollah", "Red Cross"}
    name = words if place.form in {"seat", "body"} else place.name
    return Participant(name, "organization", group=place.group, official=official, words=words)


def _government(cast: Cast, line: Line, start: int, end: int, home: str) -> Participant | None:
    """From "Canada’s government", "the Trump administration", "the federal government", "government of Canada"."""
    head = next((at for at in range(start, end) if line.low(at) in GOVERNMENT), None)
    if head is None or (head + 1 < end and _goes_on(line, head + 1)):
        return None
    words = line.slice(start, end)
    place = _government_place(line, start, head, end)
    if place is not None:
        return government(place.group, words)
    named = cast.names_in(line.number, start, head)
    if named:
        owner = named[-1][1]
        return Participant(line.slice(start, head + 1), "organization", group=owner.group, official=True, words=words)
    meant = _meant_government(line, start, head, home)
    if meant:
        return government(meant, words)
    role = read_role(line, start, head + 1)
    return Participant(line.slice(start, head + 1), "organization", roles=[role], official=True, words=words)


def _goes_on(line: Line, at: int) -> bool:
    """Whether the word at `at` forms a compound with the one before it ("government officials")."""
    return line.pos(at) in {"NOUN", "PROPN"} or at in line.offices


def _government_place(line: Line, start: int, head: int, end: int) -> Place | None:
    """The first place before the word "government" at `head`, else the first one after "of"."""
    before = next((place for _, _, place in line.places_in(start, head)), None)
    if before is not None or line.low(head + 1) != "of":
        return before
    return next((place for _, _, place in line.places_in(head, min(end, head + 5))), None)


def _meant_government(line: Line, start: int, head: int, home: str) -> str:
    """The country of "the government": the only one named so far in the paragraph, else the home country."""
    before = line.low(head - 1)
    if before in {"federal", "central", "own"} or (head > start and has_party(line, head - 1)):
        return home
    if head != start and before not in {"national", "current", "present"}:
        return ""
    named = {place.country for _, _, place in line.places_in(0, start) if place.form in {"name", "capital", "seat"}}
    return named.pop() if len(named) == 1 else home


def _of_role(line: Line, start: int, inner: int, end: int, role: Role) -> Participant:
    """A group ("European leaders"), a body ("the ministry") or an unnamed person ("a senior official")."""
    words = cut(line, start, end)
    if role.collective and not role.plural:
        return Participant(
            cut(line, inner, end), "organization", roles=[role], group=role.group, official=role.official,
            expert=role.expert, party=role.party, words=words,
        )  # fmt: skip
    plural = role.plural or role.noun == "people"
    return Participant(
        cut(line, inner if plural and line.low(start) in {"the", "a", "an"} else start, end),
        "group" if plural else "unnamed",
        gender=role.gender,
        plural=plural,
        roles=[role],
        group=role.group,
        official=role.official,
        expert=role.expert,
        former=role.former,
        party=role.party,
        words=words,
    )


def _other(line: Line, start: int, inner: int, end: int) -> Participant | None:
    """A body with a capitalized name, or a thing that speaks ("a report")."""
    head = _noun_of(line, inner, end)
    if head is None:
        return None
    kinds = bodies_in(line, inner, end)
    named = _is_name(line, head) and not _is_counted(line, start)
    plural = _means_several(line, start, head, kinds, named=named)
    place = _place_of(line, inner, head, end)
    state = _is_of_state(kinds)
    words = cut(line, start, end)
    return Participant(
        cut(line, inner, end) if named or plural else words,
        _kind(plural=plural, body=named or state),
        plural=plural,
        thing=line.low(head) in things(),
        group=_side(place, kinds, named=named),
        official=state and (named or place is not None),
        expert="study" in kinds,
        party="party" in kinds and (plural or not state),
        words=words,
    )


def _is_of_state(kinds: frozenset[str]) -> bool:
    return "state" in kinds and "study" not in kinds


def _kind(*, plural: bool, body: bool) -> SpeakerKind:
    if plural:
        return "group"
    return "organization" if body else "unnamed"


def _side(place: Place | None, kinds: frozenset[str], *, named: bool) -> str:
    """The country or body that a phrase with a place speaks for; a named body speaks for a country only if public."""
    if place is None or "study" in kinds:
        return ""
    return place.group if "state" in kinds or not named else ""


def _noun_of(line: Line, start: int, end: int) -> int | None:
    """The noun that heads the words according to the parse, else the last noun; None if it cannot speak."""
    nouns = [at for at in range(start, end) if line.pos(at) in {"NOUN", "PROPN"}]
    if not nouns:
        return None
    head = head_of(line, start, end)
    head = head if head in nouns else nouns[-1]
    return None if line.low(head) in mute() | name_words("never") else head


def _is_counted(line: Line, start: int) -> bool:
    """Whether a phrase opens with a quantity ("several", "two")."""
    low = line.low(start)
    return low in _MANY or (line.pos(start) == "NUM" and low != "one")


def _is_people(line: Line, head: int) -> bool:
    """Whether a noun's ending shows that it is a people or a following ("Canadians", "loyalists")."""
    return line.low(head).endswith(("ans", "ists", "ites", "ese")) and line.words[head].entity != "ORG"


def _means_several(line: Line, start: int, head: int, kinds: frozenset[str], *, named: bool) -> bool:
    """Whether a phrase means several: it has a quantity, is a people, or is a plural that is not a name."""
    if _is_counted(line, start) or (not kinds and _is_people(line, head)):
        return True
    return not named and line.low(head).endswith("s") and line.low(start) not in {"a", "an", "one"}


def _is_name(line: Line, head: int) -> bool:
    """Whether a noun is a name: a proper noun, an organization, or an acronym ("IRCC")."""
    word = line.words[head]
    capitals = len(word.text) > 2 and word.text.isupper()
    return word.text[0].isupper() and (line.pos(head) == "PROPN" or word.entity == "ORG" or capitals)


def _place_of(line: Line, start: int, head: int, end: int) -> Place | None:
    """The place the phrase belongs to: an adjective, seat or possessive before its head, or a name after "of"."""
    for at, stop, place in line.places_in(start, end):
        if at <= head and is_own(line, stop, place):
            return place
        if line.low(at - 1 - (line.low(at - 1) == "the")) == "of":
            return place
        if at == start and stop < end:
            return place
    return None


def cut(line: Line, start: int, end: int) -> str:
    """The words of a source at a reasonable length: up to a relative clause, at most about ninety characters."""
    long = len(line.slice(start, end)) > _LONGEST_NAME
    stop = start + 1
    while stop < end and not _ends_source(line, start, stop, long=long):
        stop += 1
    while stop - start > 1 and line.pos(stop - 1) in {"ADP", "CCONJ", "DET"}:
        stop -= 1
    return line.slice(start, stop)


def _ends_source(line: Line, start: int, at: int, *, long: bool) -> bool:
    """Whether a source is cut before `at`: at a comma not followed by a place, or at a preposition without a noun.

    One that is too `long` is also cut at a clause, and any after ninety characters.
    """
    low = line.low(at)
    if low in {",", "("} and not (at + 1 in line.places and at - 1 > start):
        return True
    if line.pos(at) == "ADP" and line.low(at + 1) in name_words("never"):
        return True
    return (long and low in _CUT_AT) or line.words[at].end - line.words[start].start > _LONGEST_NAME
