"""Where requests may go: not from a page on the web into the machine or its network (server-side request forgery)."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.jobs.web.failing import FetchError

IP: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Place = Literal["public", "private", "loopback", "never"]
Resolve = Callable[[str, int], Sequence[str]]
"""Host and port to the addresses of that host; raises OSError where there are none."""

ANYWHERE: frozenset[Place] = frozenset({"public", "private", "loopback"})
"""For what the operator names: a proxy, a mail server."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_SHARED = ipaddress.ip_network("100.64.0.0/10")  # RFC 6598: neither private nor public by Python's tables


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses of `host` as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def place_of(address: str) -> Place:
    """Where an address leads; link-local ones (a cloud's metadata service has one) are never a news server's."""
    ip = _inner(ipaddress.ip_address(address.partition("%")[0]))
    if ip.is_loopback:
        return "loopback"
    if ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip == ipaddress.ip_address("255.255.255.255"):
        return "never"
    if ip.is_private or (ip.version == 4 and ip in _SHARED):
        return "private"
    return "public" if ip.is_global else "never"


def _inner(ip: IP) -> IP:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip


def is_own_machine(host: str) -> bool:
    """Whether a host is this machine by name, whatever a name server says of it."""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return place_of(name) == "loopback"
    except ValueError:
        return False


class _UnknownHostError(FetchError):
    """A host whose name cannot be looked up."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The places that requests for one source may go to: the web, and where the source itself is configured to lie."""

    allowed: frozenset[Place] = frozenset({"public"})
    resolve: Resolve = resolve

    def check_known(self, host: str) -> None:
        """Refuse a host that is known here to lie elsewhere than allowed; one that is unknown may pass.

        Raises:
            FetchError: an address of the host is not allowed.
        """
        with contextlib.suppress(_UnknownHostError):
            self.addresses(host, 0)

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of `host`, which are all allowed.

        Raises:
            FetchError: the host is unknown, or an address is not allowed.
        """
        name = host.strip("[]")
        try:
            found = tuple(self.resolve(name, port))
        except (OSError, UnicodeError) as error:
            raise _UnknownHostError(
                f"the host {name} is unknown (its name cannot be looked up)", passes=True
            ) from error
        places = {place_of(address) for address in found}
        if not found or not places <= self.allowed:
            raise FetchError(f"the address leads to {name}, which is inside a network that this source may not reach")
        return found


def reach_of(host: str, port: int, resolve: Resolve) -> Reach:
    """The reach of a source that is configured to lie at `host`.

    This machine counts only where the configuration says so by name: a name server cannot claim it.

    Raises:
        FetchError: no source may lie there.
    """
    if is_own_machine(host):
        return Reach(frozenset({"public", "loopback"}), resolve)
    inside = Reach(frozenset({"public", "private"}), resolve)
    try:
        places = {place_of(address) for address in inside.addresses(host, port)}
    except _UnknownHostError:
        places = {"public"}  # a proxy may know it
    return inside if places == {"private"} else Reach(resolve=resolve)
