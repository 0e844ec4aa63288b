"""The brief of a run, made of the stories found; analyses that the archive remembers are not made again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from generator import pipeline
from generator.drafting import news
from generator.executors import Workers, workers
from generator.jobs import archive as archives
from generator.jobs.running.finding import FoundStories
from generator.jobs.running.values import JobRun
from generator.model import Article, Document, Reading

if TYPE_CHECKING:
    from generator.drafting.shortlist import Weighed


def build(run: JobRun, found: FoundStories) -> pipeline.Built | None:
    """The brief, None where nothing is new."""
    job = run.job
    is_asked = job.nothing_new == "publish"
    if not found.articles or not (found.is_news or is_asked):
        return None
    from generator.documents.renderers import Press  # noqa: PLC0415 - only where there is something to print

    reading = Reading(found.articles, found.fetched.failures)
    warn = partial(run.tell, "warning")
    with Press() as press, workers(job.jobs, job.cluster, warn) as at_work:
        if "pdf" in job.formats:
            press.warm()
        analyst = _analyst(run, found.articles, at_work)
        reading, documents = pipeline.shortlisted(reading, run.profile, analyst)
        built = pipeline.build(documents, reading, _order(run, found), press=press)
    return built if is_asked or (built.brief.excerpts() and news.has_news(built.brief)) else None


def _analyst(run: JobRun, articles: tuple[Article, ...], at_work: Workers) -> pipeline.Analyst:
    """Who analyses `articles`: the archive, as far as it remembers them, else those `at_work`."""
    fresh = pipeline.analyst(run.profile, workers=at_work, watch=run.watch)
    if run.is_dry:
        return fresh
    from generator.analysis import language  # noqa: PLC0415 - spaCy, only where there is something to read

    name = language.name_for(article.language for article in articles)

    def analyse_known(some: Sequence[Article]) -> Iterator[Document]:
        return archives.analysed(run.archive, some, fresh.analyse, pipeline=name, now=run.now)

    def weigh_known(some: Sequence[Article]) -> Iterator[Weighed]:
        return archives.weighed(run.archive, some, fresh.weigh, profile=run.profile, pipeline=name, now=run.now)

    return pipeline.Analyst(analyse_known, weigh_known)


def _order(run: JobRun, found: FoundStories) -> pipeline.Order:
    job = run.job
    return pipeline.Order(
        profile=run.profile,
        formats=job.formats,
        dated=run.today,
        language=job.language,
        pages=job.pages or run.profile.style.pages,
        words=job.words,
        ranker=job.ranker,
        templates=job.templates,
        evidence=job.evidence,
        key=job.sign,
        before=found.before,
        gone=found.gone,
    )
