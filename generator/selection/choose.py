"""Which passages make a summary, when the space is given.

Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): the next passage is the one that is worth most after
what it shares with those chosen has been taken off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from generator.rankers.corpus import Corpus, Floats, Integers, Matrix, sentence_spans, unit_rows

_REDUNDANCY = 5.0  # times their cosine, squared: standard deviations of salience that two passages lose together
_FLOOR = 0.5  # standard deviations below the shortlist's mean at which a passage is worth nothing
_SAME = 0.6  # a cosine above it says the same in other words
_SHORTLIST = 6  # times the budget: only the best passages that fill it so often are looked at, or fillers creep in


@dataclass(frozen=True, slots=True)
class Budget:
    """Room for a summary: at most so many words and so many sentences, None where it does not matter."""

    words: int | None = None
    sentences: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """What can be chosen: rows of the corpus that only come together; arrays have one value per unit."""

    rows: tuple[tuple[int, ...], ...]
    words: Integers
    sentences: Integers
    scores: Floats
    """Mean log odds of the rows' saliences."""
    vectors: Matrix

    def __getitem__(self, chosen: Integers) -> Units:
        """The units at these indices."""
        rows = tuple(self.rows[index] for index in chosen.tolist())
        return Units(rows, self.words[chosen], self.sentences[chosen], self.scores[chosen], self.vectors[chosen])

    def worth(self) -> Floats:
        """What each unit is worth among these, which grows with its salience and with the square root of its words."""
        if not self.rows:
            return self.scores
        standard: Floats = (self.scores - self.scores.mean()) / (self.scores.std() or 1.0)
        return (standard + _FLOOR) * np.sqrt(self.words)


def choose(
    corpus: Corpus,
    saliences: Sequence[float],
    *,
    budget: Budget,
    together: Iterable[tuple[int, ...]] | None = None,
) -> tuple[int, ...]:
    """The rows to print within `budget`, in reading order: the document with the earliest passage first.

    `saliences` (0…1) has one value per row. `together` names the rows that may be chosen, each last in a tuple of those
    that must come along; by default every row by itself.
    """
    groups = tuple(together) if together is not None else tuple((row,) for row in range(corpus.size))
    if not groups:
        return ()
    units = _units(corpus, np.asarray(saliences, dtype=np.float64), groups)
    rows = sorted(_best(units, budget))
    earliest: dict[int, int] = {}
    for row in rows:
        earliest.setdefault(int(corpus.document_of[row]), int(corpus.place[row]))
    return tuple(sorted(rows, key=lambda row: (earliest[int(corpus.document_of[row])], row)))


def _units(corpus: Corpus, saliences: Floats, groups: tuple[tuple[int, ...], ...]) -> Units:
    """The units of `groups`."""
    unit_of = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    row_of = np.array([row for group in groups for row in group], dtype=np.int64)
    member = sparse.csr_array(
        (np.ones(len(row_of), dtype=np.int64), (unit_of, row_of)), shape=(len(groups), corpus.size)
    )
    sentences = np.array([len(sentence_spans(d, p)) for d in corpus.documents for p in d.passages], dtype=np.int64)
    bounded = np.clip(saliences, 1e-9, 1 - 1e-9)
    scores = (member @ np.log(bounded / (1 - bounded))) / member.sum(axis=1)
    return Units(groups, member @ corpus.lengths, member @ sentences, scores, unit_rows(member @ corpus.vectors))


def _best(units: Units, budget: Budget) -> set[int]:
    """The rows of the best set; the shortlist grows until the budget is filled or everything was looked at."""
    times = _SHORTLIST
    while True:
        short = _shortlist(units, budget, times)
        search = _Search(short, budget)
        chosen = {row for unit in search.run() for row in short.rows[unit]}
        if search.is_full or times > _SHORTLIST * len(units.rows):
            return chosen
        times *= 2


def _shortlist(units: Units, budget: Budget, times: int) -> Units:
    """The units of highest score that fit and together fill the budget so many `times`."""
    order = np.argsort(-units.scores, kind="stable")
    for size, room in ((units.words, budget.words), (units.sentences, budget.sentences)):
        if room is not None:
            order = order[size[order] <= room]
            order = order[np.cumsum(size[order]) - size[order] < times * room]
    return units[np.sort(order)]


class _Search:
    """The units chosen so far, and what each other one would add to them."""

    def __init__(self, units: Units, budget: Budget) -> None:
        self._units = units
        self._words = budget.words if budget.words is not None else int(units.words.sum())
        self._sentences = budget.sentences if budget.sentences is not None else int(units.sentences.sum())
        self._usual = 1 if budget.sentences is not None else int(np.median(units.words)) if units.rows else 0
        self._gain = units.worth()
        self._open = np.ones(len(units.rows), dtype=np.bool_)
        self._units_of: dict[int, list[int]] = {}
        for unit, rows in enumerate(units.rows):
            for row in rows:
                self._units_of.setdefault(row, []).append(unit)

    @property
    def is_full(self) -> bool:
        """Whether the room that is left is less than a passage usually needs."""
        return self._words < self._usual or self._sentences < 1

    def run(self) -> Iterator[int]:
        """Choose the unit that gains most, as long as one gains at all; then use room that a passage usually fits into.

        Less room is left alone: better short than padded.
        """
        while (fits := self._fits()).any():
            best = int(np.argmax(np.where(fits, self._gain, -np.inf)))
            if self._gain[best] <= 0 and self.is_full:
                return
            self._choose(best)
            yield best

    def _fits(self) -> NDArray[np.bool_]:
        """Which units may be added."""
        units = self._units
        fits: NDArray[np.bool_] = self._open & (units.words <= self._words) & (units.sentences <= self._sentences)
        return fits

    def _choose(self, unit: int) -> None:
        """Take up the unit's room, and from the others what they share with it; its repetitions are out."""
        units = self._units
        likeness = np.asarray((units.vectors @ units.vectors[[unit]].T).todense()).ravel()
        self._gain -= _REDUNDANCY * likeness**2 * np.sqrt(np.minimum(units.words, units.words[unit]))
        self._open[likeness > _SAME] = False
        self._open[[other for row in units.rows[unit] for other in self._units_of[row]]] = False
        self._words -= int(units.words[unit])
        self._sentences -= int(units.sentences[unit])
