"""Changes of words: one character, number, name, speaker, hedge, or the order of two words."""

from __future__ import annotations

import random
import re

from briefs import SAMPLE

SPEAKERS = sorted({excerpt.speaker.name for excerpt in SAMPLE.excerpts() if excerpt.speaker})
NAMES = sorted({
    *(part for name in SPEAKERS for part in name.split() if part[0].isupper()), "Anchorage", "Canada", "Donetsk",
    "Ottawa", "Moscow", "Russia", "Ukraine", "United", "Washington", "Wire", "Meridian", "Standard", "Ledger",
})  # fmt: skip
HEDGES = {
    "could": "will", "may": "must", "might": "will", "would": "did", "plans": "refuses", "planned": "signed",
    "no": "some", "not": "now", "if": "when", "about": "over", "warned": "said", "expected": "known", "least": "last",
    "usually": "always", "plan": "refuse", "has": "had", "without": "with", "For": "Against", "left": "lost",
}  # fmt: skip
_FOUND = {
    kind: re.compile(pattern)
    for kind, pattern in {
        "character": r"[^\W_]",
        "number": r"\d+",
        "name": rf"\b(?:{'|'.join(map(re.escape, NAMES))})\b",
        "speaker": rf"\b(?:{'|'.join(map(re.escape, SPEAKERS))})\b",
        "hedge": rf"\b(?:{'|'.join(HEDGES)})\b",
        "order": r"\b(?P<one>[^\W_]+) (?P<other>(?!(?P=one)\b)[^\W_]+)\b",
    }.items()
}


def suits(kind: str, text: str) -> bool:
    """Whether `text` has a place for a change of this kind."""
    return kind in _FOUND and bool(_FOUND[kind].search(text))


def changed(chance: random.Random, kind: str, text: str) -> str:
    """`text` after one change of a kind that suits it; it is never the same."""
    match = chance.choice(list(_FOUND[kind].finditer(text)))
    return text[: match.start()] + _replaced(chance, kind, match) + text[match.end() :]


def _replaced(chance: random.Random, kind: str, match: re.Match[str]) -> str:
    old = match.group()
    if kind == "order":
        return f"{match['other']} {match['one']}"
    if kind == "number":
        return str(int(old) + chance.choice([1, 2, 10, 100]))
    if kind == "hedge":
        return HEDGES[old]
    if kind in ("name", "speaker"):
        return chance.choice([name for name in (NAMES if kind == "name" else SPEAKERS) if name != old])
    alike = "0123456789" if old.isdecimal() else "abcdefghijklmnopqrstuvwxyz"
    return chance.choice([chance.choice([c for c in alike if c != old.lower()]), "", old * 2])
