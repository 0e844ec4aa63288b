"""The trained models: three log-linear ones (feature → weight) and three forests that look at their scores in context.

They are made by `training/attribution.py` and lie in one compressed file that holds names of features, word statistics
and numbers.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from generator.analysis.attribution.english.trees import Forest, forest
from generator.resources import DATA

FILE = DATA / "attribution.npz"
LINEAR = ("cue", "content", "source")
FORESTS = ("cue", "content", "source")


@dataclass(frozen=True, slots=True)
class AttributionModels:
    """Everything that was learnt."""

    linear: Mapping[str, Mapping[str, float]]
    """By part: the weight of each feature."""
    forests: Mapping[str, Forest]
    """By part: trees over the columns that `context` describes."""
    rates: Mapping[str, tuple[int, int]]
    """By key of a cue: how often it was a cue, and how often it was looked at."""

    def score(self, part: str, features: Iterable[str]) -> float:
        """The sum of the weights of `features`."""
        get = self.linear[part].get
        total = 0.0
        for feature in features:
            total += get(feature, 0.0)
        return total


def save(weights: AttributionModels, path: Path) -> None:
    """Write `weights` to `path`, the same bytes for the same weights."""
    arrays: dict[str, np.ndarray[Any, np.dtype[Any]]] = {}
    for part, table in weights.linear.items():
        names = sorted(table)
        arrays[f"{part}.names"] = _packed(names)
        arrays[f"{part}.weights"] = np.array([table[name] for name in names], dtype=np.float16)
    for part, trees in weights.forests.items():
        arrays |= {f"{part}.forest.{name}": array for name, array in trees.arrays().items()}
    keys = sorted(weights.rates)
    arrays["rates.keys"] = _packed(keys)
    arrays["rates.counts"] = np.array([weights.rates[key] for key in keys], dtype=np.int32).reshape(-1, 2)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


@functools.cache
def load(path: Path = FILE) -> AttributionModels:
    """The weights at `path`."""
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    linear = {
        part: dict(
            zip(_unpacked(arrays[f"{part}.names"]), arrays[f"{part}.weights"].astype(float).tolist(), strict=True)
        )
        for part in LINEAR
    }
    forests = {
        part: forest({n.rpartition(".")[2]: a for n, a in arrays.items() if n.startswith(f"{part}.forest.")})
        for part in FORESTS
    }
    counts = [(int(hits), int(looks)) for hits, looks in arrays["rates.counts"]]
    return AttributionModels(linear, forests, dict(zip(_unpacked(arrays["rates.keys"]), counts, strict=True)))


def _packed(names: list[str]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def _unpacked(array: np.ndarray[Any, np.dtype[np.uint8]]) -> list[str]:
    return array.tobytes().decode().split("\n")


def probability(score: float) -> float:
    """The logistic of `score`."""
    return 1 / (1 + math.exp(-max(-500.0, score)))


def shares(scores: list[float]) -> list[float]:
    """The softmax of `scores`."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = math.fsum(powers)
    return [power / total for power in powers]
