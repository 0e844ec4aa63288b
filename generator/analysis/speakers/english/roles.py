"""Read a role from its words: office or occupation, whether still held, and for whom.

`read_role` reads the words of a role wherever they are (before a name, in apposition, after "is"); `appositions` finds
them.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.analysis.lexicon import (
    Office,
    Place,
    homonyms,
    markers,
    titles,
)
from generator.analysis.speakers.english.affiliations import (
    IN,
    OF,
    bodies_in,
    has_party,
    owner_in,
    place_after,
    place_before,
    served_in,
)
from generator.analysis.speakers.english.lines import POSSESSIVES
from generator.analysis.speakers.english.tenure import is_former, is_over
from generator.analysis.speakers.lines import Line, Word
from generator.analysis.speakers.roles import Role

_QUANTITIES = frozenset(
    {"one", "some", "many", "most", "all", "both", "several", "few", "none", "each", "dozens", "hundreds", "thousands"}
    | {"number", "majority", "couple", "handful", "percent", "lot", "scores", "millions", "any", "half", "kind", "sort"}
)
_PREPOSITIONS = OF | IN
_BEFORE_EXPERT = frozenset({"now", "a", "an", "and", "senior", "visiting"})
_NOT_OF_STUDY = frozenset({"minister", "adviser", "diplomat", "military", "spokesperson"})
_TEACHES = frozenset({"teaches", "lectures"})
_STOPS = frozenset({"who", "that", "which", "and", "but", "where", "when", "whose"})


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The words of a role around an office noun, and what they indicate."""

    line: Line
    start: int
    head: int
    end: int
    office: Office
    kinds: frozenset[str]
    """The kinds of bodies named around the noun."""
    abroad: bool
    """Whether a word before the noun shows that it is about other countries ("foreign ministers")."""
    inside: bool
    """Whether a word before the noun shows that a source is in government ("official sources")."""

    @property
    def head_end(self) -> int:
        """The end of the office noun."""
        return self.line.offices[self.head][0]


def _phrase(line: Line, start: int, head: int, end: int, office: Office) -> _Phrase:
    """The phrase from `start` up to `end` around the noun of `office` at `head`."""
    head_end = line.offices[head][0]
    bodies = [(start, end)] if office.collective else [(start, head), (head_end, end)]
    kinds = frozenset(kind for piece in bodies for kind in bodies_in(line, *piece))
    lows = {line.low(at) for at in range(start, head)}
    abroad, inside = not lows.isdisjoint(markers("abroad")), not lows.isdisjoint(markers("inside"))
    return _Phrase(line, start, head, end, office, kinds, abroad, inside)


def read_role(line: Line, start: int, end: int, *, named: bool = False) -> Role:
    """Read the words from `start` up to `end` as a role; `named` means that a name directly follows them."""
    head, office = _head(line, start, end, named=named)
    if office is None:
        return _affiliation(line, start, end)
    phrase = _phrase(line, start, head, end, office)
    expert, party = _is_expert(phrase), _is_party(line, start, head, end, office)
    place = _place_of(phrase, expert=expert)
    group = _side(place, "party" if party else office.group)
    under = served_in(line, start, end)
    owner = owner_in(line, start, head, end) or under
    former = is_former(line, start, head) or is_over(line, phrase.head_end, end)
    held = _is_held(phrase, place, party=party, owned=bool(group or owner))
    return Role(
        line.number,
        start,
        end,
        line.slice(start, end),
        office.group,
        office.noun,
        office.plural,
        office.collective,
        group,
        bool(place and place.region),
        owner,
        owner is not None and owner == under,
        office.gender,
        former,
        party,
        expert,
        held and not (former or expert),
    )


def _place_of(phrase: _Phrase, *, expert: bool) -> Place | None:
    """The country or body an office belongs to; an expert belongs only to one named before the noun."""
    place = place_before(phrase.line, phrase.start, phrase.head, phrase.office)
    if place is not None or expert:
        return place
    return _place_behind(phrase) or _place_of_body(phrase)


def _place_behind(phrase: _Phrase) -> Place | None:
    """The country or body that the words after an office name; none for a plain source or "foreign ministers"."""
    office = phrase.office
    open_ = (office.noun == "source" and not phrase.inside) or (phrase.abroad and office.plural)
    return None if open_ else place_after(phrase.line, phrase.head_end, phrase.end, office)


def _place_of_body(phrase: _Phrase) -> Place | None:
    """The country of the public body named after an office ("at the U.S. Commerce Department")."""
    if phrase.abroad or "state" not in phrase.kinds:
        return None
    behind = phrase.line.places_in(phrase.head_end, phrase.end)
    return next((place for _, _, place in behind if place.attributive or place.form == "adjective"), None)


def _side(place: Place | None, office: str) -> str:
    """The group that a place indicates: for legislators and parties, the country of a region."""
    if place is None:
        return ""
    if office in {"legislator", "party", "regional"}:
        return homonyms().get(place.group, place.group if office == "regional" else place.country)
    return place.group


def read_title(line: Line, index: int, start: int, end: int) -> Role | None:
    """The short title at `index` ("Sen.") as a role of the words from `start` up to `end`, None for "Mr."."""
    known = titles().get(line.words[index].low)
    if known is None or not known.group:
        return None
    former = is_former(line, start, index)
    place = next((p for _, _, p in line.places_in(start, index)), None)
    group = _side(place, known.group)
    party = known.group == "legislator"
    official = known.group not in {"expert", "resident"} and not former
    text, noun = line.slice(start, end), known_noun(line.words[index].low)
    return Role(
        line.number, start, end, text, known.group, noun, group=group, former=former, gender=known.gender,
        party=party, official=official, expert=known.group == "expert",
    )  # fmt: skip


