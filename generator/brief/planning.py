"""What may be printed at all: placed, worded best among its like, and able to stand alone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator import selection
from generator.model import Document, Passage, Place, Placement, Reading
from generator.profile import Profile
from generator.rankers.corpus import Corpus
from generator.selection.shares import Candidate

_LEAST_WORDS = 6  # a shorter passage says nothing by itself ("He agreed.")


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """All that is known before the space is."""

    reading: Reading
    profile: Profile
    corpus: Corpus
    placements: tuple[Placement, ...]
    """One for each row of the corpus, as are the next two."""
    saliences: tuple[float, ...]
    ids: tuple[str, ...]
    copies: Mapping[str, str]
    also_in: Mapping[int, tuple[Place, ...]]
    candidates: tuple[Candidate, ...]
    refused: Mapping[int, str]
    """Rows that were placed but may not be printed, and why."""

    @property
    def words(self) -> int:
        """Words of everything that may be printed."""
        return sum(candidate.words for candidate in self.candidates)

    @property
    def shares(self) -> dict[str, float]:
        """What share of the space each section has, relative to the others."""
        return {rule.id: rule.share for rule in self.profile.sections}

    def document(self, row: int) -> Document:
        """The document that a row belongs to."""
        return self.corpus.documents[int(self.corpus.document_of[row])]

    def passage(self, row: int) -> Passage:
        """The passage of a row."""
        return self.document(row).passages[int(self.corpus.place[row])]


def plan(
    reading: Reading,
    profile: Profile,
    corpus: Corpus,
    placements: Sequence[Sequence[Placement]],
    saliences: Sequence[Sequence[float]],
    *,
    copies: Mapping[str, str],
) -> Plan:
    """Decide what may be printed: placed, worded best among its like, and able to stand alone."""
    flat_placements = tuple(placement for document in placements for placement in document)
    flat_saliences = tuple(salience for document in saliences for salience in document)
    groups = selection.same_statements(corpus, copies, flat_saliences)
    refused: dict[int, str] = {}
    candidates: dict[int, Candidate] = {}
    for row in range(corpus.size):
        section = flat_placements[row].section
        if section is None:
            continue
        why, leans = _why_not(corpus, row, groups.better)
        before = candidates.get(row - 1) if leans else None
        if why and not (before and before.section == section and _same_voice(corpus, row)):
            refused[row] = why
        else:
            words = len(corpus.texts[row].split())
            candidates[row] = Candidate(row, section, flat_saliences[row], words, before.row if before else None)
    return Plan(
        reading=reading,
        profile=profile,
        corpus=corpus,
        placements=flat_placements,
        saliences=flat_saliences,
        ids=_ids(corpus.texts),
        copies=copies,
        also_in=groups.also_in,
        candidates=tuple(candidates.values()),
        refused=refused,
    )


def _why_not(corpus: Corpus, row: int, better: Mapping[int, int]) -> tuple[str, bool]:
    """Why a row may not be printed, "" where it may; and whether it might be, just after the passage before it."""
    if row in better:
        other = corpus.documents[int(corpus.document_of[better[row]])].article.id
        return f"{other} says the same in the wording that is used.", False
    if len(corpus.texts[row].split()) < _LEAST_WORDS:
        return "It is too short to say anything by itself.", False
    document = corpus.documents[int(corpus.document_of[row])]
    passage = document.passages[int(corpus.place[row])]
    standing = selection.stand_alone(passage, document, day=document.article.day)
    return standing.refusal, bool(standing.refusal) and standing.needs_before


def _same_voice(corpus: Corpus, row: int) -> bool:
    """Whether the passage before, in the same story, has the same speaker: print order then keeps both together."""
    document, place = corpus.documents[int(corpus.document_of[row])], int(corpus.place[row])
    if place == 0:
        return False
    speaker = document.passages[place].speaker
    return speaker is not None and document.passages[place - 1].speaker == speaker


def _ids(texts: Sequence[str]) -> tuple[str, ...]:
    """An id for each passage that depends on its words alone, so that it is the same from day to day."""
    seen: Counter[str] = Counter()
    ids = []
    for text in texts:
        stem = "p-" + hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:10]
        seen[stem] += 1
        ids.append(stem if seen[stem] == 1 else f"{stem}-{seen[stem]}")
    return tuple(ids)
