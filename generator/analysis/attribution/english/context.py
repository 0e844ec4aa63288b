"""The columns of cues and sources for the forests: a candidate's linear score, those of its rivals, and its context.

`content_columns` has those of contents. The order of the columns is part of the trained weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from generator.analysis.attribution.english.codes import (
    DEP_CODE,
    KIND_CODE,
    NONE,
    OTHER,
    POS_CODE,
    UNSEEN,
    flags,
    places_of,
)
from generator.analysis.attribution.english.cues import beside_quote, key_of
from generator.analysis.attribution.english.sources import SourceCandidate
from generator.analysis.attribution.english.weights import shares
from generator.analysis.attribution.frame import Frame, Pieces

_WIDE = 150
"""Tokens on each side of a cue within which other cues of its sentence count."""
_NEAR = 40
"""Tokens between a cue and a source that are counted at most."""
_KIDS = places_of("nsubj obj iobj obl ccomp xcomp advcl parataxis nmod acl aux cop mark advmod conj det")
_SOURCE_WAYS = places_of("nsubj nsubj:pass obl:by poss H N PP near:L1 near:R1 near:L2 compound ,L")

Rate = Callable[[str], tuple[int, int]]


def cue_columns(frame: Frame, token: int, scores: Mapping[int, float], rate: Rate) -> list[float]:
    """The columns of a candidate cue: its score, how often its key is a cue, its grammar, and the scores around it."""
    hits, looks = rate(key_of(frame, token))
    start, end = frame.sentences[frame.sentence[token]]
    low, high = max(start, token - _WIDE), min(end, token + _WIDE)
    kids, head = frame.children[token], frame.heads[token]
    subject = next((kid for kid in kids if frame.deps[kid] == "nsubj"), -1)
    beside = beside_quote(frame, token)
    columns = [
        scores[token],
        (hits + 0.2) / (looks + 1),
        math.log1p(looks),
        POS_CODE.get(frame.pos[token], OTHER),
        DEP_CODE.get(frame.deps[token].lower(), OTHER),
        float(frame.quote[token] >= 0),
        float(token - start),
        float(end - token),
        float(min(frame.index, 50)),
        float(len(frame.words)),
    ]
    columns += _sides(frame, token)
    columns += [
        scores.get(head, UNSEEN) if head != token else NONE,
        max((scores.get(kid, UNSEEN) for kid in kids), default=NONE),
        max([score for i, score in scores.items() if low <= i < token], default=NONE),
        max([score for i, score in scores.items() if token < i < high], default=NONE),
        max(scores.get(token - 1, UNSEEN), scores.get(token - 2, UNSEEN)),
        max(scores.get(token + 1, UNSEEN), scores.get(token + 2, UNSEEN)),
        _highest_above(frame, token, scores),
        POS_CODE.get(frame.pos[subject], OTHER) if subject >= 0 else -1.0,
        float(frame.right[token] - token),
        float(token - frame.left[token]),
        float("L" in beside),
        float("R" in beside),
        float(frame.words[token][:1].isupper()),
    ]
    return columns


def _sides(frame: Frame, token: int) -> list[float]:
    """By relation, the sides of a token on which it has dependents: 0 for none, 1 left, 2 right, 3 both."""
    sides = [0] * len(_KIDS)
    for kid in frame.children[token]:
        place = _KIDS.get(frame.deps[kid])
        if place is not None:
            sides[place] |= 1 if kid < token else 2
    return list(map(float, sides))


def _highest_above(frame: Frame, token: int, scores: Mapping[int, float]) -> float:
    """The best score among the five nearest ancestors."""
    best = NONE
    for _ in range(5):
        head = frame.heads[token]
        if head == token:
            break
        token = head
        best = max(best, scores.get(token, UNSEEN))
    return best


def source_columns(
    frame: Frame, cue: int, candidates: Sequence[SourceCandidate], scores: Sequence[float], pieces: Pieces
) -> list[list[float]]:
    """The columns of all candidate sources of a cue: their scores, their words and their positions."""
    top = max(scores)
    share = shares(scores)
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    rank = {candidate: float(place) for place, candidate in enumerate(order)}
    kids = frame.children[cue]
    own = next((kid for kid in kids if frame.deps[kid] in ("nsubj", "csubj")), -1)
    shared = [
        KIND_CODE.get(key_of(frame, cue)[-1], OTHER),
        DEP_CODE.get(frame.deps[cue].lower(), OTHER),
        float(any(frame.relations[kid] == "aux:pass" for kid in kids)),
        float(own >= 0),
        float(len(candidates)),
        float(frame.quote[cue] >= 0),
        share[0],
    ]
    return [
        [scores[i] - top, share[i], rank[i], *shared, *_stand(frame, cue, source, pieces, own)]
        for i, source in enumerate(candidates)
    ]


def _stand(frame: Frame, cue: int, source: SourceCandidate, pieces: Pieces, own: int) -> list[float]:
    """A source's head word and position, neutral values if no source is given, and the ways in which it was found."""
    head = source.head
    ways = flags(_SOURCE_WAYS, [way.rpartition(">")[2] for way in source.ways])  # the last step of a path counts
    ways.append(float(len(source.ways)))
    if head < 0:
        return [-1.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, *ways]
    between = range(min(head, cue) + 1, max(head, cue))
    return [
        POS_CODE.get(frame.pos[head], OTHER),
        DEP_CODE.get(frame.deps[head].lower(), OTHER),
        float(head - cue),
        float(head == own),
        float(sum(frame.pos[i] == "VERB" for i in between[:_NEAR])),
        float(sum(frame.words[i] == "," for i in between[:_NEAR])),
        float(any(low <= head < high for low, high in pieces)),
        float(frame.quote[head] - frame.quote[cue] if frame.quote[head] >= 0 else -1),
        float(frame.words[head][:1].isupper()),
        float(sum(frame.pos[i] in ("PROPN", "NOUN", "PRON") for i in between[:_NEAR])),
        *ways,
    ]
