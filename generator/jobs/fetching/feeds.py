"""The stories of a feed: its entries, and the pages they link to."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from generator.errors import SourceError
from generator.jobs.fetching import masking
from generator.jobs.fetching.pages import Known, digest_of, from_entry, guarded, reason_of, state_of, story_at
from generator.jobs.fetching.values import Fetched, FetchState, Listing, joined
from generator.jobs.fetching.visiting import Visitor
from generator.model import Failure
from generator.reading import Story, dates
from generator.reading.feed import read_entries


@dataclasses.dataclass(frozen=True, slots=True)
class Taking:
    """How much to take from a feed."""

    most: int
    """The most stories."""
    is_followed: bool
    """Whether to follow its links to the full stories."""
    since: dt.datetime | None
    """Entries that are certainly older are ignored."""


def stories_of(url: str, visitor: Visitor, known: Known, taking: Taking, *, name: str) -> Fetched:
    """The stories that the feed at `url` lists; `name` identifies it in messages."""
    key = visitor.key(url)
    old = known.of(key)
    try:
        answer = visitor.get(url, old)
        state = state_of(answer, key)
        if old and (answer.status == 304 or state.sha256 == old.sha256):
            return Fetched(unchanged=old.stories)
        entries = guarded(lambda: read_entries(answer.body, name))
    except SourceError as error:
        return Fetched(failures=(Failure(name, reason_of(error)),))
    linked = [_linked(entry, answer.url) for entry in entries]
    recent = [entry for entry in linked if _may_be_since(entry, taking.since)]
    parts = [_one(entry, visitor, known, taking, name) for entry in recent[: taking.most]]
    listing = Listing(key, tuple(_lines(linked, recent, parts, known)))
    return dataclasses.replace(
        joined([*parts, *_kept(state, parts)]),
        listings=(listing,),
        warnings=_left_out(len(recent), taking.most, name),
    )


def _linked(entry: Story, feed: str) -> Story:
    """`entry` with its link as a full address, "" if it has none or it is not a web address."""
    try:
        link = urljoin(feed, entry.url.strip())
        masking.origin_of(link)
    except ValueError:
        link = ""
    is_web = bool(entry.url.strip()) and link.lower().startswith(("http://", "https://"))
    return dataclasses.replace(entry, url=link if is_web else "")


def _may_be_since(entry: Story, since: dt.datetime | None) -> bool:
    """Whether an entry may date from `since` or later, whatever its time zone."""
    published = dates.iso(entry.published)
    if since is None or published is None:
        return True
    return dt.date.fromisoformat(published[:10]) >= since.astimezone(dt.UTC).date() - dt.timedelta(days=1)


def _one(entry: Story, visitor: Visitor, known: Known, taking: Taking, name: str) -> Fetched:
    """The story of one entry."""
    if taking.is_followed and entry.url:
        return story_at(entry.url, visitor, known, name=name, entry=entry)
    return from_entry(entry, masking.public(entry.url) if entry.url else "", name=name)


def _kept(state: FetchState, parts: Sequence[Fetched]) -> Iterator[Fetched]:
    """The feed's own state, unless a story failed: then the next run requests the whole feed again."""
    if not any(part.failures or part.is_partial for part in parts):
        digests = [digest for part in parts for digest in (*part.unchanged, *map(digest_of, part.articles))]
        yield Fetched(states=(dataclasses.replace(state, stories=tuple(dict.fromkeys(digests))),))


def _lines(
    linked: Sequence[Story], recent: Sequence[Story], parts: Sequence[Fetched], known: Known
) -> Iterator[tuple[str, str]]:
    """Each entry's address, as in its article, and its date."""
    read = {entry.url: part.articles[0].url for entry, part in zip(recent, parts, strict=False) if part.articles}
    for entry in linked:
        if entry.url:
            state = known.of(masking.key_of(entry.url))
            earlier = state.address if state else masking.public(entry.url)
            yield read.get(entry.url, earlier), _utc(dates.iso(entry.published) or "")


def _utc(date: str) -> str:
    """An ISO 8601 date-time in UTC, which sorts correctly as text; a date, or a time without a zone, unchanged."""
    if len(date) <= len("2025-08-15"):
        return date
    moment = dt.datetime.fromisoformat(date)
    return moment.astimezone(dt.UTC).isoformat() if moment.tzinfo else date


def _left_out(found: int, most: int, name: str) -> tuple[str, ...]:
    what = f"{name}: {found - most} of {found} stories were left out; the limit is {most} (most)"
    return (what,) if found > most else ()
