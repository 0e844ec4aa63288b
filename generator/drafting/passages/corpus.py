"""All passages of all documents as rows of one sparse matrix: built once, used by rankers and selection alike."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from generator.drafting.passages.forms import form_of
from generator.model import Article, Document, Passage, Span

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
Matrix: TypeAlias = Any  # scipy publishes no types: always a scipy.sparse.csr_array of float64

_TOKEN = re.compile(r"[^\W_](?:[\w'’.-]*[^\W_])?")


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """Passages in reading order: documents as given, then position; one row each."""

    documents: tuple[Document, ...]
    texts: tuple[str, ...]
    languages: tuple[str, ...]
    """The language of each row's document."""
    lengths: Integers
    """Words as a reader counts them, sentence by sentence."""
    words: tuple[tuple[str, ...], ...]
    """Content words."""
    document_of: Integers
    """The index of each row's document."""
    place: Integers
    """Where each row stands among its document's passages, from 0."""
    origins: Integers
    """For each document the index of the one that it repeats; its own index where it repeats none."""
    vocabulary: dict[str, int]
    counts: Matrix
    """Word counts, (size, words)."""
    idf: Floats
    """ln((1 + size) / (1 + passages with the word)) + 1, (words,)."""
    vectors: Matrix
    """TF-IDF rows of length 1 (or 0 where a passage has no content words), (size, words)."""
    titles: Matrix
    """Word counts of the documents' titles, for words that passages have, (documents, words)."""

    @property
    def size(self) -> int:
        """The number of passages."""
        return len(self.texts)

    @property
    def stories(self) -> int:
        """The number of documents that do not repeat another."""
        return len(set(self.origins.tolist()))

    def bounds(self) -> list[tuple[int, int]]:
        """For each document its first row, and the row after its last."""
        ends = np.cumsum([len(document.passages) for document in self.documents]).tolist()
        return list(zip([0, *ends][: len(ends)], ends, strict=True))

    def split(self, values: Floats) -> tuple[tuple[float, ...], ...]:
        """One value per row → one tuple per document."""
        return tuple(tuple(values[start:end].tolist()) for start, end in self.bounds())


def gather(documents: Sequence[Document], *, copies: Mapping[str, str] | None = None) -> Corpus:
    """The corpus of `documents`, whose `Sentence.words` are its words.

    `copies` maps the id of a document to the id of the one that it repeats.
    """
    at = [(index, place) for index, document in enumerate(documents) for place in range(len(document.passages))]
    document_of, place = np.array(at, dtype=np.int64).reshape(-1, 2).T.copy()
    words = tuple(_words(documents[index], place) for index, place in at)
    vocabulary = {word: number for number, word in enumerate(dict.fromkeys(chain.from_iterable(words)))}
    counts = _count(words, vocabulary)
    idf = np.log((1 + len(at)) / (1 + np.asarray((counts > 0).sum(axis=0), dtype=np.float64).ravel())) + 1
    return Corpus(
        documents=tuple(documents),
        texts=tuple(documents[index].passages[place].span.of(documents[index].article.text) for index, place in at),
        languages=tuple(documents[index].article.language for index, _ in at),
        lengths=np.array(
            [_length(documents[index], documents[index].passages[place]) for index, place in at], dtype=np.int64
        ),
        words=words,
        document_of=document_of,
        place=place,
        origins=_origins(documents, copies or {}),
        vocabulary=vocabulary,
        counts=counts,
        idf=idf,
        vectors=unit_rows(counts * idf[np.newaxis, :]),
        titles=_count([_title_words(document.article, vocabulary) for document in documents], vocabulary),
    )


def sentence_spans(document: Document, passage: Passage) -> tuple[Span, ...]:
    """The sentences of a passage; a mark that the parser took for a sentence is added to its neighbour."""
    spans: list[Span] = []
    open_mark = None
    for index in passage.sentences:
        span = document.sentences[index].span
        if any(map(str.isalnum, span.of(document.article.text))):
            spans.append(Span(span.start if open_mark is None else open_mark, span.end))
            open_mark = None
        elif spans and spans[-1].end == span.start:
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            open_mark = span.start if open_mark is None else open_mark
    if open_mark is not None:
        start = spans.pop().start if spans else open_mark
        spans.append(Span(start, passage.span.end))
    return tuple(spans)


def tokens(text: str) -> list[str]:
    """The words and numbers of `text`, lower case."""
    return [match.group().lower() for match in _TOKEN.finditer(text)]


def unit_rows(matrix: Matrix) -> Matrix:
    """`matrix` with each row divided by its length; empty rows stay empty."""
    matrix = sparse.csr_array(matrix)
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_array(sparse.diags_array(1 / np.where(norms > 0, norms, 1)) @ matrix)


def _words(document: Document, place: int) -> tuple[str, ...]:
    return tuple(word for index in document.passages[place].sentences for word in document.sentences[index].words)


def _length(document: Document, passage: Passage) -> int:
    return sum(len(span.of(document.article.text).split()) for span in sentence_spans(document, passage))


def _origins(documents: Sequence[Document], copies: Mapping[str, str]) -> Integers:
    index_of = {document.article.id: index for index, document in enumerate(documents)}
    names = (copies.get(document.article.id, document.article.id) for document in documents)
    return np.array([index_of.get(name, index) for index, name in enumerate(names)], dtype=np.int64)


def _count(rows: Sequence[Sequence[str]], vocabulary: Mapping[str, int]) -> Matrix:
    """Counts of words, (rows, words)."""
    row_of = np.repeat(np.arange(len(rows)), [len(row) for row in rows]) if rows else np.zeros(0, dtype=np.int64)
    columns = np.array([vocabulary[word] for row in rows for word in row], dtype=np.int64)
    shape = (len(rows), max(1, len(vocabulary)))
    return sparse.csr_array((np.ones(len(columns)), (row_of, columns)), shape=shape)


def _title_words(article: Article, vocabulary: Mapping[str, int]) -> list[str]:
    """The words of a title under the lemmas that `vocabulary` knows."""
    form = form_of(article.language)
    known = (_known(form.whole(token), vocabulary, form.endings) for token in tokens(article.title))
    return [word for word in known if word is not None]


def _known(token: str, vocabulary: Mapping[str, int], endings: Sequence[tuple[str, str]]) -> str | None:
    """The lemma under which `vocabulary` knows `token`: itself, or what is left without one of the `endings`."""
    stems = (token.removesuffix(ending) + instead for ending, instead in endings if token.endswith(ending))
    return next((stem for stem in (token, *stems) if stem in vocabulary), None)


def saliences(scores: Floats, bonus: Sequence[float] | None = None) -> Floats:
    """Scores of any scale → 0…1 in the same order, 0.5 for their mean; `bonus` is added in standard deviations."""
    finite = np.nan_to_num(np.asarray(scores, dtype=np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    if not len(finite):
        return finite
    standard = (finite - finite.mean()) / (finite.std() or 1.0)
    if bonus is not None:
        extra = np.asarray(bonus, dtype=np.float64)
        standard += extra - extra.mean()
    chances: Floats = 1 / (1 + np.exp(-standard))
    return chances
