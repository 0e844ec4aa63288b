"""Analyses of which those that are kept need not be made again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from generator.codec.packing import analysis_hash
from generator.jobs.archive.store import Archive
from generator.model import Article, Document
from generator.profile import Profile

if TYPE_CHECKING:
    from generator.drafting.shortlist import Weighed

_TOGETHER = 100  # documents that are read or kept in one transaction


def analysed(
    archive: Archive,
    articles: Sequence[Article],
    analyse: Callable[[Sequence[Article]], Iterable[Document]],
    *,
    pipeline: str,
    now: dt.datetime,
) -> Iterator[Document]:
    """The documents of `articles`, in order, streaming; `analyse` is asked only for those that are not kept.

    It gets them at once, and its answers are kept as they come, a hundred at a time.
    """
    hashes = [analysis_hash(article) for article in articles]
    known = archive.analysed(set(hashes), pipeline)
    answers = iter(analyse([article for article, hash_ in zip(articles, hashes, strict=True) if hash_ not in known]))
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


def weighed(
    archive: Archive,
    articles: Sequence[Article],
    weigh: Callable[[Sequence[Article]], Iterable[Weighed]],
    *,
    profile: Profile,
    pipeline: str,
    now: dt.datetime,
) -> Iterator[Weighed]:
    """What each of `articles` is worth to a profile, in order, streaming; `weigh` is asked only for the unknown ones.

    An analysis that is kept is weighed again where the profile has changed. What comes of `weigh` is kept, and its
    analyses too, so that `analysed` finds them.
    """
    from generator.drafting.shortlist import Weighed, worths  # noqa: PLC0415 - numpy

    hashes = [analysis_hash(article) for article in articles]
    known = archive.worths(set(hashes), pipeline, profile.sha256)
    kept = archive.analysed(set(hashes) - known.keys(), pipeline)
    done = known.keys() | kept
    answers = iter(weigh([article for article, hash_ in zip(articles, hashes, strict=True) if hash_ not in done]))
    for start in range(0, len(articles), _TOGETHER):
        run = list(zip(articles[start : start + _TOGETHER], hashes[start:], strict=False))
        again = iter(archive.analyses([article for article, hash_ in run if hash_ in kept], pipeline))
        fresh: dict[str, Weighed] = {}
        for article, hash_ in run:
            if hash_ not in known:
                document = next(again) if hash_ in kept else None
                one = Weighed(worths(document, profile)) if document else None
                fresh[hash_] = one or (next(iter(weigh([article]))) if hash_ in kept else next(answers))
            yield Weighed(known[hash_] if hash_ in known else fresh[hash_].worths)
        archive.keep_packed({hash_: one.packed for hash_, one in fresh.items() if one.packed}, pipeline, now)
        archive.keep_worths({hash_: one.worths for hash_, one in fresh.items()}, pipeline, profile.sha256, now)
