"""French quotations without a cue of their own, which continue the statement before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.french.statement import Statement
from generator.analysis.attribution.pieces import only_punctuation, tidy

_MOST = 2
"""The most paragraphs of closed quotations that go to one source; later ones may be somebody else's words."""
Continued = tuple[Statement, Frame, Tokens]
"""A statement, and the quotation that continues it: its paragraph and tokens."""


def continued(frames: Sequence[Frame], by_frame: Sequence[Sequence[Statement]]) -> Iterator[Continued]:
    """Each quotation that has no cue and fills its sentences, with the statement whose source is still speaking."""
    speaking: Statement | None = None
    passed = 0
    for frame, found in zip(frames, by_frame, strict=True):
        loose = [quote for quote in _whole_quotes(frame) if not _is_told(quote, found)]
        yield from _continuing(frame, found, loose, speaking if passed < _MOST else None)
        passed = passed + 1 if loose and not found else 0
        speaking = _still_speaking(frame, found, loose, speaking)


def _continuing(
    frame: Frame, found: Sequence[Statement], loose: Sequence[Tokens], speaking: Statement | None
) -> Iterator[Continued]:
    """The `loose` quotations of a paragraph, each with the statement before it, in its paragraph or an earlier one."""
    for quote in loose:
        before = [one for one in found if one.cue[0] < quote[0]]
        if before and _stands_next(frame, before[-1], quote):
            yield before[-1], frame, quote
        elif not found and speaking is not None and _fills(frame, quote):
            yield speaking, frame, quote


def _still_speaking(
    frame: Frame, found: Sequence[Statement], loose: Sequence[Tokens], speaking: Statement | None
) -> Statement | None:
    """The statement whose source is still speaking when a paragraph ends."""
    if found:
        return found[-1] if _ends_quoting(frame, found[-1], loose) else None
    return speaking if loose and _fills(frame, loose[-1]) else None


def _whole_quotes(frame: Frame) -> Iterator[Tokens]:
    """The quotations that begin and end with a sentence."""
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
    """Whether a quotation directly follows the sentence of a statement; other quotations between them do not count."""
    last = max(high for _, high in (*statement.content, statement.cue))
    between = [w for i, w in enumerate(frame.words[last : quote[0]], last) if w[0].isalnum() and frame.quote[i] < 0]
    own = statement.source[1] if statement.source else last
    return (
        not between
        or own >= quote[0] - 2
        or not [w for i, w in enumerate(frame.words[own : quote[0]], own) if w in {".", "?", "!"}][1:]
    )


def _fills(frame: Frame, quote: Tokens) -> bool:
    """Whether a paragraph consists of one quotation."""
    return quote[0] == 0 and only_punctuation(frame, quote[1], len(frame.words))


def _ends_quoting(frame: Frame, statement: Statement, loose: Sequence[Tokens]) -> bool:
    """Whether a paragraph ends in the quoted words of its last statement."""
    last = max(high for _, high in (*statement.content, *loose))
    return frame.quote[last - 1] >= 0 and only_punctuation(frame, last, len(frame.words))
