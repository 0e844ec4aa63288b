"""Summaries as the peers make them: whole sentences by their rating alone, nothing said about how they read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from generator.drafting.passages.corpus import Corpus, Floats, gather
from generator.drafting.rankers import Ranker
from generator.model import Document, Passage

_WEIGHT = 0.7  # of a sentence's likeness to the centroid; the rest is taken off for its likeness to those chosen


def plain(
    documents: Sequence[Document], ranker: Ranker, *, words: int | None, sentences: int | None
) -> list[dict[str, Any]]:
    """The sentences that `ranker` rates best, as long as they fit, in reading order."""
    corpus = gather([_by_sentence(document) for document in documents])
    order = np.argsort(-ranker(corpus), kind="stable").tolist() if corpus.size else []
    return _pieces(corpus, _that_fit(corpus, order, words, sentences))


def centroid_mmr(documents: Sequence[Document], *, words: int | None, sentences: int | None) -> list[dict[str, Any]]:
    """The sentences nearest to the TF-IDF centroid that repeat least (Carbonell and Goldstein 1998)."""
    corpus = gather([_by_sentence(document) for document in documents])
    if not corpus.size:
        return []
    centre = np.asarray(corpus.vectors.sum(axis=0), dtype=np.float64).ravel()
    nearness = np.asarray(corpus.vectors @ (centre / (np.linalg.norm(centre) or 1.0)), dtype=np.float64)
    return _pieces(corpus, _that_fit(corpus, _marginal(corpus, nearness), words, sentences))


def _by_sentence(document: Document) -> Document:
    passages = (Passage(sentence.span, (index,)) for index, sentence in enumerate(document.sentences))
    return replace(document, passages=tuple(passages))


def _marginal(corpus: Corpus, nearness: Floats) -> Iterator[int]:
    """All rows by maximal marginal relevance, best first."""
    repeated, left = np.zeros(corpus.size), np.ones(corpus.size, dtype=np.bool_)
    for _ in range(corpus.size):
        gain = _WEIGHT * nearness - (1 - _WEIGHT) * repeated
        best = int(np.argmax(np.where(left, gain, -np.inf)))
        left[best] = False
        repeated = np.maximum(repeated, (corpus.vectors @ corpus.vectors[[best]].T).toarray().ravel())
        yield best


def _that_fit(corpus: Corpus, order: Iterator[int] | list[int], words: int | None, sentences: int | None) -> list[int]:
    """The rows of `order`, taken as long as they fit, back in reading order."""
    room = words if words is not None else int(corpus.lengths.sum())
    places = sentences if sentences is not None else corpus.size
    chosen: list[int] = []
    for row in order:
        if len(chosen) < places and corpus.lengths[row] <= room:
            chosen.append(row)
            room -= int(corpus.lengths[row])
    return sorted(chosen)


def _pieces(corpus: Corpus, rows: Sequence[int]) -> list[dict[str, Any]]:
    names = [document.article.id for document in corpus.documents]
    return [{"document": names[int(corpus.document_of[row])], "text": corpus.texts[row]} for row in rows]
