"""Articles → documents, in this process or in several."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor

from generator.model import Article, Document

_CHUNK = 8  # articles that one process analyses before it hands them back


def analyse_all(articles: Iterable[Article], *, pipeline: str = "", jobs: int = 1) -> Iterator[Document]:
    """The documents of `articles`, in order, streaming; with `jobs` > 1 from as many processes."""
    if jobs == 1:
        from generator.analysis import analyse  # noqa: PLC0415 - spaCy

        yield from analyse(articles, pipeline=pipeline)
        return
    with ProcessPoolExecutor(jobs) as pool:
        chunks = _chunks(articles)
        pending = [pool.submit(_analyse_chunk, chunk, pipeline) for chunk in itertools.islice(chunks, 2 * jobs)]
        while pending:
            yield from pending.pop(0).result()
            pending.extend(pool.submit(_analyse_chunk, chunk, pipeline) for chunk in itertools.islice(chunks, 1))


def _chunks(articles: Iterable[Article]) -> Iterator[tuple[Article, ...]]:
    stream = iter(articles)
    while chunk := tuple(itertools.islice(stream, _CHUNK)):
        yield chunk


def _analyse_chunk(articles: tuple[Article, ...], pipeline: str) -> tuple[Document, ...]:
    from generator.analysis import analyse  # noqa: PLC0415 - spaCy

    return tuple(analyse(articles, pipeline=pipeline))
