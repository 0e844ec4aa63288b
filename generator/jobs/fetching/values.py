"""What passes between fetching and the rest: what was found, and what is kept so that it need not be sent again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from generator.model import Article, Failure


@dataclass(frozen=True, slots=True)
class FetchState:
    """What is known of an address or file from the last time it was read."""

    url: str
    """The address without secrets, or the path of the file."""
    etag: str = ""
    modified: str = ""
    """The server's `Last-Modified`, as sent."""
    sha256: str = ""
    """Of the bytes."""
    stories: tuple[str, ...] = ()
    """SHA-256 of the text of each story that came of it, in UTF-8."""
    address: str = ""
    """The `url` of the article that came of a page."""

    def plain(self) -> dict[str, Any]:
        """As plain values, for an archive."""
        return asdict(self) | {"stories": list(self.stories)}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> FetchState | None:
        """The state that `plain` was given for; None where another version of the program kept it."""
        if set(plain) != {field.name for field in fields(cls)}:
            return None
        return cls(**{**plain, "stories": tuple(plain["stories"])})


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed lists now."""

    feed: str
    """The address of the feed, as its `FetchState` has it."""
    stories: tuple[tuple[str, str], ...]
    """For each entry in the feed's order the `url` of its article and its date, ISO 8601 in UTC or ""."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """All that the sources of a job gave, in the order of the sources."""

    articles: tuple[Article, ...] = ()
    """What is new or may have changed."""
    failures: tuple[Failure, ...] = ()
    states: tuple[FetchState, ...] = ()
    """To be kept once the articles are."""
    unchanged: tuple[str, ...] = ()
    """SHA-256 of the texts of stories that stand as they did: they were not read again."""
    gone: tuple[str, ...] = ()
    """Addresses of pages read before that the outlet has taken away (404, 410)."""
    listings: tuple[Listing, ...] = ()
    """Of each feed that has changed since it was last read."""
    warnings: tuple[str, ...] = ()
    is_partial: bool = False
    """Whether something is missing that another run may find."""


def joined(parts: Iterable[Fetched]) -> Fetched:
    """All of `parts` as one, in their order."""
    found = tuple(parts)
    lists = {
        field.name: tuple(item for part in found for item in getattr(part, field.name))
        for field in fields(Fetched)
        if field.name != "is_partial"
    }
    return Fetched(**lists, is_partial=any(part.is_partial for part in found))
