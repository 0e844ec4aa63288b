"""The features of a candidate content or source of a cue.

Features are strings whose names are part of the trained weights.
"""

from __future__ import annotations

from bisect import bisect_left

from generator.analysis.attribution.english.contents import Content
from generator.analysis.attribution.english.cues import key_of
from generator.analysis.attribution.english.sources import SourceCandidate
from generator.analysis.attribution.frame import MARKS, Frame, Pieces
from generator.analysis.attribution.pieces import group, only_punctuation

_LENGTHS = (1, 2, 3, 4, 6, 8, 11, 15, 20, 27, 36, 50, 80)


def content_features(frame: Frame, cue: int, content: Content, cues: int) -> list[str]:
    """The features of `content` as that of the cue at token `cue`; `cues` are the paragraph's likely cues as bits."""
    key, lower = key_of(frame, cue), frame.lower
    kind, pieces = key[-2:], content.pieces
    start, end = pieces[0][0], pieces[-1][1]
    length = sum(high - low for low, high in pieces)
    sentence_start, sentence_end = frame.sentences[frame.sentence[cue]]
    side = _side(cue, pieces)
    share = _share((content.mask & frame.quoted).bit_count(), length)
    after = lower[end] if end < len(lower) else "</p>"
    reaches = "S" if only_punctuation(frame, end, sentence_end) else ""
    own = frame.quote[cue]
    waiting = (content.mask & cues).bit_count()
    gap = start - group(frame, cue)[1] if start > cue else cue - pieces[0][1]
    features = [
        f"n={len(pieces)},{side}",
        f"kside={key},{side}",
        f"len={_bin(length)},{side}",
        f"klen={kind},{_bin(length)},{side}",
        f"share={share},{side},{kind}",
        f"kshare={key},{share}",
        f"re={reaches},{'S' if start <= sentence_start else ''},{side},{kind}",
        f"cut={cut_quotes(frame, pieces, own)},{side}",
        f"own={own >= 0},{_within(frame, pieces, own)}",
        f"waiting={min(3, waiting)},{side}",
        f"gap={_bin(max(0, gap))},{side},{kind}",
        f"ways={min(4, len(content.ways))}",
    ]
    if end < sentence_end and start > cue:
        follows = frame.deps[first_after(frame, end, sentence_end)]
        features += (f"fol={follows},{after},{side}", f"folk={follows},{key}")
    for way in content.ways:
        features += (f"w={way}", f"wk={way},{key}", f"wp={way},{kind}", f"ws={way},{share}", f"wa={way},{after}")
        features += (f"wf={way},{lower[start]}", f"wr={way},{reaches},{_bin(length) > 5}")
    return features + _edge_features(frame, key, pieces, side, begins=start <= sentence_start)


def _side(cue: int, pieces: Pieces) -> str:
    """On which side of the cue each of the first three ranges of a content stands ("L", "RR")."""
    return "".join(["L" if high <= cue else "R" for _, high in pieces[:3]])


def _share(quoted: int, length: int) -> str:
    """How much of a content is quoted: "all", "some" or "none"."""
    if quoted == length:
        return "all"
    return "some" if quoted else "none"


def _edge_features(frame: Frame, key: str, pieces: Pieces, side: str, *, begins: bool) -> list[str]:
    """The words at the edges of a content and just outside it."""
    lower, pos, kind = frame.lower, frame.pos, key[-2:]
    start, end = pieces[0][0], pieces[-1][1]
    before = lower[start - 1] if not begins else "<s>"
    after = lower[end] if end < len(lower) else "</p>"
    return [
        f"f={lower[start]},{side}",
        f"kf={key},{lower[start]},{side}",
        f"fp={pos[start]},{side},{kind}",
        f"b={before},{side}",
        f"kb={key},{before}",
        f"a={after},{side}",
        f"ap={pos[end] if end < len(pos) else '</p>'},{side},{kind}",
        f"l={pos[end - 1]},{side}",
        f"case={frame.words[start][:1].isupper()},{'S' if begins else ''},{side}",
        f"ab={before},{after},{side}",
    ]


