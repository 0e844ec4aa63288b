"""Times of day, lengths of time, time zones, hosts and mailboxes in a job's file."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import zoneinfo
from email.utils import parseaddr
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = get_args(Day)

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_WINDOW = re.compile(r"([1-9]\d{0,5})\s*([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_LONGEST = dt.timedelta(days=366)
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:]{2,45}")


def _clock(value: Any) -> dt.time:
    if isinstance(value, dt.time) and not (value.second or value.microsecond or value.tzinfo):
        return value
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        raise ValueError('this is not a time of day; write hours and minutes on the 24-hour clock: "05:30"')
    return dt.time(int(match[1]), int(match[2]))


def _window(value: Any) -> dt.timedelta:
    if isinstance(value, dt.timedelta):
        return value
    match = _WINDOW.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        raise ValueError('this is not a length of time; write minutes, hours or days: "90m", "26h" or "3d"')
    span = dt.timedelta(**{_UNITS[match[2]]: int(match[1])})
    if span > _LONGEST:
        raise ValueError(f"a window is at most {_LONGEST.days} days long")
    return span


def _zone(name: str) -> str:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        near = difflib.get_close_matches(name, sorted(zoneinfo.available_timezones()), n=1, cutoff=0.5)
        hint = f" (did you mean '{near[0]}'?)" if near else ""
        raise ValueError(f"there is no time zone '{name}'{hint}") from error
    return name


def _label(text: str) -> str:
    if not text.isprintable():
        raise ValueError("a name cannot contain line breaks or control characters")
    return text


def _host(name: str) -> str:
    if not _HOST.fullmatch(name):
        raise ValueError("this is not a host name; leave out https:// and the like, and write the port under `port`")
    return name


def _mailbox(text: str) -> str:
    _, address = parseaddr(text)
    user, _, host = address.rpartition("@")
    if not (user and host) or any(char.isspace() for char in address) or not text.isprintable():
        raise ValueError('this is not an e-mail address; write one as "desk@example.org" or "Desk <desk@example.org>"')
    return text


Clock = Annotated[
    dt.time,
    BeforeValidator(_clock),
    PlainSerializer(lambda time: f"{time:%H:%M}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^({_CLOCK.pattern})$"}),
]
Window = Annotated[
    dt.timedelta,
    BeforeValidator(_window),
    WithJsonSchema({"type": "string", "pattern": f"^{_WINDOW.pattern}$"}),
]
Zone = Annotated[str, AfterValidator(_zone)]
Label = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_label)]
Host = Annotated[str, AfterValidator(_host)]
Mailbox = Annotated[str, AfterValidator(_mailbox)]
