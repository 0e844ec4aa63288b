"""Look things up in the parse: the head of a phrase and its function in the clause."""

from __future__ import annotations

from typing import Literal

from generator.analysis.speakers.lines import Line

Function = Literal["subject", "object", "oblique", "possessive", "other"]

_UP = frozenset({"conj", "appos", "flat", "compound", "flat:name", "nmod:desc", "list", "orphan"})


def head_of(line: Line, start: int, end: int) -> int:
    """The word from `start` up to `end` whose head is outside that range, else the last one."""
    for index in range(start, end):
        head = line.words[index].head
        if not start <= head < end or head == index:
            return index
    return end - 1


def anchor(line: Line, index: int) -> int:
    """The word that represents the one at `index` in its clause, up through coordination, apposition and names."""
    for _ in range(6):
        word = line.words[index]
        if word.dep not in _UP or word.head == index:
            break
        index = word.head
    return index


def function_of(line: Line, index: int) -> Function:
    """The function of the word at `index` in its clause."""
    dep = line.words[anchor(line, index)].dep
    if dep.startswith(("nsubj", "csubj")):
        return "subject"
    if dep in {"obj", "iobj"}:
        return "object"
    if dep == "nmod:poss":
        return "possessive"
    return "oblique" if dep.startswith(("obl", "nmod")) else "other"


def governor(line: Line, index: int) -> int:
    """The word that governs the one at `index`."""
    return line.words[anchor(line, index)].head
