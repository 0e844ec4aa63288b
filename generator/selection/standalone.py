"""Passages that can be read alone: what they point to is named in brackets, or they are not used.

The text itself stays as it is; inserts say at which place what is shown, and why (see `generator.display`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass

from generator.display import apply
from generator.model import Document, Insert, Passage, Speaker
from generator.rankers.form import is_balanced, is_statement, opening, outside_quotations, quotation_ranges
from generator.selection import french
from generator.selection.dates import dated
from generator.selection.leading import connective
from generator.selection.naming import Naming, full_name, mentions_in, short_name

_EXPLETIVE = re.compile(
    r"It(?:['’]s|\s+(?:is|was|remains|seems|appears|would\s+be|will\s+be|has\s+been|turns\s+out))(?:\s+[\w-]+){0,4}?"
    r"\s+(?:that|whether|if|how|why|when|what|who|where|to)\b",
    re.IGNORECASE,
)
_BOTH_NAMED = re.compile(r"(?:both|either|neither)\s.+?\b(?:and|or|nor)\b", re.IGNORECASE)
_ANOTHER_NAMED = re.compile(r"another\s+[^,]+,\s+[A-Z]", re.IGNORECASE)
_HARMLESS = re.compile(
    r"so(?:-called|\s+(?:far|many|much))\b|these\s+days\b|still\s+others\b"
    r"|later\s+(?:on\s+)?(?:this|that|in|on|mon|tue|wed|thu|fri|sat|sun)",
    re.IGNORECASE,
)
# A noun that sums up what was said before; "that" before a bare singular can be no conjunction.
_POINTS_BACK = re.compile(
    r"\b(?:that|this)\s+(?:position|statement|decision|message|demand|stance|view|claim|idea|proposal|move|step|announcement"
    r"|warning|promise|pledge|point|remark|comment|argument|assessment|suggestion|accusation|description|conclusion)"
    r"(?=\s*(?:[.,;:!?—)]|$)|\s+(?:on|in|at|by|and|but|or|when|after|before|during|while|as|is|was|has|had|will|would)\b"
    r"|\s+(?:again|earlier|later|today|yesterday)\b)",
    re.IGNORECASE,
)
_TO_SOMETHING = re.compile(r"\s+(?:to|of|for|with|than|as)\b")
_MARKS = "\"“”'‘’ "


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
    cut = [] if follows else _leading_cut(text, french.connective(text) if is_french else connective(text))
    names = french.Naming if is_french else Naming
    naming = names(passage, document, known, follows, [(c.at, c.at + c.length) for c in cut])
    naming.read()
    start = cut[0].at + cut[0].length if cut else 0
    opening_of = _french_opening if is_french else _opening
    unclear = ("" if follows else opening_of(text, start, passage, document)) or naming.refusal
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


def _leading_cut(text: str, found: tuple[int, int] | None) -> list[Insert]:
    """The insert that takes the place of a leading connective, where one was found."""
    if not found:
        return []
    start, end = found
    word = text[start:end].rstrip(",")
    return [Insert(start, "[…]", f"“{word}” points to a sentence that is not printed.", end - start)]


def _opening(text: str, start: int, passage: Passage, document: Document) -> str:
    """Why the first words after `start` cannot be understood alone, "" where they can."""
    rest = text[start:].lstrip(_MARKS)
    back = _POINTS_BACK.search(outside_quotations(text[start:]))
    if back:
        return f"“{back[0]}” points to a sentence that is not printed with it."
    leaning = opening(rest)
    if leaning is None or (leaning.kind == "connective" and _TO_SOMETHING.match(rest, leaning.end)):
        return ""
    word = rest[leaning.start : leaning.end]
    if leaning.kind == "pronoun":
        at = passage.span.end - len(rest)
        named = any(m.span.start == at and m.speaker is not None for m in mentions_in(passage, document))
        if named or _EXPLETIVE.match(rest):
            return ""
        return f"Whom or what “{word}” means cannot be told for certain from the article."
    if _BOTH_NAMED.match(rest) or _ANOTHER_NAMED.match(rest) or _HARMLESS.match(rest):
        return ""
    return f"“{word}” points to a sentence that is not printed with it."


def _french_opening(text: str, start: int, passage: Passage, document: Document) -> str:
    """The same for a French passage."""
    rest = text[start:].lstrip(_MARKS + "«»")
    leaning = french.leans(rest)
    if leaning is None:
        return ""
    word, kind = leaning
    if kind == "pronouns":
        at = passage.span.end - len(rest)
        noted = [m for m in mentions_in(passage, document) if m.span.start == at]
        expletive = not noted and word.lower() == "il"
        if expletive or any(m.speaker is not None for m in noted):
            return ""
        return f"Whom or what “{word}” means cannot be told for certain from the article."
    return f"“{word}” points to a sentence that is not printed with it."


def _voice(text: str, passage: Passage) -> str:
    """Why a quotation cannot be printed without a speaker."""
    alone = not outside_quotations(text).strip(_MARKS + ".,;:!?—–-…")
    return (
        "Nobody is named as the speaker of the quotation." if alone and text.strip() and passage.speaker is None else ""
    )


def _is_bare_quotation(passage: Passage, document: Document) -> bool:
    return not outside_quotations(passage.span.of(document.article.text)).strip(_MARKS + ".,;:!?—–-…")


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
