"""The stories that are worth most to any one section."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from generator.drafting.shortlist.worths import Worths
from generator.model import Article
from generator.profile import Profile

_AGED, _OLDEST = 0.04, 10  # of worth lost for each day that a story is older than the newest, up to so many days


def best(
    articles: Sequence[Article], found: Sequence[Worths], profile: Profile, *, newest: dt.date | None, most: int
) -> tuple[int, ...]:
    """Indices of the stories that are ranked, in order: the best ones for each section, by its share of `most`.

    `found` holds the worths of each article, and `newest` is the day of the newest one. A story outdone by some
    stories is outdone by all of them too, so a stream of stories can be cut down as it comes in.
    """
    ages = [min(_OLDEST, (newest - a.day).days) if newest and a.day else _OLDEST // 2 for a in articles]
    whole = sum(rule.share for rule in profile.sections)
    chosen: set[int] = set()
    for column, rule in enumerate(profile.sections):
        useful = [index for index, worths in enumerate(found) if worths[column] > 0]
        useful.sort(key=lambda index: (-(found[index][column] - _AGED * ages[index]), index))
        chosen.update(useful[: max(1, math.floor(most * rule.share / whole))])
    return tuple(sorted(chosen))