def source_features(frame: Frame, cue: int, source: SourceCandidate, pieces: Pieces) -> list[str]:
    """The features of `source` as that of the cue at token `cue` with the content `pieces`."""
    if source.head < 0:
        return _no_source_features(frame, cue)
    key, head = key_of(frame, cue), source.head
    kind, relation = key[-2:], frame.relations[cue]
    inside = any(low <= head < high for low, high in pieces)
    distance = head - cue
    after = distance > 0
    who = frame.lower[head] if frame.pos[head] == "PRON" else frame.pos[head]
    verbs = sum(frame.pos[i] == "VERB" for i in range(min(head, cue) + 1, max(head, cue)))
    features = [
        f"dist={_bin(abs(distance)) * (1 if after else -1)},{kind}",
        f"who={who}",
        f"whokind={who},{kind}",
        f"whokey={who},{key}",
        f"lemma={frame.lemmas[head]}",
        f"inside={inside}",
        f"quote={frame.quote[head] >= 0 and frame.quote[head] != frame.quote[cue]}",
        f"verbs={min(3, verbs)},{after}",
        f"dep={frame.relations[head]},{kind}",
        f"depk={frame.relations[head]},{key}",
        f"before={bool(pieces) and pieces[0][0] > head},{after},{inside}",
        f"next={frame.lower[head + 1] if head + 1 < len(frame.lower) else '</p>'},{after}",
        f"case={frame.words[head][:1].isupper()},{who},{kind}",
        f"top={frame.deps[frame.heads[head]]},{frame.relations[head]},{after}",
        f"ways={'+'.join(source.ways[:3])},{inside}",
    ]
    for way in source.ways:
        features += (f"w={way},{inside}", f"wk={way},{key}", f"ww={way},{who}", f"wkind={way},{kind},{relation}")
    return features


def _no_source_features(frame: Frame, cue: int) -> list[str]:
    """The features of a cue without a source."""
    key, relation = key_of(frame, cue), frame.relations[cue]
    kind = key[-2:]
    subject = next((frame.relations[k] for k in frame.children[cue] if frame.deps[k] in ("nsubj", "csubj")), "")
    passive = any(frame.relations[k] == "aux:pass" for k in frame.children[cue])
    return [
        "none",
        f"nk={key}",
        f"np={kind},{relation}",
        f"ns={subject},{kind}",
        f"nsk={subject},{key}",
        f"npass={passive},{kind}",
        f"npassk={passive},{key}",
        f"nf={frame.lower[cue]}",
        f"nprev={frame.lower[cue - 1] if cue else '<s>'}",
    ]


def _bin(number: int) -> int:
    """The class of lengths that a number falls into."""
    return bisect_left(_LENGTHS, number)


def cut_quotes(frame: Frame, pieces: Pieces, own: int) -> int:
    """How often the edges of a content cut a quotation other than the cue's `own`, counted up to two."""
    if not frame.quotes:
        return 0
    cut = 0
    for low, high in pieces:
        for edge, outside in ((low, low - 1), (high - 1, high)):
            if 0 <= outside < len(frame.quote) and frame.quote[edge] >= 0 and frame.quote[edge] == frame.quote[outside]:
                cut += frame.quote[edge] != own and frame.words[outside] not in MARKS
    return min(cut, 2)


def _within(frame: Frame, pieces: Pieces, own: int) -> bool:
    """Whether all ranges lie in the cue's `own` quotation, or outside quotations as the cue does."""
    return all(frame.quote[low] == own and frame.quote[high - 1] == own for low, high in pieces)


def first_after(frame: Frame, start: int, end: int) -> int:
    """The head of what follows a content: the next word governed from outside the rest of the sentence."""
    for i in range(start, min(end, start + 10)):
        head = frame.heads[i]
        if (head < start or head >= end or head == i) and frame.words[i][:1].isalnum():
            return i
    return start
