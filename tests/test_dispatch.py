"""Dispatch: every target gets each brief once, whatever servers do; what fails is tried again, and nothing leaks."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import email
import hashlib
import hmac
import json
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from email import policy
from email.message import EmailMessage
from email.utils import formataddr
from pathlib import Path
from typing import Any

import pytest
from briefs import SAMPLE
from hypothesis import given, settings
from hypothesis import strategies as st
from local_servers import Post, Reply, certificate, drip_headers, hang, post, status, web

from generator.documents.renderers import to_json
from generator.errors import OutputError
from generator.jobs import dispatch
from generator.jobs.archive import Archive
from generator.jobs.config import FolderDelivery, MailDelivery, Monitor, WebhookDelivery
from generator.jobs.dispatch import Attempt, Outbox, Parcel, heartbeat, webhook
from generator.jobs.dispatch.values import Item
from generator.jobs.web import wire
from generator.model import Brief

NOW = dt.datetime(2025, 8, 16, 9, 30, tzinfo=dt.UTC)
FILES = {"2025-08-16-x.pdf": b"%PDF-1.7 " + bytes(range(256)), "2025-08-16-x.json": b"{}", "2025-08-16-x.html": b"<p>"}
Rule = FolderDelivery | MailDelivery | WebhookDelivery


def parcel(brief: Brief = SAMPLE) -> Parcel:
    """A brief with three files."""
    return Parcel(brief, str(to_json(brief)["sha256"]), FILES)


def mail(server: Post, **values: Any) -> MailDelivery:
    """An unencrypted delivery to one reader."""
    usual = {"kind": "mail", "name": "desk", "server": "127.0.0.1", "port": server.port, "tls": "none", "timeout": 1}
    people = {"sender": "Briefs <briefs@example.org>", "to": ["ann@example.org"]}
    return MailDelivery.model_validate({**usual, **people, **values})


def hook(url: str, **values: Any) -> WebhookDelivery:
    """A delivery to a program."""
    return WebhookDelivery.model_validate({"kind": "webhook", "name": "hook", "url": url, "timeout": 0.3, **values})


def copies(path: Path, **values: Any) -> FolderDelivery:
    """A delivery to a folder."""
    return FolderDelivery.model_validate({"kind": "folder", "name": "share", "path": path, **values})


class Job:
    """A job's runs: its outbox, and what its archive knows of deliveries."""

    def __init__(self, folder: Path, *rules: Rule) -> None:
        self.outbox, self.rules = Outbox(folder / dispatch.PLACE), rules
        self.noted: dict[tuple[str, str], Attempt] = {}
        self.faults: tuple[str, ...] = ()

    def is_settled(self, brief: str, target: str) -> bool:
        """Whether the archive has it as sent or refused."""
        known = self.noted.get((brief, target))
        return known is not None and known.state != "waiting"

    def note(self, attempt: Attempt) -> None:
        """Keep it, as the archive does."""
        self.noted[attempt.brief, attempt.target] = attempt

    def run(self, *parcels: Parcel, now: dt.datetime = NOW) -> list[Attempt]:
        """One run that delivers `parcels`, and what else lies in the outbox."""
        failed: list[Attempt] = []
        for one in parcels:
            failed += dispatch.post(one, self.rules, outbox=self.outbox, is_settled=self.is_settled, now=now)
        sent, self.faults = dispatch.send(
            self.rules, outbox=self.outbox, note=self.note, is_settled=self.is_settled, now=now
        )
        return [*failed, *sent]

    def left(self) -> list[str]:
        """The names in the outbox."""
        return sorted(path.name for path in self.outbox.folder.glob("*"))


def states(attempts: list[Attempt]) -> list[str]:
    """How each went."""
    return [attempt.state for attempt in attempts]


def opened(data: bytes) -> EmailMessage:
    """A message as a mail program reads it, without defects."""
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not [defect for part in message.walk() for defect in part.defects]
    return message


# E-mail


