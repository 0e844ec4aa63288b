"""How fast passages are ranked: `python benchmarks/ranking.py` (about a minute).

In one run: our LexRank against sumy's on the same passages, with the rank correlation of their orders (Kendall's tau),
and every ranker of our own on 10,000 passages. Passages are drawn with fixed seeds: words as common as in a language
(Zipf), some of a story's own that keep coming back. Seconds are of the CPU, the best of three rounds (one for sumy's
slowest).
"""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable

import numpy as np
from scipy.stats import kendalltau

from generator.model import Article, Document, Passage, Sentence, Span
from generator.rankers import RANKERS
from generator.rankers.corpus import Corpus, Floats, gather

SIZES = (100, 300, 1000)
MANY = 10_000
OURS = ("brief", "lexrank", "centroid", "lead")
_VOCABULARY, _THEME, _OF_THEME = 20_000, 200, 0.25  # words, words of the story, share of a passage's words that are
_SLOW = 1.0  # seconds from which one round is enough
_DIGITS = 9  # what differs beyond is the order of additions


def main() -> None:
    """Print both tables as Markdown."""
    for name in (*OURS, "sumy-lex-rank"):
        RANKERS[name](corpus_of(3))  # loads what is loaded late
    print("| passages | sumy LexRank | our LexRank | times as fast | Kendall's tau |\n|---|---|---|---|---|")
    for size in SIZES:
        print(f"against sumy, {size} passages", file=sys.stderr, flush=True)
        print(compared(corpus_of(size)), flush=True)
    print("\n| what | 10,000 passages |\n|---|---|")
    corpus = corpus_of(MANY)
    start = time.process_time()
    gather(corpus.documents)
    print(f"| words counted, before any ranker | {time.process_time() - start:.2f} s |")
    for name in OURS:
        seconds, _ = timed(functools.partial(RANKERS[name], corpus))
        print(f"| {name} | {seconds:.2f} s |", flush=True)


def compared(corpus: Corpus) -> str:
    """The line of the table for one corpus."""
    ours, mine = timed(functools.partial(RANKERS["lexrank"], corpus))
    theirs, its = timed(functools.partial(RANKERS["sumy-lex-rank"], corpus))
    tau = kendalltau(np.round(mine, _DIGITS), np.round(its, _DIGITS)).statistic
    return f"| {corpus.size} | {theirs:.3f} s | {ours:.4f} s | {theirs / ours:.0f} | {tau:.4f} |"


def timed(ranker: Callable[[], Floats]) -> tuple[float, Floats]:
    """CPU seconds of the best round, and the scores."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        scores = ranker()
        seconds = time.process_time() - start
        best = min(best, seconds)
        if seconds > _SLOW:
            break
    return best, scores


def corpus_of(size: int) -> Corpus:
    """A story of `size` passages of five to twenty-five content words."""
    rng = np.random.default_rng(size)
    chances = 1 / np.arange(1, _VOCABULARY + 1)
    sentences: list[Sentence] = []
    spans: list[Span] = []
    text = ""
    for _ in range(size):
        count = int(rng.integers(5, 26))
        drawn = rng.choice(_VOCABULARY, size=count, p=chances / chances.sum())
        drawn = np.where(rng.random(count) < _OF_THEME, rng.integers(0, _THEME, count) + _VOCABULARY, drawn)
        words = tuple(f"w{word}" for word in drawn)
        start, text = len(text), text + " ".join(words) + ".\n"
        spans.append(Span(start, len(text) - 1))
        sentences.append(Sentence(spans[-1], len(sentences), words))
    passages = tuple(Passage(span, (index,)) for index, span in enumerate(spans))
    return gather([Document(Article("story", "", text), tuple(spans), tuple(sentences), passages=passages)])


if __name__ == "__main__":
    main()
