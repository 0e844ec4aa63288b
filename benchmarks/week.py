"""A week of mornings from the sample stories: what each day's brief calls new, changed, continued or taken back.

    python -m benchmarks.week [--lines]

Each morning at 05:30 in Toronto the stories published since the last one are read, and those whose outlets have
corrected them; the brief is compared with the one before. Two corrections and a withdrawal are added to the sample
stories, for these have none. With `--lines` every passage is listed below the table.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from generator import pipeline
from generator import profile as profiles
from generator.analysis import language
from generator.drafting import news
from generator.jobs import archive as archives
from generator.jobs.archive.engines import MEMORY
from generator.model import Article, Brief, Reading

_ZONE = ZoneInfo("America/Toronto")
_FIRST, _LAST = dt.date(2025, 8, 13), dt.date(2025, 8, 20)
_WIRE = "https://example.org/harbour-wire/2025/08/14/kremlin-programme"
_EXPERTS = "https://example.org/morning-meridian/world/what-experts-watch-anchorage"
_LEDGER = "https://example.org/northern-ledger/2025/08/16/trump-peace-agreement"
_LEAD = 140  # characters of a passage that is listed


@dataclass(frozen=True, slots=True)
class Correction:
    """What an outlet makes of its own story."""

    day: dt.date
    url: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Morning:
    """One run."""

    day: dt.date
    stories: int
    brief: Brief | None
    """None where there was nothing new."""


def main() -> None:
    """Print a table in Markdown, with `--lines` the passages too."""
    mornings = list(_week())
    print("| morning | stories | new | changed | continued | corrected | withdrawn | dropped since the day before |")
    print("|---|---|---|---|---|---|---|---|")
    before: Brief | None = None
    for morning in mornings:
        print(_row(morning, before))
        before = morning.brief or before
    if "--lines" in sys.argv:
        for morning in mornings:
            print(*_lines(morning), sep="\n")


def _row(morning: Morning, before: Brief | None) -> str:
    if morning.brief is None:
        return f"| {morning.day} | {morning.stories} | nothing new: exit 4, no file | | | | | |"
    brief = morning.brief
    marks = Counter(excerpt.news for excerpt in brief.excerpts())
    whys = Counter(passage.why for passage in brief.withdrawn)
    dropped = len(news.compare(before, brief).dropped) if before else 0
    counts = (
        marks["new"] + marks[""],
        marks["changed"],
        marks["continued"],
        whys["corrected"],
        whys["withdrawn"],
        dropped,
    )
    return f"| {morning.day} | {morning.stories} | {' | '.join(map(str, counts))} |"


def _lines(morning: Morning) -> Iterator[str]:
    yield f"\n## {morning.day}\n"
    for excerpt in morning.brief.excerpts() if morning.brief else ():
        speaker = f"{excerpt.speaker.name}: " if excerpt.speaker else ""
        yield f"- **{excerpt.news or 'first'}** {excerpt.id} {speaker}{_lead(excerpt.display)}"
        if excerpt.before:
            yield f"    - before: {_lead(excerpt.before)}"
    for passage in morning.brief.withdrawn if morning.brief else ():
        yield f"- **{passage.why}** by {passage.source}: {_lead(passage.display)}"


def _lead(text: str) -> str:
    return text if len(text) <= _LEAD else f"{text[:_LEAD]} …"


def _week() -> Iterator[Morning]:
    """Run after run, with an archive of its own."""
    order = pipeline.Order(profile=profiles.load("canada-us-russia"), formats=("json",))
    name = language.name_for(["en"])
    with archives.Archive.open(MEMORY) as archive:
        day = _FIRST
        while day <= _LAST:
            now = dt.datetime.combine(day, dt.time(5, 30), _ZONE)
            found = [story for story in _published(now) if not archive.seen([archives.story_hash(story)])]
            brief = _made(archive, found, replace(order, dated=day), name, now) if found else None
            archive.remember(found, now)
            yield Morning(day, len(found), brief)
            day += dt.timedelta(days=1)


def _made(
    archive: archives.Archive, found: Sequence[Article], order: pipeline.Order, name: str, now: dt.datetime
) -> Brief | None:
    """The brief of a morning, marked and kept; None where it says nothing new."""
    reading = Reading(tuple(found))
    documents = archives.analysed(archive, found, pipeline.analyse_all, pipeline=name, now=now)
    before = archive.last_brief(order.profile.name)
    taken_back = [_EXPERTS] if now.date() == dt.date(2025, 8, 16) else []
    brief = pipeline.build(documents, reading, replace(order, before=before, gone=tuple(taken_back))).brief
    if not news.has_news(brief):
        return None
    archive.keep_brief(brief, [], now)
    return brief


def _published(now: dt.datetime) -> Iterator[Article]:
    """The stories of the two days before, as their outlets have them now."""
    for story in pipeline.read([]).articles:
        age = now - dt.datetime.fromisoformat(story.published) if story.published else dt.timedelta(days=-1)
        if dt.timedelta() <= age < dt.timedelta(days=2):
            yield _as_corrected(story, now.date())


def _as_corrected(story: Article, day: dt.date) -> Article:
    for correction in _CORRECTIONS:
        if story.url == correction.url and correction.day <= day:
            if correction.before not in story.text:
                raise ValueError(f"the sample story {story.id} has changed: correct this script")
            story = replace(story, text=story.text.replace(correction.before, correction.after))
    return story


_CORRECTIONS = (
    Correction(dt.date(2025, 8, 16), _WIRE, "he saw a 25 per cent chance", "he saw a 15 per cent chance"),
    Correction(dt.date(2025, 8, 18), _LEDGER, "visit the White House on Monday", "visit the White House next week"),
    Correction(dt.date(2025, 8, 18), _LEDGER, "If that goes well, he added, a meeting", "Later a meeting"),
)


if __name__ == "__main__":
    main()
