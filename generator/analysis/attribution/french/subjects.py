"""The subject of a French verb: before it, or after it in an insertion."""

from __future__ import annotations

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.french import nouns
from generator.analysis.attribution.french.cues import CueGroup
from generator.analysis.lexicon import french

_OF = frozenset({"de", "du", "des", "d'"})
_NOMINAL = frozenset({"DET", "PROPN", "NOUN", "ADJ", "X"})
"""Word classes with which a noun phrase starts."""
_MODIFIERS = frozenset({"DET", "ADJ", "NUM"})
_BEFORE_NOUN = frozenset({"DET", "NUM", "ADJ", "ADP"})
_NAMING = frozenset({"DET", "PROPN", "NOUN"})
_LOOSE = frozenset({"PUNCT", "ADP", "SPACE", "CCONJ", "ADV"})
_SPOKEN = frozenset({"qui", "je", "j'", "nous"})
_REACH = 14
"""The most tokens between a verb and a subject that follows it."""


def after(frame: Frame, at: int, limit: int) -> Tokens | None:
    """The subject that follows a verb, past adverbs, days and prepositional phrases."""
    stop = min(limit, at + _REACH)
    while at < stop:
        past = _past_circumstance(frame, at, limit)
        if past is None:
            return _phrase_at(frame, at, limit)
        at = past
    return None


def _past_circumstance(frame: Frame, at: int, limit: int) -> int | None:
    """The token after an adverb, day, number, aside or prepositional phrase at `at`; None where there is none."""
    low, pos = frame.lower[at], frame.pos[at]
    if low in french.words("cues", "time", "words") or pos in {"ADV", "NUM"}:
        return at + 1
    if low in {",", "en"} and _is_aside(frame, at, limit):
        return at + 1
    if low == "," and (close := _bracketed(frame, at, limit)):
        return close
    return _past_preposition(frame, at, limit) if pos == "ADP" and low != "d'" else None


def _phrase_at(frame: Frame, at: int, limit: int) -> Tokens | None:
    """The noun phrase that starts at `at`, with its apposition."""
    if frame.pos[at] not in _NOMINAL or frame.lower[at] in nouns.stops():
        return None
    end = nouns.phrase_end(frame, at, limit)
    return (at, nouns.with_apposition(frame, end, limit)) if end > at else None


def _bracketed(frame: Frame, comma: int, limit: int) -> int:
    """The token after a short aside that names nobody ("a commenté, laconique, un diplomate"); 0 without one."""
    for at in range(comma + 1, min(limit, comma + 5)):
        if frame.words[at] == ",":
            return at + 1 if at > comma + 1 else 0
        if frame.pos[at] not in {"ADJ", "ADV", "CCONJ", "VERB"}:
            return 0
    return 0


def _is_aside(frame: Frame, at: int, limit: int) -> bool:
    """Whether an aside opens at a token ("a expliqué, dans un communiqué, Mme Joly")."""
    return at + 1 < limit and frame.pos[at + 1] == "ADP"


def _past_preposition(frame: Frame, at: int, limit: int) -> int:
    """The token after a prepositional phrase: one noun with its article, adjectives and "de" phrases."""
    at = _past_noun(frame, at + 1, limit, _BEFORE_NOUN)
    while at < limit and (frame.pos[at] == "ADJ" or frame.lower[at] in _OF):
        at = _past_noun(frame, at + 1, limit, _MODIFIERS) if frame.lower[at] in _OF else at + 1
    if at + 1 < limit and frame.words[at] == "," and frame.pos[at + 1] in _NAMING:
        at += 1
    return at


def _past_noun(frame: Frame, at: int, limit: int, before: frozenset[str]) -> int:
    """The token after a noun; words of the classes `before` may precede it."""
    while at < limit and frame.pos[at] in before:
        at += 1
    return min(limit, at + 1)


def house(frame: Frame, at: int, limit: int) -> Tokens | None:
    """The seat or office that "on" stands for: "indique-t-on à Ottawa", "au Kremlin, on assure …"."""
    while at < limit and (frame.words[at].isspace() or frame.pos[at] == "ADV"):
        at += 1
    if at + 1 >= limit or frame.lower[at] not in {"à", "au", "aux", "chez"}:
        return None
    end = nouns.phrase_end(frame, at + 1, limit)
    return (at + 1, end) if end > at + 1 and nouns.is_house(frame, (at + 1, end)) else None


def before(frame: Frame, cue: CueGroup) -> Tokens | None:
    """The subject before a verb, with its apposition."""
    low_limit = _clause_start(frame, cue)
    subject = _by_parse(frame, cue, low_limit)
    start = subject if subject is not None else _by_order(frame, low_limit, cue.start)
    if start is None or start >= cue.start:
        return None
    if frame.lower[start] == "on":
        return house(frame, low_limit, start) or (start, start + 1)
    if frame.lower[start] in nouns.PRONOUNS or frame.lower[start] in _SPOKEN:
        return start, start + 1
    end = nouns.latter_end(frame, start)
    end = _trimmed(frame, start, cue.start) if end == start else end
    return (start, end) if end > start else None


def _clause_start(frame: Frame, cue: CueGroup) -> int:
    """The first token that can belong to the clause of a verb."""
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


def _by_parse(frame: Frame, cue: CueGroup, low_limit: int) -> int | None:
    """The first token of the subject that the parse gives the verb."""
    for kid in frame.children[cue.verb]:
        if frame.deps[kid] == "nsubj" and low_limit <= kid < cue.start:
            return _subject_start(frame, max(low_limit, frame.left[kid]), kid)
    return None


def _subject_start(frame: Frame, start: int, noun: int) -> int:
    """The first token of the phrase of a subject's noun, without what the parse adds to it before."""
    commas = [at for at in range(start, noun) if frame.words[at] == ","]
    aside = _is_loose(frame, start) or frame.lower[start] in french.words("cues", "time", "words")
    if commas and aside:  # "Dans un communiqué, les dirigeants …", "Jeudi soir, le président …"
        start = commas[-1] + 1
    while start < noun and _is_loose(frame, start):
        start += 1
    return start


def _is_loose(frame: Frame, at: int) -> bool:
    """Whether a token before a noun does not belong to its phrase; "des" may be an article."""
    return frame.pos[at] in _LOOSE and frame.lower[at] != "des"


def _by_order(frame: Frame, start: int, end: int) -> int | None:
    """The start of the first phrase of a clause that does not begin with a preposition."""
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
    """The end of a subject with the names and roles in apposition to it, without asides."""
    stop = nouns.phrase_end(frame, start, end)
    while stop < end and frame.words[stop] == ",":
        longer = nouns.with_apposition(frame, stop, end)
        if longer == stop:
            break
        stop = longer
    return stop
