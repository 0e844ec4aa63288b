"""The columns of contents for the forests: a candidate's linear score, those of its rivals, and its context.

The order of the columns is part of the trained weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.analysis.attribution.english.codes import (
    DEP_CODE,
    KIND_CODE,
    NONE,
    OTHER,
    POS_CODE,
    UNSEEN,
    codes_of,
    flags,
    places_of,
)
from generator.analysis.attribution.english.contents import Content
from generator.analysis.attribution.english.weigh import cut_quotes, first_after
from generator.analysis.attribution.english.weights import shares
from generator.analysis.attribution.frame import Frame, Pieces, Tokens
from generator.analysis.attribution.pieces import group, widened

_AROUND_CODE = codes_of(
    """
    , . and but — - – ” " '' “ in on at after while as who which with for to of if because when that : ; ( he she
    they the
    """
)
_WAYS = places_of(
    """
    R:ccomp R:obj Q:L1 R:obj>S Q:L+ A>S R:obl L:S R:ccomp>S A:that>S R:nmod Q:LR R:xcomp A>, L:I A:mark>,
    R:obl>S A:to>S R:acl N B:nmod N+xcomp PP:L
    """
)
_NEARLY = 0.8
"""Overlap from which two contents count as nearly the same."""


def content_columns(
    frame: Frame, cue: int, candidates: Sequence[Content], scores: Sequence[float], cues: Mapping[int, float]
) -> list[list[float]]:
    """The columns of all candidate contents of a cue: their scores, how far they agree, and their edges.

    `scores` are the linear scores of the candidates, `cues` those of the candidate cues of the paragraph.
    """
    top = max(scores)
    share = shares(scores)
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    rank = {candidate: float(place) for place, candidate in enumerate(order)}
    agreement = _agreement(candidates, share)
    bounds = (*widened(frame, cue), group(frame, cue)[1])
    return [
        [
            scores[i] - top,
            share[i],
            rank[i],
            float(len(candidates)),
            *agreement[i],
            *_edges(frame, cue, candidate, cues, bounds),
        ]
        for i, candidate in enumerate(candidates)
    ]


def _agreement(candidates: Sequence[Content], share: Sequence[float]) -> list[tuple[float, float, float, float]]:
    """The share of probability that agrees with each candidate.

    Four sums of shares: longer and shorter candidates with the same start, all candidates weighted by their overlap,
    and those that are nearly the same.
    """
    rivals = [(c.mask, c.mask.bit_count(), c.pieces[0][0], belief) for c, belief in zip(candidates, share, strict=True)]
    found = []
    for mask, size, start, _ in rivals:
        longer = shorter = alike = same = 0.0
        for other, length, begin, belief in rivals:
            both = (mask & other).bit_count()
            overlap = both / (size + length - both)
            alike += belief * overlap
            if overlap >= _NEARLY:
                same += belief
            if begin == start:
                if length > size:
                    longer += belief
                elif length < size:
                    shorter += belief
        found.append((longer, shorter, alike, same))
    return found


def _edges(
    frame: Frame, cue: int, content: Content, cues: Mapping[int, float], bounds: tuple[int, int, int]
) -> list[float]:
    """A content's size, what it holds, the words at its edges and the ways in which it was found.

    `bounds` are the start and end of the cue's sentence and the first token after the cue.
    """
    pieces, mask, lower, pos = content.pieces, content.mask, frame.lower, frame.pos
    size = mask.bit_count()
    start, end = pieces[0][0], pieces[-1][1]
    low, high, behind = bounds
    heads = _heads(frame, pieces)
    inside = [score for token, score in cues.items() if mask >> token & 1]
    after = lower[end] if end < len(lower) else "</p>"
    before = lower[start - 1] if start else "<s>"
    columns = [
        KIND_CODE.get(frame.keys[cue][-1], OTHER),
        cues.get(cue, UNSEEN),
        float(size),
        float(len(pieces)),
        float(start - cue),
        float(end - cue),
        float(high - end),
        float(start - low),
        float(start - behind),
        (mask & frame.quoted).bit_count() / size,
        float(frame.quote[cue] >= 0),
        float(cut_quotes(frame, pieces, frame.quote[cue])),
        float(len(inside)),
        max(inside, default=NONE),
        POS_CODE.get(pos[start], OTHER),
        POS_CODE.get(pos[end - 1], OTHER),
        _AROUND_CODE.get(after, OTHER),
        _AROUND_CODE.get(before, OTHER),
        _AROUND_CODE.get(lower[start], OTHER),
        float(len(heads)),
        DEP_CODE.get(frame.deps[heads[0]].lower(), OTHER) if heads else -1.0,
        float(bool(heads) and frame.heads[heads[0]] == cue),
        float((mask & frame.verbs).bit_count()),
        float((mask & frame.commas).bit_count()),
    ]
    columns += _beyond(frame, cue, (start, end), high, cues)
    columns += flags(_WAYS, content.ways)
    columns.append(float(len(content.ways)))
    return columns


def _heads(frame: Frame, pieces: Pieces) -> list[int]:
    """The tokens of a content whose heads lie outside it."""
    heads = frame.heads
    leaving = [token for low, high in pieces for token in range(low, high) if not low <= heads[token] < high]
    if len(pieces) == 1:
        return leaving
    return [token for token in leaving if not any(low <= heads[token] < high for low, high in pieces)]


def _beyond(frame: Frame, cue: int, content: Tokens, high: int, cues: Mapping[int, float]) -> list[float]:
    """What follows the content in its sentence."""
    start, end = content
    if end >= high:
        return [-1.0, 0.0, 0.0, 0.0, NONE, 0.0]
    top = first_after(frame, end, high)
    return [
        DEP_CODE.get(frame.deps[top].lower(), OTHER),
        float(frame.pos[top] == "VERB"),
        float(frame.heads[top] == cue),
        float(start <= frame.heads[top] < end),
        cues.get(top, UNSEEN),
        float(frame.right[top] + 1 >= high - 1),
    ]
