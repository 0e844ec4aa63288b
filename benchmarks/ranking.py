"""How fast passages are ranked: our rankers against sumy's LexRank, lexrank and pytextrank on the same passages."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import partial

import numpy as np
from scipy.stats import kendalltau
from spacy.tokens import Doc

from benchmarks import stories
from benchmarks.measure import Setting, Table, exponent, figure, say
from benchmarks.peers import PEERS, Sample, Timing, is_installed, measured, own, within
from generator.analysis import language
from generator.drafting.passages.corpus import gather
from generator.model import Article, Document, Passage

_SIZES, _QUICK = (100, 1_000, 10_000), (20, 40)  # passages
_OURS = {"our LexRank": "lexrank", "our ranker (`brief`)": "brief", "centroid": "centroid", "lead": "lead"}
_SAME = ("sumy LexRank", "lexrank")  # peers of the same method, whose orders can be compared
_DIGITS = 9  # what differs beyond is the order of additions
_ABSENT = "not installed"


def tables(setting: Setting) -> list[Table]:
    """One row for each ranker, one column for each number of passages."""
    sizes = _QUICK if setting.quick else _SIZES
    samples = _samples(sizes)
    columns: dict[str, list[Timing | str]] = {"words counted, before any of ours": _counting(samples)}
    for label, name in _OURS.items():
        columns[label] = [measured(own(name, sample)) for sample in samples]
        say(f"  {label}: {_cell(columns[label][-1])}")
    for label in PEERS:
        columns[label] = _peer(label, sizes, samples, setting.limit)
    ours = columns["our LexRank"]
    head = ("CPU s for passages", *(f"{size:,}" for size in sizes), "this ÷ our LexRank", "Kendall’s tau with it")
    rows = [
        (label, *map(_cell, cells), _ratio(cells, ours), _tau(label, cells, ours)) for label, cells in columns.items()
    ]
    return [Table(head, tuple(rows))]


def _peer(label: str, sizes: tuple[int, ...], samples: list[Sample], limit: float) -> list[Timing | str]:
    """The peer at each size, until it takes too long or is sure to by its growth so far."""
    if not is_installed(PEERS[label][0]):
        return [_ABSENT for _ in sizes]
    cells: list[Timing | str] = []
    for index, size in enumerate(sizes):
        expected = _expected(sizes[: index + 1], cells)
        say(f"  {label}, {size:,} passages …")
        timing = within(limit, label, samples[index]) if expected <= limit else None
        cells.append(timing or _given_up(limit))
    return cells


def _given_up(limit: float) -> str:
    return f"given up: more than {limit:.0f} s"


def _expected(sizes: tuple[int, ...], cells: list[Timing | str]) -> float:
    """Seconds by the growth between the last two sizes; 0 where there are not two, no end where one was given up."""
    seconds = [cell.seconds for cell in cells if isinstance(cell, Timing)]
    if len(seconds) < len(cells):
        return float("inf")
    if len(seconds) < 2:
        return 0.0
    power = exponent((sizes[-3], sizes[-2]), (seconds[-2], seconds[-1]))
    return float(seconds[-1] * (sizes[-1] / sizes[-2]) ** power)


def _counting(samples: list[Sample]) -> list[Timing | str]:
    """What comes before any ranker of ours: words counted, once for all of them."""

    def count(documents: tuple[Document, ...]) -> None:
        gather(documents)

    return [measured(partial(count, sample.corpus.documents)) for sample in samples]


def _cell(cell: Timing | str) -> str:
    return cell if isinstance(cell, str) else figure(cell.seconds)


def _ratio(cells: list[Timing | str], ours: list[Timing | str]) -> str:
    """How much longer it takes than our LexRank at the largest size that it did."""
    pairs = _both(cells, ours)
    return figure(pairs[-1][0].seconds / pairs[-1][1].seconds) if pairs else "–"


def _tau(label: str, cells: list[Timing | str], ours: list[Timing | str]) -> str:
    """How alike the orders are at the largest size that both did, 1 for the same."""
    pairs = _both(cells, ours) if label in _SAME else []
    scores = [timing.scores for timing in pairs[-1] if timing.scores is not None] if pairs else []
    if len(scores) < 2:
        return "–"
    return f"{kendalltau(*(np.round(values, _DIGITS) for values in scores)).statistic:.3f}"


def _both(cells: list[Timing | str], others: list[Timing | str]) -> list[tuple[Timing, Timing]]:
    """The sizes at which both have a timing."""
    pairs = zip(cells, others, strict=True)
    return [(one, other) for one, other in pairs if isinstance(one, Timing) and isinstance(other, Timing)]


def _samples(sizes: tuple[int, ...]) -> list[Sample]:
    """The first passages of the stories, so many for each of `sizes`; each sentence is a passage."""
    documents: list[Document] = []
    docs: list[Doc] = []
    count = 0
    texts = (story.text for story in stories.stream(data=stories.shared()))
    for parsed in language.parse(texts):
        sentences = language.sentences(parsed)
        passages = tuple(Passage(sentence.span, (index,)) for index, sentence in enumerate(sentences))
        paragraphs = tuple(paragraph.span for paragraph in parsed.paragraphs)
        documents.append(
            Document(Article(f"{len(documents):06}", "", parsed.text), paragraphs, sentences, passages=passages)
        )
        docs += [paragraph.doc for paragraph in parsed.paragraphs]
        count += len(passages)
        if count >= max(sizes):
            break
    say(f"  {len(documents)} stories parsed")
    return [_sample(documents, docs, size) for size in sizes]


def _sample(documents: list[Document], docs: list[Doc], size: int) -> Sample:
    """The first `size` passages."""
    kept: list[Document] = []
    left = size
    for document in documents:
        kept.append(replace(document, passages=document.passages[:left]))
        left -= len(kept[-1].passages)
        if not left:
            break
    whole = Doc.from_docs(docs)
    last = next(itertools.islice(whole.sents, size - 1, None))
    return Sample(gather(kept), whole[: last.end].as_doc().to_bytes())
