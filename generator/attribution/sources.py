"""Whose words they may be: candidate sources of a cue as noun phrases, each with the ways in which it was found."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.attribution.frame import MARKS, Frame, Pieces, Tokens

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X"})
_PARTS = frozenset({"compound", "flat", "amod", "det", "nummod", "case", "goeswith", "fixed", "punct"})
_CLIMB = frozenset({"xcomp", "advcl", "conj", "acl", "ccomp", "parataxis", "cop", "aux", "obl", "obj", "nmod", "nsubj"})
_CUT = frozenset({"acl", "advcl", "parataxis", "ccomp", "xcomp", "cop", "orphan", "dep"})
_NEAR = 12
"""Tokens within which a noun phrase is near a cue."""


@dataclass(slots=True)
class Source:
    """A candidate source: its head and the ways in which it was found; head −1 stands for "none given"."""

    head: int
    ways: list[str]


@dataclass(slots=True)
class Search:
    """The growing set of candidate sources of one cue."""

    frame: Frame
    cue: int
    found: dict[int, list[str]] = field(default_factory=dict)

    def add(self, way: str, head: int) -> None:
        """Keep the noun phrase headed by `head`."""
        ways = self.found.setdefault(head, [])
        if way not in ways:
            ways.append(way)


def sources(frame: Frame, cue: int) -> list[Source]:
    """All candidate sources of the cue at token `cue`, "none" first, in a fixed order."""
    search = Search(frame, cue)
    search.add("none", -1)
    _own(search, cue, "")
    _above(search)
    _phrase(search)
    _near(search)
    return [Source(head, ways) for head, ways in search.found.items()]


def source_span(frame: Frame, head: int, taken: Pieces, cue: int) -> Tokens | None:
    """The noun phrase of `head` without loose clauses and without what cue and content have `taken`."""
    start, end = frame.left[head], frame.right[head] + 1
    for kid in frame.children[head]:
        if kid > head and (_is_loose(frame, kid) or frame.left[kid] <= cue <= frame.right[kid]):
            end = min(end, frame.left[kid])
        elif kid < head and (frame.deps[kid] in ("case", "cc", "mark", "advmod", "cop") and frame.left[kid] == start):
            start = frame.right[kid] + 1
        elif kid < head and frame.left[kid] <= cue <= frame.right[kid]:
            start = max(start, frame.right[kid] + 1)
    for low, high in taken:
        if low <= head < high:
            continue
        if high <= head:
            start = max(start, high)
        else:
            end = min(end, low)
    if start <= cue < head:
        start = cue + 1
    elif head < cue < end:
        end = cue
    return _stripped(frame, min(start, head), max(end, head + 1))


def _own(search: Search, token: int, prefix: str) -> None:
    """Subjects, agents and possessors of `token`."""
    frame = search.frame
    for kid in frame.children[token]:
        dep, relation = frame.deps[kid], frame.relations[kid]
        if dep in ("nsubj", "csubj"):
            search.add(f"{prefix}{relation}", kid)
        elif relation == "nmod:poss":
            search.add(f"{prefix}poss", kid)
        elif dep in ("obl", "nmod"):
            case = next((frame.lower[k] for k in frame.children[kid] if frame.deps[k] == "case"), "")
            if case in ("by", "from", "of", "to", "for", "among", "in", "with", "between", "at"):
                search.add(f"{prefix}{dep}:{case}", kid)
        elif dep in ("compound", "amod") and (frame.pos[token] in ("NOUN", "PROPN") or frame.pos[kid] == "PROPN"):
            search.add(f"{prefix}{dep}", kid)
        elif not prefix and frame.pos[kid] in ("NOUN", "PROPN", "PRON") and not frame.words[kid].isspace():
            search.add(f"{dep}{'L' if kid < token else 'R'}", kid)


def _above(search: Search) -> None:
    """Subjects and nouns that a cue without its own subject shares or modifies."""
    frame, token = search.frame, search.cue
    path = ""
    for _ in range(4):
        head, dep = frame.heads[token], frame.deps[token]
        if head == token or dep not in _CLIMB:
            return
        path += f"{dep}>"
        if dep == "acl":
            search.add(f"{path}H", head)
        _own(search, head, path)
        if dep in ("nmod", "nsubj", "obj", "obl") and frame.pos[head] in _NOMINAL:
            search.add(f"{path}N", head)
        token = head


def _phrase(search: Search) -> None:
    """The noun phrase that a preposition introduces, or the words before a colon."""
    frame, cue = search.frame, search.cue
    if frame.deps[cue] in ("case", "fixed", "mark") or frame.pos[cue] in ("ADP", "SCONJ"):
        search.add("PP", frame.heads[cue])
        after = next((i for i in range(cue + 1, min(cue + 12, len(frame.words))) if _is_top(frame, i)), None)
        if after is not None:
            search.add("PP>", after)
    if frame.words[cue] == ":":
        start, end = frame.sentences[frame.sentence[cue]]
        tops = [i for i in range(start, cue) if _is_top(frame, i)]
        for i in tops[-2:]:
            search.add(f":L{len(tops) - tops.index(i)}", i)
        for i in [i for i in range(cue + 1, end) if _is_top(frame, i)][:1]:
            search.add(":R", i)


def _near(search: Search) -> None:
    """Noun phrases just before and after the cue."""
    frame, cue = search.frame, search.cue
    start, end = frame.sentences[frame.sentence[cue]]
    left = (i for i in range(cue - 1, max(start, cue - _NEAR) - 1, -1) if _is_top(frame, i))
    right = (i for i in range(cue + 1, min(end, cue + _NEAR)) if _is_top(frame, i))
    for number, head in zip((1, 2, 3), left, strict=False):
        search.add(f"near:L{number}", head)
    for number, head in zip((1, 2), right, strict=False):
        search.add(f"near:R{number}", head)


def _is_top(frame: Frame, token: int) -> bool:
    """Whether the token heads a noun phrase."""
    nominal = frame.pos[token] in ("NOUN", "PROPN", "PRON") and frame.deps[token] not in _PARTS
    return (nominal or frame.relations[token] == "nmod:poss") and not frame.words[token].isspace()


def _is_loose(frame: Frame, kid: int) -> bool:
    """Whether a modifier after a noun is set off from it: a clause after a comma, a list's orphan."""
    before = frame.words[frame.left[kid] - 1] if frame.left[kid] else ""
    first = frame.words[frame.left[kid]]
    return frame.deps[kid] in _CUT and (before in (",", "—", "–", "(", "-") or first in (",", "—", "–", "("))


def _stripped(frame: Frame, start: int, end: int) -> Tokens | None:
    """The range without outer punctuation."""
    outer = MARKS | {",", ";", ":", ".", "(", "[", "—", "–", "-", "--", "…"}
    while start < end and (frame.words[start] in outer or frame.words[start].isspace()):
        start += 1
    while start < end and (frame.words[end - 1] in outer or frame.words[end - 1].isspace()):
        end -= 1
    return (start, end) if start < end else None
