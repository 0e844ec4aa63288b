"""The stages on one screen: read, analyse, arrange, rank, select, gather, render, deliver.

This is also the API for programs: values in, values out, nothing printed. Stages with heavy libraries are imported by
the functions that need them.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from generator import delivery
from generator import reading as readers
from generator.errors import NoSourceError, RenderError
from generator.executors import SERIAL, Workers
from generator.model import Article, Brief, Document, Placement, Reading
from generator.pipeline.analysing import analyse_all
from generator.pipeline.fitting import budget, fit, gathered
from generator.pipeline.order import Built, Order
from generator.pipeline.weighing import Analyst, Watch, analyst, shortlisted, weigh_all
from generator.profile import Profile
from generator.resources import SEEDS

if TYPE_CHECKING:
    from generator.documents.renderers import Press, Rendition
    from generator.drafting.brief import Plan
    from generator.reading import StoryCluster

__all__ = [
    "Analyst",
    "Built",
    "Order",
    "Watch",
    "analyse_all",
    "analyses",
    "analyst",
    "build",
    "deliver",
    "digest",
    "named",
    "place",
    "read",
    "shortlisted",
    "summaries",
    "summary",
    "try_profile",
    "weigh_all",
]


def read(names: Sequence[str], stdin: BinaryIO | None = None) -> Reading:
    """Read all articles of `names`; without names, the sample stories.

    Raises:
        NoSourceError: nothing can be read.
    """
    reading = readers.read(list(names) or [str(SEEDS)], stdin=stdin)
    if not reading.articles:
        why = "; ".join(f"{failure.where}: {failure.why.rstrip('.')}" for failure in reading.failures[:3])
        remedy = "Give files, folders or globs of text, Markdown, HTML, RSS, Atom, JSON or JSON Lines."
        raise NoSourceError(f"no source can be read{f' ({why})' if why else ''}", remedy=remedy)
    return reading


def place(documents: Sequence[Document], profile: Profile) -> tuple[tuple[Placement, ...], ...]:
    """The section of every passage."""
    from generator.drafting.sections import arrange  # noqa: PLC0415 - compiles many regular expressions

    return arrange(documents, profile)


def build(documents: Iterable[Document], reading: Reading, order: Order, *, press: Press | None = None) -> Built:
    """Make the brief that `order` asks for, with its renditions; nothing is written.

    This is faster with a `press` that was warmed before the analysis.
    """
    from generator.analysis.speakers.across import unify  # noqa: PLC0415
    from generator.drafting import brief as gathering  # noqa: PLC0415 - numpy
    from generator.drafting.passages.corpus import gather as corpus_of  # noqa: PLC0415
    from generator.drafting.rankers import rank  # noqa: PLC0415
    from generator.drafting.sections import fitness  # noqa: PLC0415
    from generator.drafting.selection import copies  # noqa: PLC0415

    documents = unify(tuple(documents))
    placements = place(documents, order.profile)
    repeats = copies(documents)
    suited = fitness(documents, placements, order.profile)
    saliences = rank(documents, ranker=order.ranker, fit=suited, copies=repeats)
    corpus = corpus_of(documents, copies=repeats)
    told = frozenset(excerpt.text for excerpt in order.before.excerpts()) if order.before else frozenset()
    plan = gathering.plan(reading, order.profile, corpus, placements, saliences, copies=repeats, told=told)
    return _render_all(plan, order, press)


def _render_all(plan: Plan, order: Order, press: Press | None = None) -> Built:
    """Make all renditions; one that fails becomes a fault, and the others are published."""
    from generator.documents.renderers import Press  # noqa: PLC0415 - jinja2

    faults: list[str] = []
    renditions: dict[str, bytes] = {}
    with contextlib.nullcontext(press) if press else Press() as one:
        try:
            brief = fit(plan, order, one) if "pdf" in order.formats else gathered(plan, order, budget(plan, order))
        except RenderError:
            brief = gathered(plan, order, budget(plan, order))  # rendering the PDF below reports the error
        for name, made in _made(brief, order, one).items():
            if isinstance(made, RenderError):
                faults.append(f"The {name.upper()} could not be made: {made}")
            else:
                renditions[name] = made.data
                faults += [*made.warnings, *_overlong(made, order)]
    if not renditions:
        raise RenderError(faults[0], remedy="Choose another --format.")
    return Built(brief, renditions, tuple(dict.fromkeys(faults)))


def _overlong(made: Rendition, order: Order) -> Iterator[str]:
    if made.pages and made.pages > order.pages:
        yield f"The PDF has {made.pages} pages, not {order.pages}: the parts around the excerpts take too much space."


def _made(brief: Brief, order: Order, press: Press) -> dict[str, Rendition | RenderError]:
    """The outcome for each format, in order; the PDF is made in parallel with the others."""
    from generator.documents.renderers import render  # noqa: PLC0415 - jinja2

    def make(name: str) -> Rendition | RenderError:
        try:
            return render(brief, name, templates=order.templates, press=press)
        except RenderError as error:
            return error

    with ThreadPoolExecutor(1) as printer:
        printed = {name: printer.submit(make, name) for name in order.formats if name == "pdf"}
        others = {name: make(name) for name in order.formats if name not in printed}
        return {name: printed[name].result() if name in printed else others[name] for name in order.formats}


def deliver(built: Built, folder: Path) -> tuple[Path, ...]:
    """Write all renditions into `folder`, or none of them."""
    return delivery.write(named(built), folder)


def named(built: Built) -> dict[str, bytes]:
    """The renditions by file name."""
    brief = built.brief
    return {
        delivery.file_name(brief.dated.isoformat(), brief.profile, name): data
        for name, data in built.renditions.items()
    }


def digest(brief: Brief) -> str:
    """The SHA-256 hash of the evidence of `brief`."""
    from generator.codec.json import evidence_hash  # noqa: PLC0415

    return evidence_hash(brief)


def analyses(
    articles: Iterable[Article], profile: Profile, *, pipeline: str = "", workers: Workers = SERIAL
) -> Iterator[dict[str, Any]]:
    """The analysis of each article, as plain values; saliences are ranked within the article."""
    from generator.documents.renderers.analysis import analysis_json  # noqa: PLC0415
    from generator.drafting.rankers import rank  # noqa: PLC0415 - numpy

    for document in analyse_all(articles, pipeline=pipeline, workers=workers):
        placements = place([document], profile)
        yield analysis_json(document, placements[0], rank([document])[0])


def summaries(
    clusters: Iterable[StoryCluster], *, ranker: str = "brief", pipeline: str = "", workers: Workers = SERIAL
) -> Iterator[dict[str, Any]]:
    """The summary of each cluster within its own budget, as plain values."""
    waiting, to_read = itertools.tee(clusters)
    documents = analyse_all((a for cluster in to_read for a in cluster.articles), pipeline=pipeline, workers=workers)
    for cluster in waiting:
        own = tuple(itertools.islice(documents, len(cluster.articles)))
        pieces = summary(own, words=cluster.words, sentences=cluster.sentences, ranker=ranker)
        yield {"id": cluster.id, "sentences": pieces}


def summary(
    documents: Sequence[Document], *, words: int | None = None, sentences: int | None = None, ranker: str = "brief"
) -> list[dict[str, Any]]:
    """The best passages within a budget, as plain values, in reading order."""
    from generator.drafting.selection import summarize  # noqa: PLC0415 - numpy

    texts = {document.article.id: document.article.text for document in documents}
    return [
        {"document": name, "start": span.start, "end": span.end, "text": span.of(texts[name])}
        for name, span in summarize(documents, words=words, sentences=sentences, ranker=ranker)
    ]


def try_profile(profile: Profile, *, pipeline: str = "") -> list[dict[str, Any]]:
    """Try a profile on the sample stories: the number of passages per section, with an example and its reason."""
    documents = tuple(analyse_all(read([]).articles, pipeline=pipeline))
    placed = [
        (placement, passage.span.of(document.article.text))
        for document, placements in zip(documents, place(documents, profile), strict=True)
        for placement, passage in zip(placements, document.passages, strict=True)
    ]
    rows = []
    for rule_id, title in [(rule.id, rule.title.en) for rule in profile.sections] + [(None, "(unplaced)")]:
        inside = [(placement, text) for placement, text in placed if placement.section == rule_id]
        best = max(inside, key=lambda pair: pair[0].confidence, default=None)
        example, reason = (best[1], best[0].reason) if best else ("", "")
        rows.append({"id": rule_id, "title": title, "passages": len(inside), "example": example, "reason": reason})
    return rows
