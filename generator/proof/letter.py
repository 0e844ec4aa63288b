"""Does an e-mail show what its evidence says? Both its texts are made again from the evidence and compared."""

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

_REMEDY = "Give the message that 'brief build' wrote, or verify its attachment brief.json."


def compare(data: bytes, brief: Brief, ledger: Ledger, *, folder: Path | None = None) -> tuple[str, ...]:
    """Compare subject, plain part and page of a message with what `brief` makes, noting each check in `ledger`.

    What mail servers add, such as headers and line breaks of their own, does not matter. `folder` is the user's folder
    of templates that it was made with: without it a message made by other templates differs.
    """
    message = opened(data)
    made = opened(mail.render(brief, folder).data)
    ledger.check(_subject(message) == _subject(made), "the subject", "it differs", found=_subject(message))
    for part in ("plain", "html"):
        lines = zip_longest(_lines(made, part), _lines(message, part), fillvalue="")
        for number, (expected, found) in enumerate(lines, 1):
            where = f"line {number} of the {'plain part' if part == 'plain' else 'page'}"
            if not ledger.check(expected == found, where, "it differs", expected=expected, found=found):
                break
    others = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    ledger.check(others == [mail.EVIDENCE_FILE], "the attachments", "they differ", found=", ".join(others))
    return ()


def evidence_in(data: bytes, name: str) -> bytes:
    """The evidence that a message carries.

    Raises:
        EvidenceError: it carries none, or more than one.
    """
    files = [part for part in opened(data).iter_attachments() if part.get_filename() == mail.EVIDENCE_FILE]
    if len(files) != 1:
        raise EvidenceError("this message carries no evidence, or more than one", where=name, remedy=_REMEDY)
    content = files[0].get_content()
    return content if isinstance(content, bytes) else str(content).encode("utf-8")


def opened(data: bytes) -> EmailMessage:
    """A message as mail programs read it."""
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 - for the type checker: the policy makes it so
    return message


def _subject(message: EmailMessage) -> str:
    return str(message["Subject"] or "")


def _lines(message: EmailMessage, kind: str) -> list[str]:
    """The lines of a part; blanks at their ends, which are lost on the way, left out."""
    body = message.get_body((kind,))
    text = str(body.get_content()) if body is not None else ""
    return [line.rstrip() for line in text.rstrip().splitlines()]
