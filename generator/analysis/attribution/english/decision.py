"""What was decided about one cue."""

from __future__ import annotations

import math
from dataclasses import dataclass

from generator.analysis.attribution.frame import Frame, Pieces, Tokens


@dataclass(frozen=True, slots=True)
class Decision:
    """A cue with its best content and source (head −1: none), and how likely each is."""

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
    """The source, where layout names it."""

    @property
    def probability(self) -> float:
        """How likely cue and source are right and the content roughly so: where exactly it ends counts half."""
        return self.cue_probability * math.sqrt(self.content_probability) * self.source_probability
