"""Cues above their words: "X a déclaré que …", "X promet de …", "X craint une escalade"."""

from __future__ import annotations

from generator.analysis.attribution.frame import Frame
from generator.analysis.attribution.french import nouns, subjects
from generator.analysis.attribution.french.cues import Cue
from generator.analysis.attribution.french.statement import FINITE, Statement, is_somebody, tidied
from generator.analysis.lexicon import french_grammar, french_words

_THAT = frozenset({"que", "qu'"})
_WHETHER = frozenset({"si", "s'", "pourquoi", "comment", "où", "quand", "combien", "quel", "quelle"})
_TO = frozenset({"de", "d'", "à", "pour"})
_GAP = 12
"""Tokens between a verb and "que"."""
_LONGEST = 150
"""Tokens of a content within which another statement is looked for."""


def with_subject(frame: Frame, cue: Cue) -> Statement | None:
    """A cue above its words: "X a déclaré que …", "X promet de …", "X craint une escalade"."""
    if cue.inverted >= 0 or frame.quote[cue.verb] >= 0:
        return None
    end = frame.sentences[frame.sentence[cue.verb]][1]
    clause = clause_at(frame, cue, end)
    if clause < 0 and not _takes_object(frame, cue, end):
        return None
    source = subjects.before(frame, cue)
    if source is None or not is_somebody(frame, source):
        return None
    if _is_subordinate(frame, source[0], has_clause=clause >= 0):
        return None
    if frame.lower[source[0]] == "qui":
        end = min(end, frame.right[cue.verb] + 1)  # the main clause goes on after the relative one
    start = clause if clause >= 0 else cue.end
    while start < end and frame.lower[start] in french_grammar("passed_over"):
        start += 1
    content = tidied(frame, [(start, _content_end(frame, cue, end))])
    if not content:
        return None
    return Statement(frame, (cue.start, cue.end), source, content, cue.act, cue.tense, cue.negated)


def _is_subordinate(frame: Frame, start: int, *, has_clause: bool) -> bool:
    """Whether a subject stands in a condition ("si Moscou refuse") or describes a thing ("le prix que Kiev veut")."""
    link = frame.lower[start - 1] if start else ""
    meanwhile = start > 1 and frame.lower[start - 2] in {"tandis", "alors"}
    describes = link in french_grammar("relatives") and not has_clause and not meanwhile
    return describes or link in french_grammar("conditions")


def clause_at(frame: Frame, cue: Cue, end: int) -> int:
    """The first token of the clause that "que" or a question word opens after a verb, -1 where there is none."""
    for at in range(cue.end, min(end, cue.end + _GAP)):
        low = frame.lower[at]
        if low in _THAT and frame.lower[at - 1] not in {"plus", "moins", "aussi"}:
            return at + 1
        if low in _WHETHER and at - cue.end <= 2 and frame.pos[at] != "PRON":
            return at
        if low in {";", ":", "«", "et", "qui"} or (
            frame.pos[at] in FINITE and low not in french_words("cues", "time", "words")
        ):
            return -1
    return -1


def _takes_object(frame: Frame, cue: Cue, end: int) -> bool:
    """Whether what follows a verb without "que" is what somebody says or wants, rather than a thing he handles."""
    rest = range(cue.end, end)
    if any(frame.quote[at] >= 0 for at in rest):
        return True
    if cue.name == "appeler" and _calls_on(frame, cue.end, end):
        return True
    if cue.of_phrase or cue.name not in french_words("cues", "needs_clause", "verbs"):
        return any(frame.words[at][0].isalnum() for at in rest)
    if cue.name not in french_words("cues", "needs_clause", "with_infinitive"):
        return False
    heads = [at for at in rest if frame.pos[at] != "ADV"][:6]
    return any(
        _is_infinitive(frame, at) and (at == heads[0] or frame.lower[at - 1] in _TO | {"ne", "pas", "se", "s'"})
        for at in heads
    )


def _calls_on(frame: Frame, start: int, end: int) -> bool:
    """Whether somebody is called on to do something ("a appelé Moscou à la retenue"), not called by telephone."""
    return any(
        frame.lower[at] in {"à", "au", "aux"} and frame.pos[at + 1] in {"DET", "NOUN", "VERB", "AUX"}
        for at in range(start, min(end - 1, start + 8))
    )


def _is_infinitive(frame: Frame, at: int) -> bool:
    """Whether an infinitive stands at a token; one that is tagged as a noun shows itself by the object after it."""
    if not frame.lower[at].endswith(("er", "ir", "re", "oir")):
        return False
    return frame.pos[at] in FINITE or (frame.lower[at - 1] in {"de", "d'"} and frame.pos[at + 1 : at + 2] == ["DET"])


def _content_end(frame: Frame, cue: Cue, end: int) -> int:
    """Where the words of a cue end: with the sentence, a quotation that runs on, or before another's statement."""
    last = frame.quote[end - 1]
    stop = max(end, frame.quotes[last][1]) if last >= 0 and frame.quotes[last][0] > cue.end else end
    for at in range(cue.end + 2, min(end, cue.end + _LONGEST)):
        if frame.words[at] == ";" and frame.quote[at] < 0:
            return at
        turn = frame.words[at] == "," and frame.lower[at + 1 : at + 2] in (["et"], ["mais"], ["tandis"], ["alors"])
        if turn and frame.quote[at] < 0 and _new_subject(frame, at + 2, end):
            return at
    return stop


def _new_subject(frame: Frame, at: int, end: int) -> bool:
    """Whether a clause of its own, with another subject that has a voice, follows "et"."""
    at += frame.lower[at : at + 1] == ["que"]
    if at >= end or frame.pos[at] not in {"DET", "PROPN", "ADJ", "NOUN"}:
        return False
    stop = nouns.phrase_end(frame, at, end)
    return stop < end and nouns.has_voice(frame, (at, stop)) and frame.lower[at - 1] not in _THAT
