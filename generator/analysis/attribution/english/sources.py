"""Candidate sources of a cue as noun phrases, each with the ways in which it was found."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.analysis.attribution.english.cues import case_of
from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.pieces import group

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X"})
_PARTS = frozenset({"compound", "flat", "amod", "det", "nummod", "case", "goeswith", "fixed", "punct"})
_CLIMB = frozenset({"xcomp", "advcl", "conj", "acl", "ccomp", "parataxis", "cop", "aux", "obl", "obj", "nmod", "nsubj"})
_RELATIVE = frozenset({"who", "which", "whose", "whom", "that", "when", "where", "and", "but", "or", "as", "while"})
_CASES = frozenset({"by", "from", "of", "to", "for", "among", "in", "with", "between", "at"})
"""Prepositions of agents and other sources."""
_LONG_APPOSITION = 30
"""Tokens of the longest apposition between commas."""
_NEAR = 12
"""Tokens within which a noun phrase is near a cue."""


@dataclass(slots=True)
class SourceCandidate:
    """A candidate source: its head and the ways in which it was found; head −1 stands for "no source given"."""

    head: int
    ways: list[str]


@dataclass(slots=True)
class SourceSearch:
    """The candidate sources found so far for one cue."""

    frame: Frame
    cue: int
    found: dict[int, list[str]] = field(default_factory=dict)

    def add(self, way: str, head: int) -> None:
        """Keep the noun phrase headed by `head`."""
        ways = self.found.setdefault(head, [])
        if way not in ways:
            ways.append(way)


def sources(frame: Frame, cue: int) -> list[SourceCandidate]:
    """All candidate sources of the cue at token `cue`, "none" first, always in the same order."""
    search = SourceSearch(frame, cue)
    search.add("none", -1)
    _own(search, cue, "")
    _above(search)
    _phrase(search)
    _around_colon(search)
    _before_commas(search)
    _near(search)
    return [SourceCandidate(head, ways) for head, ways in search.found.items()]


def _own(search: SourceSearch, token: int, path: str) -> None:
    """Subjects, agents and possessors of `token`, which the `path` from the cue leads to."""
    for kid in search.frame.children[token]:
        way = _way(search.frame, token, kid) or ("" if path else _side(search.frame, token, kid))
        if way:
            search.add(path + way, kid)


def _way(frame: Frame, token: int, kid: int) -> str:
    """The way in which a dependent of `token` may be the source, "" if there is none."""
    dep, relation = frame.deps[kid], frame.relations[kid]
    if dep in ("nsubj", "csubj"):
        return relation
    if relation == "nmod:poss":
        return "poss"
    if dep in ("obl", "nmod"):
        return f"{dep}:{case_of(frame, kid)}" if case_of(frame, kid) in _CASES else ""
    is_part = dep in ("compound", "amod") and (frame.pos[token] in ("NOUN", "PROPN") or frame.pos[kid] == "PROPN")
    return dep if is_part else ""


def _side(frame: Frame, token: int, kid: int) -> str:
    """The relation and side of any other noun that depends on the cue itself, "" for other words."""
    dep = frame.deps[kid]
    is_noun = frame.pos[kid] in ("NOUN", "PROPN", "PRON") and not frame.words[kid].isspace()
    return f"{dep}{'L' if kid < token else 'R'}" if is_noun and dep not in ("obl", "nmod") else ""


def _above(search: SourceSearch) -> None:
    """Subjects and nouns that a cue shares with, or finds in, the words above it."""
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
        if dep in ("nmod", "nsubj", "obj", "obl") and frame.pos[head] in NOMINAL:
            search.add(f"{path}N", head)
        token = head


def _phrase(search: SourceSearch) -> None:
    """The noun phrase that a preposition introduces ("according to the minister")."""
    frame, cue = search.frame, search.cue
    if frame.deps[cue] in ("case", "fixed", "mark") or frame.pos[cue] in ("ADP", "SCONJ"):
        search.add("PP", frame.heads[cue])
        after = next((i for i in range(cue + 1, min(cue + _NEAR, len(frame.words))) if _is_top(frame, i)), None)
        if after is not None:
            search.add("PP>", after)


def _around_colon(search: SourceSearch) -> None:
    """The last noun phrases before a colon that is the cue, and the first one after it."""
    frame, cue = search.frame, search.cue
    if frame.words[cue] != ":":
        return
    start, end = frame.sentences[frame.sentence[cue]]
    before = [i for i in range(start, cue) if _is_top(frame, i)][-2:]
    for number, head in enumerate(before):
        search.add(f":L{len(before) - number}", head)
    after = next((i for i in range(cue + 1, end) if _is_top(frame, i)), None)
    if after is not None:
        search.add(":R", after)


def _before_commas(search: SourceSearch) -> None:
    """The name before an apposition between commas ("Ann Smith, a lawyer from Kyiv, said")."""
    apposition = apposition_before(search.frame, search.cue)
    if apposition:
        search.add(",L", apposition[0] - 1)


def apposition_before(frame: Frame, cue: int) -> Tokens | None:
    """The two commas around a description that stands between a name and the cue."""
    start, end = frame.sentences[frame.sentence[cue]][0], group(frame, cue)[0] - 1
    if end <= start or frame.words[end] != ",":
        return None
    for first in range(end - 2, max(start, end - _LONG_APPOSITION), -1):
        if frame.words[first] == ",":
            word = frame.words[first + 1]
            described = not word[:1].isupper() and word not in _RELATIVE and not word.endswith("ing")
            if described and _ends_name(frame, first - 1, start):
                return first, end
    return None


def _ends_name(frame: Frame, token: int, start: int) -> bool:
    """Whether a name that no preposition governs ends at `token`."""
    if frame.pos[token] != "PROPN":
        return False
    while token > start and (frame.pos[token] == "PROPN" or frame.words[token][:1].isupper()):
        token -= 1
    return frame.pos[token] != "ADP"


def described_by(frame: Frame, cue: int, head: int) -> int:
    """The name described by the apposition that holds `head`, −1 if no apposition does."""
    apposition = apposition_before(frame, cue)
    if not apposition or not apposition[0] < head < apposition[1]:
        return -1
    is_subject = frame.heads[head] == cue and frame.deps[head] == "nsubj"
    return -1 if is_subject or frame.pos[head] == "PRON" else apposition[0] - 1


def _near(search: SourceSearch) -> None:
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
