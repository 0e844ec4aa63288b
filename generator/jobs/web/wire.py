"""One request: only to allowed addresses, within a deadline, and within a limit of bytes.

A read timeout alone lets a server drip bytes forever; here every wait for the network ends at the deadline of the
whole request. The connection goes to the address that was checked, so that a name server cannot substitute another.
"""

from __future__ import annotations

import functools
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpcore
import httpx

from generator.jobs.web import bodies
from generator.jobs.web.failing import FetchError
from generator.jobs.web.reach import ANYWHERE, Reach

_PATIENCE = 3  # times the timeout, for the whole response
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NETWORK = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.ProxyError,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for one response."""

    timeout: float
    """Seconds of silence; the whole response may take three times as long."""
    max_bytes: int
    """Of the response, compressed and decompressed."""


@dataclass(frozen=True, slots=True)
class Response:
    """The response of a server."""

    url: str
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""

    @property
    def leads_to(self) -> str | None:
        """The target of a redirect, as the server writes it; None for other responses."""
        return self.headers.get("location") if self.status in _REDIRECTS else None


def ask(
    url: str,
    *,
    headers: Mapping[str, str],
    limits: Limits,
    reach: Reach,
    tick: Callable[[], float],
    proxy: str | None = None,
    sent: bytes | None = None,
) -> Response:
    """The response to one GET of `url`, or to a POST of what is `sent`; redirects are not followed.

    `tick` returns the seconds of a monotonic clock. Of the response to a POST only the head is read. A `proxy` looks up
    names itself, so hosts are then checked only as far as this machine knows them.

    Raises:
        FetchError: no response, too late, too large, or a host that may not be reached; in plain words.
    """
    left = _countdown(limits.timeout * _PATIENCE, tick)
    try:
        transport = _Transport(reach, left, httpx.Proxy(proxy) if proxy else None)
        with (
            httpx.Client(transport=transport, timeout=limits.timeout, trust_env=False) as client,
            client.stream("GET" if sent is None else "POST", url, headers=dict(headers), content=sent) as response,
        ):
            is_wanted = sent is None and response.status_code == 200
            body = bodies.whole(response.iter_raw(), _packing(response), limits.max_bytes) if is_wanted else b""
            named = {name.lower(): value for name, value in response.headers.items()}
            return Response(url, response.status_code, body, named)
    except _NETWORK as error:
        raise _plainly(error, limits, is_late=left() <= 0) from error
    except httpx.RemoteProtocolError as error:  # httpx itself reads only the target of a redirect
        raise FetchError("it redirects to something that is not a web address (http or https)") from error
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError("this is not a web address") from error


def _packing(response: httpx.Response) -> str:
    return str(response.headers.get("content-encoding", "")).strip().lower()


def _countdown(seconds: float, tick: Callable[[], float]) -> Callable[[], float]:
    """A function that returns the seconds left."""
    end = tick() + seconds
    return lambda: end - tick()


class _Transport(httpx.BaseTransport):
    """A transport for httpx over a pool of guarded connections."""

    def __init__(self, reach: Reach, left: Callable[[], float], proxy: httpx.Proxy | None) -> None:
        self._reach, self._is_direct = reach, proxy is None
        self._pool = httpcore.ConnectionPool(
            ssl_context=trusted(),
            proxy=httpcore.Proxy(_core(proxy.url), auth=proxy.raw_auth) if proxy else None,
            network_backend=_Network(reach if proxy is None else Reach(ANYWHERE), left),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.SyncByteStream)  # noqa: S101 - for the type checker
        if not self._is_direct:
            self._reach.check_known(request.url.host)
        sent = httpcore.Request(
            request.method,
            _core(request.url),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(sent)
        assert isinstance(answer.stream, Iterable)  # noqa: S101 - for the type checker
        stream = _Body(answer.stream)
        return httpx.Response(answer.status, headers=answer.headers, stream=stream, extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()


def _core(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


class _Body(httpx.SyncByteStream):
    """The body of a response as httpx expects it."""

    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


class _Network(httpcore.NetworkBackend):
    """Connects to the checked addresses of a host, one after another."""

    def __init__(self, reach: Reach, left: Callable[[], float]) -> None:
        self._reach, self._left, self._inner = reach, left, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        fault: Exception = httpcore.ConnectError()
        for address in self._reach.addresses(host, port):
            try:
                found = self._inner.connect_tcp(
                    address, port, _within(timeout, self._left), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
            else:
                return _Stream(found, self._left)
        raise fault


class _Stream(httpcore.NetworkStream):
    """A connection on which no wait exceeds the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._inner, self._left = inner, left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _within(timeout, self._left))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _within(timeout, self._left))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, _within(timeout, self._left)), self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _within(timeout: float | None, left: Callable[[], float]) -> float:
    """Seconds to wait now.

    Raises:
        httpcore.ReadTimeout: the deadline has passed.
    """
    remaining = left()
    if remaining <= 0:
        raise httpcore.ReadTimeout
    return remaining if timeout is None else min(timeout, remaining)


@functools.cache
def trusted() -> ssl.SSLContext:
    """How to check certificates: against the file in SSL_CERT_FILE, else the authorities that certifi lists."""
    return httpx.create_ssl_context()


def _plainly(error: Exception, limits: Limits, *, is_late: bool) -> FetchError:
    """What went wrong on the network, in plain words; the library's own message may contain the address."""
    causes = [error, *filter(None, (error.__cause__, error.__context__))]
    refused = next((cause for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), None)
    if refused:
        remedy = "If your own certificate authority issued it, name the authority's file in SSL_CERT_FILE"
        return FetchError(f"the server's certificate is not valid ({refused.verify_message})", remedy=remedy)
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return FetchError("no encrypted connection could be made")
    if isinstance(error, httpcore.ProxyError):
        return FetchError("the proxy refused the request", remedy="Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY")
    if isinstance(error, httpcore.TimeoutException):
        late = f"the response took longer than {limits.timeout * _PATIENCE:g} seconds"
        what = late if is_late else f"no response within {limits.timeout:g} seconds"
        return FetchError(what, is_fault=True)
    what = "no connection could be made" if isinstance(error, httpcore.ConnectError) else "the connection was lost"
    return FetchError(what, passes=True, is_fault=True)
