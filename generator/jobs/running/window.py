"""Which stories a run considers: those since the start of its window."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from generator.jobs.archive import Run, story_hash
from generator.model import Article
from generator.reading import naming

_LONGEST = dt.timedelta(days=7)  # a longer time without a run is not made up for in full
_GOOD = (0, 3, 4)  # exit codes of runs that count as done


def last_good(runs: Sequence[Run], now: dt.datetime) -> dt.datetime | None:
    """The start of the last run that counts as done, None if there was none; `runs` are newest first.

    The order of the runs counts, not their times: a wrong clock may have put one into the future.
    """
    starts = (dt.datetime.fromisoformat(run.started) for run in runs if run.code in _GOOD)
    return next((start for start in starts if start - now < dt.timedelta(days=1)), None)


def begins(now: dt.datetime, length: dt.timedelta, last: dt.datetime | None) -> dt.datetime:
    """The start of the window: `length` before `now`, or the last good run if that is earlier, but at most a week."""
    usual = now - length
    return usual if last is None else max(min(usual, last), min(usual, now - _LONGEST))


def within(
    articles: Iterable[Article], *, since: dt.datetime, now: dt.datetime, first_seen: Mapping[str, dt.datetime]
) -> tuple[Article, ...]:
    """The stories published from `since` to `now`; for one without a date, the time it was first seen counts.

    Duplicates are dropped, and each story gets a unique id.
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
