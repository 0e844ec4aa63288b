"""The default ranker: a weighted sum of a passage's features.

In a single story, what comes first matters most; among several, what others report as well. There are weights for
each case, in `data/ranker.json`; `training/ranker.py` learns them from stories with summaries written by people.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from generator.drafting.passages.corpus import Corpus, Floats
from generator.drafting.rankers import features, importance
from generator.resources import DATA


@dataclass(frozen=True, slots=True, eq=False)
class MixWeights:
    """One weight for each feature of a word and of a passage."""

    word_bias: float
    words: Floats
    passages: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """The learned weights."""

    one: MixWeights
    """From single stories."""
    several: MixWeights
    """From several stories about one event."""

    def suited(self, corpus: Corpus) -> MixWeights:
        """The weights for the number of stories in `corpus`."""
        return self.several if corpus.stories > 1 else self.one


def mix(corpus: Corpus, learned: Learned | None = None) -> Floats:
    """The weighted sum of each passage's standardised features, (size,)."""
    weights = (learned or load()).suited(corpus)
    return standardised(features.features(corpus, word_importance(corpus, weights))) @ weights.passages


def word_importance(corpus: Corpus, weights: MixWeights) -> Floats:
    """The probability that a summary uses each word of the vocabulary, (words,)."""
    return importance.importance(corpus, weights.word_bias, weights.words)


def standardised(columns: Floats) -> Floats:
    """Columns of mean 0 and variance 1; constant ones become 0."""
    if not len(columns):
        return columns
    spread = columns.std(axis=0)
    standard: Floats = (columns - columns.mean(axis=0)) / np.where(spread > 1e-9, spread, 1.0)
    return standard


@functools.cache
def load() -> Learned:
    """The shipped weights."""
    return read(json.loads((DATA / "ranker.json").read_text(encoding="utf-8")))


def read(stored: Mapping[str, Any]) -> Learned:
    """Weights from their JSON form: {"one story", "several stories"}, each {"word bias", "words", "passages"}."""
    return Learned(_read(stored["one story"]), _read(stored["several stories"]))


def written(learned: Learned) -> dict[str, Any]:
    """The JSON form of weights."""
    return {"one story": _written(learned.one), "several stories": _written(learned.several)}


def _read(stored: Mapping[str, Any]) -> MixWeights:
    return MixWeights(
        word_bias=float(stored["word bias"]),
        words=np.array([stored["words"][name] for name in importance.NAMES]),
        passages=np.array([stored["passages"][name] for name in features.NAMES]),
    )


def _written(weights: MixWeights) -> dict[str, Any]:
    return {
        "word bias": round(weights.word_bias, 4),
        "words": {name: round(float(w), 4) for name, w in zip(importance.NAMES, weights.words, strict=True)},
        "passages": {name: round(float(w), 4) for name, w in zip(features.NAMES, weights.passages, strict=True)},
    }
