"""The child of `press`: jobs on standard input, answers on standard output."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import IO, Any

from generator import cycles
from generator.codec.json import from_json, loads
from generator.documents.renderers.templates import fill
from generator.errors import BriefError, RenderError, TemplateError


def main() -> None:
    """Do jobs until standard input ends."""
    _limit(int(sys.argv[1]))
    cycles.look_seldom()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # keep what libraries print out of the answers
    while line := sys.stdin.buffer.readline():
        order = json.loads(line)
        if order["what"] == "warm":
            _warm()
        else:
            _serve(order, sys.stdin.buffer, answers)


def _limit(memory: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit, or a lower one is set
        import resource  # noqa: PLC0415 - POSIX only

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _warm() -> None:
    """Get ready to print; errors are ignored, because the first job meets them too."""
    with contextlib.suppress(Exception):
        from generator.documents.renderers import printing  # noqa: PLC0415 - see below

        printing.warm()


def _serve(order: dict[str, Any], jobs: IO[bytes], answers: IO[bytes]) -> None:
    job = jobs.read(order["size"])
    try:
        head, data = _do(order, job)
    except BriefError as error:
        kind = "template" if isinstance(error, TemplateError) else "render"
        head, data = {"error": kind, "what": error.what, "where": error.where, "remedy": error.remedy}, b""
    answers.write(json.dumps({**head, "size": len(data)}).encode() + b"\n" + data)
    answers.flush()


def _do(order: dict[str, Any], job: bytes) -> tuple[dict[str, Any], bytes]:
    folder = Path(order["folder"]) if order["folder"] else None
    brief = from_json(loads(job))
    if order["what"] == "fill":
        return {}, fill(brief, order["template"], folder=folder).encode("utf-8")
    try:
        from generator.documents.renderers import printing  # noqa: PLC0415 - 0.7 s and Pango, which HTML must not need

        if order["what"] == "measure":
            return {"filled": printing.measure(brief, folder, order["most"])}, b""
        done = printing.press(brief, folder)
    except BriefError:
        raise
    except (OSError, ImportError) as error:  # a library is missing, or does not fit into memory
        remedy = "Install Pango, then run 'brief doctor'."
        why = " ".join(str(error).split())
        raise RenderError(f"the PDF engine cannot be loaded or used: {why}", remedy=remedy) from error
    except MemoryError as error:
        remedy = "Shorten the brief with --pages or --words, or use another --format."
        raise RenderError("rendering needs more memory than is allowed", remedy=remedy) from error
    except Exception as error:  # the engine's own message must reach the log
        raise RenderError(f"the PDF engine failed: {type(error).__name__}: {error}") from error
    return {"warnings": done.warnings, "pages": done.pages}, done.data


if __name__ == "__main__":
    main()
