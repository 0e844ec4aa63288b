"""Words per second on one core: the pipeline, a blank one with a sentencizer, the token-to-vector layers alone."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps, get_current_ops, set_current_ops


def read_stories(path: Path, count: int = 100) -> list[list[str]]:
    """Paragraphs of the first ``count`` stories of a ``.jsonl.gz`` file of article clusters."""
    stories: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            stories += [d["text"].split("\n") for d in json.loads(line)["documents"]]
            if len(stories) >= count:
                break
    return [[p for p in story if p.strip()] for story in stories[:count]]


def measure_speed(nlp: Language, stories: list[list[str]], rounds: int = 2) -> dict[str, float]:
    """Words per second of each pipeline, best of ``rounds``; whitespace tokens are not counted."""
    paragraphs = [p for story in stories for p in story]
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    layers = [name for name in nlp.pipe_names if name.endswith("tok2vec")]
    values = {"pipeline": _rate(nlp, paragraphs, rounds), "blank_with_sentencizer": _rate(blank, paragraphs, rounds)}
    with nlp.select_pipes(enable=layers):
        values["tok2vec_only"] = _rate(nlp, paragraphs, rounds)
    return values


def measure_with_numpy(path: Path, stories: list[list[str]]) -> dict[str, float]:
    """Words per second with NumPy's BLAS for matrix products instead of the one thinc brings."""
    before = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    nlp, paragraphs = spacy.load(path), [p for story in stories for p in story]
    rates = {"pipeline_with_numpy_blas": _rate(nlp, paragraphs, rounds=2)}
    with nlp.select_pipes(enable=[]):
        layers = [nlp.get_pipe("tok2vec").model, nlp.get_pipe("ner").model.get_ref("tok2vec")]
        rates["tok2vec_with_numpy_blas"] = _layers_rate(nlp, layers, paragraphs)
    set_current_ops(before)
    return rates


def _layers_rate(nlp: Language, layers: Sequence[Model], texts: Sequence[str]) -> float:
    """Words per second of the tokenizer and the token-to-vector layers alone, with nothing on top: the limit."""
    start, words = time.perf_counter(), 0
    for i in range(0, len(texts), nlp.batch_size):
        docs = [nlp.make_doc(text) for text in texts[i : i + nlp.batch_size]]
        for layer in layers:
            layer.predict(docs)
        words += sum(not t.is_space for doc in docs for t in doc)
    return round(words / (time.perf_counter() - start))


def _rate(nlp: Language, texts: Iterable[str], rounds: int) -> float:
    """Words per second of ``nlp`` over ``texts``."""
    texts = list(texts)
    best, words = float("inf"), 0
    for _ in range(rounds):
        start = time.perf_counter()
        docs: list[Doc] = list(nlp.pipe(texts))
        best = min(best, time.perf_counter() - start)
        words = sum(not t.is_space for doc in docs for t in doc)
    return round(words / best)


def load_seconds(path: Path) -> float:
    """Seconds that loading the pipeline takes once spaCy is imported."""
    start = time.perf_counter()
    spacy.load(path)
    return round(time.perf_counter() - start, 3)


def size_in_mb(path: Path) -> float:
    """Size of a folder in megabytes."""
    return round(sum(f.stat().st_size for f in path.rglob("*") if f.is_file()) / 1e6, 1)
