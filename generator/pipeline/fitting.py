"""How much of what was chosen the pages hold: a few layouts tell, for each also tells how far off it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.model import Brief
from generator.pipeline.order import Order, dated, today

if TYPE_CHECKING:
    from generator.documents.renderers import Press
    from generator.drafting.brief import Plan
    from generator.drafting.selection.shares import Candidate

_WORDS_A_PAGE, _WORDS_BESIDE_FRAME = 340, 60  # of excerpts on a page of the shipped template, and on the last one
_LINES_A_PAGE, _WORDS_A_LINE = 57, 16
_LINES_BESIDE = 1.4  # of the speaker and the space below an excerpt
_PARTED = 0.02  # of a page: the space between blocks, and what a block that must not be broken wants besides
_FULL = 0.03  # of a page, in which no passage has room
_TRIES = 8
_CLOSE_ENOUGH = 20  # words; about a passage
_LEAST_STEP = 10  # words
_LEAST_WORDS = 10  # a shorter passage only pads
_MORE_TRIES = 3  # passages that are tried one by one in the room that is left


def fit(plan: Plan, order: Order, press: Press) -> Brief:
    """The brief with the most words whose PDF keeps to the pages."""
    layouts = _Layouts(order, press)
    words, brief = _fitting_words(plan, order, layouts)
    return _topped_up(plan, order, layouts, words, brief) if words else brief


class _Layouts:
    """The layouts of the briefs that are tried, each once."""

    def __init__(self, order: Order, press: Press) -> None:
        self._order, self._press = order, press
        self._rooms: dict[object, float] = {}

    def room(self, brief: Brief) -> float:
        """The part of a page that `brief` leaves free, less than 0 where it does not keep to the pages."""
        printed = (brief.sections, brief.key_points, brief.warnings)
        if printed not in self._rooms:
            filled = self._press.filled(brief, self._order.templates, most=self._order.pages)
            self._rooms[printed] = _room(filled, self._order.pages)
        return self._rooms[printed]


def _room(filled: Sequence[float], pages: int) -> float:
    """The part of a page that is free where `filled` tells how far each page is; less than 0 if there are too many."""
    if len(filled) <= pages:
        return pages - len(filled) + 1 - filled[-1]
    return min(0.0, 1 - sum(filled[pages - 1 :])) - _PARTED


def _fitting_words(plan: Plan, order: Order, layouts: _Layouts) -> tuple[int, Brief]:
    """The most words with which the PDF keeps to the pages, and their brief.

    Where not even one passage fits beside the frame they are 0, and the brief is what usually fills the pages: one that
    is too long can be used, an empty one cannot.
    Each layout tells how many words it has too many or has room for; where that leads out of the interval between
    what fitted and what did not, its middle is tried.
    """
    words = min(budget(plan, order), _usual(order))
    fitted, failed, left = 0, _ceiling(plan, order) + 1, 0.0
    best: Brief | None = None
    for _ in range(_TRIES):
        brief = gathered(plan, order, words)
        room = layouts.room(brief)
        if room >= 0:
            fitted, best, left = words, brief, room
        else:
            failed = words
        if words == 0 or (best and (left < _FULL or failed - fitted <= _CLOSE_ENOUGH)):
            break
        words = _printed(brief) + int(room * _WORDS_A_PAGE)
        if best is None:
            words = max(0, min(words, failed - _LEAST_STEP))
        elif not fitted < words < failed:
            words = (fitted + failed) // 2
    if best is None or (plan.candidates and not best.excerpts()):
        return 0, gathered(plan, order, min(budget(plan, order), _usual(order)))
    return fitted, best


def _topped_up(plan: Plan, order: Order, layouts: _Layouts, words: int, brief: Brief) -> Brief:
    """`brief` with the passages that still fit after `words`: the best that is short enough, again and again.

    What does not fit shows how long is too long; a few layouts are enough, and the same ones for the same input.
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
    """What would be printed next of what has at most `most` words and needs no more than `room` of a page."""
    from generator.drafting.brief import spare  # noqa: PLC0415 - numpy

    for one in spare(plan, words, more):
        if one.words >= _LEAST_WORDS and one.room <= most and _height(one) <= room:
            return one
    return None


def _height(candidate: Candidate) -> float:
    """The part of a page that a candidate usually takes."""
    return (-(-candidate.room // _WORDS_A_LINE) + _LINES_BESIDE) / _LINES_A_PAGE


def _printed(brief: Brief) -> int:
    """The words of the excerpts of `brief`."""
    return sum(len(excerpt.text.split()) for excerpt in brief.excerpts())


def _ceiling(plan: Plan, order: Order) -> int:
    """The most words there can be."""
    return min(order.words or plan.words, plan.words)


def budget(plan: Plan, order: Order) -> int:
    """Words where nothing is laid out: what the user said, else what about fills the pages."""
    return min(order.words or _usual(order), max(plan.words, 1))


def _usual(order: Order) -> int:
    """Words of excerpts that usually fit the pages."""
    return _WORDS_A_PAGE * (order.pages - 1) + _WORDS_BESIDE_FRAME


def gathered(plan: Plan, order: Order, words: int, more: Sequence[int] = ()) -> Brief:
    """The brief that `order` asks for with `words` words of sources, and the rows `more` besides."""
    from generator.analysis import language  # noqa: PLC0415 - spaCy
    from generator.drafting.brief import gather  # noqa: PLC0415

    day = dated(plan.reading.articles, order.dated)
    brief = gather(
        plan,
        words=words,
        more=more,
        terse=order.pages == 1,
        title=order.title,
        dated=(day or today()).isoformat(),
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
