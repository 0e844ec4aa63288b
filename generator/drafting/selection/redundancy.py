"""The same statement in several stories, and statements that cannot all be right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from generator.drafting.passages.corpus import Corpus, Matrix, tokens, unit_rows
from generator.drafting.passages.forms import form_of
from generator.drafting.selection.facts import HARMS, FactRules, Facts, Quantity, denial, disagree, facts, is_same_word
from generator.drafting.selection.languages import rules_of
from generator.model import Passage, Place, Span

_SAME = 0.55  # cosine from which two passages can state the same fact
_COVERED = (0.85, 0.65)  # share of a passage's words, by rarity, that the wording used instead must have: among few
_ENOUGH = 100  # passages, which tell badly what is rare, and among so many or more
_LEAST_WORDS = 4  # content words; shorter passages resemble each other by chance
_NEAR = 0.42  # cosine without figures from which two passages can disagree on a figure
_NEAR_TOLL = 0.2  # the same for two tolls, which are told in many ways; places tell whether it is one disaster
_SHORTER, _LONGER = 0.85, 0.5  # share of its words that each of a statement and its denial has from the other
_MOST_PASSAGES = 300  # words of more passages tell no two of them from the rest; without them pairs stay few
_NEVER = frozenset({"", "calendar year"})  # a year tells when, and most often of something else
_TOLLS = frozenset(HARMS)
_BLOCK = 1000
_NO_FACTS = Facts(frozenset(), frozenset(), denied=False)


@dataclass(frozen=True, slots=True)
class Groups:
    """Which rows are printed in another's wording, and where else the wording that is used can be found."""

    better: Mapping[int, int]
    """Row → the row whose wording is used instead."""
    also_in: Mapping[int, tuple[Place, ...]]
    """Row that is used → places in independent stories that state the same, one a story."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two rows of independent stories that cannot both be right."""

    a: int
    b: int
    said: tuple[str, str] = ("", "")
    """The figure that each gives, as its text has it; empty where one denies what the other states."""
    denied_by: int | None = None
    """The row that denies."""


def same_statements(corpus: Corpus, copies: Mapping[str, str], saliences: Sequence[float]) -> Groups:
    """Group the rows that state the same; the wording that holds all figures and names and is most salient is used.

    Rows that give different figures, names, speakers or certainty stay apart, and so do rows of different languages. In
    a language without facts only rows of the same words state the same.
    """
    known = _Rows(corpus)
    like: dict[int, list[int]] = {}
    for a, b, _ in _pairs(corpus.vectors, _SAME):
        like.setdefault(a, []).append(b)
        like.setdefault(b, []).append(a)
    better: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    for row in sorted(
        like, key=lambda row: (_is_copy(corpus, row, copies), -len(known.quantities(row)), -saliences[row], row)
    ):
        if row in better:
            continue
        for other in sorted(like[row]):
            if other not in better and other not in members and known.says_all(row, other):
                better[other] = row
                members.setdefault(row, []).append(other)
    return Groups(better, {row: _places(corpus, row, others, copies) for row, others in members.items()})


def conflicts(corpus: Corpus, copies: Mapping[str, str]) -> tuple[Disagreement, ...]:
    """Rows of independent stories that say nearly the same but for a figure or a "not", in order.

    Tolls of dead, injured and missing are compared on less likeness, where both rows name a place or body in common.
    """
    known = _Rows(corpus)
    found: dict[tuple[int, int], Disagreement | None] = {}
    plain = _without_figures(corpus)
    for a, b, _ in _pairs(plain, _NEAR):
        if known.can_disagree(a, b, copies):
            found[a, b] = known.difference(a, b) or known.denial(a, b)
    tolls = np.array([row for row in range(corpus.size) if known.tolls(row)], dtype=np.int64)
    for one, other, _ in _pairs(plain[tolls], _NEAR_TOLL) if tolls.size else ():
        a, b = int(tolls[one]), int(tolls[other])
        if not found.get((a, b)) and known.can_disagree(a, b, copies):
            found[a, b] = known.toll(a, b)
    return tuple(one for _, one in sorted(found.items()) if one)


