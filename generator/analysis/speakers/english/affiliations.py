"""Whom a role belongs to: the country, body or person that its words name, and what kinds of bodies they are."""

from __future__ import annotations

from functools import cache

from generator.analysis.lexicon import Office, Place, body_words, parties, portfolio, titles
from generator.analysis.speakers.english.lines import OWN, POSSESSIVES
from generator.analysis.speakers.lines import Line

_TOPICAL = frozenset({"adviser", "expert", "journalist", "diplomat", "business", "advocate"})  # "Russia expert"
OF = frozenset({"of", "for", "de", "du"})
IN = frozenset({"in", "at", "with", "from", "on"})
INSIDE = IN | {"inside", "within"}


def place_before(line: Line, start: int, head: int, office: Office) -> Place | None:
    """The country or body that the words before the head name as its owner, not as its topic ("Russia expert")."""
    for index in range(start, head):
        if index not in line.places:
            continue
        after, place = line.places[index]
        if after > head:
            break
        if is_own(line, after, place) or _is_own_of_office(line, index, office):
            return place
    return None


def is_own(line: Line, end: int, place: Place) -> bool:
    """Whether a place name that ends at `end` owns what follows: "Canadian", "Canada’s", "the Kremlin"."""
    return place.form in {"adjective", "seat", "body"} or place.attributive or line.low(end) in POSSESSIVES


def _is_own_of_office(line: Line, at: int, office: Office) -> bool:
    """Whether the bare place name at `at` owns an office: "Canada prime minister", but not "Russia expert"."""
    place = line.places[at][1]
    if place.form == "capital" and place.country == "Vatican City":
        return True
    return office.group not in _TOPICAL and office.kind in {"official", "leader"} and line.low(at - 1) not in IN


# Officials and offices that are located in their own country's capital; embassies and envoys are abroad.
_SEATED = frozenset(
    {"official", "source", "authority", "authorities", "bureaucrat", "civil servant", "ministry", "government"}
    | {"department", "parliament", "cabinet", "regime", "court", "central bank", "intelligence service", "policymaker"}
)


def place_after(line: Line, head_end: int, end: int, office: Office) -> Place | None:
    """In "president of France", "spokesman for the Kremlin", "official at the State Department"; never "to Russia"."""
    if office.kind == "expert" or office.group in {"resident", "journalist", "business", "advocate", "kin"}:
        return None
    link = ""
    for index in range(head_end, end):
        word = line.words[index]
        if word.pos == "ADP" or word.low in OF:
            link = word.low
        if index in line.places:
            return _linked(line, index, link, office)
        if word.low in {"to", "who", "that", ","} or word.pos == "VERB":
            return None
    return None


def _linked(line: Line, index: int, link: str, office: Office) -> Place | None:
    """The place at `index` if, after the preposition `link`, it is the one the office belongs to."""
    after, place = line.places[index]
    if place.form in {"adjective", "seat", "body"}:
        held = link in OF | INSIDE
    elif link in OF:
        held = place.form == "name" or office.kind == "official"
    else:
        held = link == "in" and office.noun in _SEATED and place.form in {"capital", "name"}
    return place if held and not _lists_places(line, after) else None


def _lists_places(line: Line, end: int) -> bool:
    """Whether a second place follows the one that ends at `end` ("France and Germany")."""
    after = end + 1 if line.low(end) in {",", "and"} else end
    return after > end and (after in line.places or after + 1 in line.places)


def owner_in(line: Line, start: int, head: int, end: int) -> tuple[int, int] | None:
    """The person or pronoun that the role belongs to: "Putin’s …", "his …", "… for Trump", "Trump adviser"."""
    before = _owner_before(line, start, head)
    if before is not None:
        return before
    for index in range(head, end - 1):
        if _links_name(line, index):
            return None if _in_place(line, index + 1) else (index + 1, _proper_end(line, index + 1, end))
    return _name_beside(line, start, head)


def _owner_before(line: Line, start: int, head: int) -> tuple[int, int] | None:
    """The first pronoun or person before the head that owns it: "his …", "Putin’s …"."""
    for index in range(start, head):
        low = line.words[index].low
        if low in OWN:
            return index, index + 1
        if low in POSSESSIVES and index > start and _is_named(line, index - 1):
            return _proper_start(line, start, index), index
    return None


