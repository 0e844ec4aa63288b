"""Noun phrases of a French paragraph: where they end, and whether they name somebody who can speak."""

from __future__ import annotations

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.lexicon import (
    french_grammar,
    french_key,
    french_offices,
    french_parties,
    french_places,
    french_titles,
    french_words,
)

PRONOUNS = frozenset({"il", "elle", "ils", "elles", "lui", "eux"})
_OF = frozenset({"de", "du", "des", "d'"})
_AT = frozenset({"à", "au", "aux"})
_GOES_WITH = frozenset({"plus", "haut", "non", "auprès"})
_LONGEST = 30
_PHRASE_WORDS = 4
"""Words of the longest office or party among the lists."""


def has_voice(frame: Frame, tokens: Tokens) -> bool:
    """Whether the head of a noun phrase is somebody or a body, or a text that says something."""
    start, end = tokens
    if any(frame.words[at] == "," and _is_full_name(frame, at + 1, end) for at in range(start, end)):
        return True
    for at in range(start, min(end, start + 5)):
        low, word = frame.lower[at], frame.words[at]
        if low in PRONOUNS | french_grammar("latter") or low in french_titles() or _known(frame, at, end):
            return True
        if word[0].isupper() and frame.pos[at] in {"PROPN", "NOUN", "X"} and (at > 0 or end - start < 5):
            return low.rstrip("s") != "union"
        if low in _voices() or low.removesuffix("s") in _voices():
            return True
        if frame.pos[at] in {"NOUN", "VERB"}:
            return False
    return False


def _is_full_name(frame: Frame, at: int, end: int) -> bool:
    """Whether at least two capitalised words of a name stand at a token."""
    return at + 1 < end and all(frame.words[i][0].isupper() and frame.pos[i] in {"PROPN", "NOUN"} for i in (at, at + 1))


def _known(frame: Frame, at: int, end: int) -> bool:
    """Whether an office, a party or a place starts at a token."""
    for size in range(min(_PHRASE_WORDS, end - at), 0, -1):
        text = french_key(" ".join(frame.words[at : at + size]).replace("' ", "'"))
        text = text[3:] if text.lower().startswith("ex-") else text
        if text.lower() in french_offices() or text in french_parties():
            return True
        place = french_places().get(text)
        if place is not None and place.form != "adjective":
            return True
    return False


def is_house(frame: Frame, tokens: Tokens) -> bool:
    """Whether a noun phrase is a capital, a seat or an office of state ("Ottawa", "le Kremlin", "le ministère")."""
    start, end = tokens
    inner = start + 1 if frame.pos[start] == "DET" else start
    for size in range(min(_PHRASE_WORDS, end - inner), 0, -1):
        text = french_key(" ".join(frame.words[inner : inner + size]).replace("' ", "'"))
        place, office = french_places().get(text), french_offices().get(text.lower())
        if (place and place.form in {"capital", "seat", "body"}) or (office and office.collective):
            return True
    return False


def _voices() -> frozenset[str]:
    return french_words("roles", "voices", "people") | french_words("roles", "voices", "texts")


def stops() -> frozenset[str]:
    """Marks and relative pronouns, at which every noun phrase ends."""
    return french_grammar("stops") | french_grammar("relatives")


def phrase_end(frame: Frame, start: int, limit: int) -> int:
    """Where the noun phrase that starts at `start` ends, without what is set off by commas."""
    at, named = start, False
    boundaries = stops() | french_grammar("prepositions") | french_words("cues", "time", "words")
    while at < min(limit, start + _LONGEST):
        if frame.lower[at] == "en" and _leads_to_name(frame, at, limit):
            at += 2
            continue
        if frame.lower[at] in boundaries or _breaks(frame, start, at, limit, named=named):
            break
        capital = frame.words[at][0].isupper() and frame.pos[at] == "PROPN"
        named = named or (capital and frame.lower[at - 1] not in _OF | {"la", "l'", "le"})
        at += 1
    while at > start + 1 and (frame.lower[at - 1] in _OF or frame.pos[at - 1] in {"DET", "CCONJ", "ADP"}):
        at -= 1
    return at


def _breaks(frame: Frame, start: int, at: int, limit: int, *, named: bool) -> bool:
    """Whether a noun phrase stops before a token; `named`: it has a person's name already."""
    low = frame.lower[at]
    if low in _AT:
        return named or not _after_office(frame, start, at)
    if low == "en":
        return frame.lower[at + 1 : at + 2] != ["chef"] and not (at > start and _known(frame, at - 1, at))
    if low in {"et", "ou"}:
        return not _goes_on(frame, at + 1, limit)
    if at == start or low in _GOES_WITH or _is_modifier(frame, at):
        return False
    return frame.pos[at] in {"VERB", "AUX", "SCONJ", "PRON", "ADV", "CCONJ"}


def _leads_to_name(frame: Frame, at: int, limit: int) -> bool:
    """Whether a name follows "en" and its noun ("l'économiste en exil Ann Roy")."""
    return at + 2 < limit and frame.pos[at + 2] in {"PROPN", "NOUN"} and frame.words[at + 2][0].isupper()


def _is_modifier(frame: Frame, at: int) -> bool:
    """Whether a participle belongs to the noun before it ("une source haut placée"), or a name is tagged as a verb."""
    word = frame.words[at]
    place = french_places().get(word)
    if word[0].isupper() or (place is not None and place.form == "adjective"):
        return True
    return word.endswith(("é", "ée", "és", "ées", "ant")) and frame.pos[at] == "VERB"


def _after_office(frame: Frame, start: int, at: int) -> bool:
    """Whether "à" goes on a title ("secrétaire à la Défense", "professeure à l'Université")."""
    return any(_known(frame, i, at + 3) for i in range(start, at))


def _goes_on(frame: Frame, at: int, limit: int) -> bool:
    """Whether a second noun or name follows "et"."""
    return at < limit and (frame.pos[at] in {"DET", "PROPN", "NOUN", "ADJ", "ADP"} or frame.words[at][0].isupper())


def with_apposition(frame: Frame, end: int, limit: int) -> int:
    """The end of a noun phrase with the role or name that follows it after a comma."""
    if end >= limit or frame.words[end] != "," or end + 1 >= limit:
        return end
    after = end + 1
    if frame.lower[after] in french_grammar("relatives") | french_grammar("prepositions") | _AT | {"en"}:
        return end
    stop = phrase_end(frame, after, limit)
    if stop <= after or frame.pos[after] in {"VERB", "AUX", "PRON", "CCONJ", "ADV"}:
        return end
    if stop < limit and frame.pos[stop] in {"VERB", "AUX"}:  # the subject of a clause
        return end
    body = frame.lower[after] in _OF and frame.words[after + 1 : after + 2] != []
    inner = after + 1 if frame.pos[after] == "DET" else after
    names_role = any(_known(frame, at, stop) for at in range(inner, min(inner + 3, stop)))
    is_name = frame.words[after][0].isupper() and frame.pos[after] in {"PROPN", "NOUN"}
    return stop if names_role or is_name or body else end
