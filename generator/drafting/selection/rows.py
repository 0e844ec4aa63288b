"""What two passages of a corpus are held against each other by: their words, facts, voices and stories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from scipy import sparse

from generator.drafting.passages.corpus import Corpus, Matrix, tokens
from generator.drafting.passages.forms import form_of
from generator.drafting.selection.facts import FactRules, Facts, Quantity, facts
from generator.drafting.selection.languages import rules_of
from generator.model import Passage

LEAST_WORDS = 4
"""Content words; shorter passages resemble each other by chance."""
_MOST_PASSAGES = 300  # words of more passages tell no two of them from the rest; without them pairs stay few
_BLOCK = 1000
_NO_FACTS = Facts(frozenset(), frozenset(), denied=False)


class Rows:
    """The passages of a corpus as they are compared, each by the rules of its language."""

    def __init__(self, corpus: Corpus, copies: Mapping[str, str]) -> None:
        self.corpus = corpus
        self._copies = copies

    def rules(self, row: int) -> FactRules | None:
        """How the language of a row writes facts, None where nothing in it can be compared."""
        return rules_of(self.corpus.languages[row]).facts

    def facts(self, row: int) -> Facts:
        """The facts of a row, none in a language that has no rules for them."""
        rules = self.rules(row)
        return facts(self.corpus.texts[row], rules) if rules else _NO_FACTS

    def quantities(self, row: int) -> frozenset[Quantity]:
        """The quantities that a row gives."""
        return self.facts(row).quantities

    def are_of_one_language(self, a: int, b: int) -> bool:
        """Whether two rows are in the same language."""
        return self.corpus.languages[a] == self.corpus.languages[b]

    def covers(self, row: int, other: int, *, ignoring: frozenset[str] = frozenset()) -> float:
        """The share of the words of `other`, by rarity, that `row` has."""
        corpus = self.corpus
        mine, its = set(corpus.words[row]), sorted(set(corpus.words[other]) - ignoring)
        weights = [float(corpus.idf[corpus.vocabulary[word]]) for word in its]
        covered = sum(weight for word, weight in zip(its, weights, strict=True) if word in mine)
        return covered / (sum(weights) or 1.0)

    def words_of(self, text: str, row: int) -> set[str]:
        """The words of a text in the language of a row, lower case."""
        form = form_of(self.corpus.languages[row])
        return {form.whole(token) for token in tokens(text)}

    def passage(self, row: int) -> Passage:
        """The passage of a row."""
        return self.corpus.documents[int(self.corpus.document_of[row])].passages[int(self.corpus.place[row])]

    def article(self, row: int) -> str:
        """The id of a row's article."""
        return self.corpus.documents[int(self.corpus.document_of[row])].article.id

    def is_copy(self, row: int) -> bool:
        """Whether a row's article repeats another."""
        return self.article(row) in self._copies

    def story(self, row: int) -> str:
        """The id of the independent story that a row belongs to."""
        return self._copies.get(self.article(row), self.article(row))


def near_pairs(rows: Matrix, least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs a < b of unit rows whose cosine is at least `least`, in order."""
    common = np.asarray((rows > 0).sum(axis=0)).ravel() > _MOST_PASSAGES
    kept = sparse.csr_array(rows * ~common[np.newaxis, :]) if common.any() else rows
    turned = sparse.csr_array(kept.T)
    for start in range(0, kept.shape[0], _BLOCK):
        block = sparse.coo_array(kept[start : start + _BLOCK] @ turned)
        close = (block.data >= least) & (block.col > block.row + start)
        found = sorted(zip(block.row[close] + start, block.col[close], block.data[close], strict=True))
        yield from ((int(a), int(b), float(likeness)) for a, b, likeness in found)
