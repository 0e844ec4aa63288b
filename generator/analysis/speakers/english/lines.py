"""Turn parsed English paragraphs into lines of words, and find the places and offices in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from generator.analysis.language import Paragraph, Parse, Table
from generator.analysis.lexicon import office_starts, offices, place_key, place_starts, places, titles
from generator.analysis.speakers.lines import Line, Word

T = TypeVar("T")

OPENING, CLOSING = "“«", "”»"
_COMPOUNDS = frozenset({"african", "asian", "latin", "anti", "pro", "non", "native", "arab"})
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"  # invisible characters inside words on web pages
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_FRONT = re.compile(r"(?:ex|then)[-‑](?=\w)", re.IGNORECASE)
OWN = frozenset({"his", "her", "their", "its"})
POSSESSIVES = frozenset({"'s", "’s", "’", "'"})


def read_lines(parse: Parse) -> tuple[Line, ...]:
    """The paragraphs of `parse` as lines; sentences are numbered through the article."""
    lines: list[Line] = []
    sentences = beats = 0
    for number, paragraph in enumerate(parse.paragraphs):
        words = tuple(_words(paragraph, sentences, beats))
        if words:
            sentences, beats = words[-1].sentence + 1, words[-1].beat + 1
        lines.append(make_line(number, parse.text, words))
    return tuple(lines)


def has_title(line: Line, index: int) -> bool:
    """Whether the word at `index` is a capitalized short title ("Mr.", "Gen.")."""
    return 0 <= index < len(line.words) and line.words[index].text[0].isupper() and line.low(index) in titles()


def make_line(number: int, text: str, words: tuple[Word, ...]) -> Line:
    """A line of `words` with the places and offices found in it."""
    places_found = dict(_phrases(text, words, places(), place_starts(), as_place=True))
    offices_found = dict(_phrases(text, words, offices(), office_starts(), as_place=False))
    return Line(
        number,
        text,
        words,
        places_found,
        offices_found,
        {end: start for start, (end, _) in places_found.items()},
        {end: start for start, (end, _) in offices_found.items()},
    )


def _words(paragraph: Paragraph, sentence: int, beat: int) -> Iterator[Word]:
    table, base, known = paragraph.table, paragraph.span.start, titles()
    whole = paragraph.doc.text  # spaCy builds it anew each time
    sentence, beat = sentence - 1, beat - 1
    pieces = list(_pieces(table, whole))
    place = {token: index for index, (token, _, _) in enumerate(pieces)}  # a token's last piece stands for it
    quoted = rank = False
    for index, (token, start, end) in enumerate(pieces):
        text = whole[start:end].strip(_INVISIBLE) or table.words[token]
        low = text.lower()
        opens = not rank and _begins_sentence(table, index, token, start)
        rank = text[-1] == "." and low in known
        sentence += opens
        beat += opens and not (quoted and index)
        before = quoted
        quoted = _next_state(text, quoted)
        pos, entity = _tags(table, token, text, rank=rank)
        dep, head = _relation(table, place, token, index)
        yield Word(
            text,
            low,
            pos,
            dep,
            head,
            base + start,
            base + end,
            entity,
            sentence,
            beat,
            opens or _follows_dateline(table, index),
            before and quoted,
        )


def _begins_sentence(table: Table, index: int, token: int, start: int) -> bool:
    """Whether the piece at `index` opens the paragraph, or is the first of a token that begins a sentence."""
    return index == 0 or (table.begins[token] and start == table.starts[token])


def _follows_dateline(table: Table, index: int) -> bool:
    """Whether a word is the first after a dateline, which the pipeline treats as a space."""
    return index == 1 and table.is_space[0]


def _tags(table: Table, token: int, text: str, *, rank: bool) -> tuple[str, str]:
    """The part of speech and the entity label of a piece."""
    if rank:
        return "PROPN", ""
    return "PUNCT" if text == "-" else table.pos[token], table.entities[token]


def _relation(table: Table, place: Mapping[int, int], token: int, index: int) -> tuple[str, int]:
    """The relation and head of the piece at `index`; the earlier pieces of a token depend on its last."""
    last = place[token]
    return (table.relations[token], place.get(table.heads[token], index)) if last == index else ("compound", last)


def _pieces(table: Table, text: str) -> Iterator[tuple[int, int, int]]:
    """Token, start and end of each word of a `text`.

    "ex-minister" becomes three words; a rank includes its period ("Maj.-Gen" + ".").
    """
    skip = False
    words, known = table.words, titles()
    for token in range(len(words)):
        if skip:
            skip = False
            continue
        start, end = table.starts[token], table.ends[token]
        front = _FRONT.match(words[token])
        if front:
            yield token, start, start + front.end() - 1
            yield token, start + front.end() - 1, start + front.end()
            start += front.end()
        elif text[end : end + 1] == "." and f"{table.lower[token]}." in known and token + 1 < len(words):
            skip = words[token + 1] == "."
            end += skip
        yield token, start, end


def _next_state(text: str, quoted: bool) -> bool:
    """Whether the words after `text` are quoted, given whether it is."""
    if text[0] in OPENING:
        return True
    if text[0] in CLOSING:
        return False
    return not quoted if text in {'"', "``", "''"} else quoted


def _phrases(
    text: str, words: tuple[Word, ...], known: Mapping[str, T], starts: Mapping[str, int], *, as_place: bool
) -> Iterator[tuple[int, tuple[int, T]]]:
    """The longest matches of `known` phrases, without overlaps."""
    index = 0
    while index < len(words):
        most = _most(words, index, starts, as_place=as_place)
        end, value = _longest(text, words[index : index + most], known, as_place=as_place) if most else (0, None)
        if value is not None:
            yield index, (index + end, value)
        index += max(1, end)


def _most(words: tuple[Word, ...], index: int, starts: Mapping[str, int], *, as_place: bool) -> int:
    """The most words a phrase at `index` may have; a place starts with a capital and outside a compound."""
    word = words[index]
    if not as_place:
        return starts.get(word.low, 0)
    if not word.text[0].isupper():
        return 0
    compound = index > 1 and words[index - 1].text == "-" and words[index - 2].low in _COMPOUNDS
    return 0 if compound else starts.get(place_key(word.text), 1)


def _longest(text: str, words: tuple[Word, ...], known: Mapping[str, T], *, as_place: bool) -> tuple[int, T | None]:
    """The length of the longest known phrase at the start of `words`, and its value."""
    for count in range(len(words), 0, -1):
        piece = text[words[0].start : words[count - 1].end]
        key = place_key(piece) if as_place else " ".join(piece.replace("'", "’").lower().split())
        if key in known:
            return count, known[key]
    return 0, None
