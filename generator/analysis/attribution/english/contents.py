"""Candidate contents of a cue as ranges of tokens, each with the ways in which it was found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.analysis.attribution.english.governed import governed
from generator.analysis.attribution.english.search import (
    LONG,
    SUBJECTS,
    ContentSearch,
    after_case,
    clause_start,
    modifiers_right,
    next_word,
)
from generator.analysis.attribution.frame import Frame, Pieces, Tokens, bits_of
from generator.analysis.attribution.pieces import group, only_punctuation, widened

_LOOSE = frozenset({"advcl", "conj", "parataxis", "acl", "obl", "appos"})
_MARKERS = frozenset({"that", "whether", "if", "how", "why", "what", "who", "when", "where", "to", "which"})
_FAR = 25
"""Tokens after a cue within which a complementizer or comma belongs to it."""
_MOST_RUNS = 8
"""Quotations on one side of a cue that it can cover."""


@dataclass(slots=True)
class Content:
    """A candidate content."""

    pieces: Pieces
    ways: list[str]
    """How it was found, by name; the names are part of the trained weights."""
    mask: int
    """The tokens of `pieces` as bits."""


def contents(frame: Frame, cue: int) -> list[Content]:
    """All candidate contents of the cue at token `cue`, always in the same order."""
    search = ContentSearch(frame, cue)
    start, end = widened(frame, cue)
    first, after = group(frame, cue)
    before = _before_subject(frame, cue, first)
    _children_right(search, end)
    _surface_right(search, after, end)
    _quotes(search, first, start, end)
    _left(search, before, after, start, end)
    if before != first:
        search.add("L:S2", (start, first))
    _subject(search, end)
    governed(search, start, end)
    return [Content(pieces, ways, bits_of(pieces)) for pieces, ways in search.found.items()]


def _before_subject(frame: Frame, cue: int, first: int) -> int:
    """Where the words before the cue's clause end: at its subject if that comes before it, otherwise at the cue."""
    left = [k for k in frame.children[cue] if k < cue and frame.deps[k] in SUBJECTS]
    return min([first, *(frame.left[k] for k in left[-1:])])


def _children_right(search: ContentSearch, end: int) -> None:
    """Contents that the parse attaches to the cue on its right."""
    frame, cue = search.frame, search.cue
    right = modifiers_right(frame, cue)
    for kid in right[:8]:
        dep = frame.deps[kid]
        start = after_case(frame, kid) if dep in ("obl", "nmod") else frame.left[kid]
        search.add(f"R:{dep}", (start, frame.right[kid] + 1))
        search.add(f"R:{dep}>S", (start, end))
        search.add(f"R:{dep}>T", (start, frame.right[cue] + 1))
        for cut, label in _cuts(frame, kid):
            search.add(f"R:{dep}<{label}", (start, cut))
    for kid, other in pairwise(right):
        if frame.deps[kid] in ("obj", "iobj", "obl", "nsubj", "xcomp"):
            start = after_case(frame, kid) if frame.deps[kid] == "obl" else frame.left[kid]
            search.add(f"R:{frame.deps[kid]}+{frame.deps[other]}", (start, frame.right[other] + 1))


def _cuts(frame: Frame, kid: int) -> Iterator[tuple[int, str]]:
    """Tokens inside the subtree of `kid` at which a loosely attached clause begins, with a name for the way."""
    loose = [j for j in frame.children[kid] if j > kid and frame.deps[j] in _LOOSE]
    for j in loose[-3:]:
        cut = frame.left[j]
        comma = frame.words[cut] == "," or (cut > 0 and frame.words[cut - 1] in (",", "—", "–", "-", "--", ";"))
        yield cut, frame.deps[j] + ("," if comma else "")


def _surface_right(search: ContentSearch, after: int, end: int) -> None:
    """Contents after the cue by words and marks alone."""
    frame = search.frame
    if after >= end:
        return
    search.add("A>S", (after, end))
    if frame.words[search.cue] == ":":
        search.add("A>P", (after, len(frame.words)))
    limit = min(end, after + _FAR)
    marker = next((i for i in range(after, limit) if frame.lower[i] in _MARKERS), None)
    if marker is not None:
        _from_marker(search, marker, end)
    comma = next_word(frame, ",", after, end)
    search.add("A>,", (after, comma))
    if comma < limit:
        search.add("A,>S", (comma, end))
        search.add("A,>,", (comma, next_word(frame, ",", comma + 1, end)))
    colon = next_word(frame, ":", after, end)
    if colon < end:
        search.add("A:>S", (colon + 1, end))


def _from_marker(search: ContentSearch, marker: int, end: int) -> None:
    """Contents that begin at a complementizer."""
    frame, cue = search.frame, search.cue
    search.add(f"A:{frame.lower[marker]}>S", (marker, end))
    search.add("A:mark>,", (marker, next_word(frame, ",", marker + 1, end)))
    for kid in frame.children[cue]:
        if kid > marker and frame.deps[kid] in ("ccomp", "xcomp", "obj", "advcl"):
            search.add(f"A:mark>{frame.deps[kid]}", (marker, frame.right[kid] + 1))
            for cut, label in _cuts(frame, kid):
                search.add(f"A:mark<{label}", (marker, cut))
    for i in range(marker + 2, min(end, marker + LONG)):
        if frame.lower[i] in ("and", "but", "while", "as") and frame.words[i - 1] == ",":
            search.add("A:mark>,and", (marker, i))
            break


