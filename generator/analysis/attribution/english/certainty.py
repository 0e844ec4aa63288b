"""How a statement is made: the speech act, the modal of the content, and the negation and time of the cue."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.tense import Time
from generator.analysis.lexicon import table
from generator.model import Certainty

_PRESENT = frozenset({"VB", "VBP", "VBZ"})
_FUTURE = frozenset({"will", "'ll", "’ll", "wo", "shall", "going"})
_PAST = frozenset({"had", "has", "have", "did", "was", "were", "been", "'ve", "’ve", "'d", "’d"})
_BE = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re"})
_NEGATING = frozenset({"advmod", "det", "aux", "cc"})
_ADVERBS = frozenset({"advmod"})
_NO = frozenset({"no", "neither", "none"})
_LOOK_BACK = 6
"""Tokens before a cue within which its governing verb can stand."""


def certainty(frame: Frame, cue: int, content: Sequence[tuple[Frame, Tokens]]) -> Certainty:
    """How the cue at token `cue` presents `content`."""
    governor = _governor(frame, cue)
    return Certainty(
        act=act(frame, cue),
        modality=_modality(content),
        negated=_is_negated(frame, cue, governor),
        time=_time(frame, cue, governor),
    )


def act(frame: Frame, cue: int) -> str:
    """The speech act of a cue, "say" if the table of cues does not list it."""
    lemma = frame.lemmas[cue]
    following = frame.lower[cue + 1] if cue + 1 < len(frame.lower) else ""
    phrase = _phrases().get(f"{lemma} {following}")
    if phrase:
        return phrase
    if frame.pos[cue] in ("NOUN", "PROPN") and lemma in _classes("nouns"):
        return _classes("nouns")[lemma]
    return _classes("acts").get(lemma, "say")


@functools.cache
def _classes(part: str) -> Mapping[str, str]:
    """Class by lemma."""
    return MappingProxyType({word: name for name, words in table("cues")[part].items() for word in words.split()})


@functools.cache
def _phrases() -> Mapping[str, str]:
    """Speech act by cue of two words."""
    return MappingProxyType(dict(table("cues")["phrases"]))


@functools.cache
def _words(part: str, name: str) -> frozenset[str]:
    """The words of an entry in the table of cues."""
    return frozenset(table("cues")[part][name].split())


def _governor(frame: Frame, cue: int) -> int:
    """The verb of which the cue is the open complement ("refused to say"), −1 if there is none."""
    head = frame.heads[cue]
    return head if frame.deps[cue] == "xcomp" and 0 < cue - head <= _LOOK_BACK else -1


def _modality(content: Sequence[tuple[Frame, Tokens]]) -> str:
    """The modal beside the top verb of the first clause of the content that has one."""
    modals = _classes("modals")
    for frame, (low, high) in content:
        for token in range(low, high):
            head = frame.heads[token]
            if low <= head < high and head != token:
                continue
            for kid in frame.children[token]:
                if frame.deps[kid] == "aux" and low <= kid < high and frame.lower[kid] in modals:
                    return modals[frame.lower[kid]]
    return ""


def _is_negated(frame: Frame, cue: int, governor: int) -> bool:
    """Whether the cue is negated: "did not say", "nobody said", "declined to say"."""
    if _has_negation(frame, cue, _NEGATING) or _has_negative_subject(frame, cue):
        return True
    if governor < 0:
        return False
    is_refusal = frame.lemmas[governor] in _words("negating", "verbs")
    return is_refusal != _has_negation(frame, governor, _ADVERBS)


def _has_negation(frame: Frame, verb: int, relations: frozenset[str]) -> bool:
    """Whether a negating word depends on a verb by one of the `relations`."""
    words = _words("negating", "words")
    return any(frame.lower[kid] in words for kid in frame.children[verb] if frame.deps[kid] in relations)


def _has_negative_subject(frame: Frame, verb: int) -> bool:
    """Whether a verb's subject is "nobody", "no minister" or the like."""
    subject = next((kid for kid in frame.children[verb] if frame.deps[kid] == "nsubj"), -1)
    if subject < 0:
        return False
    return frame.lower[subject] in _words("negating", "words") or frame.lower[frame.left[subject]] in _NO


def _time(frame: Frame, cue: int, governor: int) -> Time:
    """The time of the cue, by its verb and the auxiliaries of that."""
    verb = governor if governor >= 0 else cue
    helpers = {frame.lower[kid] for kid in frame.children[verb] if frame.deps[kid] == "aux"}
    if not helpers.isdisjoint(_FUTURE) or _looks_ahead(frame, governor):
        return "future"
    if not helpers.isdisjoint(_PAST):
        return "past"
    is_progressive = frame.tags[verb] == "VBG" and not helpers.isdisjoint(_BE)
    return "present" if frame.tags[verb] in _PRESENT or is_progressive else "past"


def _looks_ahead(frame: Frame, governor: int) -> bool:
    """Whether the verb that governs the cue puts it in the future ("plans to say", "is going to say")."""
    return governor >= 0 and (frame.lemmas[governor] in _words("ahead", "verbs") or frame.lower[governor] == "going")
