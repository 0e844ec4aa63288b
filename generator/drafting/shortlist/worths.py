"""How much a story is worth to each section, judged by the story alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from generator.codec.packing import pack
from generator.drafting.sections import arrange, fitness
from generator.drafting.selection import stand_alone
from generator.model import Document
from generator.profile import Profile

Worths: TypeAlias = tuple[float, ...]
"""For each section of a profile, the fitness of the best passage that may be printed there; 0 where there is none."""

_LEAST_WORDS = 10  # a shorter passage says little on its own
_FIRST = 0.2  # what the first passage of a story is worth beside its fitness; the second half of that, and so on


@dataclass(frozen=True, slots=True)
class Weighed:
    """What one analysed story is worth, with its packed analysis; empty where that is kept elsewhere."""

    worths: Worths
    packed: bytes = b""


def weighed(document: Document, profile: Profile) -> Weighed:
    """The worth of an analysed story, with its analysis."""
    return Weighed(worths(document, profile), pack(document))


def worths(document: Document, profile: Profile) -> Worths:
    """The worth of a story for each section of `profile`."""
    placements = arrange([document], profile)
    fit = fitness([document], placements, profile)[0]
    found = {rule.id: 0.0 for rule in profile.sections}
    for place, (placement, value) in enumerate(zip(placements[0], fit, strict=True)):
        worth = round(value + _FIRST / (1 + place), 4)
        if placement.section is not None and worth > found[placement.section] and _is_printable(document, place):
            found[placement.section] = worth
    return tuple(found.values())


def _is_printable(document: Document, place: int) -> bool:
    passage = document.passages[place]
    if len(passage.span.of(document.article.text).split()) < _LEAST_WORDS:
        return False
    return not stand_alone(passage, document, day=document.article.day).refusal
