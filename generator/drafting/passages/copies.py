"""Articles that repeat another one: a wire story under other headlines, lightly rewritten or cut short.

Articles are compared by the pairs of neighbouring content words that they share (shingles, Broder 1997). Words within
quotation marks are left out, because every reporter's own story quotes the same words. An index of the shingles of
the originals found so far keeps the work in proportion to the text, however many copies there are.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from generator.drafting.passages.corpus import tokens
from generator.drafting.passages.form import outside_quotations, quotation_ranges
from generator.model import Article, Document, Sentence

_RUN = 2
_REPEATED = 0.4  # share of an article's shingles that its original has; of 669 pairs of articles by different outlets
# about one event, 4 are found: in 3 an agency's text stands word for word, one is made of the same unmarked posts
_CONTAINED = 0.25  # the same, where the article holds nearly all of its original besides text of its own
_LEAST_SHINGLES = 8  # shorter texts resemble each other by chance


def copies(documents: Sequence[Document]) -> dict[str, str]:
    """The id of each article that repeats another → the id of that one, which itself repeats none.

    The original is the one that was published first, then the longest, then the first read; an article without a date
    is taken for the latest.
    """
    shingles = [_shingles(document) for document in documents]
    holders: dict[tuple[str, ...], list[int]] = {}
    found: dict[int, int] = {}
    for index in first_published([document.article for document in documents]):
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
    """The original that an article repeats most, None where it repeats none."""
    own = len(shingles[index])
    if own < _LEAST_SHINGLES:
        return None
    shared = Counter(chain.from_iterable(holders.get(shingle, ()) for shingle in shingles[index]))
    for other, count in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
        if count >= _REPEATED * own or (count >= _REPEATED * len(shingles[other]) and count >= _CONTAINED * own):
            return other
    return None


def _shingles(document: Document) -> frozenset[tuple[str, ...]]:
    """The shingles of the reporter's own words; of all words where there are hardly any of these."""
    own = _runs(word for sentence in document.sentences for word in _own_words(document, sentence))
    if len(own) >= _LEAST_SHINGLES:
        return own
    return _runs(word for sentence in document.sentences for word in sentence.words)


def _runs(words: Iterable[str]) -> frozenset[tuple[str, ...]]:
    row = list(words)
    return frozenset(zip(*(row[start:] for start in range(_RUN)), strict=False))


def _own_words(document: Document, sentence: Sentence) -> list[str]:
    """The words of a sentence that do not stand in quotation marks only."""
    text = sentence.span.of(document.article.text)
    quoted = {word for start, end in quotation_ranges(text) for word in tokens(text[start:end])}
    if not quoted:
        return list(sentence.words)
    quoted.difference_update(tokens(outside_quotations(text)))
    return [word for word in sentence.words if word not in quoted]


def first_published(articles: Sequence[Article]) -> list[int]:
    """Indices of `articles`: the one published first, then the longest, then the first read; undated ones last."""
    return sorted(range(len(articles)), key=lambda i: (_moment(articles[i]), -len(articles[i].text), i))


def _moment(article: Article) -> tuple[bool, float]:
    """A key that sorts by the moment of publication; a date counts from its midnight in UTC."""
    if not article.published:
        return True, 0.0
    moment = dt.datetime.fromisoformat(article.published)
    return False, (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp()
