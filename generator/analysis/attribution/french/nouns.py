"""Noun phrases of a French paragraph: where they end, and whether they name somebody who can speak."""

from __future__ import annotations

import functools

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.lexicon import french

PRONOUNS = frozenset({"il", "elle", "ils", "elles", "lui", "eux"})
_OF = frozenset({"de", "du", "des", "d'"})
_AT = frozenset({"à", "au", "aux"})
_BEFORE_OTHERS = _OF | {"la", "l'", "le"}
_NOUNS = frozenset({"PROPN", "NOUN"})
_NAME_LIKE = frozenset({"PROPN", "NOUN", "X"})
_VERBS = frozenset({"VERB", "AUX"})
_GOES_ON = frozenset({"DET", "PROPN", "NOUN", "ADJ", "ADP"})
_ENDS = frozenset({"VERB", "AUX", "SCONJ", "PRON", "ADV", "CCONJ"})
"""Word classes at which a noun phrase ends."""
_NO_APPOSITION = frozenset({"VERB", "AUX", "PRON", "CCONJ", "ADV"})
"""Word classes with which an apposition does not start."""
_LINKS = frozenset({"DET", "CCONJ", "ADP"})
_GOES_WITH = frozenset({"plus", "haut", "non", "auprès"})
_LONGEST = 30
_PHRASE_WORDS = 4
"""The most words of an office or a party that are looked up."""
_HEAD = 5
"""The most words of a phrase among which its head is looked for."""


def has_voice(frame: Frame, tokens: Tokens) -> bool:
    """Whether the head of a noun phrase is somebody, a body, or a text that says something."""
    start, end = tokens
    if any(frame.words[at] == "," and _is_full_name(frame, at + 1, end) for at in range(start, end)):
        return True
    for at in range(start, min(end, start + _HEAD)):
        if _can_speak(frame, at, start, end):
            return True
        if _is_capital_noun(frame, at, start, end) or frame.pos[at] in {"NOUN", "VERB"}:
            return False
    return False


def _can_speak(frame: Frame, at: int, start: int, end: int) -> bool:
    """Whether the token at `at` of a noun phrase names somebody, a body or a text."""
    low = frame.lower[at]
    if low in PRONOUNS or low in french.grammar("latter") or low in french.titles() or _known(frame, at, end):
        return True
    if _is_capital_noun(frame, at, start, end):
        return low.rstrip("s") != "union"
    return low in _voices() or low.removesuffix("s") in _voices()


def _is_capital_noun(frame: Frame, at: int, start: int, end: int) -> bool:
    """Whether a token is a noun with a capital; one that opens its paragraph counts only in a short phrase."""
    return frame.words[at][0].isupper() and frame.pos[at] in _NAME_LIKE and (at > 0 or end - start < _HEAD)


def _is_full_name(frame: Frame, at: int, end: int) -> bool:
    """Whether two capitalised nouns, as in a full name, stand at a token."""
    return at + 1 < end and all(frame.words[i][0].isupper() and frame.pos[i] in _NOUNS for i in (at, at + 1))


def _known(frame: Frame, at: int, end: int) -> bool:
    """Whether an office, a party or a place starts at a token."""
    for size in range(min(_PHRASE_WORDS, end - at), 0, -1):
        text = _text(frame, at, size)
        text = text[3:] if text.lower().startswith("ex-") else text
        if text.lower() in french.offices() or text in french.parties():
            return True
        place = french.places().get(text)
        if place is not None and place.form != "adjective":
            return True
    return False


def _text(frame: Frame, at: int, size: int) -> str:
    """Some words as the lists spell them."""
    return french.key(" ".join(frame.words[at : at + size]).replace("' ", "'").replace(" - ", "-"))


def latter_end(frame: Frame, start: int) -> int:
    """The end of "ce dernier" or "celui-ci" at a token; `start` if it is neither."""
    if frame.lower[start + 1 : start + 2] and frame.lower[start + 1] in french.grammar("latter"):
        return start + 2
    sizes = (size for size in (2, 3) if "".join(frame.lower[start : start + size]) in french.grammar("latter"))
    return start + next(sizes, 0)


def is_house(frame: Frame, tokens: Tokens) -> bool:
    """Whether a noun phrase is a capital, a seat or an office of state ("Ottawa", "le Kremlin", "le ministère")."""
    start, end = tokens
    inner = start + 1 if frame.pos[start] == "DET" else start
    for size in range(min(_PHRASE_WORDS, end - inner), 0, -1):
        text = _text(frame, inner, size)
        place, office = french.places().get(text), french.offices().get(text.lower())
        if (place and place.form in {"capital", "seat", "body"}) or (office and office.collective):
            return True
    return False


