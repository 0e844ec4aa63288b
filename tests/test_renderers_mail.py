"""E-mail: a message that any mail program opens, with a plain part, a page without style sheets and the evidence."""

from __future__ import annotations

import dataclasses
import email
import json
import random
import re
from email import policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from briefs import HOSTILE, SAMPLE

from generator.documents.renderers import render, to_json
from generator.model import Brief
from generator.proof import verify


def opened(data: bytes) -> EmailMessage:
    """The message as a mail program reads it, and no defect in it."""
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not [defect for part in message.walk() for defect in part.defects]
    return message


def part(message: EmailMessage, kind: str) -> str:
    """The text of the part that a reader of `kind` sees."""
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


class Tags(HTMLParser):
    """The names and attributes of a page's elements, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.targets: set[str] = set()
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an element."""
        self.names.add(tag)
        self.targets |= {value or "" for key, value in attrs if key in {"src", "href", "background", "action"}}

    def handle_data(self, data: str) -> None:
        """Take note of text."""
        self.words += data


def test_both_parts_hold_every_excerpt_with_its_speaker() -> None:
    """What is shown stands word for word in the plain part and in the page, and so does who says it."""
    message = opened(render(SAMPLE, "eml").data)
    plain, page = part(message, "plain"), Tags(part(message, "html")).words
    for excerpt in SAMPLE.excerpts():
        for text in (plain, page):
            assert excerpt.display in text
            assert excerpt.speaker is None or excerpt.speaker.name in text


def test_the_page_needs_no_style_sheet_script_or_request() -> None:
    """No element that mail programs drop or that would call home; links lead only to sources."""
    tags = Tags(part(opened(render(SAMPLE, "eml").data), "html"))
    assert not tags.names & {"style", "script", "link", "img", "svg", "iframe", "form", "table"}
    assert {"h1", "h2", "blockquote"} <= tags.names
    assert tags.targets
    assert all(target.startswith(("https://", "http://", "mailto:")) for target in tags.targets)


def test_the_evidence_is_attached_and_holds() -> None:
    """The attached brief.json is that of the brief, and verify proves it."""
    (attached,) = opened(render(SAMPLE, "eml").data).iter_attachments()
    assert attached.get_filename() == "brief.json"
    data = attached.get_content()
    assert json.loads(data) == to_json(SAMPLE)
    assert verify(data, "brief.json").ok


def test_the_same_brief_makes_the_same_bytes() -> None:
    """Id, date and boundaries come from the brief, and no line is longer than mail servers take."""
    data = render(SAMPLE, "eml").data
    assert data == render(SAMPLE, "eml").data
    other = render(dataclasses.replace(SAMPLE, title="Another"), "eml").data
    message, changed = opened(data), opened(other)
    assert message["Message-ID"] != changed["Message-ID"]
    assert message["Subject"] == SAMPLE.title
    assert message["Date"].datetime.date() == SAMPLE.dated
    assert max(map(len, data.split(b"\r\n"))) <= 998


def test_hostile_texts_add_no_header_and_no_markup() -> None:
    """Line breaks in a title make no header, markup in a story stays text, and control characters break nothing."""
    brief = dataclasses.replace(HOSTILE, title="A\r\nBcc: x@example.org\n <b>B</b>")
    message = opened(render(brief, "eml").data)
    assert message["Bcc"] is None
    page = part(message, "html")
    assert not Tags(page).names & {"script", "img", "b"}
    assert not re.search(r"javascript:|data:", " ".join(Tags(page).targets))


def test_a_template_of_ones_own_replaces_a_block(tmp_path: Path) -> None:
    """As for the other formats, a file in the user's folder extends ours."""
    (tmp_path / "email.html.j2").write_text(
        '{% extends "house/email.html.j2" %}{% block head %}<h1>Department of Examples</h1>{% endblock %}'
    )
    message = opened(render(SAMPLE, "eml", templates=tmp_path).data)
    assert "Department of Examples" in part(message, "html")
    assert "Department of Examples" not in part(message, "plain")


@pytest.mark.parametrize("brief", [SAMPLE, HOSTILE], ids=["sample", "hostile"])
def test_a_message_proves_itself(brief: Brief) -> None:
    """`verify` takes the evidence out of the attachment and finds both texts to be what it makes."""
    data = render(brief, "eml").data
    report = verify(data, "brief.eml")
    assert report.ok, report.differences
    assert report.checked > 2 * len(brief.excerpts())
    relayed = b"Received: from a.example by b.example; Fri, 15 Aug 2025 09:00:00 +0000\r\n" + data
    assert verify(relayed, "message").ok


def test_every_change_of_a_character_is_found() -> None:
    """In the subject, the plain part, the page and the evidence; a further attachment is found as well."""
    data = render(SAMPLE, "eml").data
    chance = random.Random(7)  # noqa: S311 - to be repeated, not to be secret
    message = opened(data)
    for _ in range(120):
        kind = chance.choice(["plain", "html"])
        text = part(message, kind)
        at = chance.choice([i for i, letter in enumerate(text) if letter.isalnum()])
        changed = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
        assert not verify(with_part(data, kind, changed), "brief.eml").ok, (kind, text[at - 20 : at + 20])
    assert not verify(data.replace(b"Subject: T", b"Subject: F"), "brief.eml").ok
    more = opened(data)
    more.add_attachment("Another.", filename="note.txt")
    assert not verify(more.as_bytes(), "brief.eml").ok


def with_part(data: bytes, kind: str, text: str) -> bytes:
    """A message with another text in one of its parts."""
    message = opened(data)
    body = message.get_body((kind,))
    assert body is not None
    body.set_content(text, subtype=kind, cte="quoted-printable")
    return message.as_bytes()


def test_a_message_without_evidence_is_refused() -> None:
    """Another message of the mailbox is no brief; it costs a clear line."""
    report = verify(b"Subject: Lunch\r\nMIME-Version: 1.0\r\n\r\nAt noon?\r\n", "lunch.eml")
    assert not report.ok
    assert "contains no evidence" in report.differences[0].what
