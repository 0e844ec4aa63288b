"""Contents that belong to the word that governs a cue ("according to X", "his argument is that …")."""

from __future__ import annotations

from generator.analysis.attribution.english.search import (
    MODIFIERS,
    SUBJECTS,
    ContentSearch,
    after_case,
    clause_start,
    modifiers_right,
    next_word,
)

_PREPOSITIONS = frozenset({"ADP", "VERB", "SCONJ"})
_CLAUSES = frozenset({"parataxis", "advmod", "dep", "discourse", "conj", "ccomp", "advcl", "obl"})
_PRONOUNS = frozenset({"which", "that", "whom", "who", "what"})


def governed(search: ContentSearch, start: int, end: int) -> None:
    """Contents that belong to the word that governs the cue."""
    frame, cue = search.frame, search.cue
    head, dep = frame.heads[cue], frame.deps[cue]
    if head == cue:
        return
    if frame.pos[cue] in _PREPOSITIONS and dep in ("case", "fixed", "mark"):
        _prepositional(search, head, start, end)
    if dep in _CLAUSES:
        _around(search, head, start, end)
    if dep == "acl":
        _relative(search, head)
    if frame.pos[cue] in ("NOUN", "ADJ", "PROPN"):
        _beside_noun(search, head)


def _around(search: ContentSearch, head: int, start: int, end: int) -> None:
    """Contents that surround the clause of a cue put in ("The talks, the minister said, will begin")."""
    frame, cue = search.frame, search.cue
    way = f"H:{frame.deps[cue]}"
    before, after = search.subtree(cue)
    low, high = search.subtree(head)
    search.add(way, (low, min(before, high)), (max(after, low), high))
    search.add(f"{way}L", (low, before))
    search.add(f"{way}R", (after, high))
    search.add(f"{way}S", (start, before), (after, end))
    search.add(f"{way}RS", (after, end))


def _relative(search: ContentSearch, head: int) -> None:
    """Contents of a cue in a relative clause ("a plan that he called a trap")."""
    frame, cue = search.frame, search.cue
    search.add("H:acl", (frame.left[head], frame.left[cue]))
    for kid in frame.children[cue]:
        if frame.lower[kid] in _PRONOUNS:
            search.add("P", (kid, kid + 1))
            for other in modifiers_right(frame, cue)[:2]:
                search.add(f"P+{frame.deps[other]}", (kid, kid + 1), search.subtree(other))


def _prepositional(search: ContentSearch, phrase: int, start: int, end: int) -> None:
    """Contents of "according to X": the clause without the phrase."""
    frame = search.frame
    low, high = frame.left[phrase], frame.right[phrase] + 1
    clause = search.subtree(frame.heads[phrase])
    search.add("PP:L", (start, low))
    search.add("PP:R", (high, end))
    search.add("PP:C", (clause[0], low), (high, clause[1]))
    search.add("PP:CL", (clause[0], low))
    search.add("PP:LR", (start, low), (high, end))
    for comma in (next_word(frame, ",", low, end), next_word(frame, ",", next_word(frame, ",", low, end) + 1, end)):
        search.add("PP:,R", (comma, end))
        search.add("PP:L,R", (start, low), (comma, end))
    boundary = clause_start(frame, start, low)
    if boundary:
        search.add("PP:and", (boundary, low))


def _beside_noun(search: ContentSearch, head: int) -> None:
    """Contents of a noun or adjective that lie outside its own phrase ("his argument is that …")."""
    frame, cue = search.frame, search.cue
    low, high = search.subtree(head)
    if frame.deps[cue] in SUBJECTS:
        copulas = [k for k in frame.children[head] if frame.deps[k] == "cop" and k > cue]
        if copulas:
            search.add("B:cop", (copulas[-1] + 1, high))
    beside = [k for k in frame.children[head] if k > cue and frame.deps[k] in MODIFIERS]
    for kid in beside[:4]:
        search.add(f"B:{frame.deps[kid]}", (after_case(frame, kid), frame.right[kid] + 1))
    search.add("B:L", (low, frame.left[cue]))
