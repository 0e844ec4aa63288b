"""Finds how much fits on the pages, with a few layouts: each also shows how far off it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.model import Brief
from generator.pipeline.order import Order, dated, today

if TYPE_CHECKING:
    from generator.documents.renderers import Press
    from generator.drafting.brief import Plan
    from generator.drafting.selection.shares import Candidate

_WORDS_A_PAGE, _WORDS_BESIDE_FRAME = 340, 60  # of excerpts on a page of the built-in template, and on the last page
_LINES_A_PAGE, _WORDS_A_LINE = 57, 16
_LINES_BESIDE = 1.4  # for the speaker and the space below an excerpt
_PARTED = 0.02  # of a page: for the space between blocks, and for blocks that must not be split
_FULL = 0.03  # of a page; less has no room for a passage
_TRIES = 8
_CLOSE_ENOUGH = 20  # words; about a passage
_LEAST_STEP = 10  # words
_LEAST_WORDS = 10  # a shorter passage is only padding
_MORE_TRIES = 3  # passages that are tried one by one in the remaining space


def fit(plan: Plan, order: Order, press: Press) -> Brief:
    """The brief with the most words whose PDF keeps to the pages."""
    layouts = _Layouts(order, press)
    words, brief = _fitting_words(plan, order, layouts)
    return _topped_up(plan, order, layouts, words, brief) if words else brief


class _Layouts:
    """The layouts of the briefs that are tried; none is made twice."""

    def __init__(self, order: Order, press: Press) -> None:
        self._order, self._press = order, press
        self._rooms: dict[object, float] = {}

    def room(self, brief: Brief) -> float:
        """The part of a page that `brief` leaves free, less than 0 if it is too long."""
        printed = (brief.sections, brief.key_points, brief.warnings)
        if printed not in self._rooms:
            filled = self._press.filled(brief, self._order.templates, most=self._order.pages)
            self._rooms[printed] = _room(filled, self._order.pages)
        return self._rooms[printed]


def _room(filled: Sequence[float], pages: int) -> float:
    """The part of a page that is free, given how far each page is `filled`; less than 0 if there are too many."""
    if len(filled) <= pages:
        return pages - len(filled) + 1 - filled[-1]
    return min(0.0, 1 - sum(filled[pages - 1 :])) - _PARTED


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A brief that keeps to the pages, with the words it was given and the part of a page that it leaves free."""

    words: int
    brief: Brief
    room: float

    def is_close(self, failed: int) -> bool:
        """Whether the pages are full, or the number of words that `failed` is not much larger."""
        return self.room < _FULL or failed - self.words <= _CLOSE_ENOUGH


def _fitting_words(plan: Plan, order: Order, layouts: _Layouts) -> tuple[int, Brief]:
    """The most words with which the PDF keeps to the pages, and their brief.

    If not even one passage fits, the words are 0, and the brief has as many as usually fill the pages: one that is too
    long can be used, an empty one cannot.
    Each layout shows by how many words it is too long or too short; if that leads out of the interval between what
    fitted and what did not, the middle of the interval is tried.
    """
    words = usual = min(budget(plan, order), _usual(order))
    failed = _ceiling(plan, order) + 1
    best: _Fitted | None = None
    for _ in range(_TRIES):
        brief = gathered(plan, order, words)
        room = layouts.room(brief)
        if room >= 0:
            best = _Fitted(words, brief, room)
        else:
            failed = words
        if words == 0 or (best and best.is_close(failed)):
            break
        words = _next_words(_printed(brief) + int(room * _WORDS_A_PAGE), best, failed)
    if best is None or (plan.candidates and not best.brief.excerpts()):
        return 0, gathered(plan, order, usual)
    return best.words, best.brief


def _next_words(guess: int, best: _Fitted | None, failed: int) -> int:
    """The number of words to try next: the `guess`, if it lies between what fitted and what did not."""
    if best is None:
        return max(0, min(guess, failed - _LEAST_STEP))
    return guess if best.words < guess < failed else (best.words + failed) // 2


def _topped_up(plan: Plan, order: Order, layouts: _Layouts, words: int, brief: Brief) -> Brief:
    """`brief` with the passages that still fit: repeatedly the best one that is short enough.

    A passage that does not fit shows how long is too long, so a few layouts are enough.
    """
    more: tuple[int, ...] = ()
    room = layouts.room(brief)
    for _ in range(_MORE_TRIES):
        candidate = _next(plan, words, more, _ceiling(plan, order) - _printed(brief), room)
        if candidate is None:
            break
        tried = gathered(plan, order, words, (*more, candidate.row))
        left = layouts.room(tried)
        if left >= 0:
            more, brief, room = (*more, candidate.row), tried, left
        else:
            room = _height(candidate) - 1 / _LINES_A_PAGE
    return brief


def _next(plan: Plan, words: int, more: Sequence[int], most: int, room: float) -> Candidate | None:
    """The next passage that has at most `most` words and needs at most `room` of a page."""
    from generator.drafting.brief import spare  # noqa: PLC0415 - numpy

    for one in spare(plan, words, more):
        if one.words >= _LEAST_WORDS and one.room <= most and _height(one) <= room:
            return one
    return None


def _height(candidate: Candidate) -> float:
    """The part of a page that a candidate usually needs."""
    return (-(-candidate.room // _WORDS_A_LINE) + _LINES_BESIDE) / _LINES_A_PAGE


def _printed(brief: Brief) -> int:
    """The number of words in the excerpts of `brief`."""
    return sum(len(excerpt.text.split()) for excerpt in brief.excerpts())


def _ceiling(plan: Plan, order: Order) -> int:
    """The largest possible number of words."""
    return min(order.words or plan.words, plan.words)


def budget(plan: Plan, order: Order) -> int:
    """The number of words without a layout: what the user asked for, else what usually fills the pages."""
    return min(order.words or _usual(order), max(plan.words, 1))


def _usual(order: Order) -> int:
    """The number of words in excerpts that usually fill the pages."""
    return _WORDS_A_PAGE * (order.pages - 1) + _WORDS_BESIDE_FRAME


def gathered(plan: Plan, order: Order, words: int, more: Sequence[int] = ()) -> Brief:
    """The brief that `order` asks for, with `words` words of sources, and the candidates in the rows `more`."""
    from generator.analysis import language  # noqa: PLC0415 - spaCy
    from generator.drafting.brief import gather  # noqa: PLC0415

    day = dated(plan.reading.articles, order.dated)
    brief = gather(
        plan,
        words=words,
        more=more,
        terse=order.pages == 1,
        title=order.title,
        dated=day or today(),
        is_dated_today=day is None,
        language=order.language,
        pipeline=language.name_for((article.language for article in plan.reading.articles), order.pipeline),
    )
    if order.before is not None:
        from generator.drafting.news import mark  # noqa: PLC0415

        brief = mark(brief, order.before, gone=order.gone)
    if order.evidence == "passages":
        from generator.proof import only_cited  # noqa: PLC0415 - pikepdf

        brief = only_cited(brief)
    return _signed(brief, order.key) if order.key else brief


def _signed(brief: Brief, key: Path) -> Brief:
    """`brief` with the signature of its evidence."""
    from generator import signing  # noqa: PLC0415 - cryptography
    from generator.codec.json import evidence_hash  # noqa: PLC0415

    return replace(brief, signature=signing.sign(evidence_hash(brief), key))
