"""From a decision to an attribution: which tokens belong to its source, cue and content, and their spans."""

from __future__ import annotations

from generator.analysis.attribution.english.certainty import certainty
from generator.analysis.attribution.english.decision import Decision
from generator.analysis.attribution.english.noun_phrases import source_span
from generator.analysis.attribution.frame import Frame, Pieces, Tokens
from generator.analysis.attribution.pieces import group, kind_of, tidy
from generator.model import Attribution

_SHORT = 4
"""Tokens of the longest piece of content that holds the source and is dropped whole."""


def attribution_of(decision: Decision) -> Attribution:
    """The attribution that a decision stands for, with spans of the article in place of tokens."""
    frame, cue = decision.frame, decision.cue
    pieces, source = _parted(decision)
    content = [(frame, piece) for piece in pieces] + list(decision.beyond)
    return Attribution(
        source=(frame.span_of(source),) if source else (),
        cue=(frame.span_of(_cue_tokens(frame, cue, pieces, source)),),
        content=tuple(where.span_of(piece) for where, piece in content),
        kind=kind_of(content),
        certainty=certainty(frame, cue, content),
    )


def _parted(decision: Decision) -> tuple[Pieces, Tokens | None]:
    """The content and the source of a decision without each other's tokens."""
    frame, cue, pieces, source = decision.frame, decision.cue, decision.pieces, decision.phrase
    if source:
        pieces = _without_source(frame, pieces, source[0], source)
    if decision.source >= 0:
        phrase = source_span(frame, decision.source, (), cue)
        pieces = _without_source(frame, pieces, decision.source, phrase) if phrase else pieces
        source = source_span(frame, decision.source, pieces, cue)
    return pieces, source


def _without_source(frame: Frame, pieces: Pieces, head: int, phrase: Tokens) -> Pieces:
    """The pieces of a content without the source's `phrase`, if it stands at an edge of a piece or fills one."""
    kept = [rest for piece in pieces if (rest := _rest(frame, piece, head, phrase))]
    return tuple(kept) or pieces


def _rest(frame: Frame, piece: Tokens, head: int, phrase: Tokens) -> Tokens | None:
    """What is left of a piece without the `phrase` around `head`; None if nothing is, or only a few words."""
    low, high = piece
    if not low <= head < high:
        return piece
    if high - low <= _SHORT:
        return None
    if phrase[1] >= high:
        return tidy(frame, low, phrase[0]) if low < phrase[0] else None
    if phrase[0] <= low:
        return tidy(frame, phrase[1], high)
    return piece


def _cue_tokens(frame: Frame, cue: int, pieces: Pieces, source: Tokens | None) -> Tokens:
    """The cue with its auxiliaries and particles, as far as the content and the source leave them free."""
    first, after = group(frame, cue)
    for low, high in (*pieces, *([source] if source else [])):
        if low <= cue < high:
            continue
        if high <= cue:
            first = max(first, high)
        else:
            after = min(after, low)
    return min(first, cue), max(after, cue + 1)
