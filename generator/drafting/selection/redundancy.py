"""The same statement in several stories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from generator.drafting.passages.corpus import Corpus, tokens
from generator.drafting.selection.facts import Facts
from generator.drafting.selection.rows import LEAST_WORDS, Rows, near_pairs
from generator.model import Occurrence, Passage

_SAME = 0.55  # cosine from which two passages can state the same fact
_COVERED = (0.85, 0.65)  # share of a passage's words, by rarity, that the wording used instead must have: among few
_ENOUGH = 100  # passages, which tell badly what is rare, and among so many or more


@dataclass(frozen=True, slots=True)
class Groups:
    """Which rows are printed in another's wording, and where else the wording that is used can be found."""

    better: Mapping[int, int]
    """Row → the row whose wording is used instead."""
    also_in: Mapping[int, tuple[Occurrence, ...]]
    """Row that is used → places in independent stories that state the same, one a story."""


def same_statements(corpus: Corpus, copies: Mapping[str, str], saliences: Sequence[float]) -> Groups:
    """Group the rows that state the same; the wording that holds all figures and names and is most salient is used.

    Rows that give different figures, names, speakers or certainty stay apart, and so do rows of different languages. In
    a language without facts only rows of the same words state the same.
    """
    rows = Rows(corpus, copies)
    like: dict[int, list[int]] = {}
    for a, b, _ in near_pairs(corpus.vectors, _SAME):
        like.setdefault(a, []).append(b)
        like.setdefault(b, []).append(a)
    least = float(np.interp(corpus.size, (0, _ENOUGH), _COVERED))
    better: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    for row in sorted(like, key=lambda row: (rows.is_copy(row), -len(rows.quantities(row)), -saliences[row], row)):
        if row in better:
            continue
        for other in sorted(like[row]):
            if other not in better and other not in members and _says_all(rows, row, other, least):
                better[other] = row
                members.setdefault(row, []).append(other)
    return Groups(better, {row: tuple(_occurrences(rows, row, others)) for row, others in members.items()})


def _says_all(rows: Rows, row: int, other: int, least: float) -> bool:
    """Whether printing `row` alone keeps every fact of `other`; `least` is the share of its words that it must have."""
    if not rows.are_of_one_language(row, other) or not _same_voice(rows.passage(row), rows.passage(other)):
        return False
    if rows.rules(row) is None:
        return tokens(rows.corpus.texts[row]) == tokens(rows.corpus.texts[other])
    enough = len(set(rows.corpus.words[other])) >= LEAST_WORDS and rows.covers(row, other) >= least
    return enough and _has_all(rows.facts(row), rows.facts(other))


def _has_all(mine: Facts, its: Facts) -> bool:
    """Whether one text has every quantity and nearly all names of another, and denies where that does."""
    return (
        its.quantities <= mine.quantities
        and its.denied == mine.denied
        and len(its.names - mine.names) <= len(its.names) // 4
    )


def _same_voice(one: Passage, other: Passage) -> bool:
    """Whether `one` may stand for `other`: the same speaker and certainty, as far as `other` names any."""
    if other.speaker and (not one.speaker or one.speaker.name.split()[-1:] != other.speaker.name.split()[-1:]):
        return False
    mine, its = ((p.attributions[0].certainty if p.attributions else None) for p in (one, other))
    return not (mine and its) or (mine.modality, mine.negated) == (its.modality, its.negated)


def _occurrences(rows: Rows, row: int, others: Sequence[int]) -> Iterator[Occurrence]:
    """Where independent stories say the same as `row`: the first place of each."""
    stories = {rows.story(row)}
    for other in others:
        if rows.story(other) not in stories:
            stories.add(rows.story(other))
            span = rows.passage(other).span
            yield Occurrence(rows.article(other), span.start, span.end)