def test_a_message_arrives_whole(tmp_path: Path) -> None:
    """Headers, both bodies, the evidence and the formats asked for; and the outbox is empty."""
    with post() as server:
        job = Job(tmp_path, mail(server, formats=["pdf", "json", "docx"]))
        assert states(job.run(parcel())) == ["sent"]
        (data,) = server.taken
    message = opened(data)
    assert message["From"] == "Briefs <briefs@example.org>"
    assert message["To"] == "ann@example.org"
    assert message["Subject"] == " ".join(SAMPLE.title.split())
    assert message["Date"] == "Sat, 16 Aug 2025 09:30:00 +0000"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Unsent"] is None
    attached = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
    assert list(attached) == ["brief.json", "2025-08-16-x.pdf"]
    assert attached["2025-08-16-x.pdf"] == FILES["2025-08-16-x.pdf"]
    evidence = attached["brief.json"]
    assert isinstance(evidence, bytes)
    assert json.loads(evidence)["sha256"] == parcel().sha256
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert SAMPLE.excerpts()[0].display[:20] in plain.get_content().replace("\n", " ")
    assert job.left() == []
    assert server.commands[-1] == "QUIT"


@pytest.mark.parametrize("name", ["Żółć Łąka", 'Q. "Desk" Lee', "名前", "a" * 200])
def test_names_in_any_script_are_readable(name: str, tmp_path: Path) -> None:
    """Names of senders and readers arrive as configured, in plain ASCII on the wire."""
    who = formataddr((name, "ann@example.org"))
    with post() as server:
        assert states(Job(tmp_path, mail(server, to=[who], sender=who)).run(parcel())) == ["sent"]
        (data,) = server.taken
    assert data.isascii()
    assert opened(data)["To"].addresses[0].display_name == opened(data)["From"].addresses[0].display_name == name


def test_each_reader_gets_a_message_of_their_own(tmp_path: Path) -> None:
    """Nobody sees who else got it; ids differ; one address that is refused costs only itself."""
    to = ["Ann <ann@example.org>", "bob@example.org", "cy@example.org"]
    with post({}, {"RCPT": "550 no such user"}, {}) as server:
        job = Job(tmp_path, mail(server, to=to))
        attempts = job.run(parcel())
        found = [opened(data) for data in server.taken]
    assert sorted(states(attempts)) == ["refused", "sent", "sent"]
    assert len({message["Message-ID"] for message in found}) == 2
    for message in found:
        others = [address for address in to if address not in message["To"]]
        assert not any(address in message.as_string() for address in others)
    (refused,) = (attempt for attempt in attempts if attempt.state == "refused")
    assert str(refused).endswith("not delivered (the mail server said: 550 no such user); it will not be tried again")
    assert job.left() == []


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ({"connect": "421 busy"}, "421 busy"),
        ({"connect": "554 go away"}, "554 go away"),
        ({"connect": "drop"}, "closed the connection"),
        ({"EHLO": "421 busy"}, "closed the connection"),
        ({"MAIL": "421 shutting down"}, "421 shutting down"),
        ({"MAIL": "451 later"}, "451 later"),
        ({"MAIL": "530 log in first"}, "530 log in first"),
        ({"RCPT": "450 mailbox busy"}, "450 mailbox busy"),
        ({"RCPT": "421 shutting down"}, "421 shutting down"),
        ({"RCPT": "drop"}, "closed the connection"),
        ({"DATA": "421 shutting down"}, "421 shutting down"),
        ({"DATA": "drop"}, "closed the connection"),
        ({"before dot": "drop"}, "127.0.0.1"),
        ({"dot": "452 disk full"}, "452 disk full"),
        ({"dot": "421 shutting down"}, "421 shutting down"),
    ],
)
def test_passing_trouble_waits_for_the_next_run(script: Mapping[str, str], reason: str, tmp_path: Path) -> None:
    """Nothing is lost or reported as done; the next run delivers, once, with the id of the first try."""
    with post(script, {}) as server:
        job = Job(tmp_path, mail(server))
        (first,) = job.run(parcel())
        assert first.state == "waiting"
        assert reason in first.why
        assert server.taken == []
        assert states(job.run()) == ["sent"]
        assert len(server.taken) == 1
        assert states(job.run(parcel())) == []
        assert len(server.taken) == 1


