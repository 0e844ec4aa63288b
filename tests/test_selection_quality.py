"""Summaries of real stories: every hygiene figure of the shared scorer is zero, and they beat the lead."""

from __future__ import annotations

import gzip
import itertools
import json
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.analysis.article import analyse
from generator.drafting.selection import summarize
from generator.model import Article, Document

CLUSTERS = 25  # of each set: enough for the rules of form, and read within seconds
HYGIENE = ("not_verbatim", "over_budget", "bad_quotes", "dangling", "pron_said")
Evaluate = Callable[[list[dict[str, Any]], list[dict[str, Any]]], tuple[dict[str, Any], dict[str, float]]]


@pytest.fixture(scope="module")
def evaluate(shared: Path) -> Evaluate:
    """The scorer that judges selection."""
    pytest.importorskip("rouge_score", reason="the scorer needs the package rouge-score")
    scorer: Evaluate = runpy.run_path(str(shared / "tools/score_summaries.py"))["evaluate"]
    return scorer


def clusters(path: Path) -> list[tuple[dict[str, Any], list[Document]]]:
    """The first clusters of a set, with their stories analysed."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in itertools.islice(lines, CLUSTERS)]
    stories = [story for record in records for story in record["documents"]]
    documents = analyse(Article(story["id"], story["title"] or "", story["text"]) for story in stories)
    return [(record, [next(documents) for _ in record["documents"]]) for record in records]


def pieces(record: dict[str, Any], documents: list[Document], ranker: str) -> dict[str, Any]:
    """A summary in the scorer's form."""
    texts = {document.article.id: document.article.text for document in documents}
    budget = {"words": record.get("budget_words"), "sentences": record.get("budget_sentences")}
    chosen = summarize(documents, ranker=ranker, **budget)
    return {"id": record["id"], "sentences": [{"document": name, "text": s.of(texts[name])} for name, s in chosen]}


@pytest.mark.parametrize("name", ["inshorts60", "gumrank"])
def test_summaries_of_real_stories_are_clean(name: str, shared: Path, evaluate: Evaluate) -> None:
    """Nothing is altered, over budget, cut within a quotation or left hanging; the default ranker beats the lead."""
    read = clusters(shared / f"data/summaries/{name}.dev.jsonl.gz")
    gold = [record for record, _ in read]
    scores = {}
    for ranker in ("brief", "lead"):
        figures, hygiene = evaluate(gold, [pieces(record, documents, ranker) for record, documents in read])
        assert {key: hygiene[key] for key in HYGIENE} == dict.fromkeys(HYGIENE, 0.0)
        scores[ranker] = figures["r2"].mean()
    assert scores["brief"] > scores["lead"]
