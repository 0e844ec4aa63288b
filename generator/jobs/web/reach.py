"""Where requests may go: no web page may lead them into this machine or its network (server-side request forgery)."""

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
"""Host and port → the addresses of that host; raises OSError if there are none."""

ANYWHERE: frozenset[Place] = frozenset({"public", "private", "loopback"})
"""For hosts that the operator names: a proxy, a webhook."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_SHARED = ipaddress.ip_network("100.64.0.0/10")  # RFC 6598: neither private nor public in Python's tables


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses of `host` according to the system."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def place_of(address: str) -> Place:
    """Where an address leads; link-local ones (such as a cloud's metadata service) never belong to a news server."""
    ip = _inner(ipaddress.ip_address(address.partition("%")[0]))
    if ip.is_loopback:
        return "loopback"
    if ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip == ipaddress.ip_address("255.255.255.255"):
        return "never"
    if ip.is_private or (ip.version == 4 and ip in _SHARED):
        return "private"
    return "public" if ip.is_global else "never"


def _inner(ip: IP) -> IP:
    """The IPv4 address that an IPv6 address stands for, if any."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip


def is_own_machine(host: str) -> bool:
    """Whether a host is this machine by its name, whatever a name server says."""
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
    """Where requests for one source may go: the web, and where the source itself is configured to be."""

    allowed: frozenset[Place] = frozenset({"public"})
    resolve: Resolve = resolve

    def check_known(self, host: str) -> None:
        """Refuse a host that is known to be in a place that is not allowed; an unknown one may pass.

        Raises:
            FetchError: an address of the host is not allowed.
        """
        with contextlib.suppress(_UnknownHostError):
            self.addresses(host, 0)

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of `host`, all of which must be allowed.

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
    """The reach of a source at `host`.

    This machine is allowed only if the configuration names it: a name server cannot claim to be it.

    Raises:
        FetchError: no source may be there.
    """
    if is_own_machine(host):
        return Reach(frozenset({"public", "loopback"}), resolve)
    inside = Reach(frozenset({"public", "private"}), resolve)
    try:
        places = {place_of(address) for address in inside.addresses(host, port)}
    except _UnknownHostError:
        places = {"public"}  # a proxy may know it
    return inside if places == {"private"} else Reach(resolve=resolve)
