"""The content and source chosen for a cue."""

from __future__ import annotations

import math
from dataclasses import dataclass

from generator.analysis.attribution.frame import Frame, Pieces, Tokens

BY_LAYOUT = 0.9
"""Probability of what layout says."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A cue with its best content and source (head −1: none), and the probability of each."""

    frame: Frame
    cue: int
    pieces: Pieces
    source: int
    cue_probability: float
    content_probability: float
    source_probability: float
    beyond: tuple[tuple[Frame, Tokens], ...] = ()
    """Content in other paragraphs."""
    phrase: Tokens | None = None
    """The source as tokens, where layout or a set phrase gives it."""

    @property
    def probability(self) -> float:
        """The probability that the cue and source are right and the content nearly so: its exact extent counts half."""
        return self.cue_probability * math.sqrt(self.content_probability) * self.source_probability
