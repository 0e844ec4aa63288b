"""The growing set of candidate contents of a cue, and the places in a sentence where contents begin and end."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.analysis.attribution.frame import Frame, Pieces, Tokens
from generator.analysis.attribution.pieces import joined, tidy

SUBJECTS = frozenset({"nsubj", "csubj"})
MODIFIERS = frozenset(
    {"ccomp", "xcomp", "obj", "iobj", "obl", "advcl", "parataxis", "nmod", "acl", "appos", "csubj", "nsubj", "dep"}
    | {"conj", "dislocated", "orphan", "advmod", "amod", "flat"}
)
"""Relations of what may follow a cue and be its content, or part of it."""
LONG = 60
"""Tokens within which a clause boundary is looked for."""
_LONGEST = 800
"""Tokens of the longest content; keeps text without sentence ends from costing the square of its length."""


@dataclass(slots=True)
class ContentSearch:
    """The growing set of candidate contents of one cue."""

    frame: Frame
    cue: int
    found: dict[Pieces, list[str]] = field(default_factory=dict)
    tidied: dict[Tokens, Tokens | None] = field(default_factory=dict)
    """What is left of each range met so far: many ways lead to the same."""

    def add(self, way: str, *ranges: Tokens) -> None:
        """Keep the tidied `ranges` unless nothing is left or they hold the cue."""
        pieces = joined([piece for tokens in ranges if (piece := self._tidy(tokens))])
        if not pieces or sum(end - start for start, end in pieces) > _LONGEST:
            return
        if not any(start <= self.cue < end for start, end in pieces):
            ways = self.found.setdefault(pieces, [])
            if way not in ways:
                ways.append(way)

    def _tidy(self, tokens: Tokens) -> Tokens | None:
        if tokens not in self.tidied:
            self.tidied[tokens] = tidy(self.frame, *tokens)
        return self.tidied[tokens]

    def subtree(self, token: int) -> Tokens:
        """The range of a token's subtree."""
        return self.frame.left[token], self.frame.right[token] + 1


def next_word(frame: Frame, word: str, start: int, end: int) -> int:
    """The next token `word` outside quotations that opened after `start`, else `end`."""
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
    """The token after the last semicolon, dash, colon or ", and" between two tokens, 0 where there is none."""
    for i in range(end - 2, max(start, end - LONG), -1):
        conjunction = frame.lower[i] in ("and", "but", "while", "though") and frame.words[i - 1] == ","
        if conjunction or frame.words[i] in (";", "—", "–", ":", "--"):
            return i + 1
    return 0
