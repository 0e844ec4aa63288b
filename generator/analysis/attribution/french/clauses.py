"""Cues that stand before their words: "X a déclaré que …", "X promet de …", "X craint une escalade"."""

from __future__ import annotations

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.french import nouns, subjects
from generator.analysis.attribution.french.cues import CueGroup
from generator.analysis.attribution.french.statement import FINITE, Statement, is_somebody, tidied
from generator.analysis.lexicon import french

_THAT = frozenset({"que", "qu'"})
_WHETHER = frozenset({"si", "s'", "pourquoi", "comment", "où", "quand", "combien", "quel", "quelle"})
_BEFORE_INFINITIVE = frozenset({"de", "d'", "à", "pour", "ne", "pas", "se", "s'"})
_NO_CLAUSE = frozenset({";", ":", "«", "et", "qui"})
"""Before "que" these show that no clause depends on the verb."""
_TURNS = frozenset({"et", "mais", "tandis", "alors"})
_GAP = 12
"""The most tokens between a verb and "que"."""
_NEAR = 2
"""The most tokens between a verb and a question word."""
_LONGEST = 150
"""How many tokens of a content are searched for another statement."""


def with_subject(frame: Frame, cue: CueGroup) -> Statement | None:
    """The statement of a cue that stands between its source and its words."""
    if cue.inverted >= 0 or frame.quote[cue.verb] >= 0:
        return None
    end = frame.sentences[frame.sentence[cue.verb]][1]
    clause = clause_at(frame, cue, end)
    source = _source(frame, cue, has_clause=clause >= 0) if clause >= 0 or _takes_object(frame, cue, end) else None
    if source is None:
        return None
    if frame.lower[source[0]] == "qui":
        end = min(end, frame.right[cue.verb] + 1)  # the main clause goes on after the relative one
    start = _content_start(frame, clause if clause >= 0 else cue.end, end)
    content = tidied(frame, [(start, _content_end(frame, cue, end))])
    if not content:
        return None
    return Statement(frame, (cue.start, cue.end), source, content, cue.act, cue.tense, cue.negated)


def _source(frame: Frame, cue: CueGroup, *, has_clause: bool) -> Tokens | None:
    """The subject of a cue, where it is somebody and its clause states something."""
    source = subjects.before(frame, cue)
    if source is None or not is_somebody(frame, source):
        return None
    return None if _is_subordinate(frame, source[0], has_clause=has_clause) else source


def _content_start(frame: Frame, start: int, end: int) -> int:
    """The first token of a content, without adverbs that belong to the cue ("également", "notamment")."""
    while start < end and frame.lower[start] in french.grammar("passed_over"):
        start += 1
    return start


def _is_subordinate(frame: Frame, start: int, *, has_clause: bool) -> bool:
    """Whether the clause of a subject is a condition ("si Moscou refuse") or describes a thing ("ce que Kiev veut")."""
    link = frame.lower[start - 1] if start else ""
    meanwhile = start > 1 and frame.lower[start - 2] in {"tandis", "alors"}
    describes = link in french.grammar("relatives") and not has_clause and not meanwhile
    return describes or link in french.grammar("conditions")


def clause_at(frame: Frame, cue: CueGroup, end: int) -> int:
    """The first token of the clause that "que" or a question word opens after a verb; -1 without one."""
    for at in range(cue.end, min(end, cue.end + _GAP)):
        low = frame.lower[at]
        if low in _THAT and frame.lower[at - 1] not in {"plus", "moins", "aussi"}:
            return at + 1
        if low in _WHETHER and at - cue.end <= _NEAR and frame.pos[at] != "PRON":
            return at
        if low in _NO_CLAUSE or (frame.pos[at] in FINITE and low not in french.words("cues", "time", "words")):
            return -1
    return -1


def _takes_object(frame: Frame, cue: CueGroup, end: int) -> bool:
    """Whether a verb without "que" is followed by what somebody says or wants, not by a thing that is handled."""
    rest = range(cue.end, end)
    if any(frame.quote[at] >= 0 for at in rest):
        return True
    if cue.name == "appeler" and _calls_on(frame, cue.end, end):
        return True
    if cue.of_phrase or cue.name not in french.words("cues", "needs_clause", "verbs"):
        return any(frame.words[at][0].isalnum() for at in rest)
    return cue.name in french.words("cues", "needs_clause", "with_infinitive") and _has_infinitive(frame, rest)


def _has_infinitive(frame: Frame, rest: range) -> bool:
    """Whether an infinitive depends on the verb before `rest`: it comes first, or after a preposition or particle."""
    heads = [at for at in rest if frame.pos[at] != "ADV"][:6]
    return any(
        _is_infinitive(frame, at) and (at == heads[0] or frame.lower[at - 1] in _BEFORE_INFINITIVE) for at in heads
    )


def _calls_on(frame: Frame, start: int, end: int) -> bool:
    """Whether "appeler" means to call on somebody ("a appelé Moscou à la retenue"), not to telephone."""
    return any(
        frame.lower[at] in {"à", "au", "aux"} and frame.pos[at + 1] in {"DET", "NOUN", "VERB", "AUX"}
        for at in range(start, min(end - 1, start + 8))
    )


def _is_infinitive(frame: Frame, at: int) -> bool:
    """Whether a token is an infinitive; one that is tagged as a noun counts if "de" precedes and an object follows."""
    if not frame.lower[at].endswith(("er", "ir", "re", "oir")):
        return False
    return frame.pos[at] in FINITE or (frame.lower[at - 1] in {"de", "d'"} and frame.pos[at + 1 : at + 2] == ["DET"])


def _content_end(frame: Frame, cue: CueGroup, end: int) -> int:
    """Where the content of a cue ends: with the sentence or its last quotation, or before another speaker's clause."""
    last = frame.quote[end - 1]
    stop = max(end, frame.quotes[last][1]) if last >= 0 and frame.quotes[last][0] > cue.end else end
    for at in range(cue.end + 2, min(end, cue.end + _LONGEST)):
        if frame.quote[at] < 0 and (frame.words[at] == ";" or _turns(frame, at, end)):
            return at
    return stop


def _turns(frame: Frame, at: int, end: int) -> bool:
    """Whether a comma opens a clause about somebody else (", et Moscou …", ", tandis que Kiev …")."""
    linked = frame.words[at] == "," and at + 1 < len(frame.words) and frame.lower[at + 1] in _TURNS
    return linked and _new_subject(frame, at + 2, end)


def _new_subject(frame: Frame, at: int, end: int) -> bool:
    """Whether a clause starts at a token, or after "que" there, whose subject can speak."""
    at += frame.lower[at : at + 1] == ["que"]
    if at >= end or frame.pos[at] not in {"DET", "PROPN", "ADJ", "NOUN"}:
        return False
    stop = nouns.phrase_end(frame, at, end)
    return stop < end and nouns.has_voice(frame, (at, stop)) and frame.lower[at - 1] not in _THAT
