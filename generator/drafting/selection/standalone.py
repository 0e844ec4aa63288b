"""Passages that can be read alone: what they point to is named in brackets, or they are not used.

The text itself stays as it is; inserts say at which place what is shown, and why (see `generator.documents.display`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from generator.documents.display import apply
from generator.drafting.passages.form import is_balanced, is_statement, outside_quotations, quotation_ranges
from generator.drafting.selection import french
from generator.drafting.selection.english.dates import dated
from generator.drafting.selection.english.leading import addition, connective
from generator.drafting.selection.english.leaning import MARKS, leaning, leaning_in_french
from generator.drafting.selection.english.naming import Naming, full_name, mentions_in, short_name
from generator.model import Document, Insert, Passage, Speaker


@dataclass(frozen=True, slots=True)
class Standing:
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
) -> Standing:
    """What a passage needs to be understood where it is printed.

    `day` is the article's date, to which "today" relates; `known` are names that the reader has met already; with
    `follows` the passage before it in the article is printed just before it.
    """
    text = passage.span.of(document.article.text)
    unfit = _form(text) or _voice(text, passage)
    if unfit:
        return Standing(text, refusal=unfit)
    is_french = document.article.language == "fr"
    cut = [] if follows else _connectives_cut(text, passage, document)
    names = french.FrenchNaming if is_french else Naming
    naming = names(passage, document, known, follows, [(c.at, c.at + c.length) for c in cut])
    naming.read()
    start = max((c.at + c.length for c in cut if not text[: c.at].strip(MARKS)), default=0)
    leaning_of = leaning_in_french if is_french else leaning
    unclear = ("" if follows else leaning_of(text, start, passage, document)) or naming.refusal
    if unclear:
        return Standing(text, refusal=unclear, needs_before=passage.sentences[0] > 0)
    inserts = [*_speaker_of_quotation(text, passage, document, known), *cut, *naming.inserts]
    inserts += (french.dated if is_french else dated)(text, day, quotation_ranges(text))
    ordered = _without_overlap(inserts)
    return Standing(apply(text, ordered), ordered)


def introduced(passage: Passage, document: Document) -> set[str]:
    """The names that a reader knows after reading a passage."""
    names = {m.speaker.name for m in mentions_in(passage, document) if m.speaker is not None}
    return names | ({passage.speaker.name} if passage.speaker and _is_bare_quotation(passage, document) else set())


def _form(text: str) -> str:
    if not is_balanced(text):
        return "A quotation begins or ends outside the passage."
    return "" if is_statement(text) else "It is a heading, a caption or a notice rather than a statement."


def _connectives_cut(text: str, passage: Passage, document: Document) -> list[Insert]:
    """The inserts that take the place of the connectives that lean on what was said before."""
    if document.article.language == "fr":
        found = [french.connective(text)]
    else:
        subject = document.sentences[passage.sentences[0]].subject
        after = len(text[: subject.end - passage.span.start].rstrip(", ")) if subject else 0
        found = [connective(text), addition(text, after) if after else None]
    return [_cut(text, *place) for place in found if place]


def _cut(text: str, start: int, end: int) -> Insert:
    word = text[start:end].strip(", ")
    shown = " […]" if text[start] == "," else "[…]"
    return Insert(start, shown, f"“{word}” points to a sentence that is not printed.", end - start)


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
    name = short_name(speaker, document) if speaker.name in known else _full_name(speaker, document)
    return [Insert(0, f"[{name[:1].upper()}{name[1:]}:] ", f"The article gives {speaker.name} as the speaker.")]


def _full_name(speaker: Speaker, document: Document) -> str:
    if document.article.language == "fr":
        return french.full_name(speaker, document)
    return full_name(speaker, document)


def _without_overlap(inserts: list[Insert]) -> tuple[Insert, ...]:
    """The inserts by position; one that would overlap an earlier one is dropped."""
    kept: list[Insert] = []
    for insert in sorted(inserts, key=lambda one: (one.at, one.length)):
        if not kept or insert.at >= kept[-1].at + kept[-1].length:
            kept.append(insert)
    return tuple(kept)
