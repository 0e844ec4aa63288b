"""Gathers everything into a `Brief`.

`plan` does once what does not depend on the space: which passages may be printed at all. `gather` fills a given
space, as often as the page count asks for it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator import __version__, selection
from generator.brief.notes import gaps, long_sentences, warnings
from generator.brief.order import Chosen, in_print_order, key_points
from generator.model import (
    Article,
    Brief,
    Conflict,
    Document,
    Excerpt,
    Generator,
    LeftOut,
    Passage,
    Place,
    Placement,
    Reading,
    Section,
    Source,
)
from generator.profile import Profile
from generator.rankers.corpus import Corpus
from generator.selection.shares import Candidate, fill

NAME = "briefing-note-generator"
_LEAST_KEY_POINTS = 3
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


def gather(
    plan: Plan, *, words: int, title: str, dated: str, language: str, pipeline: str, is_dated_today: bool = False
) -> Brief:
    """The brief that prints at most `words` words of sources; `is_dated_today` says that its date is the clock's."""
    shares = {rule.id: rule.share for rule in plan.profile.sections}
    picked, reasons = fill(plan.candidates, plan.corpus.vectors, shares, words)
    printed = _in_sections(plan, picked)
    sections, ids = _sections(plan, printed, language)
    rows = {one.row for chosen in printed.values() for one in chosen}
    excerpts = [excerpt for section in sections for excerpt in section.excerpts]
    by_id = {document.article.id: document for document in plan.corpus.documents}
    style = plan.profile.style
    return Brief(
        title=title or plan.profile.title.of(language),
        profile=plan.profile.name,
        dated=dated,
        language=language,
        generator=Generator(NAME, __version__, pipeline),
        identity=plan.profile.identity.as_identity(),
        sources=tuple(_source(document.article, plan.copies) for document in plan.corpus.documents),
        sections=sections,
        key_points=tuple(ids[row] for row in key_points(printed, style.key_points, _LEAST_KEY_POINTS)),
        unplaced=_unplaced(plan),
        conflicts=_conflicts(plan, rows),
        gaps=gaps(plan.profile, _said(plan), language),
        cut=_cut(plan, {**plan.refused, **reasons}),
        warnings=warnings(
            plan.reading, plan.corpus.documents, plan.copies, _off_topic(plan), language, is_dated_today=is_dated_today
        ),
        lint=long_sentences(excerpts, by_id, style.sentence_words, language),
        blanks=tuple(blank.of(language) for blank in plan.profile.blanks),
    )


def _in_sections(plan: Plan, picked: Sequence[Candidate]) -> dict[str, list[Chosen]]:
    """What is printed, by section, in the order of print."""
    days = [document.article.published or "" for document in plan.corpus.documents]
    chosen: dict[str, list[Chosen]] = {rule.id: [] for rule in plan.profile.sections}
    for one in picked:
        document, place = int(plan.corpus.document_of[one.row]), int(plan.corpus.place[one.row])
        chosen[one.section].append(
            Chosen(one.row, document, place, plan.passage(one.row), one.section, plan.saliences[one.row])
        )
    return {section: in_print_order(rows, days) for section, rows in chosen.items()}


def _sections(
    plan: Plan, printed: Mapping[str, Sequence[Chosen]], language: str
) -> tuple[tuple[Section, ...], dict[int, str]]:
    """The sections with their excerpts, and the id of each row; a name is introduced where it is first read."""
    known: set[str] = set()
    sections: list[Section] = []
    before: Chosen | None = None
    for rule in plan.profile.sections:
        excerpts = []
        for one in printed[rule.id]:
            excerpts.append(_excerpt(plan, one, frozenset(known), before))
            known |= selection.introduced(one.passage, plan.document(one.row))
            before = one
        before = None
        sections.append(Section(rule.id, rule.title.of(language), tuple(excerpts)))
    return tuple(sections), {one.row: plan.ids[one.row] for chosen in printed.values() for one in chosen}


def _excerpt(plan: Plan, one: Chosen, known: frozenset[str], before: Chosen | None) -> Excerpt:
    document = plan.document(one.row)
    passage = one.passage
    follows = before is not None and before.document == one.document and before.place + 1 == one.place
    standing = selection.stand_alone(passage, document, day=document.article.day, known=known, follows=follows)
    first = passage.attributions[0] if passage.attributions else None
    text = passage.span.of(document.article.text)
    return Excerpt(
        id=plan.ids[one.row],
        source=document.article.id,
        start=passage.span.start,
        end=passage.span.end,
        text=text,
        display=standing.display,
        inserts=standing.inserts,
        speaker=passage.speaker,
        cue=" ".join(span.of(document.article.text) for span in first.cue) if first else "",
        kind=passage.kind,
        certainty=first.certainty if first else None,
        salience=round(one.salience, 6),
        reason=plan.placements[one.row].reason,
        also_in=plan.also_in.get(one.row, ()),
    )


def _source(article: Article, copies: Mapping[str, str]) -> Source:
    return Source(
        id=article.id,
        title=article.title,
        source=article.source,
        url=article.url,
        published=article.published,
        language=article.language,
        sha256=hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=article.text,
        copy_of=copies.get(article.id),
    )


def _left_out(plan: Plan, row: int, why: str) -> LeftOut:
    span = plan.passage(row).span
    return LeftOut(
        plan.ids[row], plan.document(row).article.id, span.start, span.end, plan.placements[row].section, why
    )


def _cut(plan: Plan, reasons: Mapping[int, str]) -> tuple[LeftOut, ...]:
    """Passages with a place that are not printed: why they have it, and why they are left out."""
    whys = {row: f"{plan.placements[row].reason} {reason}".strip() for row, reason in reasons.items()}
    return tuple(_left_out(plan, row, whys[row]) for row in sorted(whys))


def _unplaced(plan: Plan) -> tuple[LeftOut, ...]:
    """Passages of no section; what copies and stories off topic hold is named once, by story, in the warnings."""
    aside = {*plan.copies, *_off_topic(plan)}
    return tuple(
        _left_out(plan, row, plan.placements[row].reason)
        for row in range(plan.corpus.size)
        if plan.placements[row].section is None and plan.document(row).article.id not in aside
    )


def _said(plan: Plan) -> dict[str, list[str]]:
    """What the sources say, by section, whether it is printed or not."""
    said: dict[str, list[str]] = {}
    for text, placement in zip(plan.corpus.texts, plan.placements, strict=True):
        if placement.section is not None:
            said.setdefault(placement.section, []).append(text)
    return said


def _off_topic(plan: Plan) -> tuple[str, ...]:
    """Stories of which no passage was placed anywhere."""
    placed = {plan.document(row).article.id for row, p in enumerate(plan.placements) if p.section is not None}
    return tuple(d.article.id for d in plan.corpus.documents if d.article.id not in placed)


def _conflicts(plan: Plan, rows: set[int]) -> tuple[Conflict, ...]:
    """Conflicts of which both sides are printed."""
    return tuple(
        Conflict(what, (plan.ids[a], plan.ids[b]))
        for a, b, what in selection.conflicts(plan.corpus, plan.copies)
        if a in rows and b in rows
    )


__all__ = ["NAME", "Plan", "gather", "plan"]
