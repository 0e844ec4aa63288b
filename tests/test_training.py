"""The recipe that trains the language pipeline: what of it can be told without training."""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from generator.model import Article, Document, Passage, Sentence, Span

ROOT = Path(__file__).parents[1]

TEXT = (
    "# newdoc id = GUM_news_ferry\n# newpar\n"
    "1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "1\tDo\tdo\tAUX\tVB\t_\t3\taux\t_\t_\n"
    "2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n"
    "3\tsail\tsail\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n"
    "4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n"
)


@pytest.fixture(autouse=True)
def _with_the_recipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The recipe is not part of the wheel: it is imported from the checkout, behind everything installed."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(ROOT)])
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] == "training"]:
        del sys.modules[name]


def _is_projective(heads: tuple[int, ...]) -> bool:
    """Whether no two arcs of a tree cross."""
    arcs = [(min(d, h), max(d, h)) for d, h in enumerate(heads, 1)]
    return not any(a < c < b < d for (a, b), (c, d) in itertools.permutations(arcs, 2))


def _is_tree(heads: tuple[int, ...]) -> bool:
    """Whether every word reaches the root, which has one child."""
    for word in range(1, len(heads) + 1):
        steps = 0
        while word and steps <= len(heads):
            word, steps = heads[word - 1], steps + 1  # noqa: PLW2901
        if word:
            return False
    return heads.count(0) == 1


@pytest.mark.parametrize("seed", range(12))
def test_the_best_tree_is_the_best_of_all_projective_ones(seed: int) -> None:
    """Claim: Eisner's algorithm finds what trying every tree finds."""
    from training.teacher.decode import best_tree

    rng = np.random.default_rng(seed)
    size = int(rng.integers(1, 6))
    scores = rng.normal(size=(size + 1, size + 1))
    trees = [h for h in itertools.product(range(size + 1), repeat=size) if _is_tree(h) and _is_projective(h)]
    best = max(trees, key=lambda heads: sum(scores[d, h] for d, h in enumerate(heads, 1)))
    assert tuple(best_tree(scores)) == best


@pytest.mark.parametrize("seed", range(12))
def test_the_best_tags_make_whole_names(seed: int) -> None:
    """Claim: no name begins without an end, and a better row of whole names does not exist."""
    from training.teacher.decode import best_tags

    tags = ["O", "B-X", "I-X", "L-X", "U-X"]
    scores = np.random.default_rng(seed).normal(size=(4, len(tags)))
    follows = {"O": "OBU", "L": "OBU", "U": "OBU", "B": "IL", "I": "IL"}
    rows = [
        row
        for row in itertools.product(range(len(tags)), repeat=4)
        if tags[row[0]][0] in "OBU"
        and tags[row[-1]][0] in "OLU"
        and all(tags[b][0] in follows[tags[a][0]] for a, b in itertools.pairwise(row))
    ]
    best = max(rows, key=lambda row: sum(scores[i, k] for i, k in enumerate(row)))
    assert tuple(best_tags(scores, tags)) == best


def test_a_contraction_keeps_the_letters_of_the_text(tmp_path: Path) -> None:
    """Claim: the parts of a multi-word token are slices of what stands in the text."""
    from training.treebank import read_treebank

    path = tmp_path / "part.conllu"
    path.write_text(TEXT, encoding="utf-8")
    [document] = read_treebank(path)
    [sentence] = document.sentences
    assert (document.genre, [w.form for w in sentence]) == ("news", ["Do", "n't", "sail", "."])
    assert [w.space_after for w in sentence] == [False, True, False, True]


@pytest.mark.parametrize("seed", range(40))
def test_variants_of_a_sentence_are_still_trees(tmp_path: Path, seed: int) -> None:
    """Claim: quotes, dashes, datelines, list marks and capitals never break the tree."""
    from training.augment import vary
    from training.treebank import read_treebank

    path = tmp_path / "part.conllu"
    path.write_text(TEXT, encoding="utf-8")
    paragraph = read_treebank(path)[0].paragraphs[0]
    for sentence in vary(paragraph, random.Random(seed)):  # noqa: S311 - variants of text
        assert _is_tree(tuple(w.head for w in sentence))


def test_a_lemma_that_the_treebank_leaves_open_is_not_learned(tmp_path: Path) -> None:
    """Claim: a missing lemma is a missing value, not the form."""
    import spacy

    from training.docs import build_doc
    from training.treebank import read_treebank

    path = tmp_path / "part.conllu"
    path.write_text(TEXT.replace("sail\tsail", "sail\t_"), encoding="utf-8")
    doc = build_doc(spacy.blank("en").vocab, list(read_treebank(path)[0].paragraphs))
    assert [t.lemma_ for t in doc] == ["do", "not", "", "."]


