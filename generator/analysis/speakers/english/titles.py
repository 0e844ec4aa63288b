"""Find the title or role directly before a name ("U.S. President …", "Minister of Foreign Affairs …")."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from generator.analysis.lexicon import markers, name_words, portfolio, titles
from generator.analysis.speakers.english.affiliations import bodies_in
from generator.analysis.speakers.english.lines import NOMINAL, OWN, POSSESSIVES, has_title
from generator.analysis.speakers.english.roles import read_role, read_title
from generator.analysis.speakers.lines import Line, Word
from generator.analysis.speakers.names import Name
from generator.analysis.speakers.roles import Role

_QUANTITIES = frozenset({"other", "many", "several", "such", "two", "three", "more", "most"})
_LONGEST = 12  # words of a title


def role_start(line: Line, name: Name) -> int:
    """The start of the title or role directly before `name`, the start of the name if there is none."""
    at = name.start
    while at > 0 and has_title(line, at - 1):
        at -= 1
    office = _office_ending(line, at)
    if office is not None:
        return _left(line, office)
    if any(titles()[line.low(i)].group for i in range(at, name.start)):
        return _left(line, at)
    return _possessor_start(line, at) if line.low(at - 1) in POSSESSIVES else at


def _possessor_start(line: Line, end: int) -> int:
    """The start of the capitalized owner before "’s" ("Atlantic Council’s …"), `end` if there is none."""
    at = end - 1
    while at > 0 and (is_of_name(line, at - 1) or line.joined(at)) and not line.words[at].opens:
        at -= 1
    return at if at < end - 1 else end


def is_of_name(line: Line, at: int) -> bool:
    """Whether a word can open a name: a proper noun, or "British" before "Columbia"."""
    word = line.words[at]
    return word.pos == "PROPN" or (word.pos == "ADJ" and word.text[0].isupper() and not line.words[at + 1].opens)


def _office_ending(line: Line, end: int) -> int | None:
    """The start of the office noun that ends at `end`, or before "-elect" or its object."""
    if line.low(end - 1) in markers("elect") and line.low(end - 2) == "-":
        end -= 2
    found = line.office_before(end)
    if found and (not found[1].plural or found[1].group in {"legislator", "leader"}):
        return found[0]
    at = _object_start(line, end)
    if at < end and line.low(at - 1) in {"of", "for"}:
        found = line.office_before(at - 1)
        return found[0] if found and not found[1].plural else None
    return None


def _object_start(line: Line, end: int) -> int:
    """The start of "Foreign Affairs" or "the European Commission" before `end`, `end` if there is none."""
    at = end
    while at > 0 and (line.low(at - 1) in portfolio() or (at < end and line.low(at - 1) in {"and", "&", ","})):
        at -= 1
    if at < end:
        return at
    place = line.place_before(end)
    if place is None:
        return end
    return place[0] - 1 if line.low(place[0] - 1) == "the" else place[0]


def _left(line: Line, start: int) -> int:
    """The start of the role phrase whose office noun is at `start`."""
    at = start
    while at > 0 and start - at < _LONGEST and _belongs(line, at - 1, at):
        at -= 1
    while at < start and line.low(at) in {"and", "&", "-"} | POSSESSIVES:
        at += 1
    return at


def _belongs(line: Line, at: int, right: int) -> bool:
    """Whether the word at `at` is part of the role that starts at `right`."""
    word, after = line.words[at], line.words[right]
    if after.opens or word.low in name_words("never") or word.low in _QUANTITIES:
        return False
    if _is_plain_before_capital(word, after):
        return word.low in _in_time()
    if word.low in POSSESSIVES:
        return line.pos(at - 1) in {"PROPN", "NOUN"}
    if word.low in {"and", "&", ","}:
        return line.low(right) in portfolio() and line.low(at - 1) in portfolio()
    return line.joined(at) if word.text in {"-", "‑"} else _modifies(line, at)


def _is_plain_before_capital(word: Word, after: Word) -> bool:
    """Whether a lower-case noun precedes a capitalized title ("the group views President Obama")."""
    return word.pos == "NOUN" and word.text[0].islower() and after.text[0].isupper()


def _modifies(line: Line, at: int) -> bool:
    """Whether the word at `at` may modify an office noun: "former", "his", a place, or a noun, but not a numeral."""
    word = line.words[at]
    if word.low in _in_time() | OWN or line.covered(line.places, at):
        return True
    return word.pos in NOMINAL and not (word.pos == "NUM" and word.text[0].isdigit())


@cache
def _in_time() -> frozenset[str]:
    """Words that say when an office is held."""
    return markers("former") | markers("current")


def title_role(line: Line, start: int, end: int) -> Role | None:
    """The role in the words from `start` to the name at `end`, None for "Mr." and the like."""
    at = end
    while at > start and has_title(line, at - 1):
        at -= 1
    role = read_role(line, start, at, named=True) if at > start else None
    if role is not None and role.noun:
        return replace(role, end=end, text=line.slice(start, end))
    short = next((title for i in range(at, end) if (title := read_title(line, i, start, end))), None)
    return short or _possessor(line, start, end)


def _possessor(line: Line, start: int, end: int) -> Role | None:
    """The role of belonging to the country or body that "’s" before a name names."""
    if line.low(end - 1) not in POSSESSIVES:
        return None
    owner = next((place for _, stop, place in line.places_in(start, end) if stop == end - 1), None)
    group = owner.group if owner else ""
    official = owner is not None and owner.form in {"seat", "body"}
    expert = "study" in bodies_in(line, start, end)
    text = line.slice(start, end - 1)
    if expert:
        return Role(line.number, start, end, text, expert=True)
    return Role(line.number, start, end, text, "mark", group=group, official=official) if group else None
