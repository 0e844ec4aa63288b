"""Stories that say nothing new: nearly all of their words are in an earlier one, in the same order.

Stories that may be alike are found by hashing: MinHash signatures of the runs of three words (Broder, "On the
resemblance and containment of documents", 1997) in bands, of which one must be the same (Leskovec, Rajaraman and
Ullman, "Mining of Massive Datasets", 3.4). Only those are compared, run by run, so that the work grows with the number
of stories and not with its square.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from generator.drafting.passages.copies import first_published
from generator.model import Article

Hashes = NDArray[np.uint64]

_RUN = 3  # words
_CONTAINED = 0.95  # share of a story's runs that stand in the other
_LEAST_RUNS = 20  # shorter texts resemble each other by chance
_BANDS, _ROWS = 8, 4  # of two stories with 0.9 of their runs in common 99.99 % share a band, with 0.7 still 89 %
_WORD = re.compile(r"\w+")
_GROUND = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio: an odd number whose bits look random
_FACTORS: Hashes = np.random.default_rng(1).integers(1, 2**63, (2, _BANDS * _ROWS), dtype=np.uint64)


def repeats(articles: Sequence[Article]) -> dict[int, int]:
    """The index of each article that says nothing new → that of the article it repeats, which itself repeats none.

    The original is the one that was published first, then the longest, then the first read.
    """
    holders: dict[tuple[int, bytes], list[int]] = {}
    originals: dict[int, Hashes] = {}
    found: dict[int, int] = {}
    for index in first_published(articles):
        own = _runs(articles[index].text)
        if len(own) < _LEAST_RUNS:
            continue
        bands = _bands(own)
        alike = dict.fromkeys(other for band in bands for other in holders.get(band, ()))
        original = next((other for other in alike if _is_contained(own, originals[other])), None)
        if original is not None:
            found[index] = original
            continue
        originals[index] = own
        for band in bands:
            holders.setdefault(band, []).append(index)
    return found


def _is_contained(own: Hashes, other: Hashes) -> bool:
    places = np.searchsorted(other, own)
    return float(np.mean(other[np.minimum(places, len(other) - 1)] == own)) >= _CONTAINED


def _runs(text: str) -> Hashes:
    """A hash of each run of three words, sorted, each once."""
    words = np.array([zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in _WORD.findall(text.lower())])
    if len(words) < _RUN:
        return np.zeros(0, dtype=np.uint64)
    words = words.astype(np.uint64)
    runs = words[: 1 - _RUN]
    for step in range(1, _RUN):
        runs = runs * _GROUND + words[step : len(words) - _RUN + 1 + step]
    return np.unique(runs * _GROUND)


def _bands(runs: Hashes) -> list[tuple[int, bytes]]:
    """The signature of a story, cut into bands: each with its number."""
    factors, terms = _FACTORS
    signature = (np.multiply.outer(runs, factors | np.uint64(1)) + terms).min(axis=0)
    return [(number, signature[number * _ROWS : (number + 1) * _ROWS].tobytes()) for number in range(_BANDS)]
