"""Learn the default ranker: `python -m training.ranker --data ../shared/data --out generator/data/ranker.json`.

Two models, both light enough to be read. Words: logistic regression of "a person's summary uses this word" on where
the word stands. Passages: ridge regression of how much of a passage a person's summary uses, on the passage's
features, compared within its stories. The word model that a passage's features are built from has never seen that
passage's summary. Both are learned twice: from single stories, and from several stories about one event.
Scores printed are of five-fold cross-validation; the weights written are of all clusters.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from rouge_score.rouge_scorer import RougeScorer  # type: ignore[import-untyped]
from rouge_score.tokenizers import DefaultTokenizer  # type: ignore[import-untyped]

from generator.analysis.article import analyse
from generator.drafting.passages.copies import copies
from generator.drafting.passages.corpus import Corpus, Floats, Integers, gather, saliences
from generator.drafting.rankers import features, importance
from generator.drafting.rankers.mix import Learned, MixWeights, mix, standardised, written
from generator.drafting.selection.choose import Budget, choose
from generator.drafting.selection.summary import finest, readable
from generator.model import Article, Document
from generator.reading import read_clusters

SETS = {"neus50": 1.0, "inshorts60": 1.0, "gumrank": 3.0, "gum1": 1.0}
"""The sets that are learned from, and what a cluster of each weighs; `bbc` is doubtful and only looked at."""
FOLDS = 5
RIDGE = 5.0
ENOUGH_WORDS = 40
"""A passage's share in the summary counts by the square root of its words, up to so many."""

Analyse = Callable[[Iterable[Article]], Iterator[Document]]


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """Stories with the summaries that people wrote of them."""

    corpus: Corpus
    references: tuple[str, ...]
    budget: Budget
    together: tuple[tuple[int, ...], ...]
    used_words: Floats
    """For each word of the vocabulary the share of summaries that use it."""
    use: Floats
    """For each passage how much of it summaries use: precision of words and of pairs of words, by length."""

    @property
    def alone(self) -> Integers:
        """Rows that can be read by themselves: the model is fitted to these."""
        return np.array([group[0] for group in self.together if len(group) == 1], dtype=np.int64)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m training.ranker", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--out", type=Path, required=True, help="where the weights go")
    options = parser.parse_args()
    sets = read_sets(options.data)
    for name, rows in cross_validated(sets).items():
        print(name, *(f"R{kind} {100 * mean:.2f}" for kind, mean in zip("12L", rows.mean(axis=0), strict=True)))
    learned = fit(examples(sets))
    options.out.write_text(json.dumps(written(learned), indent=1) + "\n", encoding="utf-8")


def read_sets(data: Path) -> dict[str, list[Cluster]]:
    """The clusters of every set, by its name."""
    return {name: clusters(data / f"summaries/{name}.dev.jsonl.gz") for name in (*SETS, "bbc")}


def examples(
    sets: Mapping[str, Sequence[Cluster]], *, held_back: Mapping[str, Collection[int]] | None = None
) -> list[tuple[float, Cluster]]:
    """The clusters to learn from, each with what it weighs; `held_back` names some by set and index."""
    away = held_back or {}
    return [
        (SETS[name], cluster)
        for name in SETS
        for index, cluster in enumerate(sets[name])
        if index not in away.get(name, ())
    ]


def clusters(path: Path, analysis: Analyse = analyse) -> list[Cluster]:
    """The clusters of a file of summaries, their stories analysed."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    articles = [article for cluster in read_clusters(str(path)) for article in cluster.articles]
    documents = analysis(articles)
    return [cluster_of(record, [next(documents) for _ in record["documents"]]) for record in records]


def cluster_of(record: dict[str, Any], documents: Sequence[Document]) -> Cluster:
    """The stories of one record of a set, with its references and its budget."""
    finer = [finest(document) for document in documents]
    repeated = copies(finer)
    corpus = gather(finer, copies=repeated)
    references: tuple[str, ...] = tuple(record["references"])
    stems = [_stems(reference) for reference in references]
    use = np.mean([[_precision(_stems(text), one) for text in corpus.texts] for one in stems], axis=0)
    lengths = np.minimum(corpus.lengths, ENOUGH_WORDS)
    sets = [set(one) for one in stems]
    used = [float(np.mean([one.issuperset(_stems(word)[:1] or [""]) for one in sets])) for word in corpus.vocabulary]
    return Cluster(
        corpus=corpus,
        references=references,
        budget=Budget(record.get("budget_words"), record.get("budget_sentences")),
        together=tuple(group for group in readable(corpus) if not _is_of(corpus, group[-1], repeated)),
        used_words=np.array(used or [0.0], dtype=np.float64),
        use=use * np.sqrt(lengths),
    )


def _is_of(corpus: Corpus, row: int, stories: Collection[str]) -> bool:
    """Whether a row is of one of these stories."""
    return corpus.documents[int(corpus.document_of[row])].article.id in stories


@cache
def _stems(text: str) -> tuple[str, ...]:
    return tuple(_tokenizer().tokenize(text))


@cache
def _tokenizer() -> DefaultTokenizer:
    return DefaultTokenizer(use_stemmer=True)


def _precision(text: Sequence[str], reference: Sequence[str]) -> float:
    """The share of a text's words that the reference has, plus that of its pairs of words."""
    total = 0.0
    for one, other in ((text, reference), (_pairs(text), _pairs(reference))):
        total += (Counter(one) & Counter(other)).total() / max(1, len(one))
    return total