def _story(name: str, *, topic: str, form: int = 0) -> Document:
    """A hand-made story of four sentences in one of two forms, the first of which tells its topic."""
    forms = (
        (f"The council approved the {topic}.", "Rain fell.", f"Critics called the {topic} late.", "Shops closed."),
        (f"Voters will get a {topic} soon.", "Trams ran.", "Nobody spoke.", f"Money for a {topic} is there."),
    )
    lines = forms[form]
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    spans = tuple(Span(start, start + len(line)) for start, line in zip(starts, lines, strict=True))
    sentences = tuple(Sentence(span, i, tuple(lines[i].lower().rstrip(".").split())) for i, span in enumerate(spans))
    passages = tuple(Passage(span, (i,)) for i, span in enumerate(spans))
    return Document(Article(name, topic, text, "a"), spans, sentences, passages=passages)


def test_a_feature_that_is_left_out_of_the_ranker_weighs_nothing() -> None:
    """Weights for single stories and for several are learned apart, and a feature left out gets the weight 0."""
    pytest.importorskip("rouge_score", reason="the recipe of the ranker needs the package rouge-score")
    from generator.drafting.rankers.features import NAMES
    from training.ranker import cluster_of, fit

    topics = ("bridge", "ferry", "school", "tariff")
    one = [cluster_of(_record(t), [_story(t, topic=t)]) for t in topics]
    several = [cluster_of(_record(t), [_story(f"{t} {i}", topic=t, form=i) for i in range(2)]) for t in topics]
    learned = fit([(1.0, cluster) for cluster in one + several], without=("length",))
    for weights in (learned.one, learned.several):
        assert weights.passages[NAMES.index("length")] == 0
        assert np.count_nonzero(weights.passages)
    assert not np.array_equal(learned.one.passages, learned.several.passages)


def _record(topic: str) -> dict[str, object]:
    return {"references": [f"The council approved the {topic}."], "budget_words": 10}


def test_peers_take_the_best_sentences_that_fit() -> None:
    """The peers' summaries are whole sentences in reading order, within the budget."""
    from generator.drafting.rankers import RANKERS
    from training.selection_peers import centroid_mmr, plain

    documents = [_story("a", topic="bridge"), _story("b", topic="ferry")]
    chosen = plain(documents, RANKERS["lead"], words=12, sentences=None)
    assert [piece["text"] for piece in chosen] == [
        "The council approved the bridge.",
        "Rain fell.",
        "The council approved the ferry.",
    ]
    assert len(centroid_mmr(documents, words=None, sentences=3)) == 3


def test_the_table_names_the_best_peer_and_what_was_too_slow() -> None:
    """Ours is compared with the best peer as it comes and under our selection; a system without a result is named."""
    from training.selection import Result, table

    scorer: Any = SimpleNamespace(boot_ci=lambda x: (x.mean(), x.min(), x.max()), paired=lambda a, b: (0.1, 0.05, 0.2))
    clean = dict.fromkeys(("dangling", "pron_said", "bad_quotes", "duplicate", "not_verbatim", "over_budget"), 0.0)
    result = {
        name: Result({"r1": np.array([value, value])}, clean | {"words": 40.0})
        for name, value in (("brief", 0.5), ("lead", 0.4), ("sumy-lsa", 0.3), ("lead, our selection", 0.45))
    }
    text = table("made up (2)", result | {"sumy-kl": None}, scorer)
    assert "| brief | 50.0 [50.0, 50.0] | 40 |" in text
    assert "ours minus lead, as they come: +10.0 [+5.0, +20.0], significant" in text
    assert "ours minus lead, under our selection" in text
    assert "Left out, too slow: sumy-kl." in text


def test_the_ablation_marks_what_is_sure() -> None:
    """A fall on every cluster gets a star, one that is as often a rise does not."""
    pytest.importorskip("rouge_score", reason="the recipe of the ranker needs the package rouge-score")
    from training.selection_ablation import row

    whole = {"x": np.zeros((40, 3))}
    sign = np.where(np.arange(40) % 2, 1.0, -1.0)
    without = {"x": np.stack([np.full(40, -0.01), 0.01 * sign, np.zeros(40)], axis=1)}
    assert row("early", without, whole) == "| early | -1.0\\* · +0.0 · +0.0 |"