class _Rows:
    """What is known of rows, each by the rules of its language."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._comparable: dict[int, bool] = {}
        self._least = float(np.interp(corpus.size, (0, _ENOUGH), _COVERED))

    def rules(self, row: int) -> FactRules | None:
        """How the language of a row writes facts, None where nothing in it can be compared."""
        return rules_of(self._corpus.languages[row]).facts

    def facts(self, row: int) -> Facts:
        """The facts of a row, none in a language that has no rules for them."""
        rules = self.rules(row)
        return facts(self._corpus.texts[row], rules) if rules else _NO_FACTS

    def quantities(self, row: int) -> frozenset[Quantity]:
        """The quantities that a row gives."""
        return self.facts(row).quantities

    def are_of_one_language(self, a: int, b: int) -> bool:
        """Whether two rows are in the same language."""
        return self._corpus.languages[a] == self._corpus.languages[b]

    def says_all(self, row: int, other: int) -> bool:
        """Whether printing `row` alone keeps every fact of `other`."""
        if not self.are_of_one_language(row, other) or not _same_voice(
            _passage(self._corpus, row), _passage(self._corpus, other)
        ):
            return False
        if self.rules(row) is None:
            return tokens(self._corpus.texts[row]) == tokens(self._corpus.texts[other])
        enough = len(set(self._corpus.words[other])) >= _LEAST_WORDS and self.covers(row, other) >= self._least
        return enough and _has_all(self.facts(row), self.facts(other))

    def covers(self, row: int, other: int, *, ignoring: frozenset[str] = frozenset()) -> float:
        """The share of the words of `other`, by rarity, that `row` has."""
        corpus = self._corpus
        mine, its = set(corpus.words[row]), sorted(set(corpus.words[other]) - ignoring)
        weights = [float(corpus.idf[corpus.vocabulary[word]]) for word in its]
        covered = sum(weight for word, weight in zip(its, weights, strict=True) if word in mine)
        return covered / (sum(weights) or 1.0)

    def is_comparable(self, row: int) -> bool:
        """Whether a row is a statement with enough words to be held against another."""
        if row not in self._comparable:
            enough = len(self._corpus.words[row]) >= _LEAST_WORDS
            form = form_of(self._corpus.languages[row])
            self._comparable[row] = (
                enough and self.rules(row) is not None and form.is_statement(self._corpus.texts[row])
            )
        return self._comparable[row]

    def can_disagree(self, a: int, b: int, copies: Mapping[str, str]) -> bool:
        """Whether two rows are statements of independent stories in one language."""
        apart = _story(self._corpus, a, copies) != _story(self._corpus, b, copies)
        return apart and self.are_of_one_language(a, b) and self.is_comparable(a) and self.is_comparable(b)

    def tolls(self, row: int) -> frozenset[str]:
        """The tolls that a row gives: of dead, of injured, of missing."""
        return frozenset(quantity.unit for quantity in self.quantities(row)) & _TOLLS

    def difference(self, a: int, b: int) -> Disagreement | None:
        """The one quantity on which two rows about the same matter disagree, None where it is none or more than one."""
        units = [{quantity.unit for quantity in self.quantities(row)} for row in (a, b)]
        said = [what for unit in sorted(units[0] & units[1] - _NEVER) if (what := self._other_quantity(a, b, unit))]
        if len(said) != 1 or self._of_other_years(a, b) or self._are_apart(a, b):
            return None
        return said[0]

    def toll(self, a: int, b: int) -> Disagreement | None:
        """The first toll on which two rows disagree that name a place or body in common, and no different days."""
        rules = self.rules(a)
        if rules is None:
            return None
        names, days = ([self._matters(row, rules)[index] for row in (a, b)] for index in (3, 2))
        of_one = any(_has(names[1], name) for name in names[0]) and not (all(days) and not days[0] & days[1])
        if not of_one or self._of_other_years(a, b):
            return None
        both = sorted(self.tolls(a) & self.tolls(b))
        return next((what for unit in both if (what := self._other_quantity(a, b, unit))), None)

    def _of_other_years(self, a: int, b: int) -> bool:
        """Whether both rows name years, and none in common."""
        years = [{q.value for q in self.quantities(row) if q.unit == "calendar year"} for row in (a, b)]
        return all(years) and not years[0] & years[1]

    def _other_quantity(self, a: int, b: int, unit: str) -> Disagreement | None:
        """What two rows give for `unit`, None where it can be the same or is more than one figure each."""
        one, other = self.quantities(a), self.quantities(b)
        mine, its = ([quantity for quantity in left if quantity.unit == unit] for left in (one - other, other - one))
        if len(mine) != 1 or len(its) != 1 or not disagree(mine[0], its[0]):
            return None
        return Disagreement(a, b, (mine[0].words, its[0].words))

    def denial(self, a: int, b: int) -> Disagreement | None:
        """That one of two rows denies what the other states, None where both agree or are about different matters."""
        rules = self.rules(a)
        if rules is None or self.facts(a).denied == self.facts(b).denied:
            return None
        verdicts = rules.verdicts
        shares = sorted((self.covers(a, b, ignoring=verdicts), self.covers(b, a, ignoring=verdicts)))
        if shares[0] < _LONGER or shares[1] < _SHORTER:
            return None
        says, denies = (b, a) if self.facts(a).denied else (a, b)
        if not self._is_denied(says, denies, rules) or self._are_apart(a, b):
            return None
        return Disagreement(a, b, denied_by=denies)

    def _is_denied(self, says: int, denies: int, rules: FactRules) -> bool:
        """Whether what `says` states is what `denies` denies, rather than what it says besides."""
        denied = denial(self._corpus.texts[denies], rules)
        stated, rest = set(self._corpus.words[says]) - rules.verdicts, self._words_of(denied.rest, denies)
        if 2 * sum(_has(rest, word) for word in stated) > len(stated):
            return False
        return 2 * sum(_has(stated, word) for word in denied.words) >= max(1, len(denied.words))

    def _words_of(self, text: str, row: int) -> set[str]:
        """The words of a text in the language of a row."""
        form = form_of(self._corpus.languages[row])
        return {form.whole(token) for token in tokens(text)}

    def _are_apart(self, a: int, b: int) -> bool:
        """Whether each of two rows names a subject, days, or in the main people and places, that the other does not."""
        rules = self.rules(a)
        if rules is None:
            return True
        one, other = (self._matters(row, rules) for row in (a, b))
        texts = [self._words_of(self._corpus.texts[row], row) for row in (a, b)]
        for mine, its in zip(one, other, strict=True):
            lacks = [{w for w in words if not _has(text, w)} for words, text in ((mine, texts[1]), (its, texts[0]))]
            if min(map(len, lacks)) * 2 > len(mine - lacks[0]):
                return True
        return False

    def _matters(self, row: int, rules: FactRules) -> tuple[set[str], ...]:
        """A row's first word, its subjects, its days, and its names; those of whom it quotes do not matter."""
        document, passage = self._corpus.documents[int(self._corpus.document_of[row])], _passage(self._corpus, row)
        text = document.article.text

        def words(span: Span) -> set[str]:
            return self._words_of(span.of(text), row)

        passed_over = rules.passed_over.union(*(words(span) for a in passage.attributions for span in a.source))
        inside = range(passage.span.start, passage.span.end)
        entities = [e.span for e in document.entities if e.label != "DATE" and e.span.start in inside]
        names = self.facts(row).names.union(*map(words, entities)) - passed_over
        subjects = [document.sentences[index].subject for index in passage.sentences]
        subject = set().union(*(words(span) for span in subjects if span is not None)) - passed_over
        quantities = (self._words_of(quantity.words, row) for quantity in self.quantities(row))
        passed_over = passed_over.union(rules.verdicts, *quantities)
        form = form_of(self._corpus.languages[row])
        inner = (form.whole(token) for token in tokens(self._corpus.texts[row]))
        first = next(({word} for word in inner if word not in passed_over), set[str]())
        return first, subject, set(names & rules.days), set(names - rules.days)


