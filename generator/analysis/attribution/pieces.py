"""Ranges of tokens: trimmed at the edges, merged, widened to whole quotations."""

from __future__ import annotations

from collections.abc import Sequence

from generator.analysis.attribution.frame import CLOSE_MARKS, MARKS, Frame, Pieces, Tokens
from generator.model import Kind

_PUNCTUATION = frozenset(",.;:!?-–—…|/*•―") | {"--", "...", "'", "’"}
_SHORT = 4
"""The most tokens in a run of mere punctuation."""
_HANGERS_ON = frozenset({"aux", "cop", "advmod"})
_PARTICLES = frozenset({"compound:prt", "advmod", "fixed"})


def tidy(frame: Frame, start: int, end: int) -> Tokens | None:
    """The range without outer punctuation, its quotation marks in pairs; None if no word is left."""
    start = _past_signs(frame, start, end)
    end = _before_signs(frame, start, end)
    if start >= end:
        return None
    end = _with_closing_mark(frame, start, end)
    return (start, end) if any(word[:1].isalnum() for word in frame.words[start:end]) else None


def _past_signs(frame: Frame, start: int, end: int) -> int:
    """Where a range begins without the punctuation at its head."""
    words = frame.words
    while start < end and not words[start][:1].isalnum() and _is_outside(frame, start, end):
        start += 1
    return start


def _before_signs(frame: Frame, start: int, end: int) -> int:
    """Where a range ends without the punctuation, or the loose "as", at its end."""
    while start < end and (_is_loose_right(frame, start, end - 1) or _is_loose_as(frame, start, end - 1)):
        end -= 1
    return end


def _with_closing_mark(frame: Frame, start: int, end: int) -> int:
    """Where a range ends that takes in the closing mark of the quotation it ends in, if it holds the opening one."""
    quote = frame.quote[end - 1]
    if quote < 0:
        return end
    opening, closing = frame.quotes[quote]
    return closing if start <= opening and end < closing and only_punctuation(frame, end, closing) else end


def joined(pieces: list[Tokens]) -> Pieces:
    """The ranges in order, with overlapping and adjacent ones merged."""
    if len(pieces) < 2:
        return tuple(pieces)
    merged: list[Tokens] = []
    for start, end in sorted(pieces):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def widened(frame: Frame, token: int) -> Tokens:
    """The token's sentence, widened to whole quotations."""
    start, end = frame.sentences[frame.sentence[token]]
    if frame.quote[start] >= 0:
        start = min(start, frame.quotes[frame.quote[start]][0])
    if frame.quote[end - 1] >= 0:
        end = max(end, frame.quotes[frame.quote[end - 1]][1])
    return start, end


def group(frame: Frame, cue: int) -> Tokens:
    """The cue with the auxiliaries, negations and particles that touch it."""
    first, after = cue, cue + 1
    heads, size = frame.heads, len(frame.heads)
    while first and heads[first - 1] == cue and frame.deps[first - 1] in _HANGERS_ON:
        first -= 1
    while after < size and heads[after] == cue and frame.relations[after] in _PARTICLES:
        after += 1
    return first, after


def _is_outside(frame: Frame, token: int, end: int) -> bool:
    """Whether a content that ends at `end` leaves out its first token: punctuation, or a mark without its pair."""
    word, quote = frame.words[token], frame.quote[token]
    if word not in MARKS and word not in CLOSE_MARKS:
        return word.isspace() or word in _PUNCTUATION
    if quote < 0 or token != frame.quotes[quote][0]:
        return True
    closing = frame.quotes[quote][1]
    return word in MARKS and end < closing and not only_punctuation(frame, end, closing)


def _is_loose_as(frame: Frame, start: int, token: int) -> bool:
    """Whether a content ends with the "as" of "…, as the minister said"."""
    return frame.lower[token] == "as" and token - 1 > start and frame.words[token - 1] == ","


def _is_loose_right(frame: Frame, start: int, token: int) -> bool:
    """Whether a content that begins at `start` leaves out its last token: punctuation, or a mark without its pair."""
    word, quote = frame.words[token], frame.quote[token]
    if word[:1].isalnum():
        return False
    if word.isspace():
        return True
    if word in MARKS:
        closes = quote >= 0 and token == frame.quotes[quote][1] - 1
        return not closes or frame.quotes[quote][0] < start
    return word in _PUNCTUATION or word in ("(", "[")


def only_punctuation(frame: Frame, start: int, end: int) -> bool:
    """Whether a range is empty, or short and without words."""
    return end - start <= _SHORT and all(not w[:1].isalnum() for w in frame.words[start:end])


def kind_of(content: Sequence[tuple[Frame, Tokens]]) -> Kind:
    """Direct if all words of a content are in quotation marks, mixed if some are, otherwise indirect."""
    inside = [
        frame.quote[i] >= 0 for frame, (low, high) in content for i in range(low, high) if frame.words[i][:1].isalnum()
    ]
    return "direct" if all(inside) else "mixed" if any(inside) else "indirect"
