"""The weight of the words in a passage that are typical of the stories.

Radev, Jing, Styś and Tam, "Centroid-based summarization of multiple documents" (Information Processing & Management,
2004).
"""

from __future__ import annotations

import numpy as np

from generator.drafting.passages.corpus import Corpus, Floats

_LEAST = 1.0  # times the average weight: words below it are not of the centroid


def centroid(corpus: Corpus) -> Floats:
    """The sum of the centroid's weights over the words of each passage, (size,)."""
    weights = np.asarray(corpus.counts.sum(axis=0), dtype=np.float64).ravel() * corpus.idf
    weights[weights < _LEAST * weights.mean()] = 0
    return np.asarray((corpus.counts > 0).astype(np.float64) @ weights, dtype=np.float64)