def known_noun(title: str) -> str:
    """The noun a short title stands for, else the title itself."""
    return {"pres.": "president", "prof.": "professor", "gen.": "general", "amb.": "ambassador"}.get(title, title)


def _head(line: Line, start: int, end: int, *, named: bool) -> tuple[int, Office | None]:
    """The head noun: the last office before the first preposition or clause; before a name, the last of all."""
    if named:
        last = next((at for at in reversed(range(start, end)) if _may_head(line, at, end)), None)
        return (start, None) if last is None else (last, line.offices[last][1])
    return _head_of_phrase(line, start, end)


def _head_of_phrase(line: Line, start: int, end: int) -> tuple[int, Office | None]:
    """The last office before the first preposition or clause."""
    head, office = start, None
    for index in range(start, end):
        if office is None and _links(line, start, index):
            break
        if _may_head(line, index, end):
            head, office = index, line.offices[index][1]
        if office is not None and line.offices[head][0] <= index and _ends_phrase(line.words[index]):
            break
    return head, office


def _may_head(line: Line, at: int, end: int) -> bool:
    """Whether an office noun starts at `at` that is not part of a longer noun."""
    return at in line.offices and line.offices[at][0] <= end and not _is_modifier(line, at, end)


def _links(line: Line, start: int, at: int) -> bool:
    """Whether a preposition at `at` ends the search for a head; the "of" after a quantity does not."""
    low = line.low(at)
    return low in _PREPOSITIONS and at > start and not (low == "of" and _is_quantity(line, start, at))


def _ends_phrase(word: Word) -> bool:
    return word.low in _STOPS or word.pos in {"ADP", "VERB"} or word.low in {",", "(", "—"}


def _is_quantity(line: Line, start: int, end: int) -> bool:
    """Whether the words before "of" are only a quantity: "one of the president’s aides", "dozens of experts"."""
    return (
        line.pos(end - 1) == "NUM"
        or line.low(end - 1) in _QUANTITIES
        or (end - start == 1 and line.pos(start) == "DET")
    )


def _is_modifier(line: Line, index: int, end: int) -> bool:
    """Whether the office noun at `index` modifies what follows ("government official", "the minister’s …")."""
    after = line.offices[index][0]
    follows = line.pos(after) in {"NOUN", "PROPN"} or after in line.offices
    return after < end and (line.low(after) in POSSESSIVES or follows)


def _is_expert(phrase: _Phrase) -> bool:
    office, kinds = phrase.office, phrase.kinds
    if office.kind == "expert":
        return not ("state" in kinds and "study" not in kinds and office.noun in {"engineer", "scientist"})
    if _is_expert_too(phrase.line, phrase.start, phrase.end):
        return True
    return "study" in kinds and office.kind in {"leader", "official"} and office.group not in _NOT_OF_STUDY


def _is_expert_too(line: Line, start: int, end: int) -> bool:
    """Whether somebody with an office is also an expert: "a former minister, now a fellow at …"."""
    if any(o.kind == "expert" and line.low(at - 1) in _BEFORE_EXPERT for at, _, o in line.offices_in(start, end)):
        return True
    return any(line.low(at) in _TEACHES for at in range(start, end))


def _is_party(line: Line, start: int, head: int, end: int, office: Office) -> bool:
    """Whether the role is a party's: a legislator or critic, or a leader or spokesperson after a party's name."""
    if office.kind == "party":
        return True
    if office.group not in {"leader", "spokesperson", "adviser", "official"}:
        return False
    campaign = any(line.low(at) == "campaign" for at in range(start, end))
    return campaign or any(has_party(line, at) or line.low(at) == "party" for at in range(start, head))


def _is_outside(line: Line, start: int, end: int) -> bool:
    """Whether a source merely knows people in office: "close to the Kremlin", "familiar with the plan"."""
    return any(line.low(at) in {"close", "familiar", "briefed", "near", "aware"} for at in range(start, end))


def _is_held(phrase: _Phrase, place: Place | None, *, party: bool, owned: bool) -> bool:
    """Whether the role, unless it is a former one, is a public office; `owned` means that its words say whose it is."""
    if phrase.office.group != "source":
        return _is_official(phrase.office, phrase.kinds, owned or phrase.abroad, party)
    body = place is not None and place.form in {"seat", "body"}
    within = phrase.inside or body or "state" in phrase.kinds
    return within and not _is_outside(phrase.line, phrase.head_end, phrase.end)


def _is_official(office: Office, kinds: frozenset[str], owned: bool, party: bool) -> bool:
    if office.kind == "party":
        return office.group == "legislator"
    if party:
        return False
    private = bool(kinds & {"study", "business", "press", "party"}) and "state" not in kinds
    if office.kind == "official":
        weak = office.group in {"spokesperson", "adviser", "official", "head_of_state", "military"}
        return not private or (owned and not weak)
    return office.kind == "leader" and owned and not private


def _affiliation(line: Line, start: int, end: int) -> Role:
    """A role without an office noun: "of the University of Ottawa", "with the State Department"."""
    kinds = bodies_in(line, start, end)
    place = next((p for _, _, p in line.places_in(start, end) if p.form in {"seat", "body"}), None)
    expert = "study" in kinds
    official = not expert and place is not None and line.low(start) not in {"former", "formerly"}
    group = place.group if place and not expert else ""
    text = line.slice(start, end)
    return Role(line.number, start, end, text, group=group, expert=expert, official=official)
