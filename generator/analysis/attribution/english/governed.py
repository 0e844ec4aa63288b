"""Contents on the side of the word that governs a cue: "according to X", "his argument is that …", "X said" put in."""

from __future__ import annotations

from generator.analysis.attribution.english.search import (
    MODIFIERS,
    SUBJECTS,
    ContentSearch,
    after_case,
    clause_start,
    next_word,
)


def governed(search: ContentSearch, start: int, end: int) -> None:
    """Contents on the side of the word that governs the cue."""
    frame, cue = search.frame, search.cue
    head = frame.heads[cue]
    if head == cue:
        return
    if frame.pos[cue] in ("ADP", "VERB", "SCONJ") and frame.deps[cue] in ("case", "fixed", "mark"):
        _prepositional(search, head, start, end)
    dep = frame.deps[cue]
    before, after = (frame.left[cue], frame.right[cue] + 1)
    if dep in ("parataxis", "advmod", "dep", "discourse", "conj", "ccomp", "advcl", "obl"):
        low, high = search.subtree(head)
        search.add(f"H:{dep}", (low, min(before, high)), (max(after, low), high))
        search.add(f"H:{dep}L", (low, before))
        search.add(f"H:{dep}R", (after, high))
        search.add(f"H:{dep}S", (start, before), (after, end))
        search.add(f"H:{dep}RS", (after, end))
    if dep == "acl":
        search.add("H:acl", (frame.left[head], before))
        for kid in frame.children[cue]:
            if frame.lower[kid] in ("which", "that", "whom", "who", "what"):
                search.add("P", (kid, kid + 1))
                for other in [k for k in frame.children[cue] if k > cue and frame.deps[k] in MODIFIERS][:2]:
                    search.add(f"P+{frame.deps[other]}", (kid, kid + 1), search.subtree(other))
    if frame.pos[cue] in ("NOUN", "ADJ", "PROPN"):
        _beside_noun(search, head)


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
    for kid in [k for k in frame.children[head] if k > cue and k != cue and frame.deps[k] in MODIFIERS][:4]:
        search.add(f"B:{frame.deps[kid]}", (after_case(frame, kid), frame.right[kid] + 1))
    search.add("B:L", (low, frame.left[cue]))
