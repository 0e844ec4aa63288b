"""Rankers of others on our passages, each in a process that is ended when it takes too long."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import multiprocessing
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from typing import TypeAlias

import numpy as np

from benchmarks.measure import timed
from generator.drafting.passages.corpus import Corpus, Floats
from generator.drafting.rankers import RANKERS

ROUNDS = 3
_SLOW = 1.0  # seconds from which one round is enough
_LINKED = 0.1  # cosine from which passages are linked, as in sumy and in ours


@dataclass(frozen=True, slots=True)
class Sample:
    """Passages as the rankers get them."""

    corpus: Corpus
    parsed: bytes
    """The same passages as one parsed document of spaCy."""


@dataclass(frozen=True, slots=True)
class Timing:
    """CPU seconds of a ranker's best round, and its scores, where it has one for each passage."""

    seconds: float
    scores: Floats | None


Ready: TypeAlias = Callable[[], "Floats | None"]
"""A ranker with everything loaded and its passages at hand."""


def own(name: str, sample: Sample) -> Ready:
    """A ranker of our own, or sumy's, by its name."""
    return partial(RANKERS[name], sample.corpus)


def lexrank(sample: Sample) -> Ready:
    """The package lexrank, on our words and with our threshold."""
    from lexrank import LexRank  # type: ignore[import-untyped] # noqa: PLC0415 - may not be installed

    texts = [" ".join(words) for words in sample.corpus.words]
    ranker = LexRank([[text] for text in texts], keep_numbers=True, keep_emails=True, keep_urls=True)
    return lambda: np.asarray(ranker.rank_sentences(texts, threshold=_LINKED), dtype=np.float64)


def textrank(sample: Sample) -> Ready:
    """The package pytextrank, on the finished parse; it ranks phrases, and sentences by their phrases."""
    import pytextrank  # type: ignore[import-untyped] # noqa: F401, PLC0415 - registers itself; may not be installed
    import spacy  # noqa: PLC0415
    from spacy.tokens import Doc  # noqa: PLC0415

    nlp = spacy.blank("en")
    component = nlp.add_pipe("textrank")
    doc = Doc(nlp.vocab).from_bytes(sample.parsed)

    def rank() -> None:
        list(component(doc)._.textrank.summary(limit_phrases=20, limit_sentences=10))

    return rank


PEERS: Mapping[str, tuple[str, Callable[[Sample], Ready]]] = {
    "sumy LexRank": ("sumy", partial(own, "sumy-lex-rank")),
    "lexrank": ("lexrank", lexrank),
    "pytextrank": ("pytextrank", textrank),
}
"""The package of each, and what makes it ready."""


def is_installed(package: str) -> bool:
    """Whether a package can be imported."""
    return importlib.util.find_spec(package) is not None


def measured(ready: Ready) -> Timing:
    """The best of a few rounds."""
    best = Timing(float("inf"), None)
    for _ in range(ROUNDS):
        scores, seconds = timed(ready, time.process_time)
        best = Timing(seconds, scores) if seconds < best.seconds else best
        if seconds > _SLOW:
            break
    return best


def within(limit: float, peer: str, sample: Sample) -> Timing | None:
    """The timing of a peer, None where it has not ended after `limit` seconds.

    Raises:
        RuntimeError: the peer failed, as the message says.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_run, args=(there, peer, sample), daemon=True)
    child.start()
    there.close()
    try:
        answer = here.recv() if here.poll(limit) else None
    except EOFError:
        answer = f"its process ended with exit code {child.exitcode}"
    finally:
        child.kill()
        child.join()
    if answer is None or isinstance(answer, Timing):
        return answer
    raise RuntimeError(f"{peer}: {answer}")


def _run(there: Connection, peer: str, sample: Sample) -> None:
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # a table is printed there
            timing = measured(PEERS[peer][1](sample))
        there.send(timing)
    except Exception as error:  # whatever it is, the parent tells it
        there.send(f"{type(error).__name__}: {error}")
