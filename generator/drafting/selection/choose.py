"""Which passages make a summary, when the space is given.

Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): the next passage is the one that is worth most, less
what it shares with those already chosen. A long passage can keep out two short ones that are worth more together, so
passages are then exchanged for others as long as the total improves (McDonald, "A Study of Global Inference
Algorithms in Multi-Document Summarization", ECIR 2007, finds how far the greedy choice lies from the best).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from generator.drafting.passages.corpus import Corpus, Floats, Integers, Matrix, sentence_spans, tokens, unit_rows

_REDUNDANCY = 8.0  # times their cosine, squared: standard deviations of salience that two passages lose together
_FLOOR = (0.25, 1.0)  # standard deviations below the shortlist's mean at which a passage is worth nothing: where hardly
# any passage came on the shortlist, so that all of them are good, and where all did
_SAME = 0.6  # a cosine above it says the same in other words; so does a share of all words, common to both
_SHORTLIST = 6  # times the budget: only the best passages that fill it so often are looked at, or fillers creep in
_MANY = 200  # passages in the shortlist, above which the budget is so large that exchanges hardly matter


@dataclass(frozen=True, slots=True)
class Budget:
    """Room for a summary: the most words and sentences, None for no limit."""

    words: int | None = None
    sentences: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """What can be chosen: rows of the corpus that are printed together; arrays have one value per unit."""

    rows: tuple[tuple[int, ...], ...]
    words: Integers
    sentences: Integers
    scores: Floats
    """Mean log odds of the rows' saliences."""
    vectors: Matrix
    tokens: tuple[tuple[frozenset[str], ...], ...]
    """All words of each unit's rows: the cosine gives little weight to words that a story keeps using."""
    share: float = 1.0
    """The share of all units that these are."""

    def __getitem__(self, chosen: Integers) -> Units:
        """The units at these indices."""
        rows = tuple(self.rows[index] for index in chosen.tolist())
        share = len(rows) / max(1, len(self.rows))
        words = tuple(self.tokens[index] for index in chosen.tolist())
        numbers = self.words[chosen], self.sentences[chosen], self.scores[chosen]
        return Units(rows, *numbers, self.vectors[chosen], words, share)

    def worth(self) -> Floats:
        """What each unit is worth among these; it grows with the salience and the square root of the words."""
        if not self.rows:
            return self.scores
        standard: Floats = (self.scores - self.scores.mean()) / (self.scores.std() or 1.0)
        return (standard + np.interp(self.share, (0, 1), _FLOOR)) * np.sqrt(self.words)

    def repeats(self, unit: int) -> NDArray[np.bool_]:
        """Which units have a row that shares most of its words (Jaccard) with a row of `unit`."""
        mine = self.tokens[unit]
        pairs = (((one, other) for one in mine for other in its) for its in self.tokens)
        alike = [any(len(one & other) > _SAME * len(one | other) for one, other in some) for some in pairs]
        return np.array(alike, dtype=np.bool_)

    def shared(self) -> Floats:
        """The loss for every two units, (size, size); infinite where they overlap or one repeats the other."""
        likeness = np.asarray((self.vectors @ self.vectors.T).todense())
        loss: Floats = _REDUNDANCY * likeness**2 * np.sqrt(np.minimum(self.words[:, None], self.words[None, :]))
        number = max((row for rows in self.rows for row in rows), default=0) + 1
        holds = np.zeros((len(self.rows), number))
        for unit, rows in enumerate(self.rows):
            holds[unit, list(rows)] = 1
        same = np.stack([self.repeats(unit) for unit in range(len(self.rows))])
        loss[(likeness > _SAME) | same | (holds @ holds.T > 0)] = np.inf
        return loss


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
    row_words = [frozenset(tokens(text)) for text in corpus.texts]
    words = tuple(tuple(row_words[row] for row in group) for group in groups)
    vectors = unit_rows(member @ corpus.vectors)
    return Units(groups, member @ corpus.lengths, member @ sentences, scores, vectors, words)


def _best(units: Units, budget: Budget) -> set[int]:
    """The rows of the best set; the shortlist grows until the budget is filled or everything was looked at."""
    times = _SHORTLIST
    while True:
        short = _shortlist(units, budget, times)
        search = _Search(short, budget)
        units_chosen = _exchanged(short, list(search.run()), budget)
        chosen = {row for unit in units_chosen for row in short.rows[unit]}
        if search.is_full or times > _SHORTLIST * len(units.rows):
            return chosen
        times *= 2


def _shortlist(units: Units, budget: Budget, times: int) -> Units:
    """The units with the highest scores that fit and together fill the budget `times` times."""
    order = np.argsort(-units.scores, kind="stable")
    for size, room in ((units.words, budget.words), (units.sentences, budget.sentences)):
        if room is not None:
            order = order[size[order] <= room]
            order = order[np.cumsum(size[order]) - size[order] < times * room]
    return units[np.sort(order)]


def _exchanged(units: Units, chosen: list[int], budget: Budget) -> list[int]:
    """The units `chosen`, after every exchange of one for one or two others that raises the total."""
    if not chosen or len(units.rows) > _MANY:
        return chosen
    worth, shared = units.worth(), units.shared()
    while True:
        best, exchanged = 1e-9, chosen
        for unit in chosen:
            rest = [other for other in chosen if other != unit]
            gain = worth - shared[rest].sum(axis=0)
            pairs = _pairs_worth(units, gain, shared, rest, budget)
            one, other = np.unravel_index(int(np.argmax(pairs)), pairs.shape)
            if pairs[one, other] - gain[unit] > best:
                best = float(pairs[one, other] - gain[unit])
                exchanged = [*rest, *sorted({int(one), int(other)})]
        if exchanged is chosen:
            return chosen
        chosen = exchanged


def _pairs_worth(units: Units, gain: Floats, shared: Floats, rest: list[int], budget: Budget) -> Floats:
    """What every two units add to the `rest`, single ones on the diagonal; minus infinity where they do not fit."""
    value: Floats = gain[:, None] + gain[None, :] - shared
    np.fill_diagonal(value, gain)
    for size, room in ((units.words, budget.words), (units.sentences, budget.sentences)):
        if room is not None:
            together = size[:, None] + size[None, :]
            np.fill_diagonal(together, size)
            value[together > room - size[rest].sum()] = -np.inf
    return value


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
        """Choose the unit with the highest gain while there is any; then use room into which a passage usually fits.

        Less room stays empty: better short than padded.
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
        """Use up the unit's room, lower the others' gains by what they share with it, and close its repetitions."""
        units = self._units
        likeness = np.asarray((units.vectors @ units.vectors[[unit]].T).todense()).ravel()
        self._gain -= _REDUNDANCY * likeness**2 * np.sqrt(np.minimum(units.words, units.words[unit]))
        self._open[(likeness > _SAME) | units.repeats(unit)] = False
        self._open[[other for row in units.rows[unit] for other in self._units_of[row]]] = False
        self._words -= int(units.words[unit])
        self._sentences -= int(units.sentences[unit])
