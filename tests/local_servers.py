"""Servers on this machine for tests: HTTP and SMTP that answer, fail, hang and break off as a script says."""

from __future__ import annotations

import contextlib
import datetime as dt
import ipaddress
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Reply = Callable[["Handler"], None]


@dataclass
class Web:
    """A web server: what it answers by path, and what it was asked."""

    replies: dict[str, Reply]
    port: int = 0
    scheme: str = "http"
    seen: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    """Method, path with query, headers in lower case, body."""

    @property
    def root(self) -> str:
        """Its address."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        """The paths asked for, robots.txt left out."""
        return [path for _, path, _, _ in self.seen if path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    """Looks its answer up in `web`."""

    protocol_version = "HTTP/1.1"
    web: Web
    released: threading.Event

    def do_GET(self) -> None:
        """Answer as the script says; 404 where it says nothing."""
        length = int(self.headers.get("Content-Length", 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.web.seen.append((self.command, self.path, headers, self.rfile.read(length)))
        reply = self.web.replies.get(self.path) or self.web.replies.get(self.path.partition("?")[0]) or status(404)
        with contextlib.suppress(OSError):
            reply(self)

    def do_POST(self) -> None:
        """Answer like GET."""
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""

    def send(self, code: int, body: bytes, headers: Mapping[str, str]) -> None:
        """A whole answer."""
        self.send_response(code)
        for name, value in {"Content-Length": str(len(body)), "Connection": "close", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def body(content: bytes | str, **headers: str) -> Reply:
    """200 with `content`; `_` in the names of headers is a dash."""
    data = content.encode() if isinstance(content, str) else content
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.send(200, data, named)


def status(code: int, **headers: str) -> Reply:
    """An answer without content."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.send(code, b"", named)


def tagged(content: str, etag: str) -> Reply:
    """200 with an entity tag, 304 to one who has it."""

    def reply(handler: Handler) -> None:
        is_known = handler.headers.get("If-None-Match") == etag
        handler.send(304 if is_known else 200, b"" if is_known else content.encode(), {"ETag": etag})

    return reply


def in_turn(*replies: Reply) -> Reply:
    """Each of `replies` once, the last one ever after."""
    left = list(replies)

    def reply(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return reply


def hang(handler: Handler) -> None:
    """Nothing, until the test is over."""
    handler.released.wait(30)
    handler.close_connection = True


def drip(handler: Handler) -> None:
    """A byte of an endless answer now and then."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    while not handler.released.wait(0.05):
        handler.wfile.write(b"x")


def drip_headers(handler: Handler) -> None:
    """A byte of an endless header now and then."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not handler.released.wait(0.05):
        handler.wfile.write(b"x")


def break_off(handler: Handler) -> None:
    """Less than was promised."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"half")
    handler.close_connection = True


def endless(handler: Handler) -> None:
    """Megabytes without end, and without a length."""
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    while not handler.released.is_set():
        handler.wfile.write(b"x" * 65_536)


def certificate(folder: Path, host: str) -> tuple[ssl.SSLContext, Path]:
    """How a server at `host` and 127.0.0.1 shows that it is itself, and the file with the authority that says so."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    start = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    places = x509.SubjectAlternativeName([x509.DNSName(host), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    built = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(dt.datetime(2120, 1, 1, tzinfo=dt.UTC))
        .add_extension(places, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    authority, whole = folder / "authority.pem", folder / "server.pem"
    authority.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    whole.write_bytes(secret + authority.read_bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(whole)
    return context, authority


class _WebServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are part of the tests."""


@contextlib.contextmanager
def web(replies: Mapping[str, Reply], *, tls: ssl.SSLContext | None = None) -> Iterator[Web]:
    """A web server at 127.0.0.1."""
    found = Web(dict(replies), scheme="https" if tls else "http")
    released = threading.Event()
    handler = type("Handler", (Handler,), {"web": found, "released": released})
    server = _WebServer(("127.0.0.1", 0), handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield found
    finally:
        released.set()
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Post:
    """A mail server: what it says at each step, and the messages it took."""

    script: list[dict[str, str]]
    """For each connection, what is answered instead by command ("RCPT": "550 no such user").

    "drop" hangs up, "drip" goes on for ever.
    """
    port: int = 0
    taken: list[bytes] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    """For each message taken, whether it came encrypted."""


@contextlib.contextmanager
def post(*script: Mapping[str, str], tls: ssl.SSLContext | None = None, implicit: bool = False) -> Iterator[Post]:
    """A mail server at 127.0.0.1; the last entry of `script` is good for all further connections."""
    found = Post([dict(entry) for entry in script] or [{}])

    class Connection(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            answers = found.script.pop(0) if len(found.script) > 1 else found.script[0]
            with contextlib.suppress(OSError):
                _Dialogue(self.request, found, answers, tls, implicit=implicit).run()

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Connection)
    server.daemon_threads = True
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Dialogue:
    """One connection to a mail server (RFC 5321)."""

    def __init__(
        self, link: socket.socket, post: Post, answers: Mapping[str, str], tls: ssl.SSLContext | None, *, implicit: bool
    ) -> None:
        self.post, self.answers, self.tls = post, answers, tls
        self.is_encrypted = implicit and tls is not None
        self.link = tls.wrap_socket(link, server_side=True) if tls and implicit else link
        self.lines = self.link.makefile("rb")

    def run(self) -> None:
        """Talk until somebody hangs up."""
        try:
            self.say("connect", "220 ready")
            while line := self.lines.readline():
                words = line.decode().strip()
                command = words.split(" ")[0].upper()
                self.post.commands.append(command)
                self.obey(command, words)
        except _HungUpError:
            pass
        finally:
            self.lines.close()
            self.link.close()

    def say(self, step: str, usual: str) -> None:
        """What the script has for `step`, else the usual."""
        answer = self.answers.get(step, usual)
        if answer == "drop":
            raise _HungUpError
        while answer == "drip":
            self.link.sendall(b"250-more to come\r\n")
            time.sleep(0.02)
        self.link.sendall(answer.encode() + b"\r\n")
        if answer.startswith("421") or step == "QUIT":
            raise _HungUpError

    def obey(self, command: str, words: str) -> None:
        """One command."""
        if command == "EHLO":
            offers = ["250-here", *(["250-STARTTLS"] if self.tls and not self.is_encrypted else []), "250-AUTH PLAIN"]
            self.say("EHLO", "\r\n".join([*offers, "250 8BITMIME"]))
        elif command == "STARTTLS":
            self.say("STARTTLS", "220 go ahead")
            assert self.tls
            self.lines.close()
            self.link = self.tls.wrap_socket(self.link, server_side=True)
            self.lines, self.is_encrypted = self.link.makefile("rb"), True
        elif command == "AUTH":
            self.post.logins.append(words.split(" ")[2])
            self.say("AUTH", "235 welcome")
        elif command == "DATA":
            self.say("DATA", "354 go on")
            self.take()
        else:
            self.say(command, "250 fine")

    def take(self) -> None:
        """A message, up to the dot on a line of its own."""
        if self.answers.get("before dot") == "drop":
            self.lines.readline()
            raise _HungUpError
        kept = [line[line.startswith(b".") :] for line in iter(self.lines.readline, b".\r\n")]
        if not self.answers.get("dot", "250").startswith(("4", "5")):
            self.post.taken.append(b"".join(kept))
            self.post.encrypted.append(self.is_encrypted)
        self.say("dot", "250 taken")


class _HungUpError(Exception):
    """The server ends the connection."""