@pytest.mark.parametrize(
    "script",
    [
        {"MAIL": "550 not you"},
        {"RCPT": "550 no such user"},
        {"RCPT": "553 odd address"},
        {"DATA": "554 no"},
        {"dot": "552 too large"},
        {"dot": "554 spam\r\n"},
    ],
)
def test_a_final_no_is_reported_once(script: Mapping[str, str], tmp_path: Path) -> None:
    """It is not tried again, not even when the same brief is made again."""
    with post(script, {}) as server:
        job = Job(tmp_path, mail(server))
        (attempt,) = job.run(parcel())
        assert attempt.state == "refused"
        assert attempt.why.startswith("the mail server said: 55")
        assert job.left() == []
        assert job.run(parcel()) == []
        assert server.taken == []


def test_dropped_after_the_final_dot_the_repeat_is_known_for_one(tmp_path: Path) -> None:
    """Nobody can know whether it was taken: it is sent again, byte for byte the same, under the same id."""
    with post({"dot": "drop"}, {}) as server:
        job = Job(tmp_path, mail(server))
        assert states(job.run(parcel())) == ["waiting"]
        assert states(job.run(now=NOW + dt.timedelta(hours=1))) == ["sent"]
        first, second = server.taken
    assert first == second
    assert opened(first)["Message-ID"] == opened(second)["Message-ID"]


@pytest.mark.parametrize("farewell", ["drop", "421 gone", "500 what"])
def test_what_was_taken_stays_taken(farewell: str, tmp_path: Path) -> None:
    """Trouble after the message was accepted changes nothing."""
    with post({"QUIT": farewell}) as server:
        job = Job(tmp_path, mail(server))
        assert states(job.run(parcel())) == ["sent"]
        assert len(server.taken) == 1


def test_a_killed_run_does_not_send_twice(tmp_path: Path) -> None:
    """Between the note in the archive and the empty outbox: the next run finds it settled."""

    class KilledError(Exception):
        """Stands for the end of the program."""

    with post() as server:
        job = Job(tmp_path, mail(server))

        def killed(attempt: Attempt) -> None:
            job.note(attempt)
            raise KilledError

        dispatch.post(parcel(), job.rules, outbox=job.outbox, is_settled=job.is_settled, now=NOW)
        with pytest.raises(KilledError):
            dispatch.send(job.rules, outbox=job.outbox, note=killed, is_settled=job.is_settled, now=NOW)
        assert len(job.left()) == 2
        assert job.run(parcel()) == []
        assert job.left() == []
        assert len(server.taken) == 1


def test_a_dead_server_is_tried_once_a_run(tmp_path: Path) -> None:
    """Ten readers of a server that hangs cost one timeout, and another server's reader is served."""
    with socket.create_server(("127.0.0.1", 0)) as silent, post() as server:
        port = silent.getsockname()[1]
        readers = [f"r{number}@example.org" for number in range(10)]
        dead = mail(server, name="dead", port=port, to=readers, timeout=0.3)
        job = Job(tmp_path, dead, mail(server))
        start = time.monotonic()
        attempts = job.run(parcel())
        assert time.monotonic() - start < 3
    assert sorted(states(attempts)) == ["sent", *["waiting"] * 10]
    assert {a.why for a in attempts if a.state == "waiting"} == {
        "the mail server 127.0.0.1 did not answer within 0.3 seconds"
    }


def test_a_server_that_never_comes_to_an_end(tmp_path: Path) -> None:
    """Each line comes in time, but there is always another: the dialogue as a whole has an end."""
    with post({"MAIL": "drip"}, {}) as server:
        job = Job(tmp_path, mail(server, timeout=0.1))
        start = time.monotonic()
        (attempt,) = job.run(parcel())
        assert time.monotonic() - start < 4
        assert attempt.state == "waiting"
        assert states(job.run()) == ["sent"]


