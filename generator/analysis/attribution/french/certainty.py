"""The certainty of a French statement: class and time of the cue, negation, and modal of the content."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.french.statement import Statement
from generator.analysis.attribution.tense import Time
from generator.analysis.lexicon import table
from generator.model import Certainty

_TIMES: Mapping[str, Time] = {"past": "past", "present": "present", "future": "future"}
_AHEAD = ("era", "ira", "ra", "ront")
_IF = ("rait", "raient")


def certainty(statement: Statement, content: Sequence[tuple[Frame, Tokens]]) -> Certainty:
    """The certainty with which `statement` puts forward its content."""
    return Certainty(
        act=statement.act,
        modality=_modality(content),
        negated=statement.negated,
        time=_TIMES[statement.tense],
    )


@functools.cache
def _modals() -> Mapping[str, str]:
    return MappingProxyType(
        {form: name for name, forms in table("fr/cues")["modals"].items() for form in forms.split()}
    )


def _modality(content: Sequence[tuple[Frame, Tokens]]) -> str:
    """The modal of the first finite verb of the content; a conditional counts as "would", a future as "will"."""
    for frame, (low, high) in content:
        for token in range(low, high):
            word = frame.lower[token]
            if frame.pos[token] not in {"VERB", "AUX"}:
                continue
            if word in _modals():
                return _modals()[word]
            if word.endswith(_IF):
                return "would"
            if word.endswith(_AHEAD):
                return "will"
            if frame.deps[token] in {"ROOT", "ccomp", "root"}:
                return ""
    return ""
