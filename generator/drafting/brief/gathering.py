"""The brief for a given amount of space."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from generator import __version__
from generator.drafting import selection
from generator.drafting.brief.lint import PrintedExcerpt, lint
from generator.drafting.brief.notes import say, warnings
from generator.drafting.brief.order import Chosen, in_print_order, key_points
from generator.drafting.brief.planning import Plan, is_vague
from generator.drafting.brief.questions import gaps
from generator.drafting.selection.shares import NO_ROOM, Candidate, fill
from generator.model import Article, Brief, Conflict, Excerpt, Generator, LeftOut, Section, Source, Speaker

NAME = "briefing-note-generator"
_LEAST_KEY_POINTS = 3
_MOST_CONFLICTS = 6  # that are listed; the others are counted
_ALIKE = 0.4  # cosine above which two passages are about the same fact


def gather(
    plan: Plan,
    *,
    words: int,
    title: str,
    dated: dt.date,
    language: str,
    pipeline: str,
    is_dated_today: bool = False,
    more: Collection[int] = (),
    terse: bool = False,
) -> Brief:
    """The brief that prints at most `words` words of the sources, and the rows `more` besides.

    With `is_dated_today` its date is the current one. A `terse` brief gives counts instead of titles in its notes and
    has one key point, so that a single page holds something of every section.
    """
    picked, reasons = fill(plan.candidates, plan.corpus.vectors, plan.shares, words, more=more)
    printed = _in_sections(plan, picked)
    points = _key_points(plan, printed, {one.row for one in picked if one.after is not None}, terse=terse)
    sections = _sections(plan, printed, frozenset(points), language)
    ids = tuple(plan.ids[row] for row in points)
    said = _said(plan)
    return Brief(
        title=title or plan.profile.title.of(language),
        profile=plan.profile.name,
        dated=dated,
        language=language,
        generator=Generator(NAME, __version__, pipeline),
        identity=plan.profile.identity.as_identity(),
        sources=tuple(_source(document.article, plan.copies) for document in plan.corpus.documents),
        sections=sections,
        key_points=ids,
        unplaced=_unplaced(plan),
        conflicts=_conflicts(plan, language),
        gaps=gaps(plan.profile, said, language),
        cut=_cut(plan, {**plan.refused, **reasons}),
        warnings=_warnings(plan, printed, said, language, is_dated_today=is_dated_today, terse=terse),
        lint=lint(_lines(plan, printed, sections, ids), plan.profile.style, language),
        blanks=tuple(blank.of(language) for blank in plan.profile.blanks),
    )


def _warnings(
    plan: Plan,
    printed: Mapping[str, Sequence[Chosen]],
    said: Mapping[str, Sequence[str]],
    language: str,
    *,
    is_dated_today: bool,
    terse: bool,
) -> tuple[str, ...]:
    """What a reader must know about the sources, and the sections of which nothing is printed."""
    unprinted = [
        rule.title.of(language) for rule in plan.profile.sections if said.get(rule.id) and not printed[rule.id]
    ]
    return warnings(
        plan.reading,
        plan.corpus.documents,
        plan.copies,
        _off_topic(plan),
        language,
        is_dated_today=is_dated_today,
        terse=terse,
        unprinted=unprinted,
        more_conflicts=max(0, len(plan.conflicts) - _MOST_CONFLICTS),
    )


def spare(plan: Plan, words: int, more: Collection[int] = ()) -> tuple[Candidate, ...]:
    """What would be printed next if there were more room than `words` words and the rows `more` take, best first.

    A candidate that contradicts another is printed with it, never by itself.
    """
    _, reasons = fill(plan.candidates, plan.corpus.vectors, plan.shares, words, more=more)
    by_row = {candidate.row: candidate for candidate in plan.candidates}
    return tuple(by_row[row] for row, why in reasons.items() if why in NO_ROOM and row in by_row)


def _key_points(
    plan: Plan, printed: Mapping[str, Sequence[Chosen]], leaning: Collection[int], *, terse: bool
) -> tuple[int, ...]:
    """Rows of the key points: no two say nearly the same, none depends on the passage before it, and few are vague."""

    def alike(one: int, other: int) -> bool:
        return bool((plan.corpus.vectors[[one]] @ plan.corpus.vectors[[other]].T).sum() > _ALIKE)

    def best_of(chosen: Sequence[Chosen]) -> list[Chosen]:
        alone = [one for one in chosen if one.row not in leaning]
        return [one for one in alone if not is_vague(plan.corpus, one.row)] or alone

    most = 1 if terse else plan.profile.style.key_points
    best = {section: best_of(chosen) for section, chosen in printed.items()}
    return key_points(best, most, min(most, _LEAST_KEY_POINTS), alike=alike)


def _lines(
    plan: Plan, printed: Mapping[str, Sequence[Chosen]], sections: Sequence[Section], points: Sequence[str]
) -> tuple[PrintedExcerpt, ...]:
    """What is printed, in reading order: key points first, then the sections."""
    rows = [one for chosen in printed.values() for one in chosen]
    excerpts = [excerpt for section in sections for excerpt in section.excerpts]
    lines = [PrintedExcerpt(e, one.passage, plan.document(one.row)) for e, one in zip(excerpts, rows, strict=True)]
    by_id = {line.excerpt.id: line for line in lines}
    return tuple({line.excerpt.id: line for line in [*(by_id[id_] for id_ in points), *lines]}.values())


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
    plan: Plan, printed: Mapping[str, Sequence[Chosen]], points: Collection[int], language: str
) -> tuple[Section, ...]:
    """The sections with their excerpts; a name is introduced at first mention and in every key point."""
    known: set[str] = set()
    sections: list[Section] = []
    for rule in plan.profile.sections:
        excerpts = []
        before: Chosen | None = None
        for one in printed[rule.id]:
            met = frozenset() if one.row in points else frozenset(known)
            excerpts.append(_excerpt(plan, one, met, None if one.row in points else before))
            known |= selection.introduced(one.passage, plan.document(one.row))
            before = one
        sections.append(Section(rule.id, rule.title.of(language), tuple(excerpts)))
    return tuple(sections)


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
        speaker=_named(passage.speaker),
        cue=" ".join(span.of(document.article.text) for span in first.cue) if first else "",
        kind=passage.kind,
        certainty=first.certainty if first else None,
        salience=round(one.salience, 6),
        reason=plan.placements[one.row].reason,
        also_in=plan.also_in.get(one.row, ()),
    )


def _named(speaker: Speaker | None) -> Speaker | None:
    """A speaker as named below an excerpt: "A federal official"; people's own names stay as they are."""
    if speaker is None or speaker.kind not in {"unnamed", "group"}:
        return speaker
    return replace(speaker, name=speaker.name[:1].upper() + speaker.name[1:])


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
    """Passages that are placed but not printed: why they are placed there, and why they are left out."""
    whys = {row: f"{plan.placements[row].reason} {reason}".strip() for row, reason in reasons.items()}
    return tuple(_left_out(plan, row, whys[row]) for row in sorted(whys))


