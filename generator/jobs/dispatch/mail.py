"""Deliveries by e-mail: the message for one recipient, and its transfer to a mail server (RFC 5321)."""

from __future__ import annotations

import contextlib
import datetime as dt
import email
import smtplib
import socket
import threading
from collections.abc import Iterator
from email import policy
from email.utils import format_datetime, parseaddr

from generator.errors import UsageError
from generator.jobs.config import MailDelivery
from generator.jobs.dispatch.values import Item, Outcome, Parcel, key_of
from generator.jobs.web.wire import trusted

MESSAGE = "message.eml"
_POLICY = policy.SMTP.clone(max_line_length=76)  # RFC 2045: quoted-printable
_PORTS = {"starttls": 587, "implicit": 465, "none": 25}
_LOGIN_CODES = frozenset({530, 534, 535, 538})  # RFC 4954: problems with the login, which the operator can fix
_KINDS = {
    "pdf": "application/pdf",
    "html": "text/html",
    "md": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_PATIENCE = 10  # times the timeout, for the whole dialogue
_EVIDENCE = "json"  # the message always carries it


def payload(parcel: Parcel, delivery: MailDelivery, recipient: str, now: dt.datetime) -> dict[str, bytes]:
    """The message to `recipient`, with the formats that the delivery attaches and the brief has.

    Raises:
        BriefError: the message cannot be rendered.
    """
    from generator.documents.renderers import render  # noqa: PLC0415 - jinja2, where there is a message to write

    rendition = render(parcel.brief, "eml", templates=parcel.templates)
    message = email.message_from_bytes(rendition.data, policy=_POLICY)
    for name in ("X-Unsent", "Message-ID", "Date"):
        del message[name]
    sender = parseaddr(delivery.sender)[1]
    message["From"] = delivery.sender
    message["To"] = recipient
    message["Date"] = format_datetime(now.astimezone(dt.UTC))
    message["Message-ID"] = f"<{key_of(parcel.sha256, recipient)}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: prevents out-of-office replies
    for name, data in parcel.files.items():
        ending = name.rpartition(".")[2]
        if ending in delivery.formats and ending != _EVIDENCE:
            main, _, sub = _KINDS.get(ending, "application/octet-stream").partition("/")
            message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return {MESSAGE: message.as_bytes()}


def send(item: Item, delivery: MailDelivery) -> Outcome:
    """Send the message. Unless the server clearly accepts or refuses it, it waits and keeps its Message-ID."""
    try:
        with _connected(delivery) as server:
            return _handed_over(server, item, delivery)
    except UsageError as error:
        return Outcome("waiting", str(error), is_down=True)
    except smtplib.SMTPNotSupportedError:
        return Outcome(
            "waiting", "the mail server does not offer encryption or login; check `tls` and `port`", is_down=True
        )
    except smtplib.SMTPResponseException as error:
        return Outcome("waiting", _said(error.smtp_code, error.smtp_error), is_down=True)
    except (smtplib.SMTPException, OSError) as error:
        return Outcome("waiting", _plainly(error, delivery), is_down=True)


@contextlib.contextmanager
def _connected(delivery: MailDelivery) -> Iterator[smtplib.SMTP]:
    """A connection to the server, logged in, and encrypted unless configured otherwise."""
    port = delivery.port or _PORTS[delivery.tls]
    login = (delivery.user.reveal(), delivery.password.reveal()) if delivery.user and delivery.password else None
    with _closed_after(delivery.timeout * _PATIENCE, _opened(delivery, port)) as server:
        if delivery.tls == "starttls":
            server.starttls(context=trusted())
        if login:
            server.login(*login)
        yield server


def _opened(delivery: MailDelivery, port: int) -> smtplib.SMTP:
    if delivery.tls == "implicit":
        return smtplib.SMTP_SSL(delivery.server, port, timeout=delivery.timeout, context=trusted())
    return smtplib.SMTP(delivery.server, port, timeout=delivery.timeout)


@contextlib.contextmanager
def _closed_after(seconds: float, server: smtplib.SMTP) -> Iterator[smtplib.SMTP]:
    """`server`, disconnected after so many seconds, and in any case at the end."""
    alarm = threading.Timer(seconds, _hang_up, (server,))
    alarm.daemon = True
    alarm.start()
    try:
        yield server
        with contextlib.suppress(smtplib.SMTPException, OSError):  # what was accepted stays accepted
            server.quit()
    finally:
        alarm.cancel()
        server.close()


def _hang_up(server: smtplib.SMTP) -> None:
    with contextlib.suppress(OSError, AttributeError):
        if server.sock:
            server.sock.shutdown(socket.SHUT_RDWR)


def _handed_over(server: smtplib.SMTP, item: Item, delivery: MailDelivery) -> Outcome:
    """The outcome of sending the message: the server checks sender, recipient and message, in that order."""
    sender, recipient = parseaddr(delivery.sender)[1], parseaddr(item.recipient)[1]
    try:
        server.sendmail(sender, [recipient], item.payload[MESSAGE])
    except smtplib.SMTPRecipientsRefused as error:
        return _verdict(*error.recipients[recipient])
    except smtplib.SMTPResponseException as error:
        return _verdict(error.smtp_code, error.smtp_error)
    except UnicodeEncodeError:
        return Outcome("refused", "the address has characters that this mail server does not accept")
    return Outcome("sent")


def _verdict(code: int, said: bytes | str) -> Outcome:
    """The outcome for a refusal: final, or worth another attempt (RFC 5321, 4.2.1)."""
    is_final = 500 <= code < 600 and code not in _LOGIN_CODES
    return Outcome("refused" if is_final else "waiting", _said(code, said), is_down=code in {421, *_LOGIN_CODES})


def _said(code: int, said: bytes | str) -> str:
    """The server's answer on one line."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    shown = "".join(char if char.isprintable() else " " for char in text)
    return f"the mail server said: {code} {' '.join(shown.split())[:200]}".rstrip()


def _plainly(error: Exception, delivery: MailDelivery) -> str:
    """What went wrong on the network, in plain words."""
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return f"the mail server {delivery.server} did not answer within {delivery.timeout:g} seconds"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return f"the mail server {delivery.server} closed the connection"
    reason = getattr(error, "verify_message", "") or getattr(error, "strerror", "") or type(error).__name__
    return f"no connection to the mail server {delivery.server} ({reason})"