def test_an_address_that_the_server_cannot_take(tmp_path: Path) -> None:
    """Letters beyond ASCII in an address are refused with a reason, and others get theirs."""
    with post() as server:
        attempts = Job(tmp_path, mail(server, to=["änn@example.org", "bob@example.org"])).run(parcel())
        assert sorted(states(attempts)) == ["refused", "sent"]
        assert len(server.taken) == 1


def test_nobody_there(tmp_path: Path) -> None:
    """A port without a server: a plain reason, and the message waits."""
    with post() as server:
        job = Job(tmp_path, mail(server))
    (attempt,) = job.run(parcel())
    assert attempt.state == "waiting"
    assert attempt.why == "no connection to the mail server 127.0.0.1 (Connection refused)"


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ssl.SSLContext]:
    """What a server whose authority this program trusts shows."""
    context, file = certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    wire.trusted.cache_clear()
    yield context
    wire.trusted.cache_clear()


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_encrypted_and_logged_in(
    tls: str, authority: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both kinds of encryption work, and the login comes only after it."""
    monkeypatch.setenv("MAIL_WORD", "s3cr3t")
    with post(tls=authority, implicit=tls == "implicit") as server:
        rule = mail(server, tls=tls, user="briefs", password={"env": "MAIL_WORD"})
        assert states(Job(tmp_path, rule).run(parcel())) == ["sent"]
        assert server.encrypted == [True]
        assert [base64.b64decode(login) for login in server.logins] == [b"\0briefs\0s3cr3t"]
        before = server.commands[: server.commands.index("AUTH")]
        assert ("STARTTLS" in before) is (tls == "starttls")


def test_a_server_without_encryption_gets_nothing(tmp_path: Path) -> None:
    """Where STARTTLS is configured and not offered, neither login nor message is sent in the clear."""
    with post() as server:
        rule = mail(server, tls="starttls", user="briefs", password="s3cr3t")  # noqa: S106 - of a server of our own
        (attempt,) = Job(tmp_path, rule).run(parcel())
        assert attempt.state == "waiting"
        assert "does not offer encryption" in attempt.why
        assert server.commands == ["EHLO"]


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_stranger_s_certificate_gets_nothing(tls: str, tmp_path: Path) -> None:
    """A server that nobody vouches for is not spoken to."""
    context, _ = certificate(tmp_path, "localhost")
    with post(tls=context, implicit=tls == "implicit") as server:
        (attempt,) = Job(tmp_path, mail(server, tls=tls)).run(parcel())
        assert attempt.state == "waiting"
        assert "self-signed certificate" in attempt.why
        assert "MAIL" not in server.commands


def test_a_wrong_password_can_be_mended(authority: ssl.SSLContext, tmp_path: Path) -> None:
    """535 is about the login, not about the message: it waits, and the password is in no message or file."""
    with post({"AUTH": "535 wrong"}, {}, tls=authority) as server:
        rule = mail(server, tls="starttls", user="briefs", password="s3cr3t-word")  # noqa: S106
        job = Job(tmp_path / "job", rule)
        (attempt,) = job.run(parcel())
        assert attempt.state == "waiting"
        assert attempt.why == "the mail server said: 535 wrong"
        kept = b"".join(path.read_bytes() for path in job.outbox.folder.iterdir())
        assert b"s3cr3t" not in kept
        assert "s3cr3t" not in repr((attempt, rule))
        assert states(job.run()) == ["sent"]


def test_a_secret_that_is_not_there_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The operator is told which, and the message goes out once it is there."""
    monkeypatch.delenv("MAIL_WORD", raising=False)
    with post() as server:
        rule = mail(server, user="briefs", password={"env": "MAIL_WORD"})
        job = Job(tmp_path, rule)
        (attempt,) = job.run(parcel())
        assert attempt.state == "waiting"
        assert "MAIL_WORD" in attempt.why
        monkeypatch.setenv("MAIL_WORD", "x")
        assert states(job.run()) == ["sent"]


def test_after_a_week_it_is_given_up(tmp_path: Path) -> None:
    """A brief that old is news no more; until then each run tries."""
    with post({"RCPT": "450 busy"}) as server:
        job = Job(tmp_path, mail(server))
        assert states(job.run(parcel())) == ["waiting"]
        assert states(job.run(now=NOW + dt.timedelta(days=6))) == ["waiting"]
        (last,) = job.run(now=NOW + dt.timedelta(days=7, hours=1))
        assert last.state == "refused"
        assert last.why == "given up after 7 days: the mail server said: 450 busy"
        assert job.left() == []


def test_a_delivery_that_the_job_no_longer_has(tmp_path: Path) -> None:
    """What waits for it is given up and said."""
    with post({"RCPT": "450 busy"}) as server:
        job = Job(tmp_path, mail(server, to=["ann@example.org", "bob@example.org"]))
        job.run(parcel())
        job.rules = (mail(server, to=["ann@example.org"]),)
        attempts = {attempt.target: attempt for attempt in job.run()}
        assert attempts["desk: ann@example.org"].state == "waiting"
        assert attempts["desk: bob@example.org"].why == "the job no longer has this delivery"
        assert attempts["desk: bob@example.org"].state == "refused"


def test_a_template_that_fails_costs_the_message_and_not_the_run(tmp_path: Path) -> None:
    """It is said, and other deliveries go out."""
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "email.txt.j2").write_text("{{ nothing.at.all }}")
    with post() as server:
        job = Job(tmp_path, mail(server), copies(tmp_path / "share"))
        attempts = job.run(dataclasses.replace(parcel(), templates=templates))
        assert states(attempts) == ["refused", "sent"]
        assert "could not be prepared" in attempts[0].why
        assert server.taken == []


