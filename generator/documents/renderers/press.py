"""A child process that prints and fills users' templates, so that a crash, a hang or memory growth there is contained.

WeasyPrint crashes if no font is installed, and a template may use more memory or time than there is. The child does
one job after another until the press is closed, so that it starts only once. Each message, in both directions, is a
line of JSON that gives the `size` of the bytes that follow it.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from generator.codec.json import dumps
from generator.codec.rendition import Rendition
from generator.errors import BriefError, RenderError, TemplateError
from generator.model import Brief
from generator.resources import DATA

_TIMEOUT = 120.0  # seconds for one job: two hundred pages take twenty
_MEMORY = 1 << 30  # bytes of address space: a brief of two pages takes 0.2 GiB
_CHUNK = 1 << 16
_OTHERS = "The other formats are not affected."


class Press:
    """The child process; a context manager that starts it with the first job and ends it with the block.

    `timeout` is in seconds for each job, `memory` in bytes of address space. Threads may share a press, which does one
    job at a time.
    """

    def __init__(self, *, timeout: float = _TIMEOUT, memory: int = _MEMORY) -> None:
        self._timeout, self._memory = timeout, memory
        self._child: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Press:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the child process, if there is one."""
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def warm(self) -> None:
        """Start the child and let it load the PDF engine in the background; errors appear with the first job."""
        with self._turn, contextlib.suppress(OSError):
            child = self._child = self._child or _start(self._memory)
            assert child.stdin is not None  # noqa: S101 - it is a pipe
            child.stdin.write(json.dumps({"what": "warm", "size": 0}).encode() + b"\n")
            child.stdin.flush()

    def print(self, brief: Brief, folder: Path | None = None) -> Rendition:
        """`brief` as a PDF that has passed the checks of `gate`.

        Raises:
            RenderError, TemplateError: an error in the child, or it crashed or took too long.
        """
        head, data = self._ask("print", brief, folder)
        return Rendition(data, tuple(head["warnings"]), head["pages"])

    def pages(self, brief: Brief, folder: Path | None = None) -> int:
        """The number of pages that `brief` takes; errors as for `print`."""
        return len(self.filled(brief, folder))

    def filled(self, brief: Brief, folder: Path | None = None, *, most: int | None = None) -> tuple[float, ...]:
        """The share of each page of `brief`, 0…1, down to its last line; errors as for `print`.

        A layout of at most `most` pages is kept, so that `print` does not have to repeat it.
        """
        return tuple(self._ask("measure", brief, folder, most=most)[0]["filled"])

    def fill(self, brief: Brief, template: str, folder: Path | None = None) -> bytes:
        """`template` filled with `brief`; errors as for `print`."""
        return self._ask("fill", brief, folder, template=template)[1]

    def _ask(
        self, what: str, brief: Brief, folder: Path | None, **more: str | int | None
    ) -> tuple[dict[str, Any], bytes]:
        job = dumps(brief)
        order = {"what": what, "folder": str(folder.resolve()) if folder else None, **more, "size": len(job)}
        with self._turn:
            head, data = self._answer(json.dumps(order).encode() + b"\n" + job, folder)
        if "error" in head:
            raise _error(head)
        return head, data

    def _answer(self, message: bytes, folder: Path | None) -> tuple[dict[str, Any], bytes]:
        child = self._child = self._child or _start(self._memory)
        assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018 - both are pipes
        try:
            child.stdin.write(message)
            child.stdin.flush()
            return _read(child.stdout, time.monotonic() + self._timeout)
        except (OSError, EOFError, TimeoutError) as error:
            self.close()
            raise self._lost(child, error, folder) from error

    def _lost(self, child: subprocess.Popen[bytes], error: Exception, folder: Path | None) -> BriefError:
        """The error for a child that has ended or hangs."""
        if isinstance(error, TimeoutError):
            what = f"rendering took longer than {self._timeout:g} seconds and was stopped"
        elif child.returncode == -signal.SIGSEGV:
            what = "the PDF engine crashed (SIGSEGV), which happens if no font is installed or memory runs out"
        else:
            what = f"the rendering process ended unexpectedly ({_ending(child.returncode)})"
        if folder:
            return TemplateError(what, where=str(folder), remedy=f"Try without these templates. {_OTHERS}")
        return RenderError(what, remedy=f"Run 'brief doctor' to find out what is missing. {_OTHERS}")


def _ending(code: int | None) -> str:
    """How a process ended: the name of a signal, or its exit code."""
    with contextlib.suppress(ValueError):
        if code is not None and code < 0:
            return signal.Signals(-code).name
    return f"code {code}"


def fill_safely(brief: Brief, template: str, folder: Path | None, press: Press | None) -> bytes:
    """`template` filled with `brief` as UTF-8: in this process, or in the child if the user has a template `folder`.

    Raises:
        RenderError, TemplateError: as for `Press.fill`.
    """
    if folder is None:
        from generator.documents.renderers.templates import fill  # noqa: PLC0415 - jinja2, which a press by itself does not need

        return fill(brief, template).encode("utf-8")
    with contextlib.nullcontext(press) if press else Press() as one:
        return one.fill(brief, template, folder)


def _start(memory: int) -> subprocess.Popen[bytes]:
    """A child that finds this package from any folder, and whose output depends on neither locale nor time zone."""
    path = os.pathsep.join(filter(None, (str(DATA.parent.parent), os.environ.get("PYTHONPATH"))))
    fixed = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC", "SOURCE_DATE_EPOCH": "0"}
    return subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-P", "-m", "generator.documents.renderers.worker", str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # fontconfig and Pango write a lot; what matters is in the answer
        env={**os.environ, "PYTHONPATH": path, **fixed},
    )


def _read(stream: IO[bytes], deadline: float) -> tuple[dict[str, Any], bytes]:
    """One message.

    Raises:
        EOFError: the child ended.
        TimeoutError: the deadline passed.
    """
    buffer = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        size = None
        while size is None or len(buffer) < size:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError
            chunk = os.read(stream.fileno(), _CHUNK)
            if not chunk:
                raise EOFError
            buffer += chunk
            if size is None and b"\n" in buffer:
                line, _, buffer = buffer.partition(b"\n")
                head = json.loads(line)
                size = head["size"]
    return head, bytes(buffer)


def _error(head: dict[str, Any]) -> BriefError:
    kind = TemplateError if head["error"] == "template" else RenderError
    return kind(head["what"], where=head["where"], remedy=head["remedy"])