@functools.cache
def _voices() -> frozenset[str]:
    return french.words("roles", "voices", "people") | french.words("roles", "voices", "texts")


@functools.cache
def stops() -> frozenset[str]:
    """Marks and relative pronouns, at which every noun phrase ends."""
    return french.grammar("stops") | french.grammar("relatives")


@functools.cache
def _boundaries() -> frozenset[str]:
    return stops() | french.grammar("prepositions") | french.words("cues", "time", "words")


@functools.cache
def _no_apposition() -> frozenset[str]:
    return french.grammar("relatives") | french.grammar("prepositions") | _AT | {"en"}


def phrase_end(frame: Frame, start: int, limit: int) -> int:
    """The end of the noun phrase that starts at `start`, without what commas set off."""
    at, named = start, False
    stop = min(limit, start + _LONGEST)
    while at < stop:
        if frame.lower[at] == "en" and _leads_to_name(frame, at, limit):
            at += 2
            continue
        if frame.lower[at] in _boundaries() or _breaks(frame, start, at, limit, named=named):
            break
        named = named or _is_own_name(frame, at)
        at += 1
    return _without_links(frame, start, at)


def _is_own_name(frame: Frame, at: int) -> bool:
    """Whether a name stands for the person of the phrase: no article or "de" before it."""
    capital = frame.words[at][0].isupper() and frame.pos[at] == "PROPN"
    return capital and frame.lower[at - 1] not in _BEFORE_OTHERS


def _without_links(frame: Frame, start: int, end: int) -> int:
    """The end of a noun phrase without the articles, conjunctions and prepositions that it would end in."""
    while end > start + 1 and (frame.lower[end - 1] in _OF or frame.pos[end - 1] in _LINKS):
        end -= 1
    return end


def _breaks(frame: Frame, start: int, at: int, limit: int, *, named: bool) -> bool:
    """Whether a noun phrase ends before a token; `named`: it already has a person's name."""
    low = frame.lower[at]
    if low in _AT:
        return named or not _after_office(frame, start, at)
    if low == "en":
        return frame.lower[at + 1 : at + 2] != ["chef"] and not (at > start and _known(frame, at - 1, at))
    if low in {"et", "ou"}:
        return not _goes_on(frame, at + 1, limit)
    if at == start or low in _GOES_WITH or _is_modifier(frame, at):
        return False
    return frame.pos[at] in _ENDS


def _leads_to_name(frame: Frame, at: int, limit: int) -> bool:
    """Whether a name follows "en" and its noun ("l'économiste en exil Ann Roy")."""
    return at + 2 < limit and frame.pos[at + 2] in _NOUNS and frame.words[at + 2][0].isupper()


def _is_modifier(frame: Frame, at: int) -> bool:
    """Whether a participle belongs to the noun before it ("une source haut placée"), or a name is tagged as a verb."""
    word = frame.words[at]
    place = french.places().get(word)
    if word[0].isupper() or (place is not None and place.form == "adjective"):
        return True
    return word.endswith(("é", "ée", "és", "ées", "ant")) and frame.pos[at] == "VERB"


def _after_office(frame: Frame, start: int, at: int) -> bool:
    """Whether "à" continues a title ("secrétaire à la Défense", "professeure à l'Université")."""
    return any(_known(frame, i, at + 3) for i in range(start, at))


def _goes_on(frame: Frame, at: int, limit: int) -> bool:
    """Whether a second noun or name follows "et"."""
    return at < limit and (frame.pos[at] in _GOES_ON or frame.words[at][0].isupper())


def with_apposition(frame: Frame, end: int, limit: int) -> int:
    """The end of a noun phrase with the role or name that follows it after a comma."""
    after = end + 1
    if after >= limit or frame.words[end] != "," or frame.lower[after] in _no_apposition():
        return end
    stop = phrase_end(frame, after, limit)
    if stop <= after or frame.pos[after] in _NO_APPOSITION:
        return end
    if stop < limit and frame.pos[stop] in _VERBS:  # the subject of a clause
        return end
    return stop if _describes(frame, after, stop) else end


def _describes(frame: Frame, start: int, stop: int) -> bool:
    """Whether a phrase after a comma is a name, a role or an affiliation."""
    if frame.lower[start] in _OF and start + 1 < len(frame.words):
        return True
    if frame.words[start][0].isupper() and frame.pos[start] in _NOUNS:
        return True
    inner = start + 1 if frame.pos[start] == "DET" else start
    return any(_known(frame, at, stop) for at in range(inner, min(inner + 3, stop)))
