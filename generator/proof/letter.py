"""Does an e-mail show what its evidence says? Both its parts are made again from the evidence and compared."""

from __future__ import annotations

import email
from email import policy
from email.message import EmailMessage
from itertools import zip_longest
from pathlib import Path

from generator.documents.renderers import mail
from generator.errors import EvidenceError
from generator.model import Brief
from generator.proof.report import Ledger

_REMEDY = "Use the message that 'brief build' wrote, or verify its attachment brief.json."

_PARTS = {"plain": "the plain text", "html": "the page"}


def compare(data: bytes, brief: Brief, ledger: Ledger, *, folder: Path | None = None) -> tuple[str, ...]:
    """Compare the subject, plain text and page of a message with those that `brief` makes; note each check in `ledger`.

    Headers and line breaks that mail servers add are ignored. `folder` is the user's template folder that the message
    was made with; without it, a message made with other templates differs.
    """
    message = opened(data)
    made = opened(mail.render(brief, folder).data)
    subject, wanted = _subject(message), _subject(made)
    what = "it differs from the title of the brief"
    ledger.check(subject == wanted, "the subject", what, expected=wanted, found=subject)
    for part, name in _PARTS.items():
        lines = zip_longest(_lines(made, part), _lines(message, part), fillvalue="")
        for number, (expected, found) in enumerate(lines, 1):
            where, what = f"line {number} of {name}", "it differs from the evidence"
            if not ledger.check(expected == found, where, what, expected=expected, found=found):
                break
    others = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    what, only = "they are not just the evidence", mail.EVIDENCE_FILE
    ledger.check(others == [only], "the attachments", what, expected=only, found=", ".join(others))
    return ()


def evidence_in(data: bytes, name: str) -> bytes:
    """The evidence in a message.

    Raises:
        EvidenceError: there is none, or there is more than one.
    """
    files = [part for part in opened(data).iter_attachments() if part.get_filename() == mail.EVIDENCE_FILE]
    if len(files) != 1:
        what = "contains no evidence" if not files else "contains its evidence more than once"
        raise EvidenceError(f"this message {what}", where=name, remedy=_REMEDY)
    content = files[0].get_content()
    return content if isinstance(content, bytes) else str(content).encode("utf-8")


def opened(data: bytes) -> EmailMessage:
    """A message as a mail program reads it."""
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 - for the type checker: the policy makes it so
    return message


def _subject(message: EmailMessage) -> str:
    return str(message["Subject"] or "")


def _lines(message: EmailMessage, kind: str) -> list[str]:
    """The lines of a part, without trailing blanks, which may be lost in transit."""
    body = message.get_body((kind,))
    text = str(body.get_content()) if body is not None else ""
    return [line.rstrip() for line in text.rstrip().splitlines()]