def _links_name(line: Line, at: int) -> bool:
    """Whether a preposition at `at` is followed by a name that is not a portfolio ("… for Trump")."""
    linked = line.words[at].low in {"for", "of", "to"} and line.low(at + 1) not in portfolio()
    return linked and line.pos(at + 1) == "PROPN"


def _name_beside(line: Line, start: int, head: int) -> tuple[int, int] | None:
    """The name before the head and its modifiers: "Trump adviser", "Trump trade adviser"."""
    at = head - 1
    while at >= start and line.pos(at) in {"NOUN", "ADJ"}:
        at -= 1
    if at < start or not _is_named(line, at) or not line.words[at].text[0].isupper():
        return None
    other = line.low(at) in portfolio() or line.low(at) in titles() or has_party(line, at)
    return None if other else (at, at + 1)


def _is_named(line: Line, at: int) -> bool:
    """Whether the word at `at` is a proper noun outside any place name."""
    return line.pos(at) == "PROPN" and not _in_place(line, at)


def served_in(line: Line, start: int, end: int) -> tuple[int, int] | None:
    """The person whose government it was: "in the Obama administration", "under Harper", "a Biden-era official"."""
    for at in range(start, end):
        if not _is_named(line, at) or line.low(at) in titles() or at in line.offices:
            continue
        last = at + 1
        while last < end and _is_named(line, last):
            last += 1
        if _is_government(line, _after_owner(line, last)) or _is_under(line, start, at):
            return at, last
    return None


def _after_owner(line: Line, end: int) -> int:
    """The first word after a name that ends at `end` and after its "’s", its hyphen or "first"."""
    after = end + 1 if line.low(end) in POSSESSIVES | {"-"} else end
    return after + (line.low(after) in {"first", "second", "own"})


def _is_government(line: Line, at: int) -> bool:
    house = line.low(at) == "white" and line.low(at + 1) == "house"
    return house or line.low(at) in {"administration", "government", "cabinet", "presidency", "term", "era", "years"}


def _is_under(line: Line, start: int, name: int) -> bool:
    """Whether "under" or "during" precedes the name and its title."""
    at = name - 1
    while at > start and (line.pos(at) in {"PROPN", "ADJ", "NOUN"} or line.low(at) in POSSESSIVES):
        at -= 1
    return line.low(at) in {"under", "during"}


def _in_place(line: Line, index: int) -> bool:
    return bool(line.covered(line.places, index))


def _proper_start(line: Line, start: int, end: int) -> int:
    """Where the run of names that ends at `end` starts."""
    at = end
    while at > start and line.pos(at - 1) == "PROPN":
        at -= 1
    return at


def _proper_end(line: Line, start: int, end: int) -> int:
    """Where the run of names that starts at `start` ends."""
    at = start
    while at < end and line.pos(at) == "PROPN":
        at += 1
    return at


@cache
def _body_kinds() -> dict[str, str]:
    """The kind of body that each word indicates; the first kind wins ("Institute of … Studies" is a place of study)."""
    kinds: dict[str, str] = {}
    for kind in ("study", "state", "party", "business", "press"):
        for word in body_words(kind):
            kinds.setdefault(word, kind)
    return kinds


def bodies_in(line: Line, start: int, end: int) -> frozenset[str]:
    """The kinds of bodies that the words from `start` up to `end` name; seats of power count as "state"."""
    kinds = _body_kinds()
    found = set()
    text = line.slice(start, end)
    lows = text.lower().replace("'", "’").split()
    clean = [low if low in kinds else low.strip(".,;:()").removesuffix("’s") for low in lows]
    for size in (1, 2, 3):
        for at in range(len(clean) - size + 1):
            kind = kinds.get(" ".join(clean[at : at + size]))
            if kind:
                found.add(kind)
    if any(place.form in {"seat", "body"} for _, _, place in line.places_in(start, end)):
        found.add("state")
    return frozenset(found)


def has_party(line: Line, at: int) -> bool:
    """Whether a capitalized party name starts at `at`."""
    if not line.words[at].text[0].isupper():
        return False
    rest = len(line.words) - at
    sized = ((name, len(name.split())) for name in parties())
    return any(size <= rest and line.slice(at, at + size).lower() == name for name, size in sized)
