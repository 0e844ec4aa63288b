"""What may be printed at all: passages that are placed, best worded among their like, and able to stand alone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.drafting import selection
from generator.drafting.passages.corpus import Corpus
from generator.drafting.selection.shares import Candidate
from generator.model import Document, Occurrence, Passage, Placement, Reading
from generator.profile import Profile

_VAGUE = 0.15  # of salience lost by a passage that opens with something known from before
_TOLD = 0.15  # the same where the previous brief has it
_UNNAMED = 0.1  # the same where the speaker has no name ("a federal official")
_AGED, _OLDEST = 0.02, 10  # of salience lost for each day that a story is older than the newest, up to so many days
_LEAST_WORDS = 6  # a shorter statement says nothing on its own ("He agreed.")
_LEAST_TOLD = 10  # nor does a shorter one in the reporter's own words


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Everything that does not depend on the space."""

    reading: Reading
    profile: Profile
    corpus: Corpus
    placements: tuple[Placement, ...]
    """One for each row of the corpus, as are the next two."""
    saliences: tuple[float, ...]
    ids: tuple[str, ...]
    copies: Mapping[str, str]
    also_in: Mapping[int, tuple[Occurrence, ...]]
    candidates: tuple[Candidate, ...]
    refused: Mapping[int, str]
    """Rows that are placed but may not be printed, and why."""
    conflicts: tuple[selection.Disagreement, ...] = ()
    """Between placed rows, the most salient first; no row is in two of them."""

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
    told: Collection[str] = (),
) -> Plan:
    """Decide what may be printed: passages that are placed, best worded among their like, and able to stand alone.

    `told` are the texts of the previous brief, which the reader knows.
    """
    flat_placements = tuple(placement for document in placements for placement in document)
    flat_saliences = tuple(salience for document in saliences for salience in document)
    known = {" ".join(text.split()) for text in told}
    worths = _worths(corpus, flat_saliences, [" ".join(text.split()) in known for text in corpus.texts])
    groups = selection.same_statements(corpus, copies, worths)
    candidates, refused = _candidates(corpus, flat_placements, worths, groups.better)
    conflicts = _conflicts(corpus, copies, flat_placements, flat_saliences)
    return Plan(
        reading=reading,
        profile=profile,
        corpus=corpus,
        placements=flat_placements,
        saliences=flat_saliences,
        ids=_ids(corpus.texts),
        copies=copies,
        also_in=groups.also_in,
        candidates=_paired(candidates, conflicts),
        refused=refused,
        conflicts=conflicts,
    )


def _worths(corpus: Corpus, saliences: Sequence[float], told: Sequence[bool]) -> tuple[float, ...]:
    """The saliences of all rows, less the cost of age, a vague opening, an unnamed speaker and having been told."""
    ages = _ages(corpus.documents)
    costs = (_cost(corpus, row, ages) + _TOLD * is_told for row, is_told in enumerate(told))
    return tuple(salience - cost for salience, cost in zip(saliences, costs, strict=True))


def _cost(corpus: Corpus, row: int, ages: Sequence[int]) -> float:
    number = int(corpus.document_of[row])
    document = corpus.documents[number]
    passage = document.passages[int(corpus.place[row])]
    is_unnamed = passage.speaker is not None and passage.speaker.kind == "unnamed"
    return _AGED * ages[number] + _VAGUE * selection.is_vague(passage, document) + _UNNAMED * is_unnamed


def _ages(documents: Sequence[Document]) -> list[int]:
    """Days by which each story is older than the newest one; an undated story counts as half the limit."""
    days = [document.article.day for document in documents]
    newest = max((day for day in days if day), default=None)
    return [min(_OLDEST, (newest - day).days) if newest and day else _OLDEST // 2 if newest else 0 for day in days]


def _candidates(
    corpus: Corpus, placements: Sequence[Placement], worths: Sequence[float], better: Mapping[int, int]
) -> tuple[dict[int, Candidate], dict[int, str]]:
    """The placed rows that may be printed, and why the others may not."""
    refused: dict[int, str] = {}
    candidates: dict[int, Candidate] = {}
    for row, placement in enumerate(placements):
        section = placement.section
        if section is None:
            continue
        why, leans = _why_not(corpus, row, better)
        before = candidates.get(row - 1) if leans else None
        if why and not (before and before.section == section and _same_voice(corpus, row)):
            refused[row] = why
        else:
            words = len(corpus.texts[row].split())
            candidates[row] = Candidate(row, section, worths[row], words, before.row if before else None)
    return candidates, refused


def _conflicts(
    corpus: Corpus, copies: Mapping[str, str], placements: Sequence[Placement], saliences: Sequence[float]
) -> tuple[selection.Disagreement, ...]:
    """Contradictions between placed rows, the most salient first, each row in one conflict only."""
    found = [
        one
        for one in selection.conflicts(corpus, copies)
        if placements[one.a].section is not None and placements[one.b].section is not None
    ]
    kept: list[selection.Disagreement] = []
    seen: set[int] = set()
    for one in sorted(found, key=lambda one: (-max(saliences[one.a], saliences[one.b]), one.a, one.b)):
        if seen.isdisjoint({one.a, one.b}):
            kept.append(one)
            seen |= {one.a, one.b}
    return tuple(kept)


def _paired(candidates: Mapping[int, Candidate], conflicts: Sequence[selection.Disagreement]) -> tuple[Candidate, ...]:
    """The candidates; of two that contradict each other, the less salient is printed beside the other."""
    paired = dict(candidates)
    for one in conflicts:
        sides = [paired[row] for row in (one.a, one.b) if row in paired]
        if len(sides) == 2 and all(side.after is None for side in sides):
            first, second = sorted(sides, key=lambda side: (-side.salience, side.row))
            paired[first.row] = replace(first, beside=(second,))
            del paired[second.row]
    return tuple(paired.values())


def is_vague(corpus: Corpus, row: int) -> bool:
    """Whether a row opens with something known from before that it does not name."""
    document = corpus.documents[int(corpus.document_of[row])]
    return selection.is_vague(document.passages[int(corpus.place[row])], document)


def _why_not(corpus: Corpus, row: int, better: Mapping[int, int]) -> tuple[str, bool]:
    """Why a row may not be printed, "" where it may; and whether it might be, just after the passage before it."""
    if row in better:
        other = corpus.documents[int(corpus.document_of[better[row]])].article.id
        return f"{other} says the same; of the two, its wording was considered.", False
    document = corpus.documents[int(corpus.document_of[row])]
    passage = document.passages[int(corpus.place[row])]
    if len(corpus.texts[row].split()) < (_LEAST_WORDS if passage.speaker else _LEAST_TOLD):
        return "It is too short to stand alone.", False
    standing = selection.stand_alone(passage, document, day=document.article.day)
    return standing.refusal, bool(standing.refusal) and standing.needs_before


def _same_voice(corpus: Corpus, row: int) -> bool:
    """Whether the passage before it in the story has the same speaker, so that they are printed together."""
    document, place = corpus.documents[int(corpus.document_of[row])], int(corpus.place[row])
    if place == 0:
        return False
    speaker = document.passages[place].speaker
    return speaker is not None and document.passages[place - 1].speaker == speaker


def _ids(texts: Sequence[str]) -> tuple[str, ...]:
    """An id for each passage that depends on its words only, so that it stays the same from day to day."""
    seen: Counter[str] = Counter()
    ids = []
    for text in texts:
        stem = "p-" + hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:10]
        seen[stem] += 1
        ids.append(stem if seen[stem] == 1 else f"{stem}-{seen[stem]}")
    return tuple(ids)
