"""Whose words they may be: candidate sources of a cue as noun phrases, each with the ways in which it was found."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.analysis.attribution.frame import MARKS, Frame, Pieces, Tokens
from generator.analysis.attribution.pieces import group
from generator.analysis.lexicon import WEEKDAYS

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X"})
_PARTS = frozenset({"compound", "flat", "amod", "det", "nummod", "case", "goeswith", "fixed", "punct"})
_CLIMB = frozenset({"xcomp", "advcl", "conj", "acl", "ccomp", "parataxis", "cop", "aux", "obl", "obj", "nmod", "nsubj"})
_CUT = frozenset({"acl", "advcl", "parataxis", "ccomp", "xcomp", "cop", "orphan", "dep"})
_RELATIVE = frozenset({"who", "which", "whose", "whom", "that", "when", "where", "and", "but", "or", "as", "while"})
_UTTERANCES = frozenset(
    {"statement", "interview", "speech", "tweet", "post", "email", "letter", "release", "message", "note", "briefing"}
    | {"filing", "memo", "comment", "address"}
)
_LONG_APPOSITION = 30
"""Tokens of an apposition between commas."""
_NEAR = 12
"""Tokens within which a noun phrase is near a cue."""


@dataclass(slots=True)
class SourceCandidate:
    """A candidate source: its head and the ways in which it was found; head −1 stands for "none given"."""

    head: int
    ways: list[str]


@dataclass(slots=True)
class SourceSearch:
    """The growing set of candidate sources of one cue."""

    frame: Frame
    cue: int
    found: dict[int, list[str]] = field(default_factory=dict)

    def add(self, way: str, head: int) -> None:
        """Keep the noun phrase headed by `head`."""
        ways = self.found.setdefault(head, [])
        if way not in ways:
            ways.append(way)


def sources(frame: Frame, cue: int) -> list[SourceCandidate]:
    """All candidate sources of the cue at token `cue`, "none" first, in a fixed order."""
    search = SourceSearch(frame, cue)
    search.add("none", -1)
    _own(search, cue, "")
    _above(search)
    _phrase(search)
    _before_commas(search)
    _near(search)
    return [SourceCandidate(head, ways) for head, ways in search.found.items()]


def source_span(frame: Frame, head: int, taken: Pieces, cue: int) -> Tokens | None:
    """The noun phrase of `head` without loose clauses and without what cue and content have `taken`."""
    start, end = _noun_phrase(frame, head, cue)
    for low, high in (*taken, (cue, cue + 1)):
        if high <= head:
            start = max(start, high)
        elif low > head:
            end = min(end, low)
    start, end = min(start, head), max(end, head + 1)
    apposition = _apposition(frame, cue)
    if apposition and apposition[0] == end and head < cue:
        end = apposition[1]
    end = _past_owner(frame, end, group(frame, cue)[0])
    end = _before_adverbial(frame, head, end)
    while start > 0 and _is_same_name(frame, start) and not any(low < start <= high for low, high in taken):
        start -= 1
    return _stripped(frame, start, end)


def _past_owner(frame: Frame, end: int, cue: int) -> int:
    """Where a source ends that the parser took for its owner alone: "Ontario’s | premier, Ann Smith, says"."""
    cut_short = frame.lower[end - 1] in ("’s", "'s", "’", "'") and end < cue and frame.pos[end] in _NOMINAL
    return cue if cut_short and not any(frame.pos[i] in ("VERB", "AUX", "SCONJ") for i in range(end, cue)) else end


def _before_adverbial(frame: Frame, head: int, end: int) -> int:
    """Where a source ends if an adverbial of the cue slipped in: "Ann Smith | on Friday", "the army | in a note"."""
    for i in range(head + 1, end - 1):
        after = frame.lower[i + 1]
        if frame.lower[i] in ("on", "late", "early") and (
            after in WEEKDAYS or frame.lower[min(i + 2, end - 1)] in WEEKDAYS
        ):
            return i
        if frame.lower[i] in ("in", "during", "via") and after in ("a", "an") and frame.pos[i] == "ADP":
            said_in = next((frame.lemmas[j] for j in range(i + 2, end) if frame.pos[j] == "NOUN"), "")
            if said_in in _UTTERANCES:
                return i
        if frame.lower[i] == "for" and frame.lower[i + 1 : i + 3] in (
            ["his", "part"],
            ["her", "part"],
            ["their", "part"],
        ):
            return i
    return end


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


def _own(search: SourceSearch, token: int, prefix: str) -> None:
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


def _above(search: SourceSearch) -> None:
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


def _phrase(search: SourceSearch) -> None:
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


def _before_commas(search: SourceSearch) -> None:
    """The name before an apposition between commas ("Ann Smith, a lawyer from Kyiv, said")."""
    apposition = _apposition(search.frame, search.cue)
    if apposition:
        search.add(",L", apposition[0] - 1)


def _apposition(frame: Frame, cue: int) -> Tokens | None:
    """The commas around what stands between a noun and the cue, and seems to describe the noun."""
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
    """Whether a name ends at `token` that no preposition governs."""
    if frame.pos[token] != "PROPN":
        return False
    while token > start and (frame.pos[token] == "PROPN" or frame.words[token][:1].isupper()):
        token -= 1
    return frame.pos[token] != "ADP"


def described_by(frame: Frame, cue: int, head: int) -> int:
    """The name that an apposition describes in which `head` stands, -1 where it stands in none."""
    apposition = _apposition(frame, cue)
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


def _is_loose(frame: Frame, kid: int) -> bool:
    """Whether a modifier after a noun is set off from it: a clause after a comma, a list's orphan."""
    before = frame.words[frame.left[kid] - 1] if frame.left[kid] else ""
    first = frame.words[frame.left[kid]]
    return frame.deps[kid] in _CUT and (before in (",", "—", "–", "(", "-") or first in (",", "—", "–", "("))


def _is_same_name(frame: Frame, token: int) -> bool:
    """Whether the word before `token` is a part of the same name that the parser took for something else."""
    before = token - 1
    joined = frame.heads[token] == before or frame.heads[before] == token
    return (
        joined and frame.pos[token] == "PROPN" and frame.words[before][:1].isupper() and frame.words[before].isalpha()
    )


def _stripped(frame: Frame, start: int, end: int) -> Tokens | None:
    """The range without outer punctuation."""
    outer = MARKS | {",", ";", ":", ".", "(", "[", "—", "–", "-", "--", "…"}
    while start < end and (frame.words[start] in outer or frame.words[start].isspace()):
        start += 1
    while start < end and (frame.words[end - 1] in outer or frame.words[end - 1].isspace()):
        end -= 1
    return (start, end) if start < end else None
