"""Which stories are news to a run: those since its window began."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from generator.jobs.archive import Run, story_hash
from generator.model import Article
from generator.reading import naming

_LONGEST = dt.timedelta(days=7)  # of a time without a run that is made up for
_GOOD = (0, 3, 4)  # exit codes of runs that need not be repeated


def last_good(runs: Sequence[Run], now: dt.datetime) -> dt.datetime | None:
    """When the last run began that need not be repeated, None where there was none; `runs` come last one first.

    The order of the runs counts, not their times: a wrong clock may have left one in the future.
    """
    starts = (dt.datetime.fromisoformat(run.started) for run in runs if run.code in _GOOD)
    return next((start for start in starts if start - now < dt.timedelta(days=1)), None)


def begins(now: dt.datetime, length: dt.timedelta, last: dt.datetime | None) -> dt.datetime:
    """Since when stories are news: so long before `now`, or longer where there was no good run since, within a week."""
    usual = now - length
    return usual if last is None else max(min(usual, last), min(usual, now - _LONGEST))


def within(
    articles: Iterable[Article], *, since: dt.datetime, now: dt.datetime, first_seen: Mapping[str, dt.datetime]
) -> tuple[Article, ...]:
    """The stories published from `since` to `now`; one without a date counts from when it was first seen.

    A story that comes twice is taken once, and each has an id of its own.
    """
    found: dict[str, Article] = {}
    seen: set[str] = set()
    for article in articles:
        hash_ = story_hash(article)
        if hash_ not in seen and _is_within(article, since, now, first_seen.get(hash_, now)):
            seen.add(hash_)
            name = naming.unique(article.id, found)
            found[name] = dataclasses.replace(article, id=name)
    return tuple(found.values())


def _is_within(article: Article, since: dt.datetime, now: dt.datetime, seen: dt.datetime) -> bool:
    published = article.published or ""
    if len(published) <= len("2025-08-15"):
        day = article.day
        return since.date() <= day <= now.date() if day else since <= seen <= now
    time = dt.datetime.fromisoformat(published)
    return since <= (time if time.tzinfo else time.replace(tzinfo=dt.UTC)) <= now