# Webhooks


def test_a_webhook_is_told(tmp_path: Path) -> None:
    """JSON with hashes and key points, an idempotency key, and a signature that the receiver can check."""
    with web({"/hook": status(204)}) as server:
        job = Job(tmp_path, hook(f"{server.root}/hook", secret="shared word"))  # noqa: S106
        assert states(job.run(parcel())) == ["sent"]
        ((method, _, headers, body),) = server.seen
    assert method == "POST"
    told = json.loads(body)
    assert told["title"] == SAMPLE.title
    assert told["sha256"] == parcel().sha256
    assert told["files"][0] == {
        "name": "2025-08-16-x.pdf",
        "bytes": 265,
        "sha256": hashlib.sha256(FILES["2025-08-16-x.pdf"]).hexdigest(),
    }
    points = {excerpt.id: excerpt.display for excerpt in SAMPLE.excerpts()}
    assert [point["text"] for point in told["summary"]] == [points[name] for name in SAMPLE.key_points]
    expected = hmac.new(b"shared word", body, hashlib.sha256).hexdigest()
    assert headers[webhook.SIGNATURE.lower()] == f"sha256={expected}"
    assert len(headers["idempotency-key"]) == 32
    assert headers["content-type"].startswith("application/json")
    assert job.left() == []


@pytest.mark.parametrize(
    ("reply", "state", "reason"),
    [
        (status(500), "waiting", "the server answered 500 (Internal Server Error)"),
        (status(429), "waiting", "429"),
        (status(401), "waiting", "401"),
        (status(404), "waiting", "404"),
        (status(302, Location="/x"), "waiting", "302"),
        (status(400), "refused", "400"),
        (status(413), "refused", "413"),
        (status(422), "refused", "422"),
        (hang, "waiting", "no response within 0.3 seconds"),
        (drip_headers, "waiting", "the response took longer than 0.9 seconds"),
    ],
)
def test_webhooks_that_fail(reply: Reply, state: str, reason: str, tmp_path: Path) -> None:
    """What may pass is tried again with the same key and body; what is final is said once."""
    with web({"/hook": reply}) as server:
        job = Job(tmp_path, hook(f"{server.root}/hook"))
        (attempt,) = job.run(parcel())
        assert attempt.state == state
        assert reason in attempt.why
        server.replies["/hook"] = status(200)
        assert states(job.run()) == (["sent"] if state == "waiting" else [])
        assert len({(headers["idempotency-key"], body) for _, _, headers, body in server.seen}) == 1


