"""The quotations of a text, found by characters alone.

Quotation marks are “ ” „ " `` '' « » ‹ › and the single ‘ ’ '. A single mark counts only where it cannot be an
apostrophe. A quotation inside another belongs to the outer one. A quotation ends at the latest with its paragraph; if
the next paragraph opens with a mark, it continues the quotation. One that is never closed runs to the end of its
paragraph if it opens the paragraph or follows a comma or colon, otherwise to the end of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model import Span

_MARK = re.compile(r"``|''|’’|‘‘|[“”„\"«»‹›‘’']")
_TWICE = {"’’": "”", "‘‘": "“"}  # double marks typed as two single ones
_DOUBLE = {"“", "”", "„", '"', "``", "''"}
_OPENING = frozenset(["“", "„", "``", "«", "‹"])
_EITHER_WAY = frozenset(["”", "»", "›"])  # some languages open with these
_STRAIGHT = frozenset(['"', "''"])
_CLOSERS = {"“": '”"“', "„": '“”"', "``": "''\"", "«": "»", "‹": "›", "»": "«", "›": "‹", '"': '"”'}
_USUAL_CLOSERS = "”\"''"
_ELISION = re.compile(r"(?:\d\ds?|em|til|tis|twas|cause|round|bout|n)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_LONGEST_SINGLE = 600  # code points; beyond that, a lone ' is an apostrophe
_FARTHEST = 200  # marks looked at; keeps the cost linear for hostile texts with thousands of open marks


@dataclass(frozen=True, slots=True)
class Quotation:
    """A region in quotation marks, marks included."""

    span: Span
    closed: bool = True
    """Whether it has a closing mark."""
    continues: bool = False
    """Whether it continues one from the paragraph before."""


@dataclass(slots=True)
class _Mark:
    """A quotation mark in the text, and whether it can open or close a quotation there."""

    start: int
    end: int
    form: str
    opens: bool
    closes: bool


def quotations(text: str, paragraphs: Iterable[Span]) -> tuple[Quotation, ...]:
    """The outermost quotations of `text`, in order; none crosses the end of a paragraph."""
    found: list[Quotation] = []
    is_open = False
    for paragraph in paragraphs:
        inside = list(_in_paragraph(text, paragraph))
        if is_open and inside and inside[0].span.start == paragraph.start:
            first = inside[0]
            inside[0] = Quotation(first.span, first.closed, continues=True)
        found.extend(inside)
        is_open = bool(inside) and not inside[-1].closed
    return tuple(found)


def _in_paragraph(text: str, paragraph: Span) -> Iterator[Quotation]:
    """The outermost quotations of a paragraph, in order."""
    marks = list(_marks(text, paragraph))
    i = 0
    while i < len(marks):
        mark = marks[i]
        close = _closing(text, marks, i) if mark.opens else None
        if close is not None:
            yield Quotation(Span(mark.start, marks[close].end))
            i = close + 1
        elif mark.opens and mark.form in _DOUBLE | {"«"}:
            end = _end_of_open(text, paragraph, mark)
            yield Quotation(Span(mark.start, end), closed=False)
            i = next((j for j in range(i + 1, len(marks)) if marks[j].start >= end), len(marks))
        else:
            i += 1


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    """The quotation marks of a paragraph, in order."""
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        start, end = match.span()
        form = _TWICE.get(match[0], match[0])
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        opens, closes = _double(form, before, after) or _single(form, before, after, text, end)
        yield _Mark(start, end, form, opens, closes)


def _double(form: str, before: str, after: str) -> tuple[bool, bool] | None:
    """Whether a double mark between two characters can open and can close a quotation; None for single marks."""
    if form in _OPENING:
        return True, form == "“" and not _is_free(before)
    if form in _EITHER_WAY:
        return _is_free(before) and after.isalnum(), True
    if form in _STRAIGHT:
        opens = _is_free(before) and not after.isspace()
        return opens, not before.isspace() or not opens
    return None


def _single(form: str, before: str, after: str, text: str, end: int) -> tuple[bool, bool]:
    """Whether a single mark between two characters can open and can close a quotation."""
    opens = form != "’" and _is_free(before) and _begins_words(text, end)
    return opens, form != "‘" and not after.isalnum() and not before.isspace()


def _is_free(before: str) -> bool:
    """Whether the character before a mark leaves it free to open a quotation."""
    return before.isspace() or (not before.isalnum() and before in "([{—–-/:,;“”\"‘'«„…>|")


def _begins_words(text: str, at: int) -> bool:
    """Whether words begin at an offset that are not shortened at the front ("'em", "'90s")."""
    first = text[at : at + 1]
    return (first.isalnum() or first in '“"[(') and not _ELISION.match(text, at)


def _closing(text: str, marks: list[_Mark], i: int) -> int | None:
    """The index of the mark that closes the quotation opened by mark `i`, None if none does."""
    opener = marks[i]
    if opener.form in ("‘", "'"):
        return _closing_single(text, marks, i)
    wanted = _CLOSERS.get(opener.form, _USUAL_CLOSERS)
    depth = 0
    for j in range(i + 1, min(i + _FARTHEST, len(marks))):
        mark = marks[j]
        if mark.form not in wanted and mark.form != opener.form:
            continue
        if _opens_again(opener, mark):
            if depth or not _plausible_nesting(marks, j):
                return None
            depth += 1
        elif mark.closes:
            if not depth:
                return j
            depth -= 1
    return None


def _opens_again(opener: _Mark, mark: _Mark) -> bool:
    """Whether a mark can only open a quotation within the one that the same mark opened."""
    return mark.form == opener.form and mark.opens and not mark.closes and opener.form in "“«"


def _plausible_nesting(marks: list[_Mark], j: int) -> bool:
    """Whether the opening mark at `j`, repeated within a quotation, is soon closed twice: “a “b” c”."""
    closing = [k for k in range(j + 1, min(j + 4, len(marks))) if marks[k].form == {"“": "”", "«": "»"}[marks[j].form]]
    return len(closing) >= 2 and not any(m.form == marks[j].form for m in marks[j + 1 : closing[1]])


def _closing_single(text: str, marks: list[_Mark], i: int) -> int | None:
    """Like `_closing` for single marks: the first that is no apostrophe, otherwise the first after a plural s."""
    opener = marks[i]
    wanted = "’" if opener.form == "‘" else "'’"
    plural: int | None = None
    for j in range(i + 1, len(marks)):
        mark = marks[j]
        if mark.start - opener.start > _LONGEST_SINGLE:
            break
        if mark.form not in wanted or not mark.closes:
            continue
        if text[mark.start - 1] in "sS" and text[mark.end : mark.end + 2].lstrip()[:1].islower():
            plural = j if plural is None else plural
            continue
        return j
    return plural


def _end_of_open(text: str, paragraph: Span, mark: _Mark) -> int:
    """Where a quotation that is never closed ends."""
    before = text[paragraph.start : mark.start].rstrip()
    if not before or before[-1] in ":,":
        return paragraph.end
    match = _SENTENCE_END.search(text, mark.end, paragraph.end)
    return match.end() if match else paragraph.end