def _quotes(search: ContentSearch, first: int, start: int, end: int) -> None:
    """Contents that are quotations beside the cue, with those that follow its sentence."""
    frame, cue = search.frame, search.cue
    runs = _quotes_within(frame, start, end)
    right = [(s, e) for s, e in runs if s > cue][:_MOST_RUNS]
    left = [(s, e) for s, e in runs if start <= e <= first][-_MOST_RUNS:]
    later = _later(frame, end)
    if right:
        _quotes_right(search, right, end, later)
    if left:
        _quotes_left(search, left, start, later)
    if left and right:
        _with_later(search, "Q:LR", (left[-1], (right[0][0], right[-1][1])), later)
    if later:
        search.add("Q:+", *later)
        search.add("S+", (start, first), *later)
        _dependent_and_later(search, end, later)


def _dependent_and_later(search: ContentSearch, end: int, later: Sequence[Tokens]) -> None:
    """The rest of the sentence from the first dependent after the cue, with the quotations that follow it."""
    for kid in modifiers_right(search.frame, search.cue)[:1]:
        search.add("R>S+", (search.frame.left[kid], end), *later)


def _quotes_within(frame: Frame, start: int, end: int) -> list[Tokens]:
    """The quotations in a range of tokens, with the last one that begins before it."""
    near = max(0, bisect_left(frame.quotes, (start,)) - 1)
    return [(s, e) for s, e in frame.quotes[near : bisect_left(frame.quotes, (end,))] if s < e]


def _quotes_right(search: ContentSearch, quotes: Sequence[Tokens], end: int, later: Sequence[Tokens]) -> None:
    """Contents that begin with the first quotation after the cue."""
    whole = (quotes[0][0], quotes[-1][1])
    search.add("Q:R1", quotes[0])
    search.add("Q:R*", whole)
    search.add("Q:R>S", (quotes[0][0], end))
    if later:
        search.add("Q:R+", whole, *later)


def _quotes_left(search: ContentSearch, quotes: Sequence[Tokens], start: int, later: Sequence[Tokens]) -> None:
    """Contents that end with the last quotation before the cue."""
    search.add("Q:L1", quotes[-1])
    search.add("Q:L*", (quotes[0][0], quotes[-1][1]))
    search.add("Q:LS", (start, quotes[-1][1]))
    if later:
        search.add("Q:L+", quotes[-1], *later)


def _with_later(search: ContentSearch, way: str, ranges: Pieces, later: Sequence[Tokens]) -> None:
    """A content with and without the quotations that follow the cue's sentence."""
    search.add(way, *ranges)
    if later:
        search.add(f"{way}+", *ranges, *later)


def _later(frame: Frame, end: int) -> list[Tokens]:
    """The quotations that follow the end of a sentence with nothing between them."""
    later: list[Tokens] = []
    after = bisect_left(frame.quotes, (end,))
    for first, last in frame.quotes[after : after + _MOST_RUNS]:
        if not only_punctuation(frame, end, first):
            break
        later.append((first, last))
        end = last
    return later


def _left(search: ContentSearch, before: int, after: int, start: int, end: int) -> None:
    """Contents before the cue, alone or resumed after it."""
    frame, cue = search.frame, search.cue
    search.add("L:S", (start, before))
    resume = next_word(frame, ",", after, end)
    if resume < end:
        search.add("L:I", (start, before), (resume, end))
    for kid in frame.children[cue]:
        if kid < cue and frame.deps[kid] in ("ccomp", "parataxis", "obj", "advcl", "xcomp", "obl", "dep", "dislocated"):
            search.add(f"L:{frame.deps[kid]}", search.subtree(kid))
            search.add(f"L:{frame.deps[kid]}>", (frame.left[kid], before))
            if resume < end:
                search.add(f"L:{frame.deps[kid]}>I", (frame.left[kid], before), (resume, end))
    boundary = clause_start(frame, start, before)
    if boundary:
        search.add(f"L:{'and' if frame.lower[boundary - 1].isalpha() else ';'}", (boundary, before))


def _subject(search: ContentSearch, end: int) -> None:
    """Contents that begin with the cue's own subject ("X is expected to …")."""
    frame, cue = search.frame, search.cue
    subjects = [k for k in frame.children[cue] if frame.deps[k] in SUBJECTS]
    for subject in subjects[:1]:
        search.add("N", search.subtree(subject))
        for kid in [k for k in modifiers_right(frame, cue) if k != subject][:3]:
            start = frame.left[kid]
            search.add(f"N+{frame.deps[kid]}", search.subtree(subject), (start, frame.right[kid] + 1))
            search.add("N>S", search.subtree(subject), (start, end))
        search.add("N>T", search.subtree(subject), (cue + 1, frame.right[cue] + 1))
        search.add("N+A", search.subtree(subject), (cue + 1, end))
