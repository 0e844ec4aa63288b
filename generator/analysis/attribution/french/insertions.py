"""Cues inserted in or after their words: "…, a déclaré X.", "…, lance-t-il. …", "« … », estime X"."""

from __future__ import annotations

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.french import nouns, subjects
from generator.analysis.attribution.french.clauses import clause_at
from generator.analysis.attribution.french.cues import CueGroup
from generator.analysis.attribution.french.statement import FINITE, Statement, tidied
from generator.analysis.lexicon import french

_INCISE = frozenset({",", "»", "”", '"', "?", "!", "…", "...", "—", "–"})
_CLOSING = frozenset({"»", "”", '"'})


def inserted(frame: Frame, cue: CueGroup) -> Statement | None:
    """The statement of a cue that is inserted in or after its words; None where the cue stands before them."""
    start, end = frame.sentences[frame.sentence[cue.verb]]
    if not _is_set_off(frame, cue, start):
        return None
    inverted = cue.inverted >= 0
    found = _inverted_source(frame, cue, end) if inverted else _following_source(frame, cue, start, end)
    if found is None:
        return None
    source, stop = found
    content = _around(frame, cue.start, stop)
    if not content:
        return None
    return Statement(
        frame, (cue.start, max(cue.end, cue.verb + 1)), source, content, cue.act, cue.tense, cue.negated, is_aside=True
    )


def _inverted_source(frame: Frame, cue: CueGroup, end: int) -> tuple[Tokens, int] | None:
    """The suffixed pronoun of a cue as its source, or the body that "on" stands for; with the end of the insertion."""
    low = frame.lower[cue.inverted].removeprefix("-")
    stop = max(cue.end, cue.inverted + 1)
    if low == "on" and (house := subjects.house(frame, stop, _quote_limit(frame, cue, end))):
        return house, house[1]
    return ((cue.inverted, cue.inverted + 1), stop) if low == "on" or low in nouns.PRONOUNS else None


def _following_source(frame: Frame, cue: CueGroup, start: int, end: int) -> tuple[Tokens, int] | None:
    """The subject after a cue as its source, with the end of the insertion."""
    if clause_at(frame, cue, end) >= 0 or _has_own_subject(frame, cue, start):
        return None
    source = subjects.after(frame, cue.end, _quote_limit(frame, cue, end))
    return (source, source[1]) if source is not None and nouns.has_voice(frame, source) else None


def _quote_limit(frame: Frame, cue: CueGroup, end: int) -> int:
    """The end of the sentence, or of the quotation that the cue stands in."""
    quote = frame.quote[cue.verb]
    return min(end, frame.quotes[quote][1]) if quote >= 0 else end


def _is_set_off(frame: Frame, cue: CueGroup, start: int) -> bool:
    """Whether a mark separates the cue from a clause or a quotation before it."""
    last = cue.start - 1
    while last >= start and frame.words[last].isspace():
        last -= 1
    if last < 0:
        return False
    if last < start:  # "« Pourquoi ? » demande X", where the mark has ended a sentence
        return frame.words[last] in _CLOSING
    if frame.words[last] not in _INCISE:
        return False
    return _closes_quotation(frame, last) or frame.quote[cue.verb] >= 0 or _is_clause(frame, start, last)


def _closes_quotation(frame: Frame, last: int) -> bool:
    """Whether a quotation closes at a mark or just before it."""
    return frame.words[last] in _CLOSING or (last > 0 and frame.words[last - 1] in _CLOSING)


def _is_clause(frame: Frame, start: int, last: int) -> bool:
    """Whether the words from `start` up to the mark at `last` are a clause, not the source of what follows."""
    if frame.words[last] == "," and not nouns.has_voice(frame, (start, last)):
        return True  # such words cannot be a source: "Le port ferme, a dit …"
    return any(_is_finite(frame, at) for at in range(start, last))


def _is_finite(frame: Frame, at: int) -> bool:
    """Whether a token is a finite verb, including one that the tagger takes for a noun ("rouvrira")."""
    return frame.pos[at] in FINITE or frame.lower[at].endswith(("ra", "ront", "ait", "aient"))


def _has_own_subject(frame: Frame, cue: CueGroup, start: int) -> bool:
    """Whether the parse gives the verb a subject before it that is not part of another clause."""
    for kid in frame.children[cue.verb]:
        if frame.deps[kid] == "nsubj" and start <= kid < cue.start and frame.quote[kid] == frame.quote[cue.verb]:
            if not nouns.has_voice(frame, (max(start, frame.left[kid]), kid + 1)):
                return False
            own = range(frame.left[kid], frame.right[kid] + 1)  # with its relative clauses
            return not any(_is_finite(frame, at) for at in range(kid + 1, cue.start) if at not in own)
    return False


def _around(frame: Frame, start: int, stop: int) -> tuple[Tokens, ...]:
    """The words on both sides of an insertion, in its quotation or its sentence."""
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
    """Whether the words after an insertion are still what was said, not when or how it was said."""
    while at < end and frame.words[at].isspace():
        at += 1
    if at >= end:
        return False
    if frame.quote[at] >= 0:
        return True
    return (
        (frame.pos[at] in {"VERB", "AUX", "CCONJ", "PRON"} or _is_finite(frame, at))
        and frame.lower[at] not in french.grammar("relatives")
        and not frame.lower[at].endswith(("ant", "é", "ée", "és", "ées"))
    )


def _is_within_sentence(frame: Frame, low: int, first: int) -> bool:
    """Whether a quotation opens inside the reporter's sentence, after the reporter's own words."""
    before = [word for word in frame.words[first:low] if not word.isspace()]
    return any(word[0].isalnum() for word in before) and before[-1] != ":"
