"""What the forests look at: the linear scores of a candidate beside those of its rivals and neighbours, as numbers.

The order of the columns is part of the trained weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from generator.analysis.attribution.english.contents import Content
from generator.analysis.attribution.english.cues import beside_quote, key_of
from generator.analysis.attribution.english.sources import SourceCandidate
from generator.analysis.attribution.english.weigh import cut_quotes, first_after
from generator.analysis.attribution.english.weights import shares
from generator.analysis.attribution.frame import Frame, Pieces, Tokens
from generator.analysis.attribution.pieces import group, widened


def _codes(names: str) -> dict[str, float]:
    """A number for each of the blank-separated `names`."""
    return {name: float(number) for number, name in enumerate(names.split())}


def _places(names: str) -> dict[str, int]:
    """The place of each of the blank-separated `names` in a row of columns."""
    return {name: number for number, name in enumerate(names.split())}


_NONE = -10.0
"""Score of a neighbour that is not there."""
_UNSEEN = -9.0
"""Score of a neighbour that is no candidate."""
_WIDE = 150
"""Tokens on each side of a cue within which its sentence is searched for other cues."""
_NEAR = 40
"""Tokens between a cue and a source that are looked at."""
_POS_CODE = _codes("VERB NOUN PROPN ADJ ADV ADP SCONJ PUNCT AUX PRON CCONJ DET PART NUM")
_DEP_CODE = _codes(
    """
    root ccomp xcomp parataxis conj advcl acl obl obj nsubj nmod amod compound case mark advmod appos dep fixed
    punct cc det aux cop
    """
)
_AROUND_CODE = _codes(
    """
    , . and but — - – ” " '' “ in on at after while as who which with for to of if because when that : ; ( he she
    they the
    """
)
_KIND_CODE = _codes("V N J P R")
_KIDS = _places("nsubj obj iobj obl ccomp xcomp advcl parataxis nmod acl aux cop mark advmod conj det")
_WAYS = _places(
    """
    R:ccomp R:obj Q:L1 R:obj>S Q:L+ A>S R:obl L:S R:ccomp>S A:that>S R:nmod Q:LR R:xcomp A>, L:I A:mark>,
    R:obl>S A:to>S R:acl N B:nmod N+xcomp PP:L
    """
)
_SOURCE_WAYS = _places("nsubj nsubj:pass obl:by poss H N PP near:L1 near:R1 near:L2 compound ,L")
_OTHER = 40.0
_NEARLY = 0.8
"""Overlap of two contents that are nearly the same."""

Rate = Callable[[str], tuple[int, int]]


def cue_columns(frame: Frame, token: int, scores: Mapping[int, float], rate: Rate) -> list[float]:
    """A candidate cue: its score, how often its key is a cue, its grammar, and the scores around it."""
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
        _POS_CODE.get(frame.pos[token], _OTHER),
        _DEP_CODE.get(frame.deps[token].lower(), _OTHER),
        float(frame.quote[token] >= 0),
        float(token - start),
        float(end - token),
        float(min(frame.index, 50)),
        float(len(frame.words)),
    ]
    columns += _sides(frame, token)
    columns += [
        scores.get(head, _UNSEEN) if head != token else _NONE,
        max((scores.get(kid, _UNSEEN) for kid in kids), default=_NONE),
        max([score for i, score in scores.items() if low <= i < token], default=_NONE),
        max([score for i, score in scores.items() if token < i < high], default=_NONE),
        max(scores.get(token - 1, _UNSEEN), scores.get(token - 2, _UNSEEN)),
        max(scores.get(token + 1, _UNSEEN), scores.get(token + 2, _UNSEEN)),
        _highest_above(frame, token, scores),
        _POS_CODE.get(frame.pos[subject], _OTHER) if subject >= 0 else -1.0,
        float(frame.right[token] - token),
        float(token - frame.left[token]),
        float("L" in beside),
        float("R" in beside),
        float(frame.words[token][:1].isupper()),
    ]
    return columns


def _sides(frame: Frame, token: int) -> list[float]:
    """For each relation on which sides of a token it has dependents: 0 for none, 1 left, 2 right, 3 both."""
    sides = [0] * len(_KIDS)
    for kid in frame.children[token]:
        place = _KIDS.get(frame.deps[kid])
        if place is not None:
            sides[place] |= 1 if kid < token else 2
    return list(map(float, sides))


def _highest_above(frame: Frame, token: int, scores: Mapping[int, float]) -> float:
    """The best score among the nearest ancestors."""
    best = _NONE
    for _ in range(5):
        head = frame.heads[token]
        if head == token:
            break
        token = head
        best = max(best, scores.get(token, _UNSEEN))
    return best


def content_columns(
    frame: Frame, cue: int, candidates: Sequence[Content], scores: Sequence[float], cues: Mapping[int, float]
) -> list[list[float]]:
    """All candidate contents of one cue: their scores, how far they agree with each other, and their edges.

    `scores` are the linear scores of the candidates, `cues` those of the candidate cues of the paragraph.
    """
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = math.fsum(powers)
    share = [power / total for power in powers]
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
    """How much of the belief each candidate shares with others.

    That in longer and in shorter ones with the same start, in all by their overlap, and in those that are nearly the
    same.
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
    """A content's size, what lies in it, the words at its edges and the ways in which it was found.

    `bounds` are those of the cue's sentence and the first token after the cue.
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
        _KIND_CODE.get(frame.keys[cue][-1], _OTHER),
        cues.get(cue, _UNSEEN),
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
        max(inside, default=_NONE),
        _POS_CODE.get(pos[start], _OTHER),
        _POS_CODE.get(pos[end - 1], _OTHER),
        _AROUND_CODE.get(after, _OTHER),
        _AROUND_CODE.get(before, _OTHER),
        _AROUND_CODE.get(lower[start], _OTHER),
        float(len(heads)),
        _DEP_CODE.get(frame.deps[heads[0]].lower(), _OTHER) if heads else -1.0,
        float(bool(heads) and frame.heads[heads[0]] == cue),
        float((mask & frame.verbs).bit_count()),
        float((mask & frame.commas).bit_count()),
    ]
    columns += _beyond(frame, cue, (start, end), high, cues)
    columns += _flags(_WAYS, content.ways)
    columns.append(float(len(content.ways)))
    return columns


def _heads(frame: Frame, pieces: Pieces) -> list[int]:
    """The tokens of a content whose heads lie outside it."""
    heads = frame.heads
    leaving = [token for low, high in pieces for token in range(low, high) if not low <= heads[token] < high]
    if len(pieces) == 1:
        return leaving
    return [token for token in leaving if not any(low <= heads[token] < high for low, high in pieces)]


def _flags(places: Mapping[str, int], names: Sequence[str]) -> list[float]:
    """A row with 1 at the places of the `names`, those that have one, and 0 elsewhere."""
    row = [0.0] * len(places)
    for name in names:
        if name in places:
            row[places[name]] = 1.0
    return row


def _beyond(frame: Frame, cue: int, content: Tokens, high: int, cues: Mapping[int, float]) -> list[float]:
    """What goes on after the content in the rest of the sentence."""
    start, end = content
    if end >= high:
        return [-1.0, 0.0, 0.0, 0.0, _NONE, 0.0]
    top = first_after(frame, end, high)
    return [
        _DEP_CODE.get(frame.deps[top].lower(), _OTHER),
        float(frame.pos[top] == "VERB"),
        float(frame.heads[top] == cue),
        float(start <= frame.heads[top] < end),
        cues.get(top, _UNSEEN),
        float(frame.right[top] + 1 >= high - 1),
    ]


def source_columns(
    frame: Frame, cue: int, candidates: Sequence[SourceCandidate], scores: Sequence[float], pieces: Pieces
) -> list[list[float]]:
    """All candidate sources of one cue: their scores beside each other, their words and where they stand."""
    top = max(scores)
    share = shares(list(scores))
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    rank = {candidate: float(place) for place, candidate in enumerate(order)}
    kids = frame.children[cue]
    own = next((kid for kid in kids if frame.deps[kid] in ("nsubj", "csubj")), -1)
    shared = [
        _KIND_CODE.get(key_of(frame, cue)[-1], _OTHER),
        _DEP_CODE.get(frame.deps[cue].lower(), _OTHER),
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
    """A source's word and where it stands; one that is not given has none."""
    head = source.head
    flags = _flags(_SOURCE_WAYS, [way.rpartition(">")[2] for way in source.ways])  # the last step of a path counts
    flags.append(float(len(source.ways)))
    if head < 0:
        return [-1.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, *flags]
    between = range(min(head, cue) + 1, max(head, cue))
    return [
        _POS_CODE.get(frame.pos[head], _OTHER),
        _DEP_CODE.get(frame.deps[head].lower(), _OTHER),
        float(head - cue),
        float(head == own),
        float(sum(frame.pos[i] == "VERB" for i in between[:_NEAR])),
        float(sum(frame.words[i] == "," for i in between[:_NEAR])),
        float(any(low <= head < high for low, high in pieces)),
        float(frame.quote[head] - frame.quote[cue] if frame.quote[head] >= 0 else -1),
        float(frame.words[head][:1].isupper()),
        float(sum(frame.pos[i] in ("PROPN", "NOUN", "PRON") for i in between[:_NEAR])),
        *flags,
    ]
