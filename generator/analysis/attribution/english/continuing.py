"""Quotations without a cue of their own, later in the paragraph or in the paragraphs after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.analysis.attribution.english.decision import Decision
from generator.analysis.attribution.frame import Frame, Tokens, bits_of
from generator.analysis.attribution.pieces import only_punctuation

_MOST_LOOSE = 2
"""Following paragraphs with closed quotations that one cue covers; later ones may be somebody else's words."""
_MOST_OPEN = 8
"""Following paragraphs that a quotation left open at the end of each paragraph can fill."""


def continued(frames: Sequence[Frame], decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions, each followed by those for the quotations that continue it.

    A quotation that continues one left open lengthens the content; any other becomes a statement of its own with the
    same source and cue.
    """
    spoken = {where.index for d in decisions for where, _ in d.beyond} | {d.frame.index for d in decisions}
    beside = [one for frame in frames for one in _in_paragraph(frame, [d for d in decisions if d.frame is frame])]
    return [one for decision in [*decisions, *beside] for one in _with_rest(frames, decision, spoken)]


def _in_paragraph(frame: Frame, decisions: Sequence[Decision]) -> Iterator[Decision]:
    """Quotations that fill whole sentences after one in which somebody speaks, who then goes on speaking."""
    speaking = sorted((d for d in decisions if d.source >= 0 or d.phrase), key=lambda d: -d.cue)
    speaker = {frame.sentence[d.cue]: d for d in speaking if frame.quote[d.cue] < 0}
    taken = _taken(frame, decisions)
    for low, high in frame.quotes:
        first, last = frame.sentence[low], frame.sentence[high - 1]
        decision = speaker.get(first - 1)
        if decision and _fills_sentences(frame, (low, high)) and not taken & bits_of(((low, high),)):
            yield replace(decision, pieces=(), beyond=((frame, (low, high)),))
            speaker |= dict.fromkeys(range(first, last + 1), decision)


def _taken(frame: Frame, decisions: Sequence[Decision]) -> int:
    """The tokens of a paragraph that are already content, as bits."""
    own = [piece for decision in decisions for piece in decision.pieces]
    own += [piece for decision in decisions for other, piece in decision.beyond if other is frame]
    return bits_of(tuple(own))


def _fills_sentences(frame: Frame, quote: Tokens) -> bool:
    """Whether a quotation begins with a sentence and ends with one."""
    low, high = quote
    begins = low == frame.sentences[frame.sentence[low]][0]
    return begins and only_punctuation(frame, high, frame.sentences[frame.sentence[high - 1]][1])


def _with_rest(frames: Sequence[Frame], decision: Decision, spoken: set[int]) -> Iterator[Decision]:
    """A decision and those for the paragraphs that continue it; paragraphs in `spoken` have speakers of their own."""
    frame = decision.frame
    if not decision.pieces or not _ends_quoting(frame, decision.pieces[-1]):
        yield decision
        return
    rest = list(_following(frames, frame, spoken))
    opened = [place for place in rest if place[0].quotations[0].continues]
    yield replace(decision, beyond=tuple(opened)) if opened else decision
    for place in [place for place in rest if place not in opened][:_MOST_LOOSE]:
        yield replace(decision, pieces=(), beyond=(place,))


def _ends_quoting(frame: Frame, piece: Tokens) -> bool:
    """Whether the last piece of a content ends within a quotation at the end of its paragraph."""
    return frame.quote[piece[1] - 1] >= 0 and only_punctuation(frame, piece[1], len(frame.words))


def _following(frames: Sequence[Frame], frame: Frame, spoken: set[int]) -> Iterator[tuple[Frame, Tokens]]:
    """The paragraphs after `frame` that are one quotation each and hold no cue."""
    for following in frames[frame.index + 1 : frame.index + 1 + _MOST_OPEN]:
        if following.index in spoken or not following.quotes:
            return
        start, end = following.quotes[0]
        if start != 0 or not only_punctuation(following, end, len(following.words)):
            return
        yield following, (start, end)
