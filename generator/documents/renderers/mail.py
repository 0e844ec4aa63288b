"""E-mail: one message with plain text, HTML that needs no style sheet, and the evidence attached."""

from __future__ import annotations

import datetime as dt
import re
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from html import unescape
from pathlib import Path

from generator.codec.json import dumps, evidence_hash
from generator.codec.rendition import Rendition
from generator.documents.renderers import odd
from generator.documents.renderers.press import Press, fill_safely
from generator.model import Brief

PLAIN, PAGE = "email.txt.j2", "email.html.j2"
EVIDENCE_FILE = "brief.json"
_POLICY = policy.SMTP.clone(max_line_length=76)  # RFC 2045: quoted-printable
_GAP = re.compile(r"\n{3,}")
_DOMAIN = "briefing-note.invalid"  # RFC 2606: no host has it, so that the id is nobody's


def render(brief: Brief, templates: Path | None = None, press: Press | None = None) -> Rendition:
    """`brief` as an unsent message, which a mail program opens as a draft.

    Its id and boundaries are derived from the evidence and its date is that of the brief: same brief, same bytes.

    Raises:
        TemplateError: a template of the folder `templates` fails.
    """
    seal = evidence_hash(brief)
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = " ".join(odd.visible(brief.title).split())
    message["Date"] = format_datetime(dt.datetime.combine(brief.dated, dt.time(), dt.UTC))
    message["Message-ID"] = f"<{seal[:32]}@{_DOMAIN}>"
    message["X-Unsent"] = "1"
    message.set_content(plain(brief, templates, press), cte="quoted-printable")
    message.add_alternative(page(brief, templates, press), subtype="html", cte="quoted-printable")
    message.add_attachment(dumps(brief), maintype="application", subtype="json", filename=EVIDENCE_FILE)
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{seal[:24]}_{number}")
    return Rendition(message.as_bytes())


def plain(brief: Brief, templates: Path | None = None, press: Press | None = None) -> str:
    """The plain text; arguments and errors as for `render`."""
    filled = fill_safely(brief, PLAIN, templates, press).decode("utf-8")
    return _GAP.sub("\n\n", unescape(filled)).lstrip("\n")


def page(brief: Brief, templates: Path | None = None, press: Press | None = None) -> str:
    """The HTML part; arguments and errors as for `render`."""
    return fill_safely(brief, PAGE, templates, press).decode("utf-8").lstrip("\n")
