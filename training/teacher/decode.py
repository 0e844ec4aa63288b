"""The best projective tree and the best row of name tags of a sentence, from scores of arcs and tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Off every arc from the root: a tree has one such arc at least, so the best tree has exactly one.
_ONE_ROOT = 1e4


def best_tree(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Heads (0 for the root, else 1-based) of words 1…n; ``scores[d, h]`` (n+1, n+1) rates ``h`` as head of ``d``.

    Eisner, "Three new probabilistic models for dependency parsing" (1996), in O(n³), the innermost maximum vectorised;
    not needed where the best head of every word makes such a tree already, as it mostly does.
    """
    greedy: NDArray[np.int64] = scores[1:].argmax(1)
    if is_projective_tree(greedy):
        return greedy
    size = len(scores)
    arcs = scores.T.astype(np.float64).copy()
    arcs[0, :] -= _ONE_ROOT
    # [direction, i, j] over words i…j; direction 1: head on the left. "whole" spans are complete, "half" end in an arc.
    whole = np.full((2, size, size), -np.inf)
    half = np.full((2, size, size), -np.inf)
    whole_split = np.zeros((2, size, size), dtype=np.int64)
    half_split = np.zeros((size, size), dtype=np.int64)
    whole[:, np.arange(size), np.arange(size)] = 0.0
    for width in range(1, size):
        for i in range(size - width):
            j = i + width
            meeting = whole[1, i, i:j] + whole[0, i + 1 : j + 1, j]
            k = int(meeting.argmax())
            half_split[i, j] = i + k
            half[0, i, j] = meeting[k] + arcs[j, i]
            half[1, i, j] = meeting[k] + arcs[i, j]
            left = whole[0, i, i:j] + half[0, i:j, j]
            k = int(left.argmax())
            whole[0, i, j], whole_split[0, i, j] = left[k], i + k
            right = half[1, i, i + 1 : j + 1] + whole[1, i + 1 : j + 1, j]
            k = int(right.argmax())
            whole[1, i, j], whole_split[1, i, j] = right[k], i + 1 + k
    return _heads(whole_split, half_split, size)


def is_projective_tree(heads: NDArray[np.int64]) -> bool:
    """Whether heads (0 the root, else 1-based) make a tree with one root and no crossing arcs."""
    words = np.arange(1, len(heads) + 1)
    if (heads == 0).sum() != 1:
        return False
    reached = heads.copy()
    for _ in range(len(heads).bit_length()):  # follow 1, 2, 4, … heads at once; 0 stays 0
        reached = np.where(reached > 0, reached[reached - 1], 0)
    low, high = np.minimum(words, heads)[:, None], np.maximum(words, heads)[:, None]
    crossing = (low < low.T) & (high > low.T) & (high < high.T)
    return not reached.any() and not crossing.any()


def _heads(whole: NDArray[np.int64], half: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Follow the stored splits from the span of the whole sentence down."""
    heads = np.zeros(size, dtype=np.int64)
    stack = [(True, 1, 0, size - 1)]
    while stack:
        is_whole, direction, i, j = stack.pop()
        if i == j:
            continue
        if is_whole:
            k = int(whole[direction, i, j])
            parts = [(False, 1, i, k), (True, 1, k, j)] if direction else [(True, 0, i, k), (False, 0, k, j)]
            stack += parts
        else:
            heads[j if direction else i] = i if direction else j
            k = int(half[i, j])
            stack += [(True, 1, i, k), (True, 0, k + 1, j)]
    return heads[1:]


def best_tags(scores: NDArray[np.floating[Any]], tags: Sequence[str]) -> list[int]:
    """Numbers of the best row of BILUO ``tags`` that makes whole names (Viterbi); ``scores`` (words, tags)."""
    allowed = np.array([[_may_follow(one, other) for other in tags] for one in tags])
    steps = np.where(allowed, 0.0, -np.inf)
    starts = np.array([0.0 if tag[0] in "OBU" else -np.inf for tag in tags])
    ends = np.array([0.0 if tag[0] in "OLU" else -np.inf for tag in tags])
    value, back = scores[0] + starts, []
    for row in scores[1:]:
        paths = value[:, None] + steps
        back.append(paths.argmax(0))
        value = paths.max(0) + row
    best = [int((value + ends).argmax())]
    for pointers in reversed(back):
        best.append(int(pointers[best[-1]]))
    return best[::-1]


def _may_follow(one: str, other: str) -> bool:
    """Whether tag ``other`` may stand after ``one``."""
    if one[0] in "BI":
        return other[0] in "IL" and other[1:] == one[1:]
    return other[0] in "OBU"
