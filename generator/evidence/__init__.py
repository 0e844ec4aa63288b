"""The evidence inside a document: taking it out, and proving the document by it, offline."""

from __future__ import annotations

from pathlib import Path

from generator.errors import EvidenceError
from generator.evidence import page, paper, word
from generator.evidence.inside import extract, format_of
from generator.evidence.proof import prove
from generator.evidence.report import Difference, Ledger, Report

__all__ = ["Difference", "Report", "extract", "verify"]


def verify(data: bytes, name: str, *, templates: Path | None = None) -> Report:
    """Prove a PDF, Word, HTML or JSON brief by the evidence inside it.

    The evidence must hold in itself: its hash, the hashes of the sources, every excerpt a slice of its source, every
    insert in brackets. Then what a page shows must be what the evidence says. `templates` is the folder of the user's
    templates that it was made with, if any. A document whose evidence was changed along with it, hashes included,
    holds as well: only a signature could tell.
    """
    ledger = Ledger()
    notes: tuple[str, ...] = ()
    try:
        notes = _compare(data, name, ledger, templates)
    except EvidenceError as error:
        ledger.check(False, error.where or name, error.what)
    except Exception as error:  # a damaged or hostile file may break anything on the way
        ledger.check(False, name, f"it cannot be read: {type(error).__name__}: {error}")
    return Report(not ledger.differences, ledger.checked, tuple(ledger.differences), notes)


def _compare(data: bytes, name: str, ledger: Ledger, folder: Path | None) -> tuple[str, ...]:
    brief = prove(extract(data, name), ledger)
    if brief is None or ledger.differences:
        return ()  # a page cannot be made from evidence that does not hold
    form = format_of(data, name)
    if form == "html":
        return page.compare(data.decode("utf-8-sig"), brief, ledger, folder=folder)
    if form == "docx":
        return word.compare(data, brief, ledger, folder=folder)
    return paper.compare(data, brief, ledger, folder=folder) if form == "pdf" else ()
