"""How much of what was chosen the pages hold: layouts tell, and a few of them are enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.model import Brief
from generator.pipeline.order import Order, dated, today

if TYPE_CHECKING:
    from generator.brief import Plan
    from generator.renderers import Press

_WORDS_A_PAGE, _WORDS_BESIDE_FRAME = 360, 60  # of excerpts on a page of the shipped template, and on the last one
_TRIES = 7
_CLOSE_ENOUGH = 30  # words; about a passage
_WORDS_A_LINE = 14
_LEAST_WORDS = 10  # a shorter passage only pads
_MORE_TRIES = 4  # passages that are tried one by one in the room that is left


def fit(plan: Plan, order: Order, press: Press) -> Brief:
    """The brief with the most words whose PDF keeps to the pages."""
    words, brief = _fitting_words(plan, order, press)
    return _topped_up(plan, order, press, words, brief) if words else brief


def _fitting_words(plan: Plan, order: Order, press: Press) -> tuple[int, Brief]:
    """The most words with which the PDF keeps to the pages, and their brief; 0 where even the fewest tried do not.

    Pages grow with words, so the search narrows the interval between what fitted and what did not.
    """
    words, ceiling = min(budget(plan, order), _usual(order)), _ceiling(plan, order)
    fitted, failed = 0, None
    best: Brief | None = None
    for shrink in (*[4 / 5] * 3, *[1 / 2] * (_TRIES - 3)):
        brief = gathered(plan, order, words)
        if press.pages(brief, order.templates) <= order.pages:
            fitted, best = words, brief
        else:
            failed = words
        room = (ceiling if failed is None else failed) - fitted
        if words == 0 or (best and room <= _CLOSE_ENOUGH):
            break
        if best is None:
            words = int(words * shrink)
        elif failed is None:
            words = min(ceiling, fitted * 9 // 8 + _CLOSE_ENOUGH)
        else:
            words = fitted + room // 2
    return fitted, best or brief


def _topped_up(plan: Plan, order: Order, press: Press, words: int, brief: Brief) -> Brief:
    """`brief` with the passages that still fit after `words`: the best that is short enough, again and again.

    What does not fit shows how long is too long; a few layouts are enough, and the same ones for the same input.
    """
    from generator.brief import spare  # noqa: PLC0415 - numpy

    more: tuple[int, ...] = ()
    left = _ceiling(plan, order) - sum(len(excerpt.text.split()) for excerpt in brief.excerpts())
    for _ in range(_MORE_TRIES):
        candidate = next(
            (one for one in spare(plan, words, more) if one.words >= _LEAST_WORDS and one.room <= left), None
        )
        if candidate is None:
            break
        tried = gathered(plan, order, words, (*more, candidate.row))
        if press.pages(tried, order.templates) <= order.pages:
            more, brief, left = (*more, candidate.row), tried, left - candidate.room
        else:
            left = candidate.room - _WORDS_A_LINE
    return brief


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
    from generator import language  # noqa: PLC0415 - spaCy
    from generator.brief import gather  # noqa: PLC0415

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
        from generator.news import mark  # noqa: PLC0415

        brief = mark(brief, order.before, gone=order.gone)
    if order.evidence == "passages":
        from generator.evidence import only_cited  # noqa: PLC0415 - pikepdf

        brief = only_cited(brief)
    return _signed(brief, order.key) if order.key else brief


def _signed(brief: Brief, key: Path) -> Brief:
    """`brief` with the signature of its evidence."""
    from generator import signing  # noqa: PLC0415 - cryptography
    from generator.renderers.json import evidence_hash  # noqa: PLC0415

    return replace(brief, signature=signing.sign(evidence_hash(brief), key))
