"""Addresses without their secrets, for messages, files and the archive."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

_SECRET = re.compile(
    r"(?:^|[_-])(?:token|key|apikey|auth|authorization|pass|passwd|password|pwd|secret|sig|signature|session|sid|jwt|"
    r"credential|credentials|user|username|login|access)(?:$|[_-])",
    re.IGNORECASE,
)


def public(url: str) -> str:
    """`url` without user name and password, parameters that look secret, and fragment."""
    parts = urlsplit(url)
    kept = [pair for pair in parts.query.split("&") if pair and not _SECRET.search(pair.partition("=")[0])]
    return urlunsplit((parts.scheme.lower(), host_of(parts), parts.path or "/", "&".join(kept), ""))


def key_of(url: str) -> str:
    """The key for the state of `url`: it contains no secret, but differs for each user or token."""
    shown = public(url)
    whole = urlunsplit(urlsplit(url)._replace(fragment=""))
    is_public = len(whole) == len(shown) or f"{whole}/" == shown
    return shown if is_public else f"{shown}#{_digest(whole)}"


def hidden_key_of(url: str) -> str:
    """The key for an address that is secret as a whole: it reveals only the server."""
    return f"{origin_of(url)}#{_digest(url)}"


def _digest(url: str) -> str:
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def host_of(parts: SplitResult) -> str:
    """Host and port in lower case, without user name and password."""
    return parts.netloc.rpartition("@")[2].lower()


def origin_of(url: str) -> str:
    """Scheme, host and port, even the default port: the scope of a login and of a robots.txt."""
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme.lower(), 0)
    host = (parts.hostname or "").rstrip(".")
    return f"{parts.scheme.lower()}://{f'[{host}]' if ':' in host else host}:{port}"
