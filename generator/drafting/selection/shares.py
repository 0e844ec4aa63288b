"""Which passages are printed in which section for a given space: each section gets its share, nothing is said twice.

Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998) over all sections at once: the next passage has the
best salience, less its likeness to those already chosen, in the section that is furthest below its share.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from generator.drafting.passages.corpus import Matrix

_DIVERSITY = 0.5  # weight of redundancy against salience
_SAME = 0.85  # a cosine above it says the same in other words
_FEW = 5  # best candidates of an empty section, the shortest of which has its place kept
_LEANS = "It cannot be understood without the passage before it, which is not printed."
OUTDONE = "Passages with a higher score filled the space."
_KEPT = "The space that was left is kept for the other sections."
NO_ROOM = frozenset({OUTDONE, _KEPT})
"""The reasons of passages that would be printed if there were more space."""


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
    beside: tuple[Candidate, ...] = ()
    """Candidates that contradict it and are printed with it or not at all."""

    @property
    def room(self) -> int:
        """The words of all that is printed with it."""
        return self.words + sum(one.words for one in self.beside)


def fill(
    candidates: Sequence[Candidate],
    vectors: Matrix,
    shares: Mapping[str, float],
    words: int,
    *,
    more: Collection[int] = (),
) -> tuple[tuple[Candidate, ...], dict[int, str]]:
    """The candidates to print within `words`, in the order chosen, and why the other rows are not, best first.

    `vectors` has a unit row for every row of the corpus. A section that runs out of candidates leaves its share to the
    others, and none takes the room that a good short passage of an empty section needs. The budget is never exceeded,
    except for the rows `more`: those for which there was no room are printed all the same.
    """
    pools = _pools(candidates, vectors, shares)
    printed = _Printed(pools, words)
    open_ = dict(pools)
    least = {name: pools[name].least() for name in sorted(pools, key=lambda section: -shares[section])}
    while open_:
        name = min(open_, key=lambda section: printed.used[section] / shares[section])
        best = pools[name].take()
        if best is None:
            printed.reasons.update(dict.fromkeys(open_.pop(name).waiting(), _LEANS))
            continue
        kept = _kept(name, printed.of_empty(least, open_), printed.left)
        printed.decide(best, _why_not(best, pools[name], printed.left, kept))
    wanted = [c for c in candidates if c.row in more]
    chosen = [*printed.chosen, *_besides(wanted, candidates, pools, printed.reasons)]
    return tuple(chosen), {row: why for row, why in printed.reasons.items() if why}


def _pools(candidates: Sequence[Candidate], vectors: Matrix, sections: Iterable[str]) -> dict[str, _Pool]:
    """The candidates of each section that has any."""
    queues = {name: sorted((c for c in candidates if c.section == name), key=lambda c: c.row) for name in sections}
    return {name: _Pool(queue, vectors) for name, queue in queues.items() if queue}


class _Printed:
    """What is printed so far, how much room each section has taken, and why each other row is not printed."""

    def __init__(self, pools: Mapping[str, _Pool], words: int) -> None:
        self._pools = pools
        self.left = words
        self.used = dict.fromkeys(pools, 0)
        self.chosen: list[Candidate] = []
        self.reasons: dict[int, str] = {}

    def of_empty(self, least: Mapping[str, int], sections: Collection[str]) -> dict[str, int]:
        """What `least` says for those of `sections` of which nothing is printed yet."""
        return {name: need for name, need in least.items() if name in sections and not self.used[name]}

    def decide(self, candidate: Candidate, why_not: str) -> None:
        """Print a candidate with those beside it, or record why it is not printed."""
        for one in (candidate, *candidate.beside):
            self.reasons[one.row] = why_not
            if not why_not:
                self.chosen.append(one)
                self.used[one.section] = self.used.get(one.section, 0) + one.words
                self.left -= one.words
                _learn(one.row, self._pools)


def _besides(
    wanted: Iterable[Candidate], candidates: Sequence[Candidate], pools: Mapping[str, _Pool], reasons: dict[int, str]
) -> Iterator[Candidate]:
    """Those of `wanted` that only lacked room and repeat nothing; updates `reasons`."""
    for one in wanted:
        if reasons.get(one.row) in NO_ROOM and not pools[one.section].said(one):
            for shown in (one, *one.beside):
                reasons[shown.row] = ""
                reasons.update((c.row, OUTDONE) for c in candidates if c.after == shown.row)
                _learn(shown.row, pools)
                yield shown


def _learn(row: int, pools: Mapping[str, _Pool]) -> None:
    for pool in pools.values():
        pool.learn(row)


def _why_not(candidate: Candidate, pool: _Pool, left: int, kept: int) -> str:
    """Why a candidate is not printed, "" where it is."""
    if pool.said(candidate):
        return "Another excerpt already says this."
    if candidate.room > left:
        return OUTDONE
    return _KEPT if candidate.room > left - kept else ""


def _kept(name: str, empty: Mapping[str, int], left: int) -> int:
    """How many of the words `left` a section must leave to `empty` ones, as far as its own need is met.

    `empty` holds what each section without a passage needs, in the order in which they are served.
    """
    kept = 0
    for other, need in empty.items():
        if other != name and empty.get(name, 0) + kept + need <= left:
            kept += need
    return kept


class _Pool:
    """The open candidates of one section, with their likeness to the passages chosen so far."""

    def __init__(self, candidates: Sequence[Candidate], vectors: Matrix) -> None:
        self._candidates, self._vectors = candidates, vectors
        self._leaning = [i for i, candidate in enumerate(candidates) if candidate.after is not None]
        self._own = vectors[np.array([c.row for c in candidates], dtype=np.int64)]
        self._salience = np.array([c.salience for c in candidates])
        self._words = np.array([c.room for c in candidates])
        self._likeness = np.zeros(len(candidates))
        self._open = np.array([c.after is None for c in candidates])
        self._taken: set[int] = set()
        self._index = {c.row: i for i, c in enumerate(candidates)}

    def take(self) -> Candidate | None:
        """Take the best open candidate, the first one read among equals; None where none is open."""
        if not self._open.any():
            return None
        value = np.where(self._open, self._salience - _DIVERSITY * self._likeness, -np.inf)
        best = int(np.argmax(value))
        self._open[best] = False
        self._taken.add(best)
        return self._candidates[best]

    def least(self) -> int:
        """The words of the shortest of the few best open candidates, 0 where none is open."""
        best = np.argsort(np.where(self._open, -self._salience, np.inf), kind="stable")[:_FEW]
        words = self._words[best[self._open[best]]]
        return int(words.min()) if words.size else 0

    def waiting(self) -> list[int]:
        """The rows that depend on a row that was not printed."""
        return [self._candidates[i].row for i in self._leaning if i not in self._taken]

    def said(self, candidate: Candidate) -> bool:
        """Whether a chosen passage says the same."""
        return bool(self._likeness[self._index[candidate.row]] > _SAME)

    def learn(self, row: int) -> None:
        """Note a chosen passage, which opens the candidates that depend on it."""
        likeness = np.asarray((self._own @ self._vectors[[row]].T).todense()).ravel()
        self._likeness = np.maximum(self._likeness, likeness)
        self._open[[i for i in self._leaning if self._candidates[i].after == row]] = True
