"""Which of many stories are ranked: those that say most about what the profile covers.

The later stages compare passages with passages, and a brief prints only a few dozen of them. So where there are more
than `MOST` stories, two steps set some aside. Before the analysis, it is those that repeat another story or cannot be
on the topic, by their words alone. After it, it is those whose best passages are outdone in every section. The time
taken is proportional to the number of stories, and the brief counts every story that is set aside.
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
"""The most stories that are ranked; of this many or fewer, none is set aside."""


@dataclass(frozen=True, slots=True)
class Screened:
    """The stories that are worth analysing, in order, and how many others are not, by reason."""

    articles: tuple[Article, ...]
    aside: Aside


def screen(articles: Sequence[Article], profile: Profile) -> Screened:
    """Set aside the stories that repeat another one or cannot be on the profile's topic."""
    topical = [article for article in articles if may_be_on_topic(article, profile)]
    again = repeats(topical)
    kept = tuple(article for number, article in enumerate(topical) if number not in again)
    return Screened(kept, Aside(repeats=len(again), off_topic=len(articles) - len(topical)))
