"""Read French paragraphs as lines of words, with the places, offices and parties among them."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.analysis.attribution.quotes import quotations
from generator.analysis.language import Paragraph, Parse
from generator.analysis.lexicon import Office, Place, french
from generator.analysis.speakers.lines import Line, Word
from generator.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PRONOUNS = frozenset({"il", "elle", "ils", "elles"})
_SUFFIXES = frozenset({"-il", "-elle", "-ils", "-elles", "-on", "-je", "-nous", "-vous", "-lui", "-t", "-ce"})
_LONGEST = 6  # the most words of a phrase in the lists
_FORMER = "ex-"
_FEMININE = ("esse", "euse", "trice", "ière", "ienne")
"""Endings of feminine nouns that no verb has; the tagger takes some of them for verbs ("mairesse")."""
_DEMONSTRATIVES = frozenset({"celui", "celle", "ceux", "celles"})


def read_lines(parse: Parse) -> tuple[Line, ...]:
    """The paragraphs of a French text as lines; sentences are numbered through the article."""
    quoted = [q.span for q in quotations(parse.text, [p.span for p in parse.paragraphs])]
    lines: list[Line] = []
    sentence = 0
    for number, paragraph in enumerate(parse.paragraphs):
        words = tuple(_words(paragraph, sentence, quoted))
        sentence = words[-1].sentence + 1 if words else sentence
        lines.append(_line(number, parse.text, words))
    return tuple(lines)


def _words(paragraph: Paragraph, sentence: int, quoted: list[Span]) -> Iterator[Word]:
    shown = paragraph.doc.text
    pieces = list(_pieces(paragraph.doc))
    place = {token.i: index for index, (token, _, _) in enumerate(pieces)}
    starts = [token.i for token in paragraph.doc if token.is_sent_start]
    sentence, begun = sentence - 1, -1
    for index, (token, start, end) in enumerate(pieces):
        number = bisect.bisect_right(starts, token.i)
        opens = number != begun
        sentence, begun = sentence + opens, number
        text = shown[start:end]
        span = Span(paragraph.span.start + start, paragraph.span.start + end)
        low = text.lower()
        skip = low in _SUFFIXES
        yield Word(
            text[1:] if skip else text,
            low[1:] if skip else low,
            token.pos_,
            token.dep_,
            place.get(token.head.i, index),
            span.start + skip,
            span.end,
            token.ent_type_,
            sentence,
            sentence,
            opens,
            _is_quoted(quoted, span),
        )


def _is_quoted(quoted: list[Span], span: Span) -> bool:
    """Whether a span lies within one of the quotations, which are in order and disjoint."""
    at = bisect.bisect_right(quoted, span.start, key=lambda quotation: quotation.start) - 1
    return at >= 0 and quoted[at].holds(span)


def _pieces(doc: Doc) -> Iterator[tuple[Token, int, int]]:
    """Each word's token, start and end; the second half of a double name belongs to the first ("Ouellet-Roy")."""
    waiting: tuple[Token, int, int] | None = None
    for token in doc:
        if token.is_space:
            continue
        if waiting and waiting[2] == token.idx and _is_second_half(doc, token):
            waiting = (waiting[0], waiting[1], token.idx + len(token.text))
            continue
        if waiting:
            yield waiting
        *whole, last = _parts(token.text, token.idx)
        yield from ((token, *part) for part in whole)
        waiting = (token, *last)
    if waiting:
        yield waiting


def _is_second_half(doc: Doc, token: Token) -> bool:
    """Whether a token continues a name after its hyphen."""
    before = doc[token.i - 1].text
    if _goes_on_demonstrative(doc, token):
        return True
    if before == "-":
        return token.text[:1].isupper()
    after = doc[token.i + 1].text if token.text == "-" and token.i + 1 < len(doc) else token.text[1:]
    return token.text[0] == "-" and before[:1].isupper() and after[:1].isupper()


def _goes_on_demonstrative(doc: Doc, token: Token) -> bool:
    """Whether a token is part of "celui-ci" or "celle-là", after its first word."""
    if token.text in {"ci", "là"}:
        return token.i > 1 and doc[token.i - 1].text == "-" and doc[token.i - 2].text.lower() in _DEMONSTRATIVES
    return token.text in {"-", "-ci", "-là"} and doc[token.i - 1].text.lower() in _DEMONSTRATIVES


def _parts(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Start and end of a token's words: "ex-ministre" is two."""
    if text.lower().startswith(_FORMER) and len(text) > len(_FORMER):
        yield at, at + len(_FORMER)
        at, text = at + len(_FORMER), text[len(_FORMER) :]
    yield at, at + len(text)


def _line(number: int, text: str, words: tuple[Word, ...]) -> Line:
    places: dict[int, tuple[int, Place]] = {}
    offices: dict[int, tuple[int, Office]] = {}
    at = 0
    while at < len(words):
        end = max(_enter(text, words, at, places, offices), at + 1)
        at = end
    return Line(
        number,
        text,
        words,
        places,
        offices,
        {end: start for start, (end, _) in places.items()},
        {end: start for start, (end, _) in offices.items()},
    )


def _enter(
    text: str,
    words: tuple[Word, ...],
    at: int,
    places: dict[int, tuple[int, Place]],
    offices: dict[int, tuple[int, Office]],
) -> int:
    """Enter the longest place, party or office that starts at a word, and return its end; `at` without one."""
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        key = french.key(text[words[at].start : words[at + size - 1].end])
        if key in french.parties():
            offices[at] = (at + size, _party(key))
        elif key in french.places():
            places[at] = (at + size, french.places()[key])
        elif (office := _office(key, words[at])) is not None:
            offices[at] = (at + size, office)
        else:
            continue
        return at + size
    return at


def _party(name: str) -> Office:
    return Office(name, "party", "party", plural=name[0].islower(), collective=True)


def _is_verb(word: Word) -> bool:
    return word.pos in {"VERB", "AUX", "ADV"} and not word.low.removesuffix("s").endswith(_FEMININE)


def _office(key: str, word: Word) -> Office | None:
    """The office that some words name; a verb with the same spelling is none ("il critique", "elle élue")."""
    offices: Mapping[str, Office] = french.offices()
    office = offices.get(key.lower().replace("d'etat", "d'état").replace("l'etat", "l'état"))
    if office is None or (" " not in key and key.islower() and _is_verb(word)):
        return None
    return replace(office, plural=office.plural or key.lower() in {"autorités", "médias"})
