"""Boosted regression trees as arrays; a whole batch passes through all trees at once.

Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29(5), 2001.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]


@dataclass(frozen=True, slots=True)
class Forest:
    """The nodes of all trees in one table; a leaf is its own child and has its value in `values`."""

    roots: Integers
    columns: Integers
    limits: Floats
    children: Integers
    """Two per node: the next node if the value is at most the limit, and if it is above."""
    values: Floats
    depth: int

    def scores(self, rows: Sequence[Sequence[float]]) -> Floats:
        """The summed leaf values of each row, shape (rows,)."""
        if not len(rows) or not len(self.roots):
            return np.zeros(len(rows))
        width = len(rows[0])
        flat = np.fromiter(chain.from_iterable(rows), dtype=np.float64, count=len(rows) * width)
        first = (np.arange(len(rows)) * width)[:, None]
        node = np.repeat(self.roots[None, :], len(rows), axis=0)
        for _ in range(self.depth):
            is_above = flat.take(first + self.columns.take(node)) > self.limits.take(node)
            node = self.children.take(2 * node + is_above)
        total: Floats = self.values.take(node).sum(axis=1)
        return total

    def arrays(self) -> dict[str, np.ndarray[Any, np.dtype[Any]]]:
        """The table as arrays small enough to store."""
        return {
            "roots": self.roots.astype(np.int32),
            "columns": self.columns.astype(np.uint8),
            "limits": self.limits.astype(np.float32),
            "children": self.children.astype(np.uint16),
            "values": self.values.astype(np.float32),
            "depth": np.array(self.depth),
        }


def forest(arrays: dict[str, np.ndarray[Any, np.dtype[Any]]]) -> Forest:
    """The forest stored in `arrays`; indices get the width that NumPy takes without conversion."""
    return Forest(
        roots=arrays["roots"].astype(np.intp),
        columns=arrays["columns"].astype(np.intp),
        limits=arrays["limits"].astype(np.float64),
        children=arrays["children"].astype(np.intp),
        values=arrays["values"].astype(np.float64),
        depth=int(arrays["depth"]),
    )
