"""Analyse and weigh stories, reusing what the archive holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from generator.codec.packing import analysis_hash
from generator.jobs.archive.store import Archive
from generator.jobs.archive.stories import batches
from generator.model import Article, Document
from generator.profile import Profile

if TYPE_CHECKING:
    from generator.drafting.shortlist import Weighed

_TOGETHER = 100  # documents that are read or stored in one transaction


def analysed(
    archive: Archive,
    articles: Sequence[Article],
    analyse: Callable[[Sequence[Article]], Iterable[Document]],
    *,
    pipeline: str,
    now: dt.datetime,
) -> Iterator[Document]:
    """The documents of `articles`, in order, streaming; `analyse` is called only for those that are not stored.

    It receives them all at once, and its results are stored as they come, a hundred at a time.
    """
    pairs = [(article, analysis_hash(article)) for article in articles]
    hashes = {hash_ for _, hash_ in pairs}
    known = archive.analysed(hashes, pipeline)
    answers = iter(analyse(_among(pairs, hashes - known)))
    for run in batches(pairs, most=_TOGETHER):
        kept = iter(archive.analyses(_among(run, known), pipeline))
        fresh: list[Document] = []
        for article, hash_ in run:
            document = next(kept) if hash_ in known else next(answers)
            if document is None:  # stored, but not readable
                document = next(iter(analyse([article])))
                fresh.append(document)
            elif hash_ not in known:
                fresh.append(document)
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
    """What each of `articles` is worth to a profile, in order, streaming; `weigh` is called only for unknown ones.

    A stored analysis is weighed again if the profile has changed. The results of `weigh` are stored with their
    analyses, so that `analysed` finds them.
    """
    from generator.drafting.shortlist import Weighed  # noqa: PLC0415 - numpy

    pairs = [(article, analysis_hash(article)) for article in articles]
    hashes = {hash_ for _, hash_ in pairs}
    known = archive.worths(hashes, pipeline, profile.sha256)
    kept = archive.analysed(hashes - known.keys(), pipeline)
    answers = iter(weigh(_among(pairs, hashes - known.keys() - kept)))
    for run in batches(pairs, most=_TOGETHER):
        again = iter(archive.analyses(_among(run, kept), pipeline))
        fresh: dict[str, Weighed] = {}
        for article, hash_ in run:
            if hash_ in known:
                yield Weighed(known[hash_])
                continue
            if hash_ in kept:
                fresh[hash_] = _weighed_again(next(again), profile) or next(iter(weigh([article])))
            else:
                fresh[hash_] = next(answers)
            yield Weighed(fresh[hash_].worths)
        archive.keep_packed({hash_: one.packed for hash_, one in fresh.items() if one.packed}, pipeline, now)
        archive.keep_worths({hash_: one.worths for hash_, one in fresh.items()}, pipeline, profile.sha256, now)


def _weighed_again(document: Document | None, profile: Profile) -> Weighed | None:
    """What a stored analysis is worth, None if it cannot be read."""
    from generator.drafting.shortlist import Weighed, worths  # noqa: PLC0415 - numpy

    return Weighed(worths(document, profile)) if document else None


def _among(pairs: Iterable[tuple[Article, str]], hashes: Collection[str]) -> list[Article]:
    """The articles whose hash is one of `hashes`."""
    return [article for article, hash_ in pairs if hash_ in hashes]
