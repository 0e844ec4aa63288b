"""Which articles repeat another one: a wire story under other headlines, lightly rewritten or cut short.

Articles are compared by the pairs of neighbouring content words that they share (shingles, Broder 1997). An index of
the shingles of the originals found so far keeps the work in proportion to the text, however many copies there are.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from generator.model import Document

_RUN = 2
_REPEATED = 0.5  # share of an article's shingles that its original has
_CONTAINED = 0.25  # the same, where the article holds nearly all of its original besides text of its own
_LEAST_SHINGLES = 8  # shorter texts resemble each other by chance


def copies(documents: Sequence[Document]) -> dict[str, str]:
    """The id of each article that repeats another → the id of that one, which itself repeats none.

    The original is the one that was published first, then the longest, then the first read; an article without a date
    is taken for the latest.
    """
    shingles = [_shingles(document) for document in documents]
    order = sorted(range(len(documents)), key=lambda i: (_published(documents[i]), -len(documents[i].article.text), i))
    holders: dict[tuple[str, ...], list[int]] = {}
    found: dict[int, int] = {}
    for index in order:
        original = _original(index, shingles, holders)
        if original is not None:
            found[index] = original
            continue
        for shingle in shingles[index]:
            holders.setdefault(shingle, []).append(index)
    return {documents[i].article.id: documents[found[i]].article.id for i in sorted(found)}


def _original(
    index: int, shingles: Sequence[frozenset[tuple[str, ...]]], holders: dict[tuple[str, ...], list[int]]
) -> int | None:
    """The original that an article repeats most, None where it is a story by itself."""
    own = len(shingles[index])
    if own < _LEAST_SHINGLES:
        return None
    shared = Counter(chain.from_iterable(holders.get(shingle, ()) for shingle in shingles[index]))
    for other, count in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
        if count >= _REPEATED * own or (count >= _REPEATED * len(shingles[other]) and count >= _CONTAINED * own):
            return other
    return None


def _shingles(document: Document) -> frozenset[tuple[str, ...]]:
    words = [word for sentence in document.sentences for word in sentence.words]
    return frozenset(zip(*(words[start:] for start in range(_RUN)), strict=False))


def _published(document: Document) -> tuple[bool, float]:
    """A key that sorts by the moment of publication, undated articles last; a date counts from its midnight in UTC."""
    if not document.article.published:
        return True, 0.0
    moment = dt.datetime.fromisoformat(document.article.published)
    return False, (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp()
