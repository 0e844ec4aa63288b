"""Notify a monitor that the job has started, succeeded or failed, without ever holding up the job."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from generator import __version__
from generator.errors import BriefError
from generator.jobs.config import Monitor
from generator.jobs.web import PRODUCT
from generator.jobs.web.proxies import environment_proxy
from generator.jobs.web.reach import ANYWHERE, Reach
from generator.jobs.web.wire import Limits, ask

Event = Literal["start", "success", "fail"]

_NAMES: dict[Event, str] = {"start": "start", "success": "success", "fail": "failure"}
_MOST = 10_000  # bytes of a note; monitoring services keep no more


def ping(monitor: Monitor, event: Event, note: str = "", *, tick: Callable[[], float] = time.monotonic) -> str:
    """Notify `monitor` of `event` with a note for people; return a warning, "" if all went well.

    Success is posted to the address itself, the other events to /start and /fail below it. Returns after the monitor's
    timeout at the latest, whatever the network does.
    """
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(_told(monitor, event, note, tick)), daemon=True)
    thread.start()
    thread.join(monitor.timeout)
    why = found[0] if found else f"no response within {monitor.timeout:g} seconds"
    return f"the monitor could not be notified of the {_NAMES[event]} ({why})" if why else ""


def _told(monitor: Monitor, event: Event, note: str, tick: Callable[[], float]) -> str:
    """Why the monitor could not be notified, "" if it was."""
    try:
        url = _address(monitor.url.reveal(), event)
        answer = ask(
            url,
            headers={"User-Agent": f"{PRODUCT}/{__version__}", "Content-Type": "text/plain; charset=utf-8"},
            limits=Limits(monitor.timeout, _MOST),
            reach=Reach(ANYWHERE),
            tick=tick,
            proxy=environment_proxy(url),
            sent=note.encode("utf-8", "replace")[:_MOST],
        )
    except BriefError as error:
        return error.what
    except Exception as error:
        return type(error).__name__
    return "" if 200 <= answer.status < 300 else f"it responded with {answer.status}"


def _address(url: str, event: Event) -> str:
    """The address to which an event is posted."""
    if event == "success":
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{event}"))
