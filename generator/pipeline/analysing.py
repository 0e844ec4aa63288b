"""Articles → documents, with whatever workers there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from generator.executors import SERIAL, Workers
from generator.model import Article, Document

_MOST_ARTICLES, _MOST_CHARACTERS = 8, 20_000  # in one call of a worker


def analyse_all(articles: Iterable[Article], *, pipeline: str = "", workers: Workers = SERIAL) -> Iterator[Document]:
    """Yield the documents of `articles`, in order, as `workers` analyse them.

    Articles are analysed in the same groups by all kinds of workers, so the documents are the same.
    """
    return chain.from_iterable(workers.map(partial(_analyse_chunk, pipeline=pipeline), chunks(articles)))


def chunks(articles: Iterable[Article]) -> Iterator[tuple[Article, ...]]:
    """`articles` in groups, each enough work for one call of a worker and small enough for its memory."""
    chunk: list[Article] = []
    characters = 0
    for article in articles:
        chunk.append(article)
        characters += len(article.text)
        if len(chunk) == _MOST_ARTICLES or characters >= _MOST_CHARACTERS:
            yield tuple(chunk)
            chunk, characters = [], 0
    if chunk:
        yield tuple(chunk)


def _analyse_chunk(articles: tuple[Article, ...], *, pipeline: str) -> tuple[Document, ...]:
    from generator.analysis.article import analyse  # noqa: PLC0415 - spaCy

    return tuple(analyse(articles, pipeline=pipeline))