def test_an_address_with_a_secret_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address of a webhook often is the secret: no message and no file has it."""
    with web({}) as server:
        monkeypatch.setenv("HOOK", f"{server.root}/T0K3N?key=T0K3N")
        job = Job(tmp_path, hook({"env": "HOOK"}))  # type: ignore[arg-type]
        attempts = job.run(parcel())
        assert states(attempts) == ["waiting"]
        assert "T0K3N" not in repr(attempts)
        assert not any(b"T0K3N" in path.read_bytes() for path in job.outbox.folder.iterdir())


# Folders


def test_a_folder_gets_the_formats_it_asks_for(tmp_path: Path) -> None:
    """All files where it asks for none; copies are whole."""
    job = Job(tmp_path, copies(tmp_path / "a"), copies(tmp_path / "b", name="pdfs", formats=["pdf"]))
    assert states(job.run(parcel())) == ["sent", "sent"]
    assert {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()} == FILES
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["2025-08-16-x.pdf"]


def test_a_folder_that_cannot_be_written_waits(tmp_path: Path) -> None:
    """A share that is away costs nothing but a warning, and gets the brief when it is back."""
    (tmp_path / "share").write_text("in the way")
    job = Job(tmp_path, copies(tmp_path / "share"))
    (attempt,) = job.run(parcel())
    assert attempt.state == "waiting"
    assert str(tmp_path / "share") in attempt.why
    (tmp_path / "share").unlink()
    assert states(job.run()) == ["sent"]
    assert len(list((tmp_path / "share").iterdir())) == 3


# The outbox


payloads = st.dictionaries(st.text(min_size=1, max_size=20), st.binary(max_size=200), max_size=4)


@settings(deadline=None, max_examples=40)
@given(payload=payloads, brief=st.text(max_size=20), recipient=st.text(max_size=20), minutes=st.integers(0, 10**6))
def test_what_lies_in_the_outbox_comes_out_the_same(
    payload: dict[str, bytes], brief: str, recipient: str, minutes: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any names and bytes."""
    outbox = Outbox(tmp_path_factory.mktemp("outbox"))
    item = Item(brief, "desk", recipient, NOW + dt.timedelta(minutes=minutes), payload)
    outbox.put(item)
    assert outbox.has(item.key)
    assert outbox.items() == ([item], [])
    outbox.drop(item)
    assert list(outbox.folder.iterdir()) == []


def test_the_oldest_goes_first(tmp_path: Path) -> None:
    """Whatever their keys are."""
    outbox = Outbox(tmp_path)
    for hours in (3, 1, 2):
        outbox.put(Item(f"brief {hours}", "desk", "", NOW + dt.timedelta(hours=hours)))
    assert [item.brief for item in outbox.items()[0]] == ["brief 1", "brief 2", "brief 3"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_text("{"),
        lambda path: path.write_text("[]"),
        lambda path: path.write_text("{}"),
        lambda path: path.write_bytes(b"\xff\xfe"),
        lambda path: path.write_text(path.read_text().replace("desk", "disk")),
        lambda path: path.with_name(path.name.replace("manifest.json", "0")).write_bytes(b"other"),
        lambda path: path.with_name(path.name.replace("manifest.json", "0")).unlink(),
    ],
)
def test_a_damaged_message_is_not_sent(damage: Any, tmp_path: Path) -> None:
    """It is named in a warning, and the others go out."""
    with post({"RCPT": "450 busy"}, {}) as server:
        job = Job(tmp_path, mail(server))
        job.run(parcel())
        damage(next(job.outbox.folder.glob("*.manifest.json")))
        other = dataclasses.replace(SAMPLE, title="Another")
        assert states(job.run(parcel(other))) == ["sent"]
        (fault,) = job.faults
        assert "damaged and was not sent" in fault
        assert len(server.taken) == 1


