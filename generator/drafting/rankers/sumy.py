"""sumy's summarizers as rankers: they take the same passages and words, and their rating of each passage is used.

The words are those of the analysis, so sumy's tokenizers, stemmers and their data are not needed.
"""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from generator.drafting.passages.corpus import Corpus, Floats

_DIGITS = 9  # sumy adds up in hash order: further digits are noise
_NULL_WORDS = ("the", "a", "of")  # sumy requires some; content words have none
_STIGMA_WORDS = ("hardly", "impossible", "perhaps", "maybe", "presumably")
_MOST_BONUS_WORDS = 10  # where no document has a title


class _Words:
    """A tokenizer that gives sumy words that are ready: the text of a sentence is the key to its words."""

    def __init__(self, words: dict[str, Sequence[str]]) -> None:
        self._words = words

    def to_words(self, text: str) -> Sequence[str]:
        """The words kept under `text`."""
        return self._words[text]


def edmundson(corpus: Corpus) -> Floats:
    """Edmundson (JACM 1969), words of the titles taken for bonus words."""
    summarizer = EdmundsonSummarizer()
    words = list(corpus.vocabulary)
    titled = np.asarray(corpus.titles.sum(axis=0)).ravel()
    common = np.asarray(corpus.counts.sum(axis=0)).ravel()
    bonus = np.flatnonzero(titled) if titled.any() else np.argsort(-common, kind="stable")[:_MOST_BONUS_WORDS]
    summarizer.bonus_words = [words[index] for index in bonus if index < len(words)]
    summarizer.stigma_words, summarizer.null_words = _STIGMA_WORDS, _NULL_WORDS
    return _ratings(corpus, summarizer, with_titles=True)


def kl(corpus: Corpus) -> Floats:
    """KLSum, Haghighi and Vanderwende (NAACL 2009)."""
    return _ratings(corpus, KLSummarizer())


def lex_rank(corpus: Corpus) -> Floats:
    """LexRank, Erkan and Radev (JAIR 2004)."""
    return _ratings(corpus, LexRankSummarizer())


def lsa(corpus: Corpus) -> Floats:
    """Latent semantic analysis, Steinberger and Ježek (2004)."""
    return _ratings(corpus, LsaSummarizer())


def luhn(corpus: Corpus) -> Floats:
    """Luhn, "The Automatic Creation of Literature Abstracts" (1958)."""
    return _ratings(corpus, LuhnSummarizer())


def reduction(corpus: Corpus) -> Floats:
    """Reduction: how much a passage shares with all others."""
    return _ratings(corpus, ReductionSummarizer())


def sum_basic(corpus: Corpus) -> Floats:
    """SumBasic, Nenkova and Vanderwende (2005)."""
    return _ratings(corpus, SumBasicSummarizer())


def text_rank(corpus: Corpus) -> Floats:
    """TextRank, Mihalcea and Tarau (EMNLP 2004)."""
    return _ratings(corpus, TextRankSummarizer())


def _ratings(corpus: Corpus, summarizer: Callable[..., Any], *, with_titles: bool = False) -> Floats:
    """The rating of every passage; one without content words gets the lowest, since sumy divides by their number."""
    rows = [row for row in range(corpus.size) if corpus.words[row]]
    ratings: dict[int, float] = {}

    def keep(infos: Iterable[Any]) -> tuple[Any, ...]:
        for info in infos:
            ratings[rows[info.order]] = round(float(info.rating), _DIGITS)
        return ()

    if rows:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # LSA's, about texts with fewer words than sentences
            summarizer(_model(corpus, rows, with_titles), keep)
    lowest = min(ratings.values(), default=0.0)
    return np.array([ratings.get(row, lowest) for row in range(corpus.size)])


def _model(corpus: Corpus, rows: Sequence[int], with_titles: bool) -> ObjectDocumentModel:
    """The document of these rows in sumy's form, a paragraph for each document's paragraph."""
    words = _Words({str(row): corpus.words[row] for row in rows} | dict(_titles(corpus)))
    paragraphs = [
        Paragraph([Sentence(str(row), words) for row in group])
        for _, group in itertools.groupby(rows, key=lambda row: _paragraph(corpus, row))
    ]
    titles = [Paragraph([Sentence(key, words, is_heading=True) for key, _ in _titles(corpus)])] if with_titles else []
    return ObjectDocumentModel(titles + paragraphs)


def _titles(corpus: Corpus) -> Iterator[tuple[str, list[str]]]:
    names = list(corpus.vocabulary)
    for index in range(len(corpus.documents)):
        yield f"title {index}", [names[column] for column in corpus.titles[[index]].indices]


def _paragraph(corpus: Corpus, row: int) -> tuple[int, int]:
    index = int(corpus.document_of[row])
    document = corpus.documents[index]
    return index, document.sentences[document.passages[int(corpus.place[row])].sentences[0]].paragraph
