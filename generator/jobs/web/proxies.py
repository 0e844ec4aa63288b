"""The proxy from the environment."""

from __future__ import annotations

import urllib.request
from urllib.parse import urlsplit

from generator.jobs.web import reach


def environment_proxy(url: str) -> str | None:
    """The proxy that the environment names for `url`; this machine itself needs none."""
    parts = urlsplit(url)
    found = urllib.request.getproxies().get(parts.scheme)
    host = parts.netloc.rpartition("@")[2]
    is_direct = reach.is_own_machine(parts.hostname or "") or urllib.request.proxy_bypass(host)
    return found if found and found.startswith(("http://", "https://")) and not is_direct else None