def test_the_same_brief_twice_is_sent_once(tmp_path: Path) -> None:
    """Two runs of the same job: one message, one call, one copy (and the second run opens no connection)."""
    with post() as server, web({"/hook": status(200)}) as site:
        job = Job(tmp_path, mail(server), hook(f"{site.root}/hook"), copies(tmp_path / "share"))
        assert states(job.run(parcel())) == ["sent"] * 3
        count = len(server.commands)
        assert job.run(parcel()) == []
        assert len(server.taken) == len(site.seen) == 1
        assert len(server.commands) == count


def test_a_message_of_another_kind_does_not_stop_the_others(tmp_path: Path) -> None:
    """A delivery that was a folder and is an e-mail now: its item waits with a reason, the next is sent."""
    with post() as server:
        job = Job(tmp_path, mail(server, to=["ann@example.org"]))
        job.outbox.put(Item("old", "desk", "ann@example.org", NOW - dt.timedelta(days=1), {"x.pdf": b"%PDF"}))
        assert states(job.run(parcel())) == ["waiting", "sent"]


def test_one_that_waits_is_not_written_anew(tmp_path: Path) -> None:
    """The same brief again does not make it younger."""
    with post({"RCPT": "450 busy"}) as server:
        job = Job(tmp_path, mail(server))
        job.run(parcel())
        job.run(parcel(), now=NOW + dt.timedelta(days=1))
        assert [item.written for item in job.outbox.items()[0]] == [NOW]


def test_a_full_disk_costs_the_delivery_and_not_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the outbox cannot be written, that is said."""

    def full(*_: object) -> None:
        raise OutputError("the brief cannot be written (No space left on device)", where="/x")

    monkeypatch.setattr("generator.delivery.write", full)
    attempts = Job(tmp_path, copies(tmp_path / "share")).run(parcel())
    assert states(attempts) == ["refused"]
    assert "No space left" in attempts[0].why


KILLED = """
import datetime as dt, sys
from pathlib import Path
from generator.jobs.dispatch.outbox import Outbox
from generator.jobs.dispatch.values import Item
outbox = Outbox(Path(sys.argv[1]))
print("ready", flush=True)
number = 0
while True:
    number += 1
    item = Item(str(number), "desk", "", dt.datetime(2025, 8, 16, tzinfo=dt.UTC), {"a": b"x" * 5000, "b": b"y" * 5000})
    outbox.put(item)
    if number % 2:
        outbox.drop(item)
"""


def test_killed_at_any_moment_the_outbox_is_whole(tmp_path: Path) -> None:
    """Six times kill -9 while items come and go: what is there is whole, and the next run sweeps the rest."""
    outbox = Outbox(tmp_path / "outbox")
    for number in range(6):
        with subprocess.Popen([sys.executable, "-c", KILLED, str(outbox.folder)], stdout=subprocess.PIPE) as child:
            assert child.stdout
            child.stdout.readline()
            time.sleep(0.01 + 0.013 * number)
            child.send_signal(signal.SIGKILL)
        outbox.sweep()
        items, faults = outbox.items()
        assert faults == []
        assert all(item.payload == {"a": b"x" * 5000, "b": b"y" * 5000} for item in items)
        whole = {f"{item.key}.{ending}" for item in items for ending in ("0", "1", "manifest.json")}
        assert {path.name for path in outbox.folder.iterdir() if path.suffix != ".tmp"} == whole


def test_targets_are_what_the_archive_is_told(tmp_path: Path) -> None:
    """The names for the archive's queue are those of the attempts."""
    with post() as server:
        rules = (mail(server, to=["ann@example.org", "bob@example.org"]), copies(tmp_path / "share"))
        names = dispatch.targets(rules)
        assert names == ("desk: ann@example.org", "desk: bob@example.org", "share")
        assert {attempt.target for attempt in Job(tmp_path, *rules).run(parcel())} == set(names)


