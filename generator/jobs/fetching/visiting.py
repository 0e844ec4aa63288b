"""Requests to web addresses for one source: polite, within its limits, and repeated if that may help."""

from __future__ import annotations

import base64
import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import responses
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from generator import __version__
from generator.jobs.fetching import masking, robots
from generator.jobs.fetching.hosts import Host, Hosts
from generator.jobs.fetching.values import FetchState
from generator.jobs.web import PRODUCT
from generator.jobs.web.failing import FetchError
from generator.jobs.web.reach import Reach
from generator.jobs.web.wire import Limits, Response, ask

_TRIES = 3
_FIRST_PAUSE = 1.0  # seconds; doubles with each attempt
_LONGEST_PAUSE = 60.0  # seconds; a server that asks for more is tried at the next run
_MOST_REDIRECTS = 5
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class World:
    """What a run receives from outside: the time, a way to wait, and a monotonic clock in seconds."""

    now: dt.datetime
    sleep: Callable[[float], None]
    tick: Callable[[], float]
    proxy: Callable[[str], str | None]
    """Returns the proxy for an address, None if there is none."""


@dataclass(frozen=True, slots=True)
class Login:
    """User name and password of a source, valid for its own server only."""

    origin: str
    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """Fetches addresses for one source."""

    limits: Limits
    wait: float
    """Seconds between requests to one server."""
    keeps_to_robots: bool
    reach: Reach
    login: Login | None
    hidden: str
    """The source's address if it is secret as a whole, else ""."""
    hosts: Hosts
    world: World
    chance: random.Random

    def get(self, url: str, state: FetchState | None = None) -> Response:
        """The response from `url` after redirects; status 304 if nothing has changed since `state`.

        Raises:
            FetchError: there is no usable response, or the address may not be fetched.
        """
        host = self.hosts[masking.origin_of(_bare(url))]
        if host.is_down:
            raise FetchError(f"{_name(url)} failed several times in a row; it will not be tried again in this run")
        try:
            answer = self._tried(lambda: self._followed(url, _conditions(state), self.limits, self._require_allowed))
        except FetchError as error:
            host.note(failed=error.is_fault)
            raise
        host.note(failed=False)
        return answer

    def shown(self, url: str) -> str:
        """`url` as articles and messages may show it."""
        return masking.origin_of(url) if url == self.hidden else masking.public(url)

    def key(self, url: str) -> str:
        """The key for the state of `url`."""
        return masking.hidden_key_of(url) if url == self.hidden else masking.key_of(url)

    def _tried(self, visit: Callable[[], Response]) -> Response:
        """The first attempt that succeeds; before each further one a pause, longer every time and partly random."""
        for attempt in range(_TRIES - 1):
            try:
                return visit()
            except FetchError as error:
                backoff = _FIRST_PAUSE * 2**attempt * (1 + self.chance.random())
                pause = backoff if error.pause is None else max(error.pause, _FIRST_PAUSE)
                if not error.passes or pause > _LONGEST_PAUSE:
                    raise
                self.world.sleep(pause)
        return visit()

    def _followed(self, url: str, headers: dict[str, str], limits: Limits, check: Callable[[str], None]) -> Response:
        """The response after redirects, each of which must pass `check`."""
        here = _bare(url)
        for _ in range(_MOST_REDIRECTS + 1):
            check(here)
            answer = self._asked(here, headers, limits)
            if answer.leads_to is None:
                return self._sound(answer)
            here = _next(here, answer.leads_to)
        raise FetchError(f"it redirects more than {_MOST_REDIRECTS} times")

    def _asked(self, url: str, headers: dict[str, str], limits: Limits) -> Response:
        """The response to one request, in its turn."""
        host = self.hosts[masking.origin_of(url)]
        with host.turn(max(self.wait, self._delay(host))):
            return ask(
                url,
                headers=self._headers(url) | headers,
                limits=limits,
                reach=self.reach,
                tick=self.world.tick,
                proxy=self.world.proxy(url),
            )

    def _delay(self, host: Host) -> float:
        """The pause that the server's robots.txt asks for."""
        return host.robots.delay if self.keeps_to_robots and isinstance(host.robots, robots.Robots) else 0.0

    def _headers(self, url: str) -> dict[str, str]:
        found = {"User-Agent": f"{PRODUCT}/{__version__}", "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
        if self.login and self.login.origin == masking.origin_of(url):
            found["Authorization"] = _basic(self.login)
        return found

    def _sound(self, answer: Response) -> Response:
        """`answer`, if it can be used."""
        if answer.status in {200, 304}:
            return answer
        raise FetchError(
            f"the server answered {answer.status} ({responses.get(answer.status, 'unknown')})",
            passes=answer.status in _PASSING,
            is_fault=answer.status >= 500 or answer.status == 429,
            pause=_pause(answer.headers.get("retry-after", ""), self.world.now),
            status=answer.status,
        )

    def _require_allowed(self, url: str) -> None:
        """Refuse what the server's robots.txt forbids, or everything if it cannot be read (RFC 9309, 2.3.1)."""
        if not self.keeps_to_robots:
            return
        host = self.hosts[masking.origin_of(url)]
        if host.robots is None:
            host.robots = self._robots(url)
        if isinstance(host.robots, str):
            raise FetchError(f"the robots.txt of {_name(url)} could not be read ({host.robots})")
        if not host.robots.allows(url):
            remedy = "Ask the outlet for permission; once you have it, set robots = false"
            raise FetchError(f"the robots.txt of {_name(url)} does not allow it", remedy=remedy)

    def _robots(self, url: str) -> robots.Robots | str:
        """The rules of a server, or why they cannot be read; a server without the file allows everything."""
        address = urljoin(url, "/robots.txt")
        limits = Limits(self.limits.timeout, robots.MAX_BYTES)
        try:
            answer = self._tried(lambda: self._followed(address, {}, limits, lambda _: None))
        except FetchError as error:
            return robots.parse("", PRODUCT) if 400 <= error.status < 500 and error.status != 429 else error.what
        return robots.parse(answer.body.decode("utf-8", "replace"), PRODUCT)


def login_of(url: str) -> Login | None:
    """The login in an address, if there is one."""
    parts = urlsplit(url)
    if parts.username is None:
        return None
    return Login(masking.origin_of(url), unquote(parts.username), unquote(parts.password or ""))


def _basic(login: Login) -> str:
    token = base64.b64encode(f"{login.user}:{login.password}".encode())
    return f"Basic {token.decode('ascii')}"


def _bare(url: str) -> str:
    """`url` without login and fragment.

    Raises:
        FetchError: it is not a web address.
    """
    try:
        parts = urlsplit(url)
        is_web = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_web = False
    if not is_web:
        raise FetchError("this is not a web address (http or https)")
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, ""))


def _next(here: str, location: str) -> str:
    """The target of a redirect from `here`.

    Raises:
        FetchError: it is not a web address.
    """
    try:
        return _bare(urljoin(here, location.strip()))
    except (ValueError, FetchError) as error:
        raise FetchError("it redirects to something that is not a web address (http or https)") from error


def _name(url: str) -> str:
    return masking.host_of(urlsplit(url))


def _conditions(state: FetchState | None) -> dict[str, str]:
    """The headers of a conditional request (RFC 9110, 13.1)."""
    if state is None:
        return {}
    found = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
    return {name: value for name, value in found.items() if value}


def _pause(text: str, now: dt.datetime) -> float | None:
    """The seconds that a `Retry-After` asks for, None if it is not valid (RFC 9110, 10.2.3)."""
    if text.strip().isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=dt.UTC)
    return max((aware - now).total_seconds(), 0.0)
