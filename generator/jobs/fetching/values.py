"""What fetching returns: what was found, and what to record so that it need not be sent again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from generator.model import Article, Failure


@dataclass(frozen=True, slots=True)
class FetchState:
    """What is known about an address or file since it was last read."""

    url: str
    """The address without secrets, or the path of the file."""
    etag: str = ""
    modified: str = ""
    """The server's `Last-Modified`, as sent."""
    sha256: str = ""
    """Of the bytes."""
    stories: tuple[str, ...] = ()
    """SHA-256 of the text of each of its stories, in UTF-8."""
    address: str = ""
    """The `url` of the article on a page."""

    def plain(self) -> dict[str, Any]:
        """As plain values, for an archive."""
        return asdict(self) | {"stories": list(self.stories)}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> FetchState | None:
        """The state from its plain values; None if another version of the program recorded it."""
        if set(plain) != {field.name for field in fields(cls)}:
            return None
        return cls(**{**plain, "stories": tuple(plain["stories"])})


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed lists at present."""

    feed: str
    """The address of the feed, as in its `FetchState`."""
    stories: tuple[tuple[str, str], ...]
    """For each entry, in the feed's order, the `url` of its article and its date: ISO 8601 in UTC, or ""."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the sources of a job contain, in the order of the sources."""

    articles: tuple[Article, ...] = ()
    """Those that are new or may have changed."""
    failures: tuple[Failure, ...] = ()
    states: tuple[FetchState, ...] = ()
    """To be recorded once the articles are."""
    unchanged: tuple[str, ...] = ()
    """SHA-256 of the texts of unchanged stories, which were not read again."""
    gone: tuple[str, ...] = ()
    """Addresses of pages that were read before and that the outlet has removed (404, 410)."""
    listings: tuple[Listing, ...] = ()
    """One for each feed that has changed since it was last read."""
    warnings: tuple[str, ...] = ()
    is_partial: bool = False
    """Whether another run may find something that is missing."""


def joined(parts: Iterable[Fetched]) -> Fetched:
    """The combination of `parts`, in their order."""
    found = tuple(parts)
    lists = {
        field.name: tuple(item for part in found for item in getattr(part, field.name))
        for field in fields(Fetched)
        if field.name != "is_partial"
    }
    return Fetched(**lists, is_partial=any(part.is_partial for part in found))
