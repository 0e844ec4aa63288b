"""The subject of a French verb: before it, or after it in an insertion."""

from __future__ import annotations

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.french import nouns
from generator.analysis.attribution.french.cues import Cue
from generator.analysis.lexicon import french_grammar, french_words

_OF = frozenset({"de", "du", "des", "d'"})
_REACH = 14
"""Tokens after a verb within which its subject starts."""


def after(frame: Frame, at: int, limit: int) -> Tokens | None:
    """The subject that follows a verb, past adverbs, days and prepositional phrases."""
    stop = min(limit, at + _REACH)
    while at < stop:
        low, pos = frame.lower[at], frame.pos[at]
        if (
            low in french_words("cues", "time", "words")
            or pos in {"ADV", "NUM"}
            or (low in {",", "en"} and _is_aside(frame, at, limit))
        ):
            at += 1
        elif low == "," and (close := _bracketed(frame, at, limit)):
            at = close
        elif pos == "ADP" and low != "d'":
            at = _past_preposition(frame, at, limit)
        elif pos in {"DET", "PROPN", "NOUN", "ADJ", "X"} and low not in nouns.stops():
            end = nouns.phrase_end(frame, at, limit)
            return (at, nouns.with_apposition(frame, end, limit)) if end > at else None
        else:
            return None
    return None


def _bracketed(frame: Frame, comma: int, limit: int) -> int:
    """The token after a short aside that names nobody ("a commenté, laconique, un diplomate"), 0 where none is."""
    for at in range(comma + 1, min(limit, comma + 5)):
        if frame.words[at] == ",":
            return at + 1 if at > comma + 1 else 0
        if frame.pos[at] not in {"ADJ", "ADV", "CCONJ", "VERB"}:
            return 0
    return 0


def _is_aside(frame: Frame, at: int, limit: int) -> bool:
    """Whether a comma after a verb opens an aside ("a expliqué, dans un communiqué, Mme Joly")."""
    return at + 1 < limit and frame.pos[at + 1] == "ADP"


def _past_preposition(frame: Frame, at: int, limit: int) -> int:
    """The token after a prepositional phrase: one noun with its article, adjectives and "de" phrases."""
    at += 1
    while at < limit and frame.pos[at] in {"DET", "NUM", "ADJ", "ADP"}:
        at += 1
    at += at < limit
    while at < limit and (frame.pos[at] == "ADJ" or frame.lower[at] in _OF):
        of = frame.lower[at] in _OF
        at += 1
        while of and at < limit and frame.pos[at] in {"DET", "ADJ", "NUM"}:
            at += 1
        at += of and at < limit
    if at < limit and frame.words[at] == "," and at + 1 < limit and frame.pos[at + 1] in {"DET", "PROPN", "NOUN"}:
        at += 1
    return at


def house(frame: Frame, at: int, limit: int) -> Tokens | None:
    """The body where "on" says it: "indique-t-on à Ottawa", "au Kremlin, on assure …"; only seats and offices."""
    while at < limit and (frame.words[at].isspace() or frame.pos[at] == "ADV"):
        at += 1
    if at + 1 >= limit or frame.lower[at] not in {"à", "au", "aux", "chez"}:
        return None
    end = nouns.phrase_end(frame, at + 1, limit)
    return (at + 1, end) if end > at + 1 and nouns.is_house(frame, (at + 1, end)) else None


def before(frame: Frame, cue: Cue) -> Tokens | None:
    """The subject before a verb, with the apposition between them."""
    low_limit = _clause_start(frame, cue)
    subject = _by_parse(frame, cue, low_limit)
    start = subject if subject is not None else _by_order(frame, low_limit, cue.start)
    if start is None or start >= cue.start:
        return None
    if frame.lower[start] == "on":
        return house(frame, low_limit, start) or (start, start + 1)
    if frame.lower[start] in nouns.PRONOUNS | {"qui", "je", "j'", "nous"}:
        return start, start + 1
    if frame.lower[start + 1] in french_grammar("latter"):
        return start, start + 2
    end = _trimmed(frame, start, cue.start)
    return (start, end) if end > start else None


def _clause_start(frame: Frame, cue: Cue) -> int:
    """Where the clause of a verb starts at the earliest."""
    first = frame.sentences[frame.sentence[cue.verb]][0]
    home = frame.quote[cue.verb]
    for at in range(cue.start - 1, first - 1, -1):
        low = frame.lower[at]
        if frame.quote[at] != home:
            if home >= 0:
                return at + 1
            continue  # a quotation between the subject and its verb
        if low in {";", ":"}:
            return at + 1
        if low in {"que", "qu'"} or (
            low in {"et", "mais", "or", "car"} and frame.pos[at] == "CCONJ" and _verb_between(frame, first, at)
        ):
            return at + 1
    return first


def _verb_between(frame: Frame, start: int, end: int) -> bool:
    return any(frame.pos[at] in {"VERB", "AUX"} for at in range(start, end))


def _by_parse(frame: Frame, cue: Cue, low_limit: int) -> int | None:
    """The first token of the subject that the parse gives the verb."""
    for kid in frame.children[cue.verb]:
        if frame.deps[kid] == "nsubj" and low_limit <= kid < cue.start:
            start = max(low_limit, frame.left[kid])
            commas = [at for at in range(start, kid) if frame.words[at] == ","]
            aside = _is_loose(frame, start) or frame.lower[start] in french_words("cues", "time", "words")
            if commas and aside:  # "Dans un communiqué, les dirigeants …", "Jeudi soir, le président …"
                start = commas[-1] + 1
            while start < kid and _is_loose(frame, start):
                start += 1
            return start
    return None


def _is_loose(frame: Frame, at: int) -> bool:
    """Whether a token before a noun is no part of its phrase; "des" may be an article."""
    return frame.pos[at] in {"PUNCT", "ADP", "SPACE", "CCONJ", "ADV"} and frame.lower[at] != "des"


def _by_order(frame: Frame, start: int, end: int) -> int | None:
    """The first phrase of the clause that no preposition opens."""
    at = start
    while at < end:
        if frame.words[at].isspace() or frame.pos[at] in {"PUNCT", "ADV", "CCONJ", "SPACE"}:
            at += 1
        elif frame.pos[at] in {"DET", "PROPN", "NOUN", "PRON", "ADJ", "X"} or frame.lower[at] == "des":
            return at
        else:
            comma = next((i for i in range(at, end) if frame.words[i] == ","), end)
            at = comma + 1
    return None


def _trimmed(frame: Frame, start: int, end: int) -> int:
    """The end of a subject without asides: it keeps names and roles in apposition."""
    stop = nouns.phrase_end(frame, start, end)
    while stop < end and frame.words[stop] == ",":
        longer = nouns.with_apposition(frame, stop, end)
        if longer == stop:
            break
        stop = longer
    return stop
