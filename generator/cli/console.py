"""What the command prints: answers on standard output; log lines and progress on standard error."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from generator.errors import BriefError

if TYPE_CHECKING:
    from generator.model import Article

T = TypeVar("T")

log = logging.getLogger("brief")


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        head = "" if record.levelno == logging.INFO else f"{record.levelname.lower()}: "
        return head + record.getMessage()


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        time = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        line = {"time": time, "level": record.levelname.lower(), "message": record.getMessage()}
        return json.dumps(line | getattr(record, "fields", {}), ensure_ascii=False)


def set_up(*, quiet: bool = False, verbose: bool = False, log_format: str = "text") -> None:
    """Send log lines to standard error: warnings with `quiet`, details with `verbose`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if log_format == "json" else _Text())
    log.handlers[:] = [handler]
    log.propagate = False
    log.setLevel(logging.WARNING if quiet else logging.DEBUG if verbose else logging.INFO)


def complain(problem: BriefError | str) -> None:
    """Log an error in one line, in the format chosen by then."""
    if not log.handlers:
        set_up()
    log.error(str(problem))


def emit(text: str) -> None:
    """Write an answer to standard output, in UTF-8 whatever the locale."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def emit_json(answer: Any, *, indent: int | None = None) -> None:
    """Write an answer as JSON, on one line unless it is indented."""
    emit(json.dumps(answer, ensure_ascii=False, indent=indent) + "\n")


def progress(items: Iterable[T], *, total: int, what: str) -> Iterator[T]:
    """Pass `items` through; show a progress bar on a terminal, unless there are few."""
    if total < 5 or not sys.stderr.isatty() or log.level > logging.INFO or _is_json():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=what, total=total, console=Console(stderr=True), transient=True)


def analysing(articles: Sequence[Article]) -> Iterable[Article]:
    """Pass `articles` on to their analysis, with a progress bar."""
    return progress(articles, total=len(articles), what="Analyzing")


def _is_json() -> bool:
    return any(isinstance(handler.formatter, _Json) for handler in log.handlers)
