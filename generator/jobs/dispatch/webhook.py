"""Deliveries to webhooks: a signed notification in JSON for a program elsewhere."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from http.client import responses

from generator import __version__
from generator.errors import UsageError
from generator.jobs.config import WebhookDelivery
from generator.jobs.dispatch.values import Item, Outcome, Parcel
from generator.jobs.web import PRODUCT
from generator.jobs.web.failing import FetchError
from generator.jobs.web.proxies import environment_proxy
from generator.jobs.web.reach import ANYWHERE, Reach
from generator.jobs.web.wire import Limits, ask

BODY = "body.json"
SIGNATURE = "X-Brief-Signature-256"
"""Header with "sha256=" and the HMAC-SHA256 of the body by the delivery's secret, in hexadecimal."""
_FINAL = frozenset({400, 413, 415, 422})  # about the message; others are about the address, which can be fixed


def payload(parcel: Parcel) -> dict[str, bytes]:
    """The notification: title, date, profile and hash of the brief, its files with hashes, its key points verbatim."""
    brief = parcel.brief
    told = {
        "event": "brief.published",
        "title": brief.title,
        "dated": brief.dated.isoformat(),
        "profile": brief.profile,
        "language": brief.language,
        "sha256": parcel.sha256,
        "files": [
            {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in parcel.files.items()
        ],
        "summary": list(_summary(parcel)),
    }
    return {BODY: json.dumps(told, ensure_ascii=False).encode("utf-8", "backslashreplace")}


def _summary(parcel: Parcel) -> Iterator[dict[str, str]]:
    """The key points in printed order, each with its speaker and source."""
    brief = parcel.brief
    sources = {source.id: source for source in brief.sources}
    points = {excerpt.id: excerpt for excerpt in brief.excerpts()}
    for name in brief.key_points:
        point = points[name]
        source = sources[point.source]
        speaker = point.speaker.name if point.speaker else ""
        yield {"text": point.display, "speaker": speaker, "source": source.source, "url": source.url}


def send(item: Item, delivery: WebhookDelivery, *, tick: Callable[[], float]) -> Outcome:
    """Post the notification, with the same `Idempotency-Key` at every attempt."""
    body = item.payload[BODY]
    try:
        url = delivery.url.reveal()
        headers = {
            "User-Agent": f"{PRODUCT}/{__version__}",
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": item.key,
        }
        if delivery.secret:
            headers[SIGNATURE] = signature(body, delivery.secret.reveal())
        limits = Limits(delivery.timeout, len(body))
        reach = Reach(ANYWHERE)
        answer = ask(
            url, headers=headers, limits=limits, reach=reach, tick=tick, proxy=environment_proxy(url), sent=body
        )
    except UsageError as error:
        return Outcome("waiting", str(error), is_down=True)
    except FetchError as error:
        return Outcome("waiting", error.what, is_down=True)
    if 200 <= answer.status < 300:
        return Outcome("sent")
    why = f"the server answered {answer.status} ({responses.get(answer.status, 'unknown')})"
    return Outcome("refused" if answer.status in _FINAL else "waiting", why)


def signature(body: bytes, secret: str) -> str:
    """The value of the header `SIGNATURE`."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
