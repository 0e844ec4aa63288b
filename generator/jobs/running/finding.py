"""The stories of a run: those that the sources give now, and those remembered, within the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from generator.drafting import news
from generator.errors import SourceError
from generator.jobs import archive as archives
from generator.jobs import fetching
from generator.jobs.config import SourceRule
from generator.jobs.running.values import JobRun
from generator.jobs.running.window import begins, last_good, within
from generator.model import Article, Brief


@dataclass(frozen=True, slots=True)
class FoundStories:
    """What there is for one run to report on."""

    fetched: fetching.Fetched
    articles: tuple[Article, ...]
    """All stories of the window."""
    fresh: frozenset[str]
    """Hashes of those that no finished run has weighed for this profile."""
    gone: tuple[str, ...]
    """Addresses of stories that their outlets have taken back."""
    before: Brief | None
    """The last brief of the profile."""

    @property
    def is_news(self) -> bool:
        """Whether there may be something to report: a fresh story, or one taken back that the last brief cites."""
        cited = self.before.sources if self.before else ()
        return bool(self.fresh) or any(source.url in self.gone for source in cited)

    @property
    def counts(self) -> Mapping[str, int]:
        """The numbers for the run's report."""
        return {"stories": len(self.articles), "fresh": len(self.fresh), "failed": len(self.fetched.failures)}


def find(run: JobRun) -> FoundStories:
    """Fetch the sources, and put what they give together with what is remembered of the window.

    Raises:
        SourceError: no source can be read, and nothing is remembered.
    """
    since = begins(run.now, run.job.window, last_good(run.archive.runs(run.job.name), run.now))
    fetched = fetching.fetch(run.job.sources, recall=run.archive.fetch_states, now=run.now, since=since)
    _warn(run, fetched)
    before = run.archive.last_brief(run.profile.name)
    cited = before.sources if before else ()
    gone = (*fetched.gone, *_withdrawn(run, fetched, {source.url for source in cited if source.url}))
    articles = _in_window(run, fetched, gone, since)
    if not articles and len(fetched.failures) >= len(run.job.sources):
        raise SourceError("no source could be read", remedy="See the warnings above for what is wrong with each.")
    here = frozenset(archives.story_hash(article) for article in articles)
    fresh = here - {source.sha256 for source in cited} - run.archive.weighed(here, run.profile.sha256)
    return FoundStories(fetched, articles, fresh, gone, before)


def _warn(run: JobRun, fetched: fetching.Fetched) -> None:
    for failure in fetched.failures:
        run.tell("warning", f"{failure.where}: {failure.why}; left out")
    for warning in fetched.warnings:
        run.tell("warning", warning)


def _in_window(
    run: JobRun, fetched: fetching.Fetched, gone: Collection[str], since: dt.datetime
) -> tuple[Article, ...]:
    """The stories published from `since` on, each in the words that its outlet gives it now."""
    known = run.archive.stories(set(fetched.unchanged)) + run.archive.stories(since=since)
    replaced = {*gone, *(article.url for article in fetched.articles)}  # taken back, or told anew
    every = [*fetched.articles, *(story for story in known if not story.url or story.url not in replaced)]
    hashes = {archives.story_hash(article) for article in every}
    return within(every, since=since, now=run.now, first_seen=run.archive.first_seen(hashes))


def _withdrawn(run: JobRun, fetched: fetching.Fetched, cited: Collection[str]) -> tuple[str, ...]:
    """Of the `cited` stories that a feed has dropped early those whose pages are gone, too.

    That a feed no longer lists a story proves nothing: each one is looked up.
    """
    dropped = {
        url
        for listing in fetched.listings
        for url in news.gone(run.archive.listing(listing.feed), listing.stories)
        if url in cited and url not in fetched.gone
    }
    pages = [SourceRule.model_validate({"name": "looked up again", "page": url}) for url in sorted(dropped)]
    return fetching.fetch(pages, recall=run.archive.fetch_states, now=run.now).gone if pages else ()
