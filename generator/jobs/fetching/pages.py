"""One story from its own page, or from its entry in a feed."""

from __future__ import annotations

import dataclasses
import hashlib
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from generator.errors import SourceError
from generator.jobs.fetching import masking
from generator.jobs.fetching.values import Fetched, FetchState
from generator.jobs.fetching.visiting import Visitor
from generator.jobs.web.failing import FetchError
from generator.jobs.web.wire import Response
from generator.model import Article, Failure
from generator.reading import naming
from generator.reading.page import read_page
from generator.reading.story import Story, article_of

_T = TypeVar("_T")
_GONE = frozenset({404, 410})
_READING = (
    threading.Lock()
)  # requests wait for servers in parallel, but the parsing libraries run in one thread at a time


Recall = Callable[[Collection[str]], Mapping[str, Mapping[str, Any]]]
"""Returns what an earlier run recorded for addresses or files: each `FetchState.plain`, by its `url`."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known from earlier runs."""

    recall: Recall

    def of(self, key: str) -> FetchState | None:
        """The state recorded under `key`, if it has stories."""
        return self.of_all([key]).get(key)

    def of_all(self, keys: Collection[str]) -> dict[str, FetchState]:
        """The states recorded under `keys` that have stories, in one query."""
        states = ((key, FetchState.of(plain)) for key, plain in self.recall(keys).items())
        return {key: state for key, state in states if state and state.stories}


def story_at(url: str, visitor: Visitor, known: Known, *, name: str, entry: Story | None = None) -> Fetched:
    """The story on the page at `url`; failing that, the feed's `entry`, with a warning.

    `name` identifies the source in messages.
    """
    key, shown = visitor.key(url), visitor.shown(url)
    old = known.of(key)
    try:
        answer = visitor.get(url, old)
        state = state_of(answer, key)
        if old and (answer.status == 304 or state.sha256 == old.sha256):
            return Fetched(unchanged=old.stories)
        return _read(answer, state, entry, instead=shown if url == visitor.hidden else "")
    except SourceError as error:
        gone = (old.address,) if old and isinstance(error, FetchError) and error.status in _GONE else ()
        return dataclasses.replace(_instead(entry, shown, name, reason_of(error)), gone=gone)


def from_entry(entry: Story, address: str, *, name: str) -> Fetched:
    """The story as it stands in the feed."""
    try:
        article = guarded(lambda: article_of(entry, path="", fallback=""))
    except SourceError as error:
        article = Failure("", reason_of(error))
    if isinstance(article, Failure):
        return Fetched(failures=(Failure(_where(name, address), article.why),))
    return Fetched(articles=(dataclasses.replace(article, url=address, id=_id(article.id, address)),))


def state_of(answer: Response, key: str) -> FetchState:
    """The state to record for a response, before its stories are known."""
    headers = answer.headers
    digest = hashlib.sha256(answer.body).hexdigest()
    return FetchState(key, headers.get("etag", ""), headers.get("last-modified", ""), digest)


def digest_of(article: Article) -> str:
    """SHA-256 of the text, in UTF-8."""
    return hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()


def guarded(parse: Callable[[], _T]) -> _T:
    """The result of `parse`, which may raise anything on hostile input.

    Raises:
        SourceError: the input could not be read.
    """
    with _READING:
        try:
            return parse()
        except SourceError:
            raise
        except Exception as error:
            raise SourceError(f"this could not be read ({type(error).__name__})") from error


def reason_of(error: SourceError) -> str:
    """What went wrong and what to do about it, without the place."""
    return f"{error.what}. {error.remedy.rstrip('.')}." if error.remedy else error.what


def _read(answer: Response, state: FetchState, entry: Story | None, *, instead: str) -> Fetched:
    """The story of a page, completed from its feed; `instead` is shown in place of a secret address."""
    stories = guarded(lambda: list(read_page(answer.body, state.url)))
    address = instead or _address(stories[0].url, answer.url)
    article = guarded(lambda: article_of(_completed(stories[0], entry), path="", fallback=""))
    if isinstance(article, Failure):
        raise SourceError(article.why)
    article = dataclasses.replace(article, url=address, id=_id(article.id, address))
    kept = dataclasses.replace(state, stories=(digest_of(article),), address=address)
    return Fetched(articles=(article,), states=(kept,))


def _completed(page: Story, entry: Story | None) -> Story:
    """`page` with gaps filled from its feed's entry, and with the entry's text if that is longer."""
    if entry is None:
        return page
    is_shorter = sum(map(len, page.lines)) < sum(map(len, entry.lines))
    return dataclasses.replace(
        page,
        id=entry.id,
        lines=entry.lines if is_shorter else page.lines,
        title=page.title or entry.title,
        source=page.source or entry.source,
        published=page.published or entry.published,
        language=page.language or entry.language,
        authors=page.authors or entry.authors,
    )


def _address(stated: str, answered: str) -> str:
    """The address that the page states if it is on the same server, else the one fetched; without secrets."""
    try:
        is_own = masking.origin_of(stated) == masking.origin_of(answered)
    except ValueError:
        is_own = False
    return masking.public(stated if is_own else answered)


def _id(given: str, address: str) -> str:
    """The id of an article: from its feed, else the last part of its address."""
    parts = [part for part in urlsplit(address).path.split("/") if part]
    return naming.slug(given or (naming.stem(parts[-1]) if parts else urlsplit(address).netloc))


def _instead(entry: Story | None, address: str, name: str, why: str) -> Fetched:
    """What remains if the page yields nothing: the feed's own text with a warning, else a failure."""
    if entry is None or not entry.lines:
        return Fetched(failures=(Failure(_where(name, address if entry else ""), why),))
    warning = f"the full story could not be fetched ({why.rstrip('.')}); this is what the feed gives of it"
    told = from_entry(dataclasses.replace(entry, warnings=(*entry.warnings, warning)), address, name=name)
    return dataclasses.replace(told, is_partial=True)


def _where(name: str, address: str) -> str:
    return f"{name}: {address}" if address else name
