"""Find names of people in a line: runs of capitalized words without the titles, places and bodies around them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from generator.analysis.lexicon import (
    Gender,
    body_words,
    gender_of,
    markers,
    name_words,
    parties,
    place_key,
    places,
    portfolio,
    titles,
)
from generator.analysis.speakers.english.lines import has_title
from generator.analysis.speakers.lines import Line, Word
from generator.analysis.speakers.names import SUFFIXES, Name

PARTICLES = name_words("particles")
_THINGS = name_words("things")
_NO_NAME = name_words("never") | name_words("opening")
_NO_PERSON = frozenset({"ORG", "LOC", "EVENT", "NORP"})
_FUNCTION_WORDS = frozenset({"DET", "PRON", "AUX", "ADP", "SCONJ", "CCONJ", "PART"})
_HYPHENS = frozenset({"-", "‑"})
_MOST = 6  # words of a name


def gender_told(name: Name) -> Gender:
    """The gender that the title or the given name indicates."""
    known = titles().get(name.title)
    return (known.gender if known else "") or gender_of(name.given or (name.parts[0] if not name.titled else ""))


@cache
def _body_words() -> frozenset[str]:
    kinds = ("study", "state", "party", "business", "press")
    return frozenset(word for kind in kinds for word in body_words(kind) if " " not in word)


@cache
def _party_words() -> frozenset[str]:
    return frozenset(f"{word}{s}" for word in parties() for s in ("", "s") if " " not in word)


def find_names(line: Line) -> tuple[Name, ...]:
    """The names of people in `line`, in order."""
    found: list[Name] = []
    index = 0
    while index < len(line.words):
        end = _run_end(line, index)
        if end == index:
            index += 1
            continue
        found.extend(_names_of_run(line, index, end))
        index = end
    return tuple(found)


def is_name_word(word: Word) -> bool:
    """Whether a word's form and part of speech allow it to be part of a name."""
    text = word.text
    if not text[0].isupper() or word.low in _NO_NAME or not any(c.isalpha() for c in text):
        return False
    if word.pos == "PROPN" or word.entity == "PERSON":
        return True
    if word.pos in _FUNCTION_WORDS:
        return False
    return not word.opens or bool(gender_of(text)) or word.low in titles()


def _run_end(line: Line, start: int) -> int:
    """The end of the run of name words that starts at `start`, `start` if there is none."""
    words = line.words
    if not is_name_word(words[start]):
        return start
    end = start + 1
    while end < len(words):
        after = _step(line, end)
        if after == end:
            break
        end = after
    return end


def _step(line: Line, at: int) -> int:
    """The next position in the run after a name word, a hyphen or particles at `at`; `at` if the run ends there."""
    words = line.words
    if words[at].opens:
        return at
    if is_name_word(words[at]):
        return at + 1
    if _joins(line, at):
        return at + 2 if words[at + 1].text[0].isalpha() else at
    return _past_particles(line, at)


def _joins(line: Line, at: int) -> bool:
    """Whether a hyphen at `at` joins the words on both sides."""
    hyphen = line.words[at].text in _HYPHENS and line.joined(at)
    return hyphen and at + 1 < len(line.words) and line.joined(at + 1)


def _past_particles(line: Line, at: int) -> int:
    """The position after the particles at `at` and the name word that follows them; `at` if none follows."""
    words = line.words
    last = at
    while last < len(words) and _is_particle(words[last]):
        last += 1
    if last == at or last == len(words):
        return at
    if words[last].text == "-" and line.joined(last):  # "al-Assad"
        last += 1
    follows = last < len(words) and is_name_word(words[last]) and not words[last].opens
    return last + 1 if follows else at


def _is_particle(word: Word) -> bool:
    return word.low in PARTICLES and word.text[0].islower()


def _names_of_run(line: Line, start: int, end: int) -> Iterator[Name]:
    """The people's names in a run, without titles, offices, places and bodies."""
    index = start
    while index < end:
        skipped = _skip(line, index, end)
        if skipped > index:
            index = skipped
            continue
        stop = _piece_end(line, index, end)
        name = None if _opens_body(line, stop, end) else _as_name(line, index, stop)
        if name:
            yield name
        index = stop


def _opens_body(line: Line, stop: int, end: int) -> bool:
    """Whether the piece that ends at `stop` opens the name of a body ("Tax Foundation")."""
    return (
        stop < end and stop in line.offices and line.offices[stop][1].collective and line.words[stop].text[0].isupper()
    )


def _skip(line: Line, index: int, end: int) -> int:
    """The end of the title, office, party, portfolio or place at `index`, `index` if there is none."""
    word = line.words[index]
    if word.text in _HYPHENS:
        return index + 1
    office_end = line.covered(line.offices, index)
    if office_end and not _is_given_before_name(line, index, end):
        return office_end
    if _is_beside_names(word):
        return index + 1
    place_end = line.covered(line.places, index)
    return place_end if place_end and not _place_in_name(line, index, end) else index


