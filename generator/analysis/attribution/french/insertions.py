"""Cues beside their words: "…, a déclaré X.", "…, lance-t-il. …", "« … », estime X"."""

from __future__ import annotations

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.french import nouns, subjects
from generator.analysis.attribution.french.clauses import clause_at
from generator.analysis.attribution.french.cues import Cue
from generator.analysis.attribution.french.statement import FINITE, Statement, tidied
from generator.analysis.lexicon import french_grammar

_INCISE = frozenset({",", "»", "”", '"', "?", "!", "…", "...", "—", "–"})
_CLOSING = frozenset({"»", "”", '"'})


def inserted(frame: Frame, cue: Cue) -> Statement | None:
    """A cue beside its words: "…, a déclaré X.", "…, lance-t-il. …", "« … », estime X"."""
    start, end = frame.sentences[frame.sentence[cue.verb]]
    if cue.inverted >= 0:
        low = frame.lower[cue.inverted].removeprefix("-")
        if low not in nouns.PRONOUNS | {"on"} or (not _is_set_off(frame, cue, start)):
            return None
        stop = max(cue.end, cue.inverted + 1)
        house = subjects.house(frame, stop, _quote_limit(frame, cue, end)) if low == "on" else None
        source: Tokens | None = house or (cue.inverted, cue.inverted + 1)
        stop = house[1] if house else stop
    else:
        if not _is_set_off(frame, cue, start) or clause_at(frame, cue, end) >= 0 or _has_own_subject(frame, cue, start):
            return None
        source = subjects.after(frame, cue.end, _quote_limit(frame, cue, end))
        if source is None or not nouns.has_voice(frame, source):
            return None
        stop = source[1]
    content = _around(frame, cue.start, stop)
    if not content:
        return None
    return Statement(
        frame, (cue.start, max(cue.end, cue.verb + 1)), source, content, cue.act, cue.tense, cue.negated, is_aside=True
    )


def _quote_limit(frame: Frame, cue: Cue, end: int) -> int:
    """The end of the sentence, or of the quotation that the cue stands in."""
    quote = frame.quote[cue.verb]
    return min(end, frame.quotes[quote][1]) if quote >= 0 else end


def _is_set_off(frame: Frame, cue: Cue, start: int) -> bool:
    """Whether a mark separates the cue from words before it that are a clause or a quotation."""
    last = cue.start - 1
    while last >= start and frame.words[last].isspace():
        last -= 1
    if last < 0:
        return False
    if last < start:  # "« Pourquoi ? » demande X", where the mark has ended a sentence
        return frame.words[last] in _CLOSING
    if frame.words[last] not in _INCISE:
        return False
    closes = frame.words[last] in _CLOSING or (last > 0 and frame.words[last - 1] in _CLOSING)
    if not closes and frame.words[last] == "," and not nouns.has_voice(frame, (start, last)):
        return True  # what stands before the comma can say nothing: "Le port ferme, a dit …"
    return closes or any(_is_finite(frame, at) for at in range(start, last)) or frame.quote[cue.verb] >= 0


def _is_finite(frame: Frame, at: int) -> bool:
    """Whether a verb stands at a token, also one that the tagger takes for a noun ("rouvrira")."""
    return frame.pos[at] in FINITE or frame.lower[at].endswith(("ra", "ront", "ait", "aient"))


def _has_own_subject(frame: Frame, cue: Cue, start: int) -> bool:
    """Whether the parse gives the verb a subject before it that is no part of another clause."""
    for kid in frame.children[cue.verb]:
        if frame.deps[kid] == "nsubj" and start <= kid < cue.start and frame.quote[kid] == frame.quote[cue.verb]:
            if not nouns.has_voice(frame, (max(start, frame.left[kid]), kid + 1)):
                return False
            own = range(frame.left[kid], frame.right[kid] + 1)  # with its relative clauses
            return not any(_is_finite(frame, at) for at in range(kid + 1, cue.start) if at not in own)
    return False


def _around(frame: Frame, start: int, stop: int) -> tuple[Tokens, ...]:
    """The words on both sides of an insertion: those of its quotation, or of its sentence."""
    first, end = frame.sentences[frame.sentence[start]]
    quote = frame.quote[start]
    if quote >= 0:
        low, high = frame.quotes[quote]
        return tidied(frame, [(low, start), (stop, high)])
    last = start - 1
    while last > 0 and frame.words[last] in {",", " "}:
        last -= 1
    pieces: list[Tokens] = []
    if frame.quote[last] >= 0 and frame.quotes[frame.quote[last]][1] == last + 1:
        low = frame.quotes[frame.quote[last]][0]
        pieces.append((min(low, first) if _is_within_sentence(frame, low, first) else low, start))
    else:
        pieces.append((first, start))
    if stop < end and frame.words[stop] == "," and _resumes(frame, stop + 1, end):
        pieces.append((stop + 1, end))
    return tidied(frame, pieces)


def _resumes(frame: Frame, at: int, end: int) -> bool:
    """Whether what was said goes on after an insertion, rather than when or how it was said."""
    while at < end and frame.words[at].isspace():
        at += 1
    if at >= end:
        return False
    if frame.quote[at] >= 0:
        return True
    return (
        (frame.pos[at] in {"VERB", "AUX", "CCONJ", "PRON"} or _is_finite(frame, at))
        and frame.lower[at] not in french_grammar("relatives")
        and not frame.lower[at].endswith(("ant", "é", "ée", "és", "ées"))
    )


def _is_within_sentence(frame: Frame, low: int, first: int) -> bool:
    """Whether a quotation opens inside the reporter's sentence, after words of his own."""
    before = [word for word in frame.words[first:low] if not word.isspace()]
    return any(word[0].isalnum() for word in before) and before[-1] != ":"
