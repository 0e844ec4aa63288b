"""Passages that can be read alone: what they point to is named in brackets, or they are not used.

The text itself stays as it is; inserts say at which place what is shown, and why (see `generator.documents.display`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from generator.documents.display import apply
from generator.drafting.passages.form import is_balanced, outside_quotations, quotation_ranges
from generator.drafting.passages.forms import form_of
from generator.drafting.selection.languages import Names, Rules, rules_of
from generator.drafting.selection.naming import mentions_in
from generator.model import Document, Insert, Passage

MARKS = "\"“”'‘’ "
"""What may stand before the first word."""


@dataclass(frozen=True, slots=True)
class StandAlone:
    """How a passage is shown by itself, or why it cannot be."""

    display: str
    inserts: tuple[Insert, ...] = ()
    refusal: str = ""
    """One sentence of plain English, "" where the passage can stand."""
    needs_before: bool = False
    """It could stand if the passage before it in the article were printed just before it."""


def stand_alone(
    passage: Passage,
    document: Document,
    *,
    day: dt.date | None,
    known: Collection[str] = (),
    follows: bool = False,
) -> StandAlone:
    """What a passage needs to be understood where it is printed.

    `day` is the article's date, to which "today" relates; `known` are names that the reader has met already; with
    `follows` the passage before it in the article is printed just before it.
    """
    text = passage.span.of(document.article.text)
    unfit = _form(text, document.article.language) or _voice(text, passage)
    if unfit:
        return StandAlone(text, refusal=unfit)
    rules = rules_of(document.article.language)
    cut = [] if follows else [_cut(text, *place) for place in rules.connectives(text, passage, document)]
    names = _names(rules, passage, document, known, follows=follows, cut=cut)
    start = max((c.at + c.length for c in cut if not text[: c.at].strip(MARKS)), default=0)
    leans = "" if follows else rules.leaning(text, start, passage, document)
    if unclear := leans or (names.refusal if names else ""):
        return StandAlone(text, refusal=unclear, needs_before=passage.sentences[0] > 0)
    inserts = [*_speaker_of_quotation(text, passage, document, known), *cut, *(names.inserts if names else ())]
    inserts += rules.dated(text, day, quotation_ranges(text))
    ordered = _without_overlap(inserts)
    return StandAlone(apply(text, ordered), ordered)


def _names(
    rules: Rules, passage: Passage, document: Document, known: Collection[str], *, follows: bool, cut: Sequence[Insert]
) -> Names | None:
    """What the names of a passage need, None in a language that has no rules for names."""
    if rules.naming is None:
        return None
    names = rules.naming(passage, document, known, follows, [(one.at, one.at + one.length) for one in cut])
    names.read()
    return names


def introduced(passage: Passage, document: Document) -> set[str]:
    """The names that a reader knows after reading a passage."""
    names = {m.speaker.name for m in mentions_in(passage, document) if m.speaker is not None}
    return names | ({passage.speaker.name} if passage.speaker and _is_bare_quotation(passage, document) else set())


def _form(text: str, language: str) -> str:
    if not is_balanced(text):
        return "A quotation begins or ends outside the passage."
    return (
        ""
        if form_of(language).is_statement(text)
        else "It is a heading, a caption or a notice rather than a statement."
    )


def _cut(text: str, start: int, end: int) -> Insert:
    word = text[start:end].strip(", ")
    shown = " […]" if text[start] == "," else "[…]"
    return Insert(start, shown, f"“{word}” refers to a sentence that is not printed.", end - start)


def _voice(text: str, passage: Passage) -> str:
    """Why a quotation cannot be printed without a speaker."""
    alone = not outside_quotations(text).strip(MARKS + ".,;:!?—–-…")
    return (
        "Nobody is named as the speaker of the quotation." if alone and text.strip() and passage.speaker is None else ""
    )


def _is_bare_quotation(passage: Passage, document: Document) -> bool:
    return not outside_quotations(passage.span.of(document.article.text)).strip(MARKS + ".,;:!?—–-…")


def _speaker_of_quotation(text: str, passage: Passage, document: Document, known: Collection[str]) -> list[Insert]:
    """The speaker before a passage that is nothing but a quotation."""
    speaker = passage.speaker
    if speaker is None or not text.strip() or not _is_bare_quotation(passage, document):
        return []
    rules = rules_of(document.article.language)
    name = rules.short_name(speaker, document) if speaker.name in known else rules.full_name(speaker, document)
    return [Insert(0, f"[{name[:1].upper()}{name[1:]}:] ", f"The article gives {speaker.name} as the speaker.")]


def _without_overlap(inserts: list[Insert]) -> tuple[Insert, ...]:
    """The inserts by position; one that would overlap an earlier one is dropped."""
    kept: list[Insert] = []
    for insert in sorted(inserts, key=lambda one: (one.at, one.length)):
        if not kept or insert.at >= kept[-1].at + kept[-1].length:
            kept.append(insert)
    return tuple(kept)