def _is_beside_names(word: Word) -> bool:
    """Whether a word occurs beside names without being part of one: a title, a portfolio, a party or the like."""
    low = word.low
    if low in titles() or low in markers("elect") or low in markers("former") or low in portfolio():
        return True
    return low in _party_words() and word.text[0].isupper()


def _is_given_before_name(line: Line, index: int, end: int) -> bool:
    """Whether an office word is a surname here ("Major", "King", "Dean"): it ends the run after a given name."""
    last = index in line.offices and line.offices[index][0] == index + 1 >= end
    return last and index > 0 and bool(gender_of(line.words[index - 1].text))


def _place_in_name(line: Line, index: int, end: int) -> bool:
    """Whether a place name is part of a person's name ("Jordan Reed", "Paris Moreau")."""
    if index not in line.places:
        return False
    place_end, place = line.places[index]
    if place.form in {"adjective", "people", "seat", "body"} or place_end > index + 1:
        return False
    follows = place_end < end and place_end not in line.offices and place_end not in line.places
    return follows and line.words[index].entity == "PERSON" and bool(gender_of(line.words[index].text))


def _piece_end(line: Line, start: int, end: int) -> int:
    """The end of the piece that may be a name, before the next office, title or place."""
    index = start + 1
    while index < end:
        word = line.words[index]
        joined = word.text in _HYPHENS or line.joined(index)
        if not joined and _cuts(line, start, index, end):
            break
        index += 1
    return index


def _cuts(line: Line, start: int, index: int, end: int) -> bool:
    """Whether an office, a place or a title begins at `index` within the run."""
    one = index == start + 1
    if index in line.offices:
        return not (one and line.offices[index][0] >= end and bool(gender_of(line.words[start].text)))
    if index in line.places:
        surname = one and line.places[index][0] >= end and line.pos(end) != "NOUN"
        return not (surname and bool(gender_of(line.words[start].text)))
    return line.words[index].low in titles()


def _as_name(line: Line, start: int, end: int) -> Name | None:
    """The piece as a person's name, None if it is not one."""
    parts = _parts(line, start, end)
    if not _may_be_person(parts):
        return None
    title = _title_before(line, start)
    titled = bool(title) or _office_before(line, start)
    told = titled or (len(parts) > 1 and bool(gender_of(parts[0])))
    if (_is_body_word(parts) and not titled) or (_is_labelled_other(line, start, end, parts) and not told):
        return None
    sure = told or _is_labelled_person(line, start, end, parts)
    return Name(line.number, start, end, parts, title, titled, sure)


def _title_before(line: Line, start: int) -> str:
    return line.low(start - 1) if has_title(line, start - 1) else ""


def _is_body_word(parts: tuple[str, ...]) -> bool:
    return len(parts) == 1 and parts[0].lower() in _body_words()


def _is_labelled_other(line: Line, start: int, end: int, parts: tuple[str, ...]) -> bool:
    """Whether several words are labelled as something other than a person."""
    labels = {word.entity for word in line.words[start:end]}
    return len(parts) > 1 and "PERSON" not in labels and not _NO_PERSON.isdisjoint(labels)


def _is_labelled_person(line: Line, start: int, end: int, parts: tuple[str, ...]) -> bool:
    """Whether most words are labelled as a person, and they are not an acronym."""
    acronym = len(parts) == 1 and len(parts[0]) < 5 and parts[0].isupper()
    return not acronym and sum(word.entity == "PERSON" for word in line.words[start:end]) * 2 > end - start


def _may_be_person(parts: tuple[str, ...]) -> bool:
    """Whether the words themselves may be a person's name."""
    lows = [part.lower() for part in parts]
    if set(lows) <= SUFFIXES or len(parts) > _MOST or _joins_place(parts):
        return False
    if len(parts) > 1 and any(low in _body_words() for low in lows):
        return False
    return lows[-1] not in _THINGS or bool(gender_of(parts[0]))


def _joins_place(parts: tuple[str, ...]) -> bool:
    """Whether a hyphen joins a place to something else ("U.S.-Russia")."""
    return any(place_key(piece) in places() for part in parts if "-" in part for piece in part.split("-"))


def _office_before(line: Line, start: int) -> bool:
    """Whether a singular office noun ends just before `start`."""
    found = line.office_before(start)
    if found is None or found[1].plural or found[1].collective:
        return False
    at, office = found
    return not (office.group in {"resident", "business", "advocate"} and line.words[at].text[0].isupper())


def _parts(line: Line, start: int, end: int) -> tuple[str, ...]:
    """The words of a name; those joined by a hyphen or without a space are one."""
    parts: list[str] = []
    for index in range(start, end):
        text = line.words[index].text
        if parts and line.joined(index):
            parts[-1] += text
        else:
            parts.append(text)
    while parts and parts[-1] in {"'s", "’s"}:
        parts.pop()
    return tuple(part.rstrip("’'") for part in parts if part.rstrip("’'"))
