"""Analyses of which those that are kept need not be made again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.archive.packing import analysis_hash
from generator.archive.store import Archive
from generator.model import Article, Document

_TOGETHER = 100  # documents that are read or kept in one transaction


def analysed(
    archive: Archive,
    articles: Sequence[Article],
    analyse: Callable[[Iterable[Article]], Iterable[Document]],
    *,
    pipeline: str,
    now: dt.datetime,
) -> Iterator[Document]:
    """The documents of `articles`, in order, streaming; `analyse` is asked only for those that are not kept.

    It gets them as one stream, and its answers are kept as they come, a hundred at a time.
    """
    hashes = [analysis_hash(article) for article in articles]
    known = archive.analysed(set(hashes), pipeline)
    answers = iter(analyse(article for article, hash_ in zip(articles, hashes, strict=True) if hash_ not in known))
    for start in range(0, len(articles), _TOGETHER):
        run = articles[start : start + _TOGETHER]
        kept = [article for article, hash_ in zip(run, hashes[start:], strict=False) if hash_ in known]
        found = iter(archive.analyses(kept, pipeline))
        fresh: list[Document] = []
        for article, hash_ in zip(run, hashes[start:], strict=False):
            document = next(found) if hash_ in known else next(answers)
            if document is None or hash_ not in known:
                fresh.append(document := document or next(iter(analyse([article]))))
            yield document
        archive.keep_analyses(fresh, pipeline, now)
