"""The documents that a brief is made from: all if there are few stories, else those on the shortlist.

Of many stories, only a number for each section and the packed analysis are kept, and the analyses of stories that are
outranked are dropped along the way: memory grows with what is printed, not with what is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from generator.codec.packing import unpack
from generator.executors import SERIAL, Workers
from generator.model import Article, Aside, Document, Reading
from generator.pipeline.analysing import analyse_all, chunks
from generator.profile import Profile

if TYPE_CHECKING:
    from generator.drafting.shortlist import Weighed

Watch: TypeAlias = Callable[[Sequence[Article]], Iterable[Article]]

_LET_GO = 4  # times the number of stories that go on: so many are held before some are dropped


@dataclass(frozen=True, slots=True)
class Analyst:
    """How stories are analysed: always anew, or with a memory of earlier analyses."""

    analyse: Callable[[Sequence[Article]], Iterable[Document]]
    weigh: Callable[[Sequence[Article]], Iterable[Weighed]]


def analyst(profile: Profile, *, pipeline: str = "", workers: Workers = SERIAL, watch: Watch = iter) -> Analyst:
    """An analyst without memory; `watch` passes the stories on and may show progress."""

    def analyse(articles: Sequence[Article]) -> Iterator[Document]:
        return analyse_all(watch(articles), pipeline=pipeline, workers=workers)

    def weigh(articles: Sequence[Article]) -> Iterator[Weighed]:
        return weigh_all(watch(articles), profile, pipeline=pipeline, workers=workers)

    return Analyst(analyse, weigh)


def weigh_all(
    articles: Iterable[Article], profile: Profile, *, pipeline: str = "", workers: Workers = SERIAL
) -> Iterator[Weighed]:
    """Yield the worth of each of `articles` to the sections of `profile`, with its analysis, in order."""
    return chain.from_iterable(workers.map(partial(_weigh_chunk, profile=profile, pipeline=pipeline), chunks(articles)))


def _weigh_chunk(articles: tuple[Article, ...], *, profile: Profile, pipeline: str) -> tuple[Weighed, ...]:
    from generator.drafting.shortlist import weighed  # noqa: PLC0415 - numpy

    return tuple(weighed(document, profile) for document in analyse_all(articles, pipeline=pipeline))


def shortlisted(reading: Reading, profile: Profile, analyst: Analyst) -> tuple[Reading, Iterable[Document]]:
    """The stories that the brief is made from, with counts of those set aside, and their documents."""
    from generator.drafting.shortlist import MOST, screen  # noqa: PLC0415 - numpy

    if len(reading.articles) <= MOST:
        return reading, analyst.analyse(reading.articles)
    screened = screen(reading.articles, profile)
    if len(screened.articles) <= MOST:
        return _left(reading, screened.articles, screened.aside), analyst.analyse(screened.articles)
    kept = _kept(screened.articles, analyst.weigh(screened.articles), profile, most=MOST)
    aside = replace(screened.aside, outdone=len(screened.articles) - len(kept))
    return _left(reading, [article for article, _ in kept], aside), _documents(kept, analyst)


def _kept(
    articles: Sequence[Article], stream: Iterable[Weighed], profile: Profile, *, most: int
) -> list[tuple[Article, Weighed]]:
    """The stories that go on, each with its worth."""
    newest = max((article.day for article in articles if article.day), default=None)
    held: list[tuple[Article, Weighed]] = []
    for pair in zip(articles, stream, strict=True):
        held.append(pair)
        if len(held) > _LET_GO * most:
            held = _best(held, profile, newest, most)
    return _best(held, profile, newest, most)


def _best(
    held: Sequence[tuple[Article, Weighed]], profile: Profile, newest: dt.date | None, most: int
) -> list[tuple[Article, Weighed]]:
    from generator.drafting.shortlist import best  # noqa: PLC0415 - numpy

    articles, worths = [article for article, _ in held], [one.worths for _, one in held]
    return [held[index] for index in best(articles, worths, profile, newest=newest, most=most)]


def _documents(kept: Sequence[tuple[Article, Weighed]], analyst: Analyst) -> Iterator[Document]:
    """The documents of the stories that go on; those whose analysis was dropped are analysed again."""
    asked = iter(analyst.analyse([article for article, one in kept if not one.packed]))
    for article, one in kept:
        document = unpack(one.packed, article) if one.packed else next(asked)
        yield document or next(iter(analyst.analyse([article])))


def _left(reading: Reading, articles: Sequence[Article], aside: Aside) -> Reading:
    return replace(reading, articles=tuple(articles), aside=aside)