def test_the_archive_keeps_the_books(tmp_path: Path) -> None:
    """Its queue, notes and answers are what a run hands in here: sent once, waiting until then."""
    with Archive.open(tmp_path / "brief.sqlite3") as archive, post({"RCPT": "450 busy"}, {}) as server:
        rules, outbox = (mail(server),), Outbox(tmp_path / "outbox")
        digest = archive.keep_brief(SAMPLE, list(FILES), NOW)
        archive.queue(digest, dispatch.targets(rules), NOW)

        def note(attempt: Attempt) -> None:
            archive.note_delivery(attempt.brief, attempt.target, state=attempt.state, why=attempt.why, now=NOW)

        def is_settled(brief: str, target: str) -> bool:
            return any(one.target == target and one.state != "waiting" for one in archive.deliveries(brief))

        for state in ("waiting", "sent"):
            dispatch.post(parcel(), rules, outbox=outbox, is_settled=is_settled, now=NOW)
            dispatch.send(rules, outbox=outbox, note=note, is_settled=is_settled, now=NOW)
            (found,) = archive.deliveries(digest)
            assert found.state == state
        assert found.tries == 2
        assert dispatch.send(rules, outbox=outbox, note=note, is_settled=is_settled, now=NOW) == ((), ())
        assert len(server.taken) == 1


# The heartbeat


def monitor(url: str, timeout: float = 0.5) -> Monitor:
    """A monitor."""
    return Monitor.model_validate({"url": url, "timeout": timeout})


@pytest.mark.parametrize(
    ("event", "path"), [("start", "/id/start?x=1"), ("success", "/id?x=1"), ("fail", "/id/fail?x=1")]
)
def test_the_monitor_is_told(event: dispatch.Event, path: str) -> None:
    """Start, success and failure go to addresses of their own, with a note."""
    with web({path: status(200)}) as server:
        assert dispatch.ping(monitor(f"{server.root}/id?x=1"), event, "all well") == ""
        assert [(asked, body) for _, asked, _, body in server.seen] == [(path, b"all well")]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (hang, "no response within 0.5 seconds"),
        (drip_headers, "no response within 0.5 seconds"),
        (status(500), "it responded with 500"),
    ],
)
def test_a_monitor_that_fails_holds_nothing_up(reply: Reply, reason: str) -> None:
    """Whatever it does, there is a warning without its address after the timeout at the latest."""
    with web({"/secret-id/start": reply}) as server:
        start = time.monotonic()
        warning = dispatch.ping(monitor(f"{server.root}/secret-id"), "start")
        assert time.monotonic() - start < 2
        assert warning == f"the monitor could not be notified of the start ({reason})"


def test_a_name_server_that_hangs_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking up a name has no timeout of its own: the ping does not wait for it."""

    def slow(*_: object) -> str:
        time.sleep(1)
        return ""

    monkeypatch.setattr(heartbeat, "_told", slow)
    start = time.monotonic()
    assert "no response" in dispatch.ping(monitor("http://monitor.example/id", 0.1), "start")
    assert time.monotonic() - start < 0.9


def test_a_ping_that_breaks_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong inside, the job goes on."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(heartbeat, "ask", broken)
    warning = dispatch.ping(monitor("http://monitor.example/id"), "start")
    assert warning == "the monitor could not be notified of the start (RuntimeError)"


def test_a_monitor_whose_address_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A warning, no error."""
    monkeypatch.delenv("PING", raising=False)
    rule = Monitor.model_validate({"url": {"env": "PING"}})
    assert "PING" in dispatch.ping(rule, "success")
