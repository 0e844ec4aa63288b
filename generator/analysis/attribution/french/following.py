"""French quotations without a cue of their own: they go on from the statement before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.french.statement import Statement
from generator.analysis.attribution.pieces import only_punctuation, tidy

_MOST = 2
"""Paragraphs of closed quotations that one source carries on to; further ones might be somebody else's words."""
Continued = tuple[Statement, Frame, Tokens]
"""The statement that a quotation goes on from, and where the quotation stands."""


def continued(frames: Sequence[Frame], by_frame: Sequence[Sequence[Statement]]) -> Iterator[Continued]:
    """Each quotation that has no cue and fills its sentences, with the statement whose source speaks on in it."""
    speaks: Statement | None = None
    passed = 0
    for frame, found in zip(frames, by_frame, strict=True):
        here = list(found)
        loose = [quote for quote in _whole_quotes(frame) if not _is_told(quote, here)]
        for quote in loose:
            before = [one for one in here if one.cue[0] < quote[0]]
            if before and _stands_next(frame, before[-1], quote):
                yield before[-1], frame, quote
            elif not here and speaks is not None and _fills(frame, quote) and passed < _MOST:
                yield speaks, frame, quote
        passed = passed + 1 if loose and not here else 0
        if here:
            speaks = here[-1] if _ends_quoting(frame, here[-1], loose) else None
        elif not (loose and _fills(frame, loose[-1])):
            speaks = None


def _whole_quotes(frame: Frame) -> Iterator[Tokens]:
    """Quotations that begin and end with a sentence."""
    starts = {start for start, _ in frame.sentences}
    for low, high in frame.quotes:
        ends = (
            high >= len(frame.words) or high in starts or only_punctuation(frame, high, min(high + 1, len(frame.words)))
        )
        if low in starts and ends and tidy(frame, low, high):
            yield low, high


def _is_told(quote: Tokens, found: Sequence[Statement]) -> bool:
    return any(low < quote[1] and quote[0] < high for one in found for low, high in one.content)


def _stands_next(frame: Frame, statement: Statement, quote: Tokens) -> bool:
    """Whether the quotation's sentence follows that of the statement, quotations between them aside."""
    last = max(high for _, high in (*statement.content, statement.cue))
    between = [w for i, w in enumerate(frame.words[last : quote[0]], last) if w[0].isalnum() and frame.quote[i] < 0]
    own = statement.source[1] if statement.source else last
    return (
        not between
        or own >= quote[0] - 2
        or not [w for i, w in enumerate(frame.words[own : quote[0]], own) if w in {".", "?", "!"}][1:]
    )


def _fills(frame: Frame, quote: Tokens) -> bool:
    """Whether a paragraph is nothing but one quotation."""
    return quote[0] == 0 and only_punctuation(frame, quote[1], len(frame.words))


def _ends_quoting(frame: Frame, statement: Statement, loose: Sequence[Tokens]) -> bool:
    """Whether the last statement of a paragraph leaves its source speaking at the paragraph's end."""
    last = max(high for _, high in (*statement.content, *loose))
    return frame.quote[last - 1] >= 0 and only_punctuation(frame, last, len(frame.words))
