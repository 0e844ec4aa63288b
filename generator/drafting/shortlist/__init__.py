"""Which of many stories are weighed against each other: those that say most of what the profile asks for.

All that follows compares passages with passages, and a brief prints a few dozen of them. So of more stories than
`MOST` first those go aside that repeat another or cannot be on the topic, by their words alone, before they are
analysed; then, each by itself, those whose best passages are outdone in every section. All of it is in proportion to
the number of stories, and every story that is put aside is counted in the brief.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.drafting.sections import may_be_on_topic
from generator.drafting.shortlist.choosing import best
from generator.drafting.shortlist.repeats import repeats
from generator.drafting.shortlist.worths import Weighed, Worths, weighed, worths
from generator.model import Article, Aside
from generator.profile import Profile

__all__ = ["MOST", "Screened", "Weighed", "Worths", "best", "screen", "weighed", "worths"]

MOST = 300
"""Stories that are weighed against each other; of so many or fewer none is put aside."""


@dataclass(frozen=True, slots=True)
class Screened:
    """The stories that are worth analysing, in order, and why the others are not."""

    articles: tuple[Article, ...]
    aside: Aside


def screen(articles: Sequence[Article], profile: Profile) -> Screened:
    """Put aside what repeats another story of `articles`, and what cannot be on the profile's topic."""
    topical = [article for article in articles if may_be_on_topic(article, profile)]
    again = repeats(topical)
    kept = tuple(article for number, article in enumerate(topical) if number not in again)
    return Screened(kept, Aside(repeats=len(again), off_topic=len(articles) - len(topical)))
