"""From a decision to an attribution: which tokens go to the source, the cue and the content, and their spans."""

from __future__ import annotations

from generator.analysis.attribution.english.certainty import certainty
from generator.analysis.attribution.english.decision import Decision
from generator.analysis.attribution.english.sources import source_span
from generator.analysis.attribution.frame import Frame, Pieces, Tokens
from generator.analysis.attribution.pieces import group, kind_of, tidy
from generator.model import Attribution

_SHORT = 4
"""Tokens of a subject that may have slipped into the content."""


def attribution_of(decision: Decision) -> Attribution:
    """The attribution that a decision stands for, with spans of the article for its tokens."""
    frame, cue, pieces = decision.frame, decision.cue, decision.pieces
    source = decision.phrase
    if source:
        pieces = _without_source(frame, pieces, source[0], source)
    if decision.source >= 0:
        phrase = source_span(frame, decision.source, (), cue)
        pieces = _without_source(frame, pieces, decision.source, phrase) if phrase else pieces
        source = source_span(frame, decision.source, pieces, cue)
    content = [(frame, piece) for piece in pieces] + list(decision.beyond)
    return Attribution(
        source=(frame.span_of(source),) if source else (),
        cue=(frame.span_of(_cue_tokens(frame, cue, pieces, source)),),
        content=tuple(where.span_of(piece) for where, piece in content),
        kind=kind_of(content),
        certainty=certainty(frame, cue, content),
    )


def _without_source(frame: Frame, pieces: Pieces, source: int, phrase: Tokens) -> Pieces:
    """The pieces of a content without the `phrase` of the source, where it stands at an edge of one or is one."""
    kept: list[Tokens] = []
    for low, high in pieces:
        if not low <= source < high:
            kept.append((low, high))
        elif high - low > _SHORT and (phrase[1] >= high or phrase[0] <= low):
            rest = (low, phrase[0]) if phrase[1] >= high else (phrase[1], high)
            kept += [piece] if rest[0] < rest[1] and (piece := tidy(frame, *rest)) else []
        elif high - low > _SHORT:
            kept.append((low, high))
    return tuple(kept) or pieces


def _cue_tokens(frame: Frame, cue: int, pieces: Pieces, source: Tokens | None) -> Tokens:
    """The cue with its auxiliaries and particles, as far as content and source leave them free."""
    first, after = group(frame, cue)
    for low, high in (*pieces, *([source] if source else [])):
        if low <= cue < high:
            continue
        if high <= cue:
            first = max(first, high)
        else:
            after = min(after, low)
    return min(first, cue), max(after, cue + 1)