def _unplaced(plan: Plan) -> tuple[LeftOut, ...]:
    """Passages of no section; copies and stories off topic are named once, by story, in the warnings."""
    aside = {*plan.copies, *_off_topic(plan)}
    return tuple(
        _left_out(plan, row, plan.placements[row].reason)
        for row in range(plan.corpus.size)
        if plan.placements[row].section is None and plan.document(row).article.id not in aside
    )


def _said(plan: Plan) -> dict[str, list[str]]:
    """All that the sources say, by section, printed or not."""
    said: dict[str, list[str]] = {}
    for text, placement in zip(plan.corpus.texts, plan.placements, strict=True):
        if placement.section is not None:
            said.setdefault(placement.section, []).append(text)
    return said


def _off_topic(plan: Plan) -> tuple[str, ...]:
    """Stories of which no passage has a section."""
    placed = {plan.document(row).article.id for row, p in enumerate(plan.placements) if p.section is not None}
    return tuple(d.article.id for d in plan.corpus.documents if d.article.id not in placed)


def _conflicts(plan: Plan, language: str) -> tuple[Conflict, ...]:
    """What the sources disagree on, the most salient first; each side is an excerpt or listed as cut."""
    return tuple(
        Conflict(_disagreement(plan, one, language), (plan.ids[one.a], plan.ids[one.b]))
        for one in plan.conflicts[:_MOST_CONFLICTS]
    )


def _disagreement(plan: Plan, one: selection.Disagreement, language: str) -> str:
    """One sentence about two statements that cannot both be right."""
    names = {row: _outlet(plan.document(row).article) for row in (one.a, one.b)}
    if one.denied_by is None:
        mine, its = one.said[0], one.said[1].removesuffix(".")  # "2 p.m." ends the sentence
        return say("figures", language, first=names[one.a], one=mine, second=names[one.b], other=its)
    states = one.a if one.denied_by == one.b else one.b
    return say("denied", language, states=names[states], denies=names[one.denied_by])


def _outlet(article: Article) -> str:
    return article.source or article.title or article.id