def _has_all(mine: Facts, its: Facts) -> bool:
    """Whether one text has every quantity and nearly all names of another, and denies where that does."""
    return (
        its.quantities <= mine.quantities
        and its.denied == mine.denied
        and len(its.names - mine.names) <= len(its.names) // 4
    )


def _has(words: set[str], word: str) -> bool:
    """Whether a word is among others in any of its forms."""
    return word in words or any(is_same_word(word, other) for other in words)


def _same_voice(one: Passage, other: Passage) -> bool:
    """Whether `one` may stand for `other`: the same speaker and certainty, as far as `other` names any."""
    if other.speaker and (not one.speaker or one.speaker.name.split()[-1:] != other.speaker.name.split()[-1:]):
        return False
    mine, its = ((p.attributions[0].certainty if p.attributions else None) for p in (one, other))
    return not (mine and its) or (mine.modality, mine.negated) == (its.modality, its.negated)


def _pairs(rows: Matrix, least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs a < b of unit rows whose cosine is at least `least`, in order."""
    common = np.asarray((rows > 0).sum(axis=0)).ravel() > _MOST_PASSAGES
    kept = sparse.csr_array(rows * ~common[np.newaxis, :]) if common.any() else rows
    turned = sparse.csr_array(kept.T)
    for start in range(0, kept.shape[0], _BLOCK):
        block = sparse.coo_array(kept[start : start + _BLOCK] @ turned)
        close = (block.data >= least) & (block.col > block.row + start)
        found = sorted(zip(block.row[close] + start, block.col[close], block.data[close], strict=True))
        yield from ((int(a), int(b), float(likeness)) for a, b, likeness in found)


def _without_figures(corpus: Corpus) -> Matrix:
    """Unit rows of the words that hold no digit."""
    plain = np.array([not any(map(str.isdigit, word)) for word in corpus.vocabulary] or [True], dtype=np.float64)
    return unit_rows(corpus.counts * (corpus.idf * plain)[np.newaxis, :])


def _places(corpus: Corpus, row: int, others: Sequence[int], copies: Mapping[str, str]) -> tuple[Place, ...]:
    """Where independent stories say the same as `row`: the first place of each."""
    stories = {_story(corpus, row, copies)}
    places = []
    for other in others:
        story = _story(corpus, other, copies)
        if story not in stories:
            stories.add(story)
            span = _passage(corpus, other).span
            places.append(Place(corpus.documents[int(corpus.document_of[other])].article.id, span.start, span.end))
    return tuple(places)


def _passage(corpus: Corpus, row: int) -> Passage:
    return corpus.documents[int(corpus.document_of[row])].passages[int(corpus.place[row])]


def _is_copy(corpus: Corpus, row: int, copies: Mapping[str, str]) -> bool:
    return corpus.documents[int(corpus.document_of[row])].article.id in copies


def _story(corpus: Corpus, row: int, copies: Mapping[str, str]) -> str:
    """The id of the independent story that a row belongs to."""
    name = corpus.documents[int(corpus.document_of[row])].article.id
    return copies.get(name, name)
