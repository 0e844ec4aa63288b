"""How likely each word of the stories is to be used in a summary of them.

A logistic model of where a word occurs: in how many independent stories, leads and headlines, how often, how early.
After Hong and Nenkova, "Improving the Estimation of Word Importance for News Multi-Document Summarization" (EACL 2014).
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from generator.drafting.passages.corpus import Corpus, Floats, Integers, Matrix

NAMES = ("stories", "leads", "first", "titles", "count", "passages", "early", "number", "shared")
_LEAD = 3  # passages
_FAR = np.log(60)  # after about sixty passages it no longer matters how late a word comes


def word_features(corpus: Corpus) -> Floats:
    """The features of each word of the vocabulary, (words, len(NAMES)); copies of a story count as one."""
    present = (corpus.counts > 0).astype(np.float64)
    stories = max(1, corpus.stories)
    origin = corpus.origins[corpus.document_of]
    in_stories = _stories_with(present, origin)
    titled = sparse.csr_array(corpus.titles > 0).astype(np.float64)
    columns = (
        in_stories / stories,
        _stories_with(present[corpus.place < _LEAD], origin[corpus.place < _LEAD]) / stories,
        _stories_with(present[corpus.place == 0], origin[corpus.place == 0]) / stories,
        _stories_with(titled, corpus.origins) / stories,
        np.log1p(_sum(corpus.counts)),
        _sum(present) / max(1, corpus.size),
        _earliest(corpus),
        np.array([any(map(str.isdigit, word)) for word in corpus.vocabulary or {"": 0}], dtype=np.float64),
        (in_stories > 1).astype(np.float64),
    )
    return np.stack(columns, axis=1)


def importance(corpus: Corpus, bias: float, weights: Floats) -> Floats:
    """The probability that a summary uses each word of the vocabulary, (words,)."""
    return 1 / (1 + np.exp(-(bias + word_features(corpus) @ weights)))


def _stories_with(present: Matrix, origin: Integers) -> Floats:
    """The number of stories with each word; `origin` is the story of each row."""
    if not present.shape[0]:
        return np.zeros(present.shape[1])
    groups = sparse.csr_array((np.ones(len(origin)), (origin, np.arange(len(origin)))))
    return _sum((groups @ present > 0).astype(np.float64))


def _earliest(corpus: Corpus) -> Floats:
    """How early each word first comes in any story: from 0 in the first passage to 1 far down."""
    cells = corpus.counts.tocoo()
    earliest = np.ones(corpus.counts.shape[1])
    np.minimum.at(earliest, cells.col, np.log1p(corpus.place[cells.row]) / _FAR)
    return earliest


def _sum(matrix: Matrix) -> Floats:
    return np.asarray(matrix.sum(axis=0), dtype=np.float64).ravel()
