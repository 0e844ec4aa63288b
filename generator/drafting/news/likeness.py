"""How alike two texts are, by the words they share; rare words count for more."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.analysis import lexicon
from generator.analysis.language import tongue_of
from generator.drafting.passages.corpus import tokens
from generator.drafting.passages.forms import form_of
from generator.model import Source

_STEM = 6  # letters; English and French forms of one word seldom differ before
# Of a word that every paragraph has; without it, a few stories on one matter would have no weight in common.
_LEAST = 1.0
_POSSESSIVE = re.compile(r"['’]s?\Z")


@functools.lru_cache(maxsize=4096)
def words(text: str, language: str) -> frozenset[str]:
    """The content words of `text` in `language`, lower case and cut to their stems; figures stay whole."""
    form, function_words = form_of(language), _function_words(tongue_of(language).code)
    found = (_POSSESSIVE.sub("", form.whole(token)) for token in tokens(text))
    return frozenset(_stem(word) for word in found if word not in function_words)


@functools.cache
def _function_words(code: str) -> frozenset[str]:
    return lexicon.of(code).phrases("openings", "figures", "function_words")


def _stem(word: str) -> str:
    return word if any(map(str.isdigit, word)) else word[:_STEM]


@dataclass(frozen=True, slots=True)
class Rarity:
    """The weight of each word: its inverse frequency among the paragraphs of the sources."""

    weights: Mapping[str, float]
    unknown: float
    """The weight of a word that no paragraph has."""

    def cosine(self, mine: frozenset[str], its: frozenset[str]) -> float:
        """The likeness of two texts by their words, 0…1."""
        length = math.sqrt(self._squares(mine) * self._squares(its))
        return self._squares(mine & its) / length if length else 0.0

    def covered(self, mine: frozenset[str], by: frozenset[str]) -> float:
        """The share of the words `mine`, weighted by rarity, that are in `by`; 1 where there are none."""
        whole = self._sum(mine)
        return self._sum(mine & by) / whole if whole else 1.0

    def _sum(self, found: Iterable[str]) -> float:
        return math.fsum(self.weights.get(word, self.unknown) for word in found)

    def _squares(self, found: Iterable[str]) -> float:
        return math.fsum(self.weights.get(word, self.unknown) ** 2 for word in found)


@functools.lru_cache(maxsize=4)
def rarity(sources: tuple[Source, ...]) -> Rarity:
    """How rare each word is in `sources`; a paragraph counts once, however many stories repeat it."""
    lines = ((line.strip(), source.language) for source in sources for line in source.text.splitlines())
    paragraphs = {paragraph: language for paragraph, language in lines if paragraph}
    counts = Counter(word for paragraph in sorted(paragraphs) for word in words(paragraph, paragraphs[paragraph]))
    size = len(paragraphs)
    weights = {word: _LEAST + math.log((size + 1) / (count + 0.5)) for word, count in counts.items()}
    return Rarity(weights, _LEAST + math.log((size + 1) / 0.5))
