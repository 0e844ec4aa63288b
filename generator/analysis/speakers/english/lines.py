"""A parsed paragraph as plain values: the words with what later steps ask of them, and phrase look-up over them."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from generator.analysis.language import Paragraph, Parse, Table
from generator.analysis.lexicon import Office, Place, office_starts, offices, place_key, place_starts, places, titles
from generator.model import Span

T = TypeVar("T")

OPENING, CLOSING = "“«", "”»"
_COMPOUNDS = frozenset({"african", "asian", "latin", "anti", "pro", "non", "native", "arab"})
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"  # marks that pages put into words
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_FRONT = re.compile(r"(?:ex|then)[-‑](?=\w)", re.IGNORECASE)
_LONGEST = 9  # words of the longest phrase in the lists
OWN = frozenset({"his", "her", "their", "its"})
POSSESSIVES = frozenset({"'s", "’s", "’", "'"})


class Word(NamedTuple):
    """A token; `start` and `end` are offsets in the article, `head` the index of its head in the line."""

    text: str
    low: str
    pos: str
    dep: str
    head: int
    start: int
    end: int
    entity: str
    sentence: int
    beat: int
    """Like `sentence`, but the sentences of one quotation count as one."""
    opens: bool
    """It is the first token of its sentence."""
    quoted: bool
    """It stands inside quotation marks."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph's words, and the places and nouns of office among them by where they start."""

    number: int
    text: str
    """The whole article."""
    words: tuple[Word, ...]
    places: Mapping[int, tuple[int, Place]]
    """Start → (end, place) of the longest place name there."""
    offices: Mapping[int, tuple[int, Office]]
    place_ends: Mapping[int, int]
    """End → start of each place."""
    office_ends: Mapping[int, int]

    def slice(self, start: int, end: int) -> str:
        """The text of the words from `start` up to `end`, line breaks shown as blanks."""
        if start >= end:
            return ""
        return " ".join(self.text[self.words[start].start : self.words[end - 1].end].split())

    def span(self, start: int, end: int) -> Span:
        """The span of the words from `start` up to `end`."""
        return Span(self.words[start].start, self.words[end - 1].end)

    def joined(self, index: int) -> bool:
        """Whether no blank stands between the word at `index` and the one before."""
        return index > 0 and self.words[index - 1].end == self.words[index].start

    def low(self, index: int) -> str:
        """The lower-case word at `index`, "" outside the line."""
        return self.words[index].low if 0 <= index < len(self.words) else ""

    def has_title(self, index: int) -> bool:
        """Whether the word at `index` is a short title with its capital ("Mr.", "Gen.")."""
        return 0 <= index < len(self.words) and self.words[index].text[0].isupper() and self.low(index) in titles()

    def pos(self, index: int) -> str:
        """The part of speech at `index`, "" outside the line."""
        return self.words[index].pos if 0 <= index < len(self.words) else ""

    def within(self, span: Span) -> tuple[int, int]:
        """The range of words that lie in `span`; (0, 0) if none does."""
        first = bisect.bisect_right(self.words, span.start, key=lambda word: word.end)
        last = bisect.bisect_left(self.words, span.end, key=lambda word: word.start)
        return (first, last) if first < last else (0, 0)

    def covered(self, phrases: Mapping[int, tuple[int, T]], index: int) -> int:
        """The end of the one of `phrases` (places or offices) that the word at `index` lies in, 0 where none."""
        for start in range(index, max(-1, index - _LONGEST), -1):
            if start in phrases:
                return phrases[start][0] if phrases[start][0] > index else 0
        return 0

    def place_before(self, end: int) -> tuple[int, Place] | None:
        """The place name that ends just before `end`: its start and the place."""
        start = self.place_ends.get(end)
        return None if start is None else (start, self.places[start][1])

    def office_before(self, end: int) -> tuple[int, Office] | None:
        """The noun of office that ends just before `end`: its start and the office."""
        start = self.office_ends.get(end)
        return None if start is None else (start, self.offices[start][1])

    def places_in(self, start: int, end: int) -> Iterator[tuple[int, int, Place]]:
        """Start, end and place of each place name that lies among the words from `start` up to `end`."""
        return ((at, *self.places[at]) for at in range(start, end) if at in self.places and self.places[at][0] <= end)

    def offices_in(self, start: int, end: int) -> Iterator[tuple[int, int, Office]]:
        """Start, end and office of each noun of office among the words from `start` up to `end`."""
        return (
            (at, *self.offices[at]) for at in range(start, end) if at in self.offices and self.offices[at][0] <= end
        )


