"""Which passages are printed in which section, when the space is given: each section its share, nothing twice.

Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998) over all sections at once: the next passage is the
one with the best salience after what resembles the chosen ones has been taken off, in the section that is furthest
below its share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from generator.rankers.corpus import Matrix

_DIVERSITY = 0.5  # weight of redundancy against salience
_SAME = 0.85  # a cosine above it says the same in other words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may be printed."""

    row: int
    """Its row in the corpus."""
    section: str
    salience: float
    words: int
    after: int | None = None
    """The row that must be printed just before it, where it cannot stand alone."""


def fill(
    candidates: Sequence[Candidate], vectors: Matrix, shares: Mapping[str, float], words: int
) -> tuple[tuple[Candidate, ...], dict[int, str]]:
    """The candidates to print within `words`, in the order chosen, and why each other row is not.

    `vectors` holds a unit row for every row of the corpus. A section whose candidates run out leaves its share to the
    others; the budget is never exceeded.
    """
    queues = {name: sorted((c for c in candidates if c.section == name), key=lambda c: c.row) for name in shares}
    pools = {name: _Pool(queue, vectors) for name, queue in queues.items() if queue}
    left = words
    chosen: list[Candidate] = []
    reasons: dict[int, str] = {}
    used = dict.fromkeys(pools, 0)
    while pools:
        name = min(pools, key=lambda section: used[section] / shares[section])
        pool = pools[name]
        best = pool.take()
        if best is None:
            reasons.update((c.row, "It leans on the passage before it, which is not printed.") for c in pool.waiting())
            del pools[name]
        elif pool.said(best):
            reasons[best.row] = "It says what another excerpt says already."
        elif best.words > left:
            reasons[best.row] = "The space was used for passages of higher salience."
        else:
            chosen.append(best)
            used[name] += best.words
            left -= best.words
            pool.release(best.row)
            for other in pools.values():
                other.learn(vectors[[best.row]])
    return tuple(chosen), reasons


class _Pool:
    """The candidates of one section that are still open, with what they share with those chosen so far."""

    def __init__(self, candidates: Sequence[Candidate], vectors: Matrix) -> None:
        self._candidates = candidates
        self._own = vectors[np.array([c.row for c in candidates], dtype=np.int64)]
        self._salience = np.array([c.salience for c in candidates])
        self._likeness = np.zeros(len(candidates))
        self._open = np.array([c.after is None for c in candidates])
        self._taken: set[int] = set()
        self._index = {c.row: i for i, c in enumerate(candidates)}

    def take(self) -> Candidate | None:
        """The best candidate that is open, which thereby no longer is; the first read on equal terms."""
        if not self._open.any():
            return None
        value = np.where(self._open, self._salience - _DIVERSITY * self._likeness, -np.inf)
        best = int(np.argmax(value))
        self._open[best] = False
        self._taken.add(best)
        return self._candidates[best]

    def release(self, row: int) -> None:
        """Open the candidates that waited for `row` to be printed."""
        for i, candidate in enumerate(self._candidates):
            if candidate.after == row:
                self._open[i] = True

    def waiting(self) -> list[Candidate]:
        """The candidates whose row before was never printed."""
        return [c for i, c in enumerate(self._candidates) if c.after is not None and i not in self._taken]

    def said(self, candidate: Candidate) -> bool:
        """Whether a chosen passage says the same."""
        return bool(self._likeness[self._index[candidate.row]] > _SAME)

    def learn(self, row: Matrix) -> None:
        """Take note of a chosen passage."""
        self._likeness = np.maximum(self._likeness, np.asarray((self._own @ row.T).todense()).ravel())
