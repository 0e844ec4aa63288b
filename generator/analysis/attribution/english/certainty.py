"""How a statement is made: the act, the modal of the content, negation and time of the cue."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.tense import Time
from generator.analysis.lexicon import table
from generator.model import Certainty

_PRESENT = frozenset({"VB", "VBP", "VBZ"})
_PAST = frozenset({"VBD", "VBN"})
_FUTURE = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_LOOK_BACK = 6
"""Tokens before a cue among which a governing verb is looked for."""


def certainty(frame: Frame, cue: int, content: Sequence[tuple[Frame, Tokens]]) -> Certainty:
    """How the cue at token `cue` puts forward `content`."""
    governor = _governor(frame, cue)
    return Certainty(
        act=act(frame, cue),
        modality=_modality(content),
        negated=_is_negated(frame, cue, governor),
        time=_time(frame, cue, governor),
    )


def act(frame: Frame, cue: int) -> str:
    """The class of a cue by its lemma, "say" where the table does not know it."""
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
    return MappingProxyType(dict(table("cues")["phrases"]))


@functools.cache
def _words(part: str, name: str) -> frozenset[str]:
    return frozenset(table("cues")[part][name].split())


def _governor(frame: Frame, cue: int) -> int:
    """The verb of which the cue is the open complement ("refused to say"), −1 where there is none."""
    head = frame.heads[cue]
    return head if frame.deps[cue] == "xcomp" and 0 < cue - head <= _LOOK_BACK else -1


def _modality(content: Sequence[tuple[Frame, Tokens]]) -> str:
    """The modal of the first clause of the content that has one beside its top verb."""
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
    words = _words("negating", "words")
    if any(
        frame.lower[kid] in words for kid in frame.children[cue] if frame.deps[kid] in ("advmod", "det", "aux", "cc")
    ):
        return True
    subject = next((kid for kid in frame.children[cue] if frame.deps[kid] == "nsubj"), -1)
    if subject >= 0 and (
        frame.lower[subject] in words or frame.lower[frame.left[subject]] in ("no", "neither", "none")
    ):
        return True
    if governor < 0:
        return False
    refused = frame.lemmas[governor] in _words("negating", "verbs")
    return refused != any(frame.lower[kid] in words for kid in frame.children[governor] if frame.deps[kid] == "advmod")


def _time(frame: Frame, cue: int, governor: int) -> Time:
    verb = governor if governor >= 0 else cue
    helpers = {frame.lower[kid] for kid in frame.children[verb] if frame.deps[kid] == "aux"}
    if helpers & _FUTURE or (governor >= 0 and frame.lemmas[governor] in _words("ahead", "verbs")):
        return "future"
    if "going" in (frame.lower[governor] if governor >= 0 else "", *helpers):
        return "future"
    if helpers & {"had", "has", "have", "did", "was", "were", "been", "'ve", "’ve", "'d", "’d"}:
        return "past"
    tag = frame.tags[verb]
    if tag in _PRESENT or (tag == "VBG" and helpers & {"is", "are", "am", "'s", "’s", "'re", "’re"}):
        return "present"
    return "past"