def read_lines(parse: Parse) -> tuple[Line, ...]:
    """The paragraphs of `parse` as lines; sentences are counted through the article."""
    lines: list[Line] = []
    sentences = beats = 0
    for number, paragraph in enumerate(parse.paragraphs):
        words = tuple(_words(paragraph, sentences, beats))
        if words:
            sentences, beats = words[-1].sentence + 1, words[-1].beat + 1
        lines.append(make_line(number, parse.text, words))
    return tuple(lines)


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
    quoted = False
    table, base, known = paragraph.table, paragraph.span.start, titles()
    whole = paragraph.doc.text  # which spaCy puts together anew each time
    sentence, beat = sentence - 1, beat - 1
    pieces = list(_pieces(table, whole))
    place = {token: index for index, (token, _, _) in enumerate(pieces)}  # a token's last piece stands for it
    rank = False
    for index, (token, start, end) in enumerate(pieces):
        text = whole[start:end].strip(_INVISIBLE) or table.words[token]
        low = text.lower()
        opens = index == 0 or (table.begins[token] and start == table.starts[token] and not rank)
        rank = text[-1] == "." and low in known
        leads = index == 1 and table.is_space[0]  # after a dateline, which the pipeline sees as a blank
        sentence += opens
        beat += opens and not (quoted and index)
        before = quoted
        quoted = _next_state(text, quoted)
        last = place[token] == index
        yield Word(
            text,
            low,
            "PROPN" if rank else table.pos[token] if text != "-" else "PUNCT",
            table.relations[token] if last else "compound",
            place.get(table.heads[token], index) if last else place[token],
            base + start,
            base + end,
            "" if rank else table.entities[token],
            sentence,
            beat,
            opens or leads,
            before and quoted,
        )


def _pieces(table: Table, text: str) -> Iterator[tuple[int, int, int]]:
    """Token, start and end of each word of a `text`.

    "ex-minister" falls into three, a rank takes in its full stop ("Maj.-Gen" + ".").
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
    """Whether the text after the token `text` is quoted, given that before it."""
    if text[0] in OPENING:
        return True
    if text[0] in CLOSING:
        return False
    return not quoted if text in {'"', "``", "''"} else quoted


def _phrases(
    text: str, words: tuple[Word, ...], known: Mapping[str, T], starts: Mapping[str, int], *, as_place: bool
) -> Iterator[tuple[int, tuple[int, T]]]:
    """Longest matches of `known` phrases, without overlaps."""
    index = 0
    while index < len(words):
        most = _most(words, index, starts, as_place=as_place)
        end, value = _longest(text, words[index : index + most], known, as_place=as_place) if most else (0, None)
        if value is not None:
            yield index, (index + end, value)
        index += max(1, end)


def _most(words: tuple[Word, ...], index: int, starts: Mapping[str, int], *, as_place: bool) -> int:
    """How many words a phrase that starts at `index` may have; a place starts with a capital and is no part of one."""
    word = words[index]
    if not as_place:
        return starts.get(word.low, 0)
    if not word.text[0].isupper():
        return 0
    compound = index > 1 and words[index - 1].text == "-" and words[index - 2].low in _COMPOUNDS
    return 0 if compound else starts.get(place_key(word.text), 1)


def _longest(text: str, words: tuple[Word, ...], known: Mapping[str, T], *, as_place: bool) -> tuple[int, T | None]:
    """How many of the `words` the longest known phrase at their front has, and what it stands for."""
    for count in range(len(words), 0, -1):
        piece = text[words[0].start : words[count - 1].end]
        key = place_key(piece) if as_place else " ".join(piece.replace("'", "’").lower().split())
        if key in known:
            return count, known[key]
    return 0, None
