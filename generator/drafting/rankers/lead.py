"""The order of the story: what comes first matters most, as in any news story."""

from __future__ import annotations

from generator.drafting.passages.corpus import Corpus, Floats


def lead(corpus: Corpus) -> Floats:
    """1 for the first passage of each document, 1/2 for the second, 1/3 …, (size,)."""
    scores: Floats = 1 / (1 + corpus.place)
    return scores
