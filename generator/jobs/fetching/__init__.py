"""Fetch the sources of a job: feeds, pages and folders → articles. A failure is a value and does not stop the rest.

Requests go only to the web, or to where the source itself is configured to be. They are polite, limited in time and
size, ask only for what has changed, and respect robots.txt. Nothing that is returned contains a secret.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from generator.errors import BriefError, SourceError, UsageError
from generator.jobs.config import SourceRule
from generator.jobs.fetching.feeds import Taking, stories_of
from generator.jobs.fetching.folders import stories_in
from generator.jobs.fetching.hosts import Hosts
from generator.jobs.fetching.pages import Known, Recall, digest_of, reason_of, story_at
from generator.jobs.fetching.values import Fetched, FetchState, Listing, joined
from generator.jobs.fetching.visiting import Visitor, World, login_of
from generator.jobs.web import reach
from generator.jobs.web.proxies import environment_proxy
from generator.jobs.web.wire import Limits
from generator.model import Article, Failure
from generator.reading import naming

__all__ = ["FetchState", "Fetched", "Listing", "Recall", "digest_of", "fetch"]

_AT_ONCE = 4  # sources in parallel; each server still gets one request at a time


def fetch(
    sources: Sequence[SourceRule],
    *,
    recall: Recall,
    now: dt.datetime,
    since: dt.datetime | None = None,
    sleep: Callable[[float], None] = time.sleep,
    tick: Callable[[], float] = time.monotonic,
    resolve: reach.Resolve = reach.resolve,
    proxy: Callable[[str], str | None] | None = None,
) -> Fetched:
    """What `sources` contain, in their order.

    `recall` returns what an earlier run recorded for addresses (the `plain` form of each state, by its `url`); it is
    called from several threads. Feed entries that are certainly older than `since` are not followed. `now` is the
    reference for dates in responses; `sleep` and `tick` wait and count in seconds; `proxy` returns the proxy for an
    address, by default from HTTP_PROXY, HTTPS_PROXY and NO_PROXY.
    """
    world = World(now, sleep, tick, proxy or environment_proxy)
    run = _FetchRun(world, Hosts(sleep=sleep, tick=tick), Known(recall), since, resolve)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = joined(pool.map(run.source, sources))
    return dataclasses.replace(found, articles=tuple(_distinct(found.articles)))


@dataclasses.dataclass(frozen=True, slots=True)
class _FetchRun:
    """What the sources of one run share."""

    world: World
    hosts: Hosts
    known: Known
    since: dt.datetime | None
    resolve: reach.Resolve

    def source(self, rule: SourceRule) -> Fetched:
        """What one source contains; whatever goes wrong does not stop the others."""
        try:
            return self._found(rule)
        except SourceError as error:
            return Fetched(failures=(Failure(rule.name, reason_of(error)),))
        except UsageError as error:
            return Fetched(failures=(Failure(rule.name, str(error)),))  # a missing secret
        except BriefError:
            raise  # not the source's fault: the archive behind `recall` has failed
        except Exception as error:
            return Fetched(failures=(Failure(rule.name, f"this could not be read ({type(error).__name__})"),))

    def _found(self, rule: SourceRule) -> Fetched:
        if rule.folder:
            return stories_in(rule.folder, self.known, most=rule.most, max_bytes=rule.max_bytes, name=rule.name)
        address = rule.feed or rule.page
        assert address  # noqa: S101 - for the type checker: a rule has one place
        url = address.reveal()
        visitor = self._visitor(rule, url, hidden="" if address.text else url)
        if rule.page:
            return story_at(url, visitor, self.known, name=rule.name)
        taking = Taking(rule.most, rule.full_text, self.since)
        return stories_of(url, visitor, self.known, taking, name=rule.name)

    def _visitor(self, rule: SourceRule, url: str, *, hidden: str) -> Visitor:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme.lower() == "https" else 80)
        return Visitor(
            limits=Limits(rule.timeout, rule.max_bytes),
            wait=rule.wait,
            keeps_to_robots=rule.robots,
            reach=reach.reach_of(parts.hostname or "", port, self.resolve),
            login=login_of(url),
            hidden=hidden,
            hosts=self.hosts,
            world=self.world,
            chance=random.Random(f"{rule.name} {self.world.now.isoformat()}"),  # noqa: S311 - spreads retries
        )


def _distinct(articles: Iterable[Article]) -> list[Article]:
    """`articles` with unique ids; of one that two sources contain, the first is kept."""
    found: dict[str, Article] = {}
    seen: set[tuple[str, str]] = set()
    for article in articles:
        identity = (article.url or article.path, digest_of(article))
        if identity not in seen:
            seen.add(identity)
            name = naming.unique(article.id, found)
            found[name] = dataclasses.replace(article, id=name)
    return list(found.values())
