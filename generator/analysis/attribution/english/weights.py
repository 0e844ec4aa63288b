"""The trained models: three log-linear ones (feature → weight) and three forests that see their scores in context.

`training/attribution.py` makes them. They are stored in one compressed file of feature names, word statistics and
numbers.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping, Sequence
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
    """All trained models of attribution."""

    linear: Mapping[str, Mapping[str, float]]
    """By part: the weight of each feature."""
    forests: Mapping[str, Forest]
    """By part: trees over the columns of `context` and `content_columns`."""
    rates: Mapping[str, tuple[int, int]]
    """By key: how often it was a cue in the training data, and how often it occurred."""

    def score(self, part: str, features: Iterable[str]) -> float:
        """The sum of the weights of `features`."""
        get = self.linear[part].get
        total = 0.0
        for feature in features:
            total += get(feature, 0.0)
        return total


def save(models: AttributionModels, path: Path) -> None:
    """Write `models` to `path`; the same models give the same bytes."""
    arrays: dict[str, np.ndarray[Any, np.dtype[Any]]] = {}
    for part, table in models.linear.items():
        names = sorted(table)
        arrays[f"{part}.names"] = _packed(names)
        arrays[f"{part}.weights"] = np.array([table[name] for name in names], dtype=np.float16)
    for part, trees in models.forests.items():
        arrays |= {f"{part}.forest.{name}": array for name, array in trees.arrays().items()}
    keys = sorted(models.rates)
    arrays["rates.keys"] = _packed(keys)
    arrays["rates.counts"] = np.array([models.rates[key] for key in keys], dtype=np.int32).reshape(-1, 2)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


@functools.cache
def load(path: Path = FILE) -> AttributionModels:
    """The models stored at `path`, read once."""
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
    """Names as bytes, one per line."""
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def _unpacked(array: np.ndarray[Any, np.dtype[np.uint8]]) -> list[str]:
    """The names that `_packed` stored."""
    return array.tobytes().decode().split("\n")


def probability(score: float) -> float:
    """The logistic of `score`."""
    return 1 / (1 + math.exp(-max(-500.0, score)))


def shares(scores: Sequence[float]) -> list[float]:
    """The softmax of `scores`."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = math.fsum(powers)
    return [power / total for power in powers]
