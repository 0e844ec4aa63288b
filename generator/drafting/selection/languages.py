"""What each language has for telling what two passages have in common, and what one needs to be read alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from generator.analysis.language.tongues import tongue_of
from generator.drafting.selection import english, french
from generator.drafting.selection.facts import FactRules
from generator.model import Document, Insert, Passage, Speaker

Range: TypeAlias = tuple[int, int]


class Names(Protocol):
    """What the names of one passage need."""

    inserts: list[Insert]
    refusal: str

    def read(self) -> None:
        """Fill `inserts`, or `refusal` where somebody cannot be named for certain."""


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The rules of one language; the defaults are the safe answers of a language that has none.

    Nothing is compared, nobody is named, no date is worked out, and no first word is known to lean on another sentence.
    """

    facts: FactRules | None = None
    """How it writes what can be compared; None: two statements are the same only where their words are."""
    naming: Callable[[Passage, Document, Collection[str], bool, Sequence[Range]], Names] | None = None
    """The names of a passage, given those that the reader knows, whether it follows the passage before, what is cut."""
    leaning: Callable[[str, int, Passage, Document], str] = lambda *_: ""
    """Why the first words after a place cannot be understood alone, "" where they can."""
    connectives: Callable[[str, Passage, Document], Iterable[Range]] = lambda *_: ()
    """The ranges of connectives that are cut where the passage is printed by itself."""
    dated: Callable[[str, dt.date | None, Iterable[Range]], list[Insert]] = lambda *_: []
    """The inserts that date relative expressions."""
    full_name: Callable[[Speaker, Document], str] = lambda speaker, _: speaker.name
    """A speaker with role, as a reader meets them first."""
    short_name: Callable[[Speaker, Document], str] = lambda speaker, _: speaker.name
    """The name of a speaker whom the reader has met."""
    is_vague: Callable[[Passage, Document], bool] = lambda *_: False
    """Whether a passage speaks of something that nothing in it names ("The tax was …")."""


RULES: dict[str, Rules] = {
    "en": Rules(
        facts=english.FACTS,
        naming=english.EnglishNaming,
        leaning=english.leaning,
        connectives=english.connectives,
        dated=english.dated,
        full_name=english.full_name,
        short_name=english.short_name,
        is_vague=english.is_vague,
    ),
    "fr": Rules(
        facts=french.FACTS,
        naming=french.FrenchNaming,
        leaning=french.leaning,
        connectives=french.connectives,
        dated=french.dated,
        full_name=french.full_name,
        short_name=french.short_name,
        is_vague=french.is_vague,
    ),
}
"""By the code of the language."""
_NONE = Rules()


def rules_of(language: str) -> Rules:
    """The rules for stories in `language`."""
    return RULES.get(tongue_of(language).code, _NONE)


def is_vague(passage: Passage, document: Document) -> bool:
    """Whether a passage speaks of something known from before that nothing in it names ("The tax was …").

    It can be understood, so that it may be printed, but only if nothing better is available.
    """
    return rules_of(document.article.language).is_vague(passage, document)
