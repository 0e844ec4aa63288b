"""Deliver briefs to folders, by e-mail and to webhooks, and notify a monitor of how the job went.

`post` puts a brief into the outbox; `send` sends what is there, from this run and earlier ones. Temporary failures are
tried again at the next run, and no failure here fails the job. A message that may be sent twice, because nobody knows
whether it arrived, carries the same id both times.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from generator.errors import BriefError
from generator.jobs.config import FolderDelivery, MailDelivery, WebhookDelivery
from generator.jobs.dispatch import folder, mail, webhook
from generator.jobs.dispatch.heartbeat import Event, ping
from generator.jobs.dispatch.outbox import PLACE, Outbox
from generator.jobs.dispatch.values import Attempt, IsSettled, Item, Note, Outcome, Parcel, key_of, target_of

__all__ = [
    "PLACE",
    "Attempt",
    "Event",
    "IsSettled",
    "Note",
    "Outbox",
    "Parcel",
    "ping",
    "post",
    "send",
    "targets",
]

Rule: TypeAlias = FolderDelivery | MailDelivery | WebhookDelivery

_LONGEST = dt.timedelta(days=7)  # after a week, an undelivered brief is no longer news


def targets(rules: Sequence[Rule]) -> tuple[str, ...]:
    """The names of the targets of `rules` in the archive and in messages."""
    return tuple(target_of(rule.name, recipient) for rule in rules for recipient in _recipients(rule))


def post(
    parcel: Parcel, rules: Sequence[Rule], *, outbox: Outbox, is_settled: IsSettled, now: dt.datetime
) -> tuple[Attempt, ...]:
    """Put a brief into the outbox for each target that has not received it; return the attempts that failed."""
    failed = []
    for rule in rules:
        for recipient in _recipients(rule):
            target = target_of(rule.name, recipient)
            if is_settled(parcel.sha256, target) or outbox.has(key_of(parcel.sha256, target)):
                continue
            try:
                outbox.put(Item(parcel.sha256, rule.name, recipient, now, _payload(parcel, rule, recipient, now)))
            except Exception as error:
                why = str(error) if isinstance(error, BriefError) else type(error).__name__
                failed.append(Attempt(parcel.sha256, target, "refused", f"it could not be prepared: {why}"))
    return tuple(failed)


def send(
    rules: Sequence[Rule],
    *,
    outbox: Outbox,
    note: Note,
    is_settled: IsSettled,
    now: dt.datetime,
    tick: Callable[[], float] = time.monotonic,
) -> tuple[tuple[Attempt, ...], tuple[str, ...]]:
    """Send what is in the outbox, oldest first; return the attempts, and a warning for each damaged message.

    Each result goes to `note` before the message leaves the outbox, so that it is not sent again if the program is
    killed in between. A server that does not respond is not tried again in this run.
    """
    outbox.sweep()
    items, faults = outbox.items()
    known = {rule.name: rule for rule in rules}
    attempts = []
    down: dict[str, str] = {}
    for item in items:
        if not is_settled(item.brief, item.target):
            outcome = _tried(item, known, down, now, tick)
            attempts.append(Attempt(item.brief, item.target, outcome.state, outcome.why))
            note(attempts[-1])
            if outcome.state == "waiting":
                continue
        outbox.drop(item)
    return tuple(attempts), tuple(faults)


def _recipients(rule: Rule) -> tuple[str, ...]:
    return rule.to if isinstance(rule, MailDelivery) else ("",)


def _payload(parcel: Parcel, rule: Rule, recipient: str, now: dt.datetime) -> dict[str, bytes]:
    if isinstance(rule, MailDelivery):
        return mail.payload(parcel, rule, recipient, now)
    return webhook.payload(parcel) if isinstance(rule, WebhookDelivery) else folder.payload(parcel, rule)


def _tried(
    item: Item, known: Mapping[str, Rule], down: dict[str, str], now: dt.datetime, tick: Callable[[], float]
) -> Outcome:
    """The outcome of sending `item`; `down` holds the deliveries whose servers did not respond in this run, and why."""
    rule = known.get(item.delivery)
    if rule is None or item.recipient not in _recipients(rule):
        return Outcome("refused", "the job no longer has this delivery")
    outcome = Outcome("waiting", down[rule.name]) if rule.name in down else _sent(item, rule, tick)
    if outcome.is_down:
        down[rule.name] = outcome.why
    if outcome.state == "waiting" and now - item.written > _LONGEST:
        return Outcome("refused", f"given up after {_LONGEST.days} days: {outcome.why}")
    return outcome


def _sent(item: Item, rule: Rule, tick: Callable[[], float]) -> Outcome:
    """The outcome of one attempt; no error leaves this function."""
    try:
        if isinstance(rule, MailDelivery):
            return mail.send(item, rule)
        return webhook.send(item, rule, tick=tick) if isinstance(rule, WebhookDelivery) else folder.send(item, rule)
    except Exception as error:
        return Outcome("waiting", f"it could not be sent ({type(error).__name__})")
