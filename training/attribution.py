"""Train the attribution models on PolNeAR: ``python -m training.attribution --data ../shared/data --out FILE``.

Three log-linear models with an L2 penalty, fitted by L-BFGS, say which tokens are cues, and which candidate content and
source belong to a cue. Three forests of boosted trees then see the scores of a cue's neighbours and of a candidate's
rivals; they are fitted on scores for articles left out. Needs LightGBM beside the package. Only names of features,
counts and weights leave this module, never text.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

from generator.analysis import language
from generator.analysis.attribution.english import decode
from generator.analysis.attribution.english.content_columns import content_columns
from generator.analysis.attribution.english.contents import Content, contents
from generator.analysis.attribution.english.context import cue_columns, source_columns
from generator.analysis.attribution.english.cues import candidate_cues, cue_features, key_of
from generator.analysis.attribution.english.sources import sources
from generator.analysis.attribution.english.trees import Forest
from generator.analysis.attribution.english.weigh import content_features, source_features
from generator.analysis.attribution.english.weights import FILE, AttributionModels, save
from generator.analysis.attribution.frame import Frame, Pieces, frames
from generator.model import Span

STRICT = 0.8
"""Overlap from which a content counts as found."""
FOLDS = 4
"""Parts of the articles that are left out in turn."""
LEAST = 3
"""Occurrences below which a feature is dropped."""
PENALTY = 5.0
CUE_ROUNDS = 250
CONTENT_ROUNDS = 200
SOURCE_ROUNDS = 150

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(slots=True)
class Gold:
    """An annotated attribution as tokens of one paragraph."""

    cue: set[int]
    content: set[int]
    source: set[int]
    token: int = -1
    """The token that stands for the cue."""


@dataclass(slots=True)
class Example:
    """A paragraph with what is annotated in it."""

    frame: Frame
    gold: list[Gold]
    article: int


@dataclass(slots=True)
class Table:
    """Feature vectors under construction, in groups of rivals."""

    columns: dict[str, int] = field(default_factory=dict)
    indices: list[int] = field(default_factory=list)
    pointers: list[int] = field(default_factory=lambda: [0])
    targets: list[float] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)

    def add(self, features: Iterable[str], target: float, group: int = 0) -> None:
        """One more row."""
        columns = self.columns
        self.indices.extend(columns.setdefault(feature, len(columns)) for feature in features)
        self.pointers.append(len(self.indices))
        self.targets.append(target)
        self.groups.append(group)

    def matrix(self, least: int) -> tuple[sp.csr_matrix, list[str]]:
        """The sparse matrix of features that occur at least `least` times, and their names."""
        counts = np.bincount(self.indices, minlength=len(self.columns))
        kept = np.flatnonzero(counts >= least)
        full = sp.csr_matrix(
            (np.ones(len(self.indices)), np.array(self.indices, dtype=np.int32), self.pointers),
            shape=(len(self.targets), len(self.columns)),
        )
        names = list(self.columns)
        return full.tocsc()[:, kept].tocsr(), [names[i] for i in kept]


def read_examples(data: Path, part: str, pipeline: str = "") -> list[Example]:
    """PolNeAR's articles of `part` ("train" or "dev"), parsed."""
    with gzip.open(data / f"polnear/{part}.jsonl.gz", "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    parses = language.parse((article["text"] for article in articles), path=pipeline)
    return [
        example
        for number, (article, parse) in enumerate(zip(articles, parses, strict=True))
        for example in examples_of(article, parse, number)
    ]


def examples_of(article: dict[str, Any], parse: language.Parse, number: int) -> list[Example]:
    """The paragraphs of one article."""
    examples = [Example(frame, [], number) for frame in frames(parse)]
    for entry in article["attributions"]:
        spans = {part: spans_of(entry.get(part) or []) for part in ("source", "cue", "content")}
        if spans["cue"] and spans["content"]:
            add_gold(examples, spans)
    return examples


def spans_of(parts: Sequence[dict[str, Any]]) -> list[Span]:
    """The spans of one part of an annotated attribution."""
    return [Span(*span) for part in parts for span in part["spans"]]


def add_gold(examples: Sequence[Example], spans: Mapping[str, Sequence[Span]]) -> None:
    """Add an annotated attribution to the paragraph that holds its cue."""
    start = spans["cue"][0].start
    home = next((e for e in examples if e.frame.span.start <= start < e.frame.span.end), None)
    if home is None:
        return
    tokens = {part: tokens_of(home.frame, places) for part, places in spans.items()}
    if tokens["cue"]:
        home.gold.append(Gold(tokens["cue"], tokens["content"], tokens["source"]))


def tokens_of(frame: Frame, spans: Sequence[Span]) -> set[int]:
    """The tokens that `spans` touch."""
    return {i for s in spans for i in range(len(frame.words)) if frame.starts[i] < s.end and frame.ends[i] > s.start}


def cue_rates(examples: Sequence[Example]) -> dict[str, float]:
    """How often each key is part of a cue, of all its occurrences, damped for rare keys."""
    total: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for example in examples:
        total.update(key_of(example.frame, i) for i in range(len(example.frame.words)))
        inside.update(key_of(example.frame, i) for gold in example.gold for i in gold.cue)
    return {key: count / (total[key] + 2) for key, count in inside.items()}


def choose_cue_tokens(examples: Sequence[Example], rates: dict[str, float]) -> None:
    """Set the token of each annotated cue: the one that is most often in a cue."""
    for example in examples:
        for gold in example.gold:
            gold.token = max(gold.cue, key=lambda i: (rates.get(key_of(example.frame, i), 0.0), i))


def known_keys(examples: Sequence[Example]) -> dict[str, tuple[int, int]]:
    """How often each key was chosen and seen, of those worth a look: chosen twice and once in a hundred times."""
    total: Counter[str] = Counter()
    chosen: Counter[str] = Counter()
    for example in examples:
        total.update(key_of(example.frame, i) for i in range(len(example.frame.words)))
        chosen.update(key_of(example.frame, gold.token) for gold in example.gold)
    return {
        key: (hits, total[key])
        for key, hits in chosen.items()
        if hits >= 2 and hits / total[key] >= 0.01 and not key.endswith("|X")
    }


def overlap(frame: Frame, pieces: Pieces, gold: set[int]) -> float:
    """Shared part of a candidate and a gold content, by code points."""
    mine = {i for low, high in pieces for i in range(low, high)}
    both = sum(len(frame.words[i].strip()) for i in mine & gold)
    either = sum(len(frame.words[i].strip()) for i in mine | gold)
    return both / either if either else 0.0


def fit_binary(matrix: sp.csr_matrix, target: Floats) -> Floats:
    """The weights of a logistic regression."""

    def loss(w: Floats) -> tuple[float, Floats]:
        score = matrix @ w
        p = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
        value = np.sum(np.logaddexp(0, score) - target * score) + PENALTY / 2 * w @ w
        return float(value), matrix.T @ (p - target) + PENALTY * w

    return _minimum(loss, matrix.shape[1])


def fit_choice(matrix: sp.csr_matrix, group: Integers, right: Flags) -> Floats:
    """The weights of a conditional logit over groups of rivals, of which several may be right."""
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    counts = np.diff(starts, append=len(group))
    kept = np.repeat(np.add.reduceat(right.astype(int), starts) > 0, counts)
    matrix, group, right = matrix[kept], group[kept], right[kept]
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    counts = np.diff(starts, append=len(group))

    def loss(w: Floats) -> tuple[float, Floats]:
        score = matrix @ w
        power = np.exp(score - np.repeat(np.maximum.reduceat(score, starts), counts))
        total, good = np.add.reduceat(power, starts), np.add.reduceat(power * right, starts)
        error = power / np.repeat(total, counts) - power * right / np.repeat(good, counts)
        value = np.sum(np.log(total) - np.log(good)) + PENALTY / 2 * w @ w
        return float(value), matrix.T @ error + PENALTY * w

    return _minimum(loss, matrix.shape[1])


def _minimum(loss: Callable[[Floats], tuple[float, Floats]], size: int) -> Floats:
    result = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": 80, "maxcor": 8})
    found: Floats = result.x
    return found


def fit_forest(rows: Floats, targets: Floats, *, rounds: int) -> Forest:
    """Gradient-boosted trees for a yes-or-no target."""
    options = {
        "objective": "binary",
        "learning_rate": 0.05,
        "num_leaves": 24,
        "max_depth": 8,
        "min_data_in_leaf": 80,
        "lambda_l2": 5.0,
        "feature_fraction": 0.6,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "max_bin": 63,
        "num_threads": 2,
        "deterministic": True,
        "force_row_wise": True,
        "seed": 0,
        "verbose": -1,
    }
    booster = lightgbm.train(options, lightgbm.Dataset(rows, targets), rounds)
    return _as_forest(booster.dump_model()["tree_info"])


def _as_forest(trees: Sequence[dict[str, Any]]) -> Forest:
    """LightGBM's trees as one table of nodes."""
    nodes: list[tuple[int, float, int, int, float]] = []
    depth = 0

    def place(node: dict[str, Any], level: int) -> int:
        nonlocal depth
        depth = max(depth, level)
        at = len(nodes)
        if "leaf_value" in node:
            nodes.append((0, 0.0, at, at, float(node["leaf_value"])))
            return at
        nodes.append((0, 0.0, at, at, 0.0))
        below, above = place(node["left_child"], level + 1), place(node["right_child"], level + 1)
        limit = float(np.nextafter(np.float32(node["threshold"]), np.float32(np.inf)))
        nodes[at] = (int(node["split_feature"]), limit, below, above, 0.0)
        return at

    roots = [place(tree["tree_structure"], 0) for tree in trees]
    columns, limits, below, above, values = zip(*nodes, strict=True)
    return Forest(
        roots=np.array(roots, dtype=np.int32),
        columns=np.array(columns, dtype=np.int32),
        limits=np.array(limits, dtype=np.float64),
        children=np.array([below, above], dtype=np.int32).T.ravel(),
        values=np.array(values, dtype=np.float64),
        depth=depth,
    )


def cue_scores(
    examples: Sequence[Example], known: Mapping[str, tuple[int, int]]
) -> tuple[dict[str, float], list[dict[int, float]]]:
    """The linear weights of cues, and for each example the scores that weights fitted without its article give."""
    table = Table()
    places: list[tuple[int, int]] = []
    for at, example in enumerate(examples):
        right = {gold.token for gold in example.gold}
        for token in candidate_cues(example.frame, known):
            table.add(cue_features(example.frame, token), float(token in right))
            places.append((at, token))
    fold = np.array([examples[at].article % FOLDS for at, _ in places])
    matrix, names = table.matrix(LEAST)
    targets = np.array(table.targets)
    left_out = np.zeros(len(places))
    for number in range(FOLDS):
        others = fold != number
        left_out[~others] = matrix[~others] @ fit_binary(matrix[others], targets[others])
    scores: list[dict[int, float]] = [{} for _ in examples]
    for (at, token), score in zip(places, left_out.tolist(), strict=True):
        scores[at][token] = score
    return named(names, fit_binary(matrix, targets)), scores


def cue_forest(
    examples: Sequence[Example], scores: Sequence[dict[int, float]], known: Mapping[str, tuple[int, int]]
) -> Forest:
    """Trees over the cues' columns; how often a key is a cue is counted without the article itself."""
    own: Counter[tuple[int, str]] = Counter()
    own_hits: Counter[tuple[int, str]] = Counter()
    for example in examples:
        frame, article = example.frame, example.article
        own.update((article, key_of(frame, i)) for i in range(len(frame.words)))
        own_hits.update((article, key_of(frame, gold.token)) for gold in example.gold)
    rows, targets = [], []
    for example, found in zip(examples, scores, strict=True):
        right = {gold.token for gold in example.gold}

        def rate(key: str, article: int = example.article) -> tuple[int, int]:
            hits, looks = known.get(key, (0, 0))
            return (hits - own_hits[article, key], looks - own[article, key]) if looks else (0, 0)

        for token in found:
            rows.append(cue_columns(example.frame, token, found, rate))
            targets.append(float(token in right))
    return fit_forest(np.array(rows), np.array(targets), rounds=CUE_ROUNDS)


@dataclass(slots=True)
class Choice:
    """The rivals for one annotated cue."""

    example: Example
    gold: Gold
    scores: dict[int, float]
    candidates: list[Content]
    overlaps: list[float]


def choices_of(examples: Sequence[Example], scores: Sequence[dict[int, float]]) -> list[Choice]:
    """The candidate contents of all annotated cues."""
    found = []
    for example, cues in zip(examples, scores, strict=True):
        for gold in example.gold:
            candidates = contents(example.frame, gold.token) if gold.content else []
            if candidates:
                overlaps = [overlap(example.frame, candidate.pieces, gold.content) for candidate in candidates]
                found.append(Choice(example, gold, cues, candidates, overlaps))
    return found


def content_scores(choices: Sequence[Choice]) -> tuple[dict[str, float], list[list[float]]]:
    """The linear weights of contents, and the scores that weights fitted without an article give to its candidates."""
    table = Table()
    for number, choice in enumerate(choices):
        near = max(0.5, max(choice.overlaps) - 0.04)
        cues = decode.waiting(choice.scores)
        for candidate, value in zip(choice.candidates, choice.overlaps, strict=True):
            features = content_features(choice.example.frame, choice.gold.token, candidate, cues)
            table.add(features, float(value >= near), number)
    return choice_scores(table, choices)


def choice_scores(table: Table, choices: Sequence[Choice]) -> tuple[dict[str, float], list[list[float]]]:
    """The weights of a choice among rivals, and for each group the scores that weights fitted without it give."""
    matrix, names = table.matrix(LEAST)
    group, right = np.array(table.groups), np.array(table.targets) > 0
    fold = np.array([choices[number].example.article % FOLDS for number in table.groups])
    left_out = np.zeros(len(group))
    for number in range(FOLDS):
        others = fold != number
        left_out[~others] = matrix[~others] @ fit_choice(matrix[others], group[others], right[others])
    scores: list[list[float]] = [[] for _ in choices]
    for number, score in zip(table.groups, left_out.tolist(), strict=True):
        scores[number].append(score)
    return named(names, fit_choice(matrix, group, right)), scores


def content_forest(choices: Sequence[Choice], scores: Sequence[Sequence[float]]) -> Forest:
    """Trees over the contents' columns for "overlaps enough to count as found"."""
    rows: list[list[float]] = []
    targets: list[float] = []
    for choice, values in zip(choices, scores, strict=True):
        rows += content_columns(choice.example.frame, choice.gold.token, choice.candidates, values, choice.scores)
        targets += [float(value >= STRICT) for value in choice.overlaps]
    return fit_forest(np.array(rows), np.array(targets), rounds=CONTENT_ROUNDS)


def source_models(choices: Sequence[Choice]) -> tuple[dict[str, float], Forest]:
    """The linear weights of sources and the trees over their columns."""
    table = Table()
    rivals = []
    for number, choice in enumerate(choices):
        frame, gold = choice.example.frame, choice.gold
        pieces = choice.candidates[choice.overlaps.index(max(choice.overlaps))].pieces
        heads = sources(frame, gold.token)
        rivals.append((choice, heads, pieces))
        for source in heads:
            right = source.head in gold.source if gold.source else source.head < 0
            table.add(source_features(frame, gold.token, source, pieces), float(right), number)
    weights, values = choice_scores(table, choices)
    rows: list[list[float]] = []
    for (choice, heads, pieces), scores in zip(rivals, values, strict=True):
        rows += source_columns(choice.example.frame, choice.gold.token, heads, scores, pieces)
    return weights, fit_forest(np.array(rows), np.array(table.targets), rounds=SOURCE_ROUNDS)


def named(names: Sequence[str], weights: Floats) -> dict[str, float]:
    """Weights by feature, without those that hardly matter."""
    return {name: float(w) for name, w in zip(names, weights, strict=True) if abs(w) > 0.01}


def train(examples: Sequence[Example]) -> AttributionModels:
    """Everything that there is to learn from annotated paragraphs."""
    choose_cue_tokens(examples, cue_rates(examples))
    known = known_keys(examples)
    linear_cue, cues = cue_scores(examples, known)
    trees_cue = cue_forest(examples, cues, known)
    choices = choices_of(examples, cues)
    linear_content, values = content_scores(choices)
    trees_content = content_forest(choices, values)
    linear_source, trees_source = source_models(choices)
    return AttributionModels(
        linear={"cue": linear_cue, "content": linear_content, "source": linear_source},
        forests={"cue": trees_cue, "content": trees_content, "source": trees_source},
        rates=known,
    )


def main() -> None:
    """Train on PolNeAR train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds polnear/train.jsonl.gz")
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--pipeline", default="", help="path or name of a spaCy pipeline, by default the shipped one")
    options = parser.parse_args()
    models = train(read_examples(options.data, "train", options.pipeline))
    save(models, options.out)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes, {sum(map(len, models.linear.values())):,} weights")


if __name__ == "__main__":
    main()
