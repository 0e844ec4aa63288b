"""Statements of independent stories that cannot all be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from generator.drafting.passages.corpus import Corpus, Matrix, tokens, unit_rows
from generator.drafting.passages.forms import form_of
from generator.drafting.selection.facts import HARMS, FactRules, denial, disagree, is_same_word
from generator.drafting.selection.rows import LEAST_WORDS, Rows, near_pairs
from generator.model import Document, Passage, Span

_NEAR = 0.42  # cosine without figures from which two passages can disagree on a figure
_NEAR_TOLL = 0.2  # the same for two tolls, which are told in many ways; places tell whether it is one disaster
_SHORTER, _LONGER = 0.85, 0.5  # share of its words that each of a statement and its denial has from the other
_NEVER = frozenset({"", "calendar year"})  # a year tells when, and most often of something else
_TOLLS = frozenset(HARMS)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two rows of independent stories that cannot both be right."""

    a: int
    b: int
    said: tuple[str, str] = ("", "")
    """The figure that each gives, as its text has it; empty where one denies what the other states."""
    denied_by: int | None = None
    """The row that denies."""


@dataclass(frozen=True, slots=True)
class Matters:
    """What tells whether two rows are about the same matter; those whom a row quotes do not count."""

    first: set[str]
    """The row's first word."""
    subjects: set[str]
    days: set[str]
    names: set[str]
    """People, bodies and places."""

    def __iter__(self) -> Iterator[set[str]]:
        yield from (self.first, self.subjects, self.days, self.names)


def conflicts(corpus: Corpus, copies: Mapping[str, str]) -> tuple[Disagreement, ...]:
    """Rows of independent stories that say nearly the same but for a figure or a "not", in order.

    Rows of a story and of one that repeats it disagree only where one denies what the other states: a copy may bring a
    figure up to date, but whoever adds a "not" does not repeat.
    Tolls of dead, injured and missing are compared on less likeness, where both rows name a place or body in common.
    """
    known = _Comparison(Rows(corpus, copies))
    plain = _without_figures(corpus)
    pairs = [(a, b) for a, b, _ in near_pairs(plain, _NEAR)]
    found = {pair: known.disagreement(*pair) for pair in pairs if known.are_comparable(*pair)}
    for pair in _pairs_of_tolls(known, plain):
        if not found.get(pair) and known.are_comparable(*pair) and known.are_independent(*pair):
            found[pair] = known.toll(*pair)
    return tuple(one for _, one in sorted(found.items()) if one)


def _pairs_of_tolls(known: _Comparison, plain: Matrix) -> Iterator[tuple[int, int]]:
    """Pairs of rows that give tolls and are a little alike."""
    tolls = np.array([row for row in range(plain.shape[0]) if known.tolls(row)], dtype=np.int64)
    if tolls.size:
        yield from ((int(tolls[one]), int(tolls[other])) for one, other, _ in near_pairs(plain[tolls], _NEAR_TOLL))


