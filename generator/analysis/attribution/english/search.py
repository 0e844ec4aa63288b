"""The set of candidate contents of a cue while it is collected, and the places where contents begin and end."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.analysis.attribution.frame import Frame, Pieces, Tokens
from generator.analysis.attribution.pieces import joined, tidy

SUBJECTS = frozenset({"nsubj", "csubj"})
MODIFIERS = frozenset(
    {"ccomp", "xcomp", "obj", "iobj", "obl", "advcl", "parataxis", "nmod", "acl", "appos", "csubj", "nsubj", "dep"}
    | {"conj", "dislocated", "orphan", "advmod", "amod", "flat"}
)
"""Relations of dependents of a cue that may be its content, or part of it."""
LONG = 60
"""Tokens within which a clause boundary is sought."""
_LONGEST = 800
"""Tokens of the longest content; keeps the cost of texts without sentence ends from growing quadratically."""


@dataclass(slots=True)
class ContentSearch:
    """The candidate contents found so far for one cue, each with the ways in which it was found."""

    frame: Frame
    cue: int
    found: dict[Pieces, list[str]] = field(default_factory=dict)
    tidied: dict[Tokens, Tokens | None] = field(default_factory=dict)
    """Each range tidied so far, since many ways lead to the same range."""

    def add(self, way: str, *ranges: Tokens) -> None:
        """Keep the tidied `ranges` unless they are empty, too long or hold the cue."""
        pieces = joined([piece for tokens in ranges if (piece := self._tidy(tokens))])
        if not pieces or sum(end - start for start, end in pieces) > _LONGEST:
            return
        if not any(start <= self.cue < end for start, end in pieces):
            ways = self.found.setdefault(pieces, [])
            if way not in ways:
                ways.append(way)

    def _tidy(self, tokens: Tokens) -> Tokens | None:
        """The tidied range, None if nothing is left of it."""
        if tokens not in self.tidied:
            self.tidied[tokens] = tidy(self.frame, *tokens)
        return self.tidied[tokens]

    def subtree(self, token: int) -> Tokens:
        """The range of a token's subtree."""
        return self.frame.left[token], self.frame.right[token] + 1


def modifiers_right(frame: Frame, token: int) -> list[int]:
    """The dependents after a token that may be content."""
    return [kid for kid in frame.children[token] if kid > token and frame.deps[kid] in MODIFIERS]


def next_word(frame: Frame, word: str, start: int, end: int) -> int:
    """The next token that is `word` outside quotations opened after `start`, otherwise `end`."""
    home = frame.quote[start] if start < end else -1
    for i in range(start, end):
        if frame.words[i] == word and frame.quote[i] in (-1, home):
            return i
    return end


def after_case(frame: Frame, kid: int) -> int:
    """The first token of a noun phrase without its preposition."""
    start = frame.left[kid]
    while start < kid and frame.deps[start] in ("case", "fixed", "mark"):
        start += 1
    return start


def clause_start(frame: Frame, start: int, end: int) -> int:
    """The token after the last semicolon, dash, colon or ", and" between two tokens, 0 if there is none."""
    for i in range(end - 2, max(start, end - LONG), -1):
        conjunction = frame.lower[i] in ("and", "but", "while", "though") and frame.words[i - 1] == ","
        if conjunction or frame.words[i] in (";", "—", "–", ":", "--"):
            return i + 1
    return 0
