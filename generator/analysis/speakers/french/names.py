"""Find the names of people in a French line: capitalised words with a title, a given name or a label."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis.lexicon import Gender, french
from generator.analysis.speakers.lines import Line, Word
from generator.analysis.speakers.names import Name

_MOST = 6  # words of a name


def gender_told(name: Name) -> Gender:
    """The gender that the title or the given name shows."""
    told = french.titles().get(name.title, "")
    return told or (french.gender(name.parts[0]) if len(name.parts) > 1 else "")


def find_names(line: Line) -> Iterator[Name]:
    """The names of a line, in order."""
    at = 0
    while at < len(line.words):
        end = _run_end(line, at)
        name = _name(line, at, end) if end > at else None
        if name is not None:
            yield name
        at = max(end, at + 1)


def _is_part(line: Line, at: int) -> bool:
    """Whether a word can be part of a name."""
    word = line.words[at]
    first = word.text[0]
    if not (first.isupper() and first.isalpha()) or word.text in french.words("roles", "not_names", "words"):
        return False
    if word.low in french.titles() or _is_office(line, at) or _is_function_word(word):
        return False
    return not (word.text.isupper() and len(word.text) > 2 and word.entity != "PER")


def _is_office(line: Line, at: int) -> bool:
    """Whether an office starts at a word; "Roi" can also be a surname."""
    word = line.words[at]
    return at in line.offices and (word.low != "roi" or word.entity != "PER")


def _is_function_word(word: Word) -> bool:
    """Whether a word has its capital only because it opens the sentence."""
    return word.opens and word.pos in {"DET", "ADP"} and not french.gender(word.text)


def _run_end(line: Line, at: int) -> int:
    """The end of the run of capitalised words that starts at a word, with particles inside."""
    if _is_place(line, at):
        return at
    end = at
    while end < min(len(line.words), at + _MOST) and _is_part(line, end):
        if end > at and (line.words[end].opens or _is_place(line, end)):
            break
        end = _past_particles(line, end + 1)
    return end


def _past_particles(line: Line, at: int) -> int:
    """The next part of a name after particles at `at` ("van der"); `at` if none follows."""
    inner = at
    while line.low(inner) in french.words("roles", "not_names", "particles"):
        inner += 1
    if inner == at or inner >= len(line.words) or not _is_part(line, inner):
        return at
    return inner if line.words[inner].entity == line.words[at].entity == "PER" else at


def _is_place(line: Line, at: int) -> bool:
    return at in line.places and not _is_person_anyway(line, at)


def _is_person_anyway(line: Line, at: int) -> bool:
    """Whether the name of a place is a person's here ("Paris Hilton", "M. France")."""
    before = line.low(at - 1)
    return before in french.titles() or (
        line.words[at].entity == "PER" and bool(french.gender(line.words[at].text)) and line.places[at][0] == at + 1
    )


def _name(line: Line, start: int, end: int) -> Name | None:
    """The name that a run of capitalised words is; None where too little shows that it is a person's."""
    start += _opens_with_stray_word(line, start, end)
    title = _title_before(line, start)
    titled = bool(title) or _follows_office(line, start)
    if not titled and line.low(start - 1) in french.words("roles", "places", "words"):
        return None
    sure = titled or _is_full_name(line, start, end)
    if end - start > 1 and not sure:
        return None
    parts = tuple(french.english_spelling(line.words[at].text) for at in range(start, end))
    return Name(line.number, start, end, parts, title, titled, sure)


def _opens_with_stray_word(line: Line, start: int, end: int) -> bool:
    """Whether the first word of a run does not belong to the name ("Reste Ann Roy", "du Village Ann Roy")."""
    first, second = line.words[start].text, line.words[min(start + 1, end - 1)].text
    return end - start > 2 and not french.gender(first) and bool(french.gender(second))


def _title_before(line: Line, start: int) -> str:
    low = line.low(start - 1)
    return low if low in french.titles() and line.words[start - 1].text[0].isupper() else ""


def _follows_office(line: Line, start: int) -> bool:
    """Whether the office of one person stands just before a name."""
    found = line.office_before(start)
    return found is not None and not (found[1].collective or found[1].plural)


def _is_full_name(line: Line, start: int, end: int) -> bool:
    """Whether several words are a person's full name, by its given name or the labels of all but one word."""
    if end - start < 2:
        return False
    labelled = sum(line.words[at].entity == "PER" for at in range(start, end))
    return bool(french.gender(line.words[start].text)) or labelled >= end - start - 1
