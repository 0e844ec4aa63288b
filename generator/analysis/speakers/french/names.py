"""Names of people in a French line: runs of capitalised words with a title, a given name or a label."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis.lexicon import Gender, english_spelling, french_gender, french_titles, french_words
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.names import Name

_MOST = 6  # words of a name


def gender_told(name: Name) -> Gender:
    """What title and given name tell."""
    told = french_titles().get(name.title, "")
    return told or (french_gender(name.parts[0]) if len(name.parts) > 1 else "")


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
    """Whether a word may be part of a name."""
    word = line.words[at]
    if (
        not word.text[0].isupper()
        or not word.text[0].isalpha()
        or word.text in french_words("roles", "not_names", "words")
    ):
        return False
    if at in line.offices and (word.low != "roi" or word.entity != "PER"):
        return False
    if word.low in french_titles() or (word.pos in {"DET", "ADP"} and word.opens and not french_gender(word.text)):
        return False
    return not (word.text.isupper() and len(word.text) > 2 and word.entity != "PER")


def _run_end(line: Line, at: int) -> int:
    """Where the run of capitalised words that starts at a word ends; particles may stand inside."""
    if at in line.places and not _is_person_anyway(line, at):
        return at
    end = at
    while end < min(len(line.words), at + _MOST) and _is_part(line, end):
        if end > at and (line.words[end].opens or (end in line.places and not _is_person_anyway(line, end))):
            break
        end += 1
        inner = end
        while inner < len(line.words) and line.low(inner) in french_words("roles", "not_names", "particles"):
            inner += 1
        joins = inner < len(line.words) and inner > end and _is_part(line, inner) and line.words[inner].entity == "PER"
        if joins and line.words[end].entity == "PER":
            end = inner
    return end


def _is_person_anyway(line: Line, at: int) -> bool:
    """Whether a place's name is a person's here ("Paris Hilton", "M. France")."""
    before = line.low(at - 1)
    return before in french_titles() or (
        line.words[at].entity == "PER" and bool(french_gender(line.words[at].text)) and line.places[at][0] == at + 1
    )


def _name(line: Line, start: int, end: int) -> Name | None:
    if end - start > 2 and not french_gender(line.words[start].text) and french_gender(line.words[start + 1].text):
        start += 1  # a word with a capital that is none of the name ("Reste Ann Roy", "du Village Ann Roy")
    words = [line.words[at].text for at in range(start, end)]
    before = start - 1
    title = line.low(before) if line.low(before) in french_titles() and line.words[before].text[0].isupper() else ""
    office = line.office_before(start)
    titled = bool(title) or (office is not None and not office[1].collective and not office[1].plural)
    if line.low(before) in french_words("roles", "places", "words") and not titled:
        return None
    labels = [line.words[at].entity for at in range(start, end)]
    given = len(words) > 1 and bool(french_gender(words[0]))
    sure = titled or given or (len(words) > 1 and labels.count("PER") >= len(words) - 1)
    if len(words) > 1 and not sure:
        return None
    parts = tuple(english_spelling(word) for word in words)
    return Name(line.number, start, end, parts, title, titled, sure)
