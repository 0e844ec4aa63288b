"""The features of a passage for the default ranker: one column for each name in `NAMES`."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from generator.drafting.passages.corpus import Corpus, Floats, Matrix, unit_rows
from generator.drafting.passages.form import Form, outside_quotations
from generator.drafting.passages.forms import form_of

NAMES = (
    "early",
    "depth",
    "titles",
    "title",
    "leads",
    "centroid",
    "worth",
    "density",
    "length",
    "long",
    "quoted",
    "day",
    "leaning",
    "told",
)
_LEAD = 3  # passages
_LONG = 40  # words


def features(corpus: Corpus, word_importance: Floats) -> Floats:
    """The features of every passage, (size, len(NAMES)), on their own scales."""
    place = corpus.place.astype(np.float64)
    words = corpus.lengths.astype(np.float64)
    worth = (corpus.counts > 0).astype(np.float64) @ word_importance
    reported = [outside_quotations(text) for text in corpus.texts]
    titles = unit_rows(corpus.titles * corpus.idf[np.newaxis, :])
    in_titles = (corpus.vectors @ titles.T).toarray() if corpus.size else np.zeros((0, len(corpus.documents)))
    columns = (
        1 / (1 + place),
        np.log1p(place),
        in_titles.sum(axis=1) / max(1, len(corpus.documents)),
        in_titles.max(axis=1, initial=0.0),
        _likeness(corpus, place < _LEAD),
        _likeness(corpus, place >= 0),
        worth / np.sqrt(words + 5),
        worth / (words + 5),
        np.log1p(words),
        (words > _LONG).astype(np.float64),
        np.array([1 - len(rest) / max(1, len(text)) for rest, text in zip(reported, corpus.texts, strict=True)]),
        _share(corpus, reported, lambda form, text: bool(form.day.search(text))),
        _share(corpus, corpus.texts, lambda form, text: form.opening(text) is not None),
        _told(corpus),
    )
    return np.stack(columns, axis=1)


def _share(corpus: Corpus, texts: Sequence[str], test: Callable[[Form, str], bool]) -> Floats:
    """1 for each of the corpus's `texts` that passes a test of its language, else 0."""
    pairs = zip(corpus.languages, texts, strict=True)
    return np.array([test(form_of(language), text) for language, text in pairs], dtype=np.float64)


def _told(corpus: Corpus) -> Floats:
    """1 for passages in which someone says, thinks or denies something, else 0."""
    told = np.zeros(corpus.size)
    for document, (first, after) in zip(corpus.documents, corpus.bounds(), strict=True):
        starts = [passage.span.start for passage in document.passages]
        for attribution in document.attributions:
            span = attribution.span
            at = max(0, bisect.bisect_right(starts, span.start) - 1)
            told[first + at : min(after, first + bisect.bisect_left(starts, span.end))] = 1
    return told


def _likeness(corpus: Corpus, chosen: NDArray[np.bool_]) -> Floats:
    """The cosine of every passage with the mean of the documents' mean of their `chosen` passages."""
    rows = np.flatnonzero(chosen)
    documents = len(corpus.documents)
    pick = sparse.csr_array((np.ones(len(rows)), (corpus.document_of[rows], rows)), shape=(documents, corpus.size))
    means: Matrix = pick @ corpus.vectors
    centre = unit_rows(means.sum(axis=0)[np.newaxis, :])
    return np.asarray((corpus.vectors @ centre.T).todense(), dtype=np.float64).ravel()
