"""Where a text quotes: regions between quotation marks, found by characters alone.

Known marks: “ ” „ " `` '' « » ‹ › and single ‘ ’ '. A single mark counts only where it cannot be an apostrophe. A
quotation inside another one belongs to the outer one. A quotation ends with its paragraph at the latest; if the next
paragraph opens with a mark again, that paragraph continues it. One left open otherwise is taken to run to the end of
its paragraph where it opens the paragraph or follows a comma or colon, and to the end of its sentence elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model import Span

_MARK = re.compile(r"``|''|’’|‘‘|[“”„\"«»‹›‘’']")
_TWICE = {"’’": "”", "‘‘": "“"}  # a double mark typed as two single ones
_DOUBLE = {"“", "”", "„", '"', "``", "''"}
_OPENERS = {"“": '”"“', "„": '“”"', "``": "''\"", "«": "»", "‹": "›", "»": "«", "›": "‹"}
_ELISION = re.compile(r"(?:\d\ds?|em|til|tis|twas|cause|round|bout|n)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_LONGEST_SINGLE = 600  # code points; beyond it a lone ' is an apostrophe after all
_FARTHEST = 200  # marks; keeps hostile texts with thousands of open marks linear


@dataclass(frozen=True, slots=True)
class Quotation:
    """A region in quotation marks, marks included."""

    span: Span
    closed: bool = True
    """Whether its closing mark was found."""
    continues: bool = False
    """Whether it goes on from the paragraph before."""


@dataclass(slots=True)
class _Mark:
    """A quotation mark of the text and what it can do where it stands."""

    start: int
    end: int
    form: str
    opens: bool
    closes: bool


def quotations(text: str, paragraphs: Iterable[Span]) -> tuple[Quotation, ...]:
    """The outermost quotations of `text`, in order, none crossing the end of a paragraph."""
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
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        start, end, form = match.start(), match.end(), _TWICE.get(match[0], match[0])
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        free_left = not before.isalnum() and (before.isspace() or before in "([{—–-/:,;“”\"‘'«„…>|")
        free_right = not after.isalnum()
        if form in _OPENERS and form not in "»›":
            opens, closes = True, form == "“" and not free_left
        elif form in ("”", "»", "›"):
            opens, closes = free_left and not free_right, True
        elif form in ('"', "''"):
            opens = free_left and not after.isspace()
            closes = not before.isspace() or not opens
        else:
            opens = _may_open_single(text, form, end, free_left)
            closes = form != "‘" and free_right and not before.isspace()
        yield _Mark(start, end, form, opens, closes)


def _may_open_single(text: str, form: str, end: int, free_left: bool) -> bool:
    """Whether a single mark may open a quotation rather than stand for left-out letters."""
    after = text[end : end + 1]
    return form != "’" and free_left and (after.isalnum() or after in '“"[(') and not _ELISION.match(text, end)


def _closing(text: str, marks: list[_Mark], i: int) -> int | None:
    """The index of the mark that closes the quotation which mark `i` opens, None where it stays open."""
    opener = marks[i]
    if opener.form in ("‘", "'"):
        return _closing_single(text, marks, i)
    wanted = _OPENERS.get(opener.form, "”\"''" if opener.form != '"' else '"”')
    depth = 0
    for j in range(i + 1, min(i + _FARTHEST, len(marks))):
        mark = marks[j]
        if mark.form not in wanted and mark.form != opener.form:
            continue
        if mark.form == opener.form and mark.opens and not mark.closes and opener.form in "“«":
            if depth or not _plausible_nesting(marks, j):
                return None
            depth += 1
        elif mark.closes and depth:
            depth -= 1
        elif mark.closes:
            return j
    return None


def _plausible_nesting(marks: list[_Mark], j: int) -> bool:
    """Whether the same mark opened again is closed twice soon: “a “b” c”."""
    closing = [k for k in range(j + 1, min(j + 4, len(marks))) if marks[k].form == {"“": "”", "«": "»"}[marks[j].form]]
    return len(closing) >= 2 and not any(m.form == marks[j].form for m in marks[j + 1 : closing[1]])


def _closing_single(text: str, marks: list[_Mark], i: int) -> int | None:
    """Like `_closing` for single marks: the first that is no apostrophe, else the first after a plural's s."""
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
    """Where a quotation without closing mark is taken to end."""
    before = text[paragraph.start : mark.start].rstrip()
    if not before or before[-1] in ":,":
        return paragraph.end
    match = _SENTENCE_END.search(text, mark.end, paragraph.end)
    return match.end() if match else paragraph.end
