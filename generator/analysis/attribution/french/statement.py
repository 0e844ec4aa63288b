"""One French statement, as found by the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.french import nouns
from generator.analysis.attribution.pieces import joined, tidy

FINITE = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A cue with its source and content, in tokens of one paragraph."""

    frame: Frame
    cue: Tokens
    source: Tokens | None
    content: tuple[Tokens, ...]
    act: str = "say"
    tense: str = "present"
    negated: bool = False
    is_aside: bool = False
    """Whether the cue is inserted in or after what is said ("…, a-t-il ajouté", "selon …")."""


def tidied(frame: Frame, pieces: Sequence[Tokens]) -> tuple[Tokens, ...]:
    """The pieces in order, without outer punctuation and without empty ones."""
    return joined([piece for low, high in pieces if low < high and (piece := tidy(frame, low, high))])


def is_somebody(frame: Frame, source: Tokens) -> bool:
    """Whether a source is a pronoun or a noun phrase that can speak."""
    pronoun = source[1] - source[0] == 1 and frame.lower[source[0]] in nouns.PRONOUNS | {"qui", "on"}
    return pronoun or nouns.latter_end(frame, source[0]) == source[1] or nouns.has_voice(frame, source)
