"""The centrality of passages: the more others resemble one, the higher it ranks.

Erkan and Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization" (JAIR 22, 2004), with the
words weighted, the graph cut and the iteration stopped as in sumy, so that the order is the same.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from generator.drafting.passages.corpus import Corpus, Floats, Matrix, unit_rows

_THRESHOLD = 0.1  # cosine above which two passages are linked
_CHANGE = 0.1  # Euclidean distance between two rounds at which the iteration stops
_ROUNDS = 100
_BLOCK = 1000  # rows whose cosines are held at a time
_MANY, _COMMON = 2000, 0.1  # of so many passages, a word in a tenth weighs too little to link any two


def lexrank(corpus: Corpus) -> Floats:
    """The centrality of each passage in the graph of passages that resemble each other, (size,)."""
    if not corpus.size:
        return np.zeros(0)
    rows = _weighted(corpus)
    if corpus.size >= _MANY:
        rare = np.asarray((corpus.counts > 0).sum(axis=0)).ravel() <= _COMMON * corpus.size
        rows = sparse.csr_array(rows * rare[np.newaxis, :])
    links = _links(rows)
    degrees = np.maximum(1, np.asarray(links.sum(axis=1)).ravel())
    walk = sparse.csr_array(links.T)
    scores = np.full(corpus.size, 1 / corpus.size)
    for _ in range(_ROUNDS):
        following = walk @ (scores / degrees)
        following /= np.linalg.norm(following) or 1.0
        change = np.linalg.norm(following - scores)
        scores = following
        if change <= _CHANGE:
            break
    return scores


def _weighted(corpus: Corpus) -> Matrix:
    """Unit rows of counts relative to the row's highest, times ln(size / (1 + passages with the word))."""
    highest = np.maximum(1, corpus.counts.max(axis=1).toarray().ravel())
    found = np.asarray((corpus.counts > 0).sum(axis=0), dtype=np.float64).ravel()
    idf = np.log(corpus.size / (1 + found))
    return unit_rows(sparse.diags_array(1 / highest) @ corpus.counts * idf[np.newaxis, :])


def _links(rows: Matrix) -> Matrix:
    """1 where two rows resemble each other, (size, size)."""
    turned = sparse.csr_array(rows.T)
    blocks = [_linked(rows[start : start + _BLOCK] @ turned) for start in range(0, rows.shape[0], _BLOCK)]
    return sparse.csr_array(sparse.vstack(blocks))


def _linked(cosines: Matrix) -> Matrix:
    """1 where a cosine is high enough, in the place of the cosines; comparing the matrix itself would sort it first."""
    cosines.data = (cosines.data > _THRESHOLD).astype(np.float64)
    cosines.eliminate_zeros()
    return cosines