class _Comparison:
    """Where two rows disagree."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._comparable: dict[int, bool] = {}

    def is_comparable(self, row: int) -> bool:
        """Whether a row is a statement with enough words to be held against another."""
        if row not in self._comparable:
            enough = len(self._rows.corpus.words[row]) >= LEAST_WORDS
            form = form_of(self._rows.corpus.languages[row])
            self._comparable[row] = (
                enough and self._rows.rules(row) is not None and form.is_statement(self._rows.corpus.texts[row])
            )
        return self._comparable[row]

    def are_comparable(self, a: int, b: int) -> bool:
        """Whether two rows are statements of two articles in one language."""
        apart = self._rows.article(a) != self._rows.article(b)
        return apart and self._rows.are_of_one_language(a, b) and self.is_comparable(a) and self.is_comparable(b)

    def are_independent(self, a: int, b: int) -> bool:
        """Whether neither of two rows stands in a copy of the other's story."""
        return self._rows.story(a) != self._rows.story(b)

    def disagreement(self, a: int, b: int) -> Disagreement | None:
        """The quantity on which two rows disagree, or that one denies the other; None where neither is so."""
        difference = self.difference(a, b) if self.are_independent(a, b) else None
        return difference or self.denial(a, b)

    def tolls(self, row: int) -> frozenset[str]:
        """The tolls that a row gives: of dead, of injured, of missing."""
        return frozenset(quantity.unit for quantity in self._rows.quantities(row)) & _TOLLS

    def difference(self, a: int, b: int) -> Disagreement | None:
        """The one quantity on which two rows about the same matter disagree, None where it is none or more than one."""
        units = [{quantity.unit for quantity in self._rows.quantities(row)} for row in (a, b)]
        said = [what for unit in sorted(units[0] & units[1] - _NEVER) if (what := self._other_quantity(a, b, unit))]
        if len(said) != 1 or self._of_other_years(a, b) or self._are_apart(a, b):
            return None
        return said[0]

    def toll(self, a: int, b: int) -> Disagreement | None:
        """The first toll on which two rows disagree that name a place or body in common, and no different days."""
        rules = self._rows.rules(a)
        if rules is None:
            return None
        one, other = (self._matters(row, rules) for row in (a, b))
        on_other_days = one.days and other.days and not one.days & other.days
        if on_other_days or self._of_other_years(a, b) or not any(_has(other.names, name) for name in one.names):
            return None
        both = sorted(self.tolls(a) & self.tolls(b))
        return next((what for unit in both if (what := self._other_quantity(a, b, unit))), None)

    def _of_other_years(self, a: int, b: int) -> bool:
        """Whether both rows name years, and none in common."""
        years = [{q.value for q in self._rows.quantities(row) if q.unit == "calendar year"} for row in (a, b)]
        return all(years) and not years[0] & years[1]

    def _other_quantity(self, a: int, b: int, unit: str) -> Disagreement | None:
        """What two rows give for `unit`, None where it can be the same or is more than one figure each."""
        one, other = self._rows.quantities(a), self._rows.quantities(b)
        mine, its = ([quantity for quantity in left if quantity.unit == unit] for left in (one - other, other - one))
        if len(mine) != 1 or len(its) != 1 or not disagree(mine[0], its[0]):
            return None
        return Disagreement(a, b, (mine[0].words, its[0].words))

    def denial(self, a: int, b: int) -> Disagreement | None:
        """That one of two rows denies what the other states, None where both agree or are about different matters."""
        rules = self._rows.rules(a)
        if rules is None or self._rows.facts(a).denied == self._rows.facts(b).denied:
            return None
        verdicts = rules.verdicts
        shares = sorted((self._rows.covers(a, b, ignoring=verdicts), self._rows.covers(b, a, ignoring=verdicts)))
        if shares[0] < _LONGER or shares[1] < _SHORTER:
            return None
        says, denies = (b, a) if self._rows.facts(a).denied else (a, b)
        if not self._is_denied(says, denies, rules) or self._are_apart(a, b):
            return None
        return Disagreement(a, b, denied_by=denies)

    def _is_denied(self, says: int, denies: int, rules: FactRules) -> bool:
        """Whether what `says` states is what `denies` denies, rather than what it says besides."""
        denied = denial(self._rows.corpus.texts[denies], rules)
        stated, rest = set(self._rows.corpus.words[says]) - rules.verdicts, self._rows.words_of(denied.rest, denies)
        if 2 * sum(_has(rest, word) for word in stated) > len(stated):
            return False
        return 2 * sum(_has(stated, word) for word in denied.words) >= max(1, len(denied.words))

    def _are_apart(self, a: int, b: int) -> bool:
        """Whether each of two rows names a subject, days, or in the main people and places, that the other does not."""
        rules = self._rows.rules(a)
        if rules is None:
            return True
        one, other = (self._matters(row, rules) for row in (a, b))
        texts = [self._rows.words_of(self._rows.corpus.texts[row], row) for row in (a, b)]
        for mine, its in zip(one, other, strict=True):
            lacks = [{w for w in words if not _has(text, w)} for words, text in ((mine, texts[1]), (its, texts[0]))]
            if min(map(len, lacks)) * 2 > len(mine - lacks[0]):
                return True
        return False

    def _matters(self, row: int, rules: FactRules) -> Matters:
        corpus = self._rows.corpus
        document, passage = corpus.documents[int(corpus.document_of[row])], self._rows.passage(row)
        names = self._rows.facts(row).names.union(*self._words_in(row, _named_in(document, passage)))
        subjects = [subject for index in passage.sentences if (subject := document.sentences[index].subject)]
        quoted = [span for attribution in passage.attributions for span in attribution.source]
        passed_over = rules.passed_over.union(*self._words_in(row, quoted))
        return Matters(
            first=self._first_word(row, passed_over | rules.verdicts),
            subjects=set().union(*self._words_in(row, subjects)) - passed_over,
            days=set(names - passed_over) & rules.days,
            names=set(names - passed_over) - rules.days,
        )

    def _words_in(self, row: int, spans: Iterable[Span]) -> Iterator[set[str]]:
        """The words of spans of a row's article."""
        corpus = self._rows.corpus
        text = corpus.documents[int(corpus.document_of[row])].article.text
        return (self._rows.words_of(span.of(text), row) for span in spans)

    def _first_word(self, row: int, passed_over: frozenset[str]) -> set[str]:
        """The first word of a row that is none of those, nor part of a quantity; in a set, which may be empty."""
        corpus = self._rows.corpus
        form = form_of(corpus.languages[row])
        quantities = (self._rows.words_of(quantity.words, row) for quantity in self._rows.quantities(row))
        others = passed_over.union(*quantities)
        words = (form.whole(token) for token in tokens(corpus.texts[row]))
        return next(({word} for word in words if word not in others), set())


def _named_in(document: Document, passage: Passage) -> list[Span]:
    """The names of people, bodies and places in a passage."""
    inside = range(passage.span.start, passage.span.end)
    return [e.span for e in document.entities if e.label != "DATE" and e.span.start in inside]


def _has(words: set[str], word: str) -> bool:
    """Whether a word is among others in any of its forms."""
    return word in words or any(is_same_word(word, other) for other in words)


def _without_figures(corpus: Corpus) -> Matrix:
    """Unit rows of the words that hold no digit."""
    plain = np.array([not any(map(str.isdigit, word)) for word in corpus.vocabulary] or [True], dtype=np.float64)
    return unit_rows(corpus.counts * (corpus.idf * plain)[np.newaxis, :])
