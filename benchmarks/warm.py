"""Analysis with everything loaded, against the bare language pipeline; and what a second process brings."""

from __future__ import annotations

import itertools
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import stories
from benchmarks.measure import BRIEF, Setting, Table, best_of, figure, seconds_of, timed
from benchmarks.stories import Story
from generator import cycles
from generator.analysis import language
from generator.analysis.article import analyse
from generator.resources import PIPELINE

_BATCH = 64  # texts at a time, as in `language.parse`


def tables(setting: Setting) -> list[Table]:
    """Throughput, and the gain by `--jobs 2`."""
    stream = stories.stream(data=stories.shared())
    return [
        _throughput(list(itertools.islice(stream, 4 if setting.quick else 80)), 1 if setting.quick else 3),
        _jobs(8 if setting.quick else 200, 1 if setting.quick else 2),
    ]


def _throughput(sample: Sequence[Story], rounds: int) -> Table:
    import spacy  # noqa: PLC0415 - after our own pipeline is loaded, which sets how matrices are multiplied

    cycles.look_seldom()  # as the command does
    language.load()
    nlp = spacy.load(PIPELINE)
    articles = [story.article() for story in sample]
    texts = [article.text for article in articles]
    paragraphs = [span.of(text) for text in texts for span in language.paragraph_spans(text)]
    best = best_of(
        rounds,
        {
            "`analyse`": _cpu(lambda: sum(1 for _ in analyse(articles))),
            "pipeline on paragraphs": _cpu(lambda: sum(1 for _ in nlp.pipe(paragraphs, batch_size=_BATCH))),
            "pipeline on whole stories": _cpu(lambda: sum(1 for _ in nlp.pipe(texts, batch_size=_BATCH))),
        },
    )
    words = sum(len(text.split()) for text in texts)
    ours = best["`analyse`"]
    rows = [
        (name, figure(seconds), f"{len(texts) / seconds:.1f}", f"{words / seconds:,.0f}", f"{ours / seconds:.2f}")
        for name, seconds in best.items()
    ]
    head = (f"{len(texts)} stories, {words:,} words", "CPU s", "stories per s", "words per s", "ours ÷ this")
    return Table(head, tuple(rows))


def _cpu(action: Callable[[], object]) -> Callable[[], float]:
    return lambda: timed(action, time.process_time)[1]


def _jobs(count: int, rounds: int) -> Table:
    """Whole commands on stories that are all on the topic, so that none is put aside unread."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        on_topic = (story for story in stories.stream() if story.kind == "topic")
        stories.write(itertools.islice(on_topic, count), place / "stories")
        rows = []
        for verb, options in (
            ("build", ("-f", "json", "-o", place / "out")),
            ("analyze", ("-o", place / "analysis.jsonl")),
        ):
            command = [*BRIEF, verb, place / "stories", *options, "--quiet", "--jobs"]
            best = best_of(rounds, {jobs: seconds_of([*command, jobs]) for jobs in ("1", "2")})
            one, two = best["1"], best["2"]
            rows.append((f"`brief {verb}`", figure(one), figure(two), f"{one / two:.2f}"))
    return Table((f"{count} stories on the topic", "`--jobs 1`, s", "`--jobs 2`, s", "times as fast"), tuple(rows))
