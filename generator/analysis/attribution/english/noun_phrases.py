"""How far the noun phrase of a source reaches."""

from __future__ import annotations

from generator.analysis.attribution.english.sources import NOMINAL, apposition_before
from generator.analysis.attribution.frame import MARKS, Frame, Pieces, Tokens
from generator.analysis.attribution.pieces import group
from generator.analysis.lexicon import WEEKDAYS

_CUT = frozenset({"acl", "advcl", "parataxis", "ccomp", "xcomp", "cop", "orphan", "dep"})
_UTTERANCES = frozenset(
    {"statement", "interview", "speech", "tweet", "post", "email", "letter", "release", "message", "note", "briefing"}
    | {"filing", "memo", "comment", "address"}
)
_OUTER = MARKS | {",", ";", ":", ".", "(", "[", "—", "–", "-", "--", "…"}


def source_span(frame: Frame, head: int, taken: Pieces, cue: int) -> Tokens | None:
    """The noun phrase of `head` without loose clauses, the cue and what the content has `taken`."""
    start, end = _without_taken(_noun_phrase(frame, head, cue), (*taken, (cue, cue + 1)), head)
    apposition = apposition_before(frame, cue)
    if apposition and apposition[0] == end and head < cue:
        end = apposition[1]
    end = _past_owner(frame, end, group(frame, cue)[0])
    end = _before_adverbial(frame, head, end)
    while start > 0 and _is_same_name(frame, start) and not any(low < start <= high for low, high in taken):
        start -= 1
    return _stripped(frame, start, end)


def _without_taken(phrase: Tokens, taken: Pieces, head: int) -> Tokens:
    """The part of a noun phrase around its head that touches no `taken` range."""
    start, end = phrase
    for low, high in taken:
        if high <= head:
            start = max(start, high)
        elif low > head:
            end = min(end, low)
    return min(start, head), max(end, head + 1)


def _past_owner(frame: Frame, end: int, cue: int) -> int:
    """Where a source ends if the parser cut it after a possessive: "Ontario’s | premier, Ann Smith, says"."""
    cut_short = frame.lower[end - 1] in ("’s", "'s", "’", "'") and end < cue and frame.pos[end] in NOMINAL
    return cue if cut_short and not any(frame.pos[i] in ("VERB", "AUX", "SCONJ") for i in range(end, cue)) else end


def _before_adverbial(frame: Frame, head: int, end: int) -> int:
    """Where a source ends if an adverbial of the cue slipped in: "Ann Smith | on Friday", "the army | in a note"."""
    return next((i for i in range(head + 1, end - 1) if _begins_adverbial(frame, i, end)), end)


def _begins_adverbial(frame: Frame, token: int, end: int) -> bool:
    """Whether an adverbial of the cue begins at a token of a source that ends at `end`."""
    word, after = frame.lower[token], frame.lower[token + 1]
    if word in ("on", "late", "early"):
        return after in WEEKDAYS or frame.lower[min(token + 2, end - 1)] in WEEKDAYS
    if word in ("in", "during", "via"):
        return after in ("a", "an") and frame.pos[token] == "ADP" and _is_utterance(frame, token + 2, end)
    return word == "for" and after in ("his", "her", "their") and frame.lower[token + 2 : token + 3] == ["part"]


def _is_utterance(frame: Frame, start: int, end: int) -> bool:
    """Whether the first noun of a range is a statement, an interview or the like."""
    return next((frame.lemmas[i] for i in range(start, end) if frame.pos[i] == "NOUN"), "") in _UTTERANCES


def _noun_phrase(frame: Frame, head: int, cue: int) -> Tokens:
    """The subtree of `head` without its preposition, loose clauses and the part that holds the cue."""
    start, end = frame.left[head], frame.right[head] + 1
    for kid in frame.children[head]:
        holds_cue = frame.left[kid] <= cue <= frame.right[kid]
        if kid > head and (_is_loose(frame, kid) or holds_cue):
            end = min(end, frame.left[kid])
        elif kid < head and (
            holds_cue or (frame.left[kid] == start and frame.deps[kid] in ("case", "cc", "mark", "advmod", "cop"))
        ):
            start = max(start, frame.right[kid] + 1)
    return start, end


def _is_loose(frame: Frame, kid: int) -> bool:
    """Whether a modifier after a noun is set off from it, as a clause after a comma is."""
    before = frame.words[frame.left[kid] - 1] if frame.left[kid] else ""
    first = frame.words[frame.left[kid]]
    return frame.deps[kid] in _CUT and (before in (",", "—", "–", "(", "-") or first in (",", "—", "–", "("))


def _is_same_name(frame: Frame, token: int) -> bool:
    """Whether the word before `token` belongs to the same name though the parser took it for something else."""
    before = token - 1
    joined = frame.heads[token] == before or frame.heads[before] == token
    return (
        joined and frame.pos[token] == "PROPN" and frame.words[before][:1].isupper() and frame.words[before].isalpha()
    )


def _stripped(frame: Frame, start: int, end: int) -> Tokens | None:
    """The range without outer punctuation."""
    while start < end and (frame.words[start] in _OUTER or frame.words[start].isspace()):
        start += 1
    while start < end and (frame.words[end - 1] in _OUTER or frame.words[end - 1].isspace()):
        end -= 1
    return (start, end) if start < end else None