def _pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    return list(itertools.pairwise(words))


def fit(weighted: Sequence[tuple[float, Cluster]], *, without: Collection[str] = ()) -> Learned:
    """The weights, from clusters with what each weighs; the features `without` are left out and weigh nothing."""
    one = [(weight, cluster) for weight, cluster in weighted if cluster.corpus.stories <= 1]
    several = [(weight, cluster) for weight, cluster in weighted if cluster.corpus.stories > 1]
    return Learned(_fit(one, without), _fit(several, without))


def _fit(weighted: Sequence[tuple[float, Cluster]], without: Collection[str]) -> MixWeights:
    """The weights of both models; each half of the clusters is seen through the words of the other."""
    halves = [weighted[0::2], weighted[1::2]]
    kept = [index for index, name in enumerate(features.NAMES) if name not in without]
    rows, targets = [], []
    for half, others in (halves, halves[::-1]):
        word_model = _word_model(tuple(cluster for _, cluster in others))
        for weight, cluster in half:
            if len(cluster.alone):
                columns, use = _centred(cluster, word_model)
                scale = np.sqrt(weight / len(use))
                rows.append(columns[:, kept] * scale)
                targets.append(use * scale)
    matrix, target = np.concatenate(rows), np.concatenate(targets)
    passages = np.zeros(len(features.NAMES))
    passages[kept] = np.linalg.solve(matrix.T @ matrix + RIDGE * np.eye(len(kept)), matrix.T @ target)
    final = _word_model(tuple(cluster for _, cluster in weighted))
    return replace(final, passages=passages)


@cache
def _centred(cluster: Cluster, words: MixWeights) -> tuple[Floats, Floats]:
    """Features and use of a cluster's passages, as differences from the cluster's mean."""
    likely = importance.importance(cluster.corpus, words.word_bias, words.words)
    columns = standardised(features.features(cluster.corpus, likely))[cluster.alone]
    use = cluster.use[cluster.alone]
    return columns - columns.mean(axis=0), use - use.mean()


@cache
def _word_model(some: tuple[Cluster, ...]) -> MixWeights:
    """The logistic regression over words, by Newton's method on standardised features, unit ridge."""
    columns = np.concatenate([importance.word_features(cluster.corpus) for cluster in some])
    target = np.concatenate([cluster.used_words for cluster in some])
    mean, spread = columns.mean(axis=0), columns.std(axis=0) + 1e-9
    design = np.c_[(columns - mean) / spread, np.ones(len(columns))]
    ridge = np.diag([1.0] * len(mean) + [0.0])
    weights = np.zeros(design.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (chance - target) + ridge @ weights
        curve = (design * (chance * (1 - chance))[:, np.newaxis]).T @ design + ridge
        weights -= np.linalg.solve(curve, slope)
    words = weights[:-1] / spread
    return MixWeights(float(weights[-1] - mean @ words), words, np.zeros(len(features.NAMES)))


def cross_validated(sets: Mapping[str, Sequence[Cluster]], *, without: Collection[str] = ()) -> dict[str, Floats]:
    """ROUGE-1, -2 and -L (F1) of each cluster's summary, by weights that have not seen the cluster; (clusters, 3)."""
    order = {name: np.random.default_rng(0).permutation(len(some)) for name, some in sets.items()}
    scores = {name: np.zeros((len(some), 3)) for name, some in sets.items()}
    for fold in range(FOLDS):
        held_out = {name: frozenset(order[name][fold::FOLDS].tolist()) for name in sets}
        learned = fit(examples(sets, held_back=held_out), without=without)
        for name, some in sets.items():
            for index in sorted(held_out[name]):
                scores[name][index] = rouge(some[index], learned)
    return scores


def rouge(cluster: Cluster, learned: Learned) -> Floats:
    """ROUGE-1, -2 and -L (F1) of the summary that the weights give, mean over the references."""
    corpus = cluster.corpus
    chosen = choose(corpus, saliences(mix(corpus, learned)).tolist(), budget=cluster.budget, together=cluster.together)
    return _rouge(cluster.references, " ".join(corpus.texts[row] for row in chosen))


@cache
def _rouge(references: tuple[str, ...], summary: str) -> Floats:
    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    found = [scorer.score(reference, summary) for reference in references]
    rows = np.array([[one[kind].fmeasure for kind in ("rouge1", "rouge2", "rougeL")] for one in found])
    return np.asarray(rows.mean(axis=0), dtype=np.float64)


if __name__ == "__main__":
    main()
