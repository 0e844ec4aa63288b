"""The evidence inside a document: taking it out, and proving the document by it, offline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.errors import EvidenceError
from generator.model import Article, Brief, Signature
from generator.proof import letter, page, paper, rereading, word
from generator.proof.inside import extract, format_of
from generator.proof.passages import only_cited
from generator.proof.proof import prove
from generator.proof.report import Difference, Ledger, VerificationReport

__all__ = ["Difference", "VerificationReport", "extract", "only_cited", "verify"]


def verify(
    data: bytes, name: str, *, templates: Path | None = None, originals: Sequence[Article] | None = None
) -> VerificationReport:
    """Prove a PDF, Word, HTML, e-mail or JSON brief by the evidence inside it.

    The evidence must hold in itself: its hash, the hashes of the sources, every excerpt a slice of its source, every
    insert in brackets; a source of which only some paragraphs are kept must have each of them in its Merkle tree. Then
    what a page shows must be what the evidence says. `templates` is the folder of the user's templates that it was made
    with, if any. A document whose evidence was changed along with it, hashes included, holds as well: only a signature
    can tell, or the stories themselves, read again, which may be given as `originals`.
    """
    ledger = Ledger()
    notes: tuple[str, ...] = ()
    signature: Signature | None = None
    try:
        brief = prove(extract(data, name), ledger)
        signature = brief.signature if brief else None
        if brief is not None and originals is not None:
            rereading.compare(brief, originals, ledger)
        if brief is not None and not ledger.differences:  # a page cannot be made from evidence that does not hold
            notes = _compare(data, name, brief, ledger, templates)
    except EvidenceError as error:
        ledger.check(False, error.where or name, f"{error.what}. {error.remedy}".removesuffix(" ").removesuffix("."))
    except Exception as error:  # a damaged or hostile file may break anything on the way
        ledger.check(False, name, f"it cannot be read: {type(error).__name__}: {error}")
    return VerificationReport(not ledger.differences, ledger.checked, tuple(ledger.differences), notes, signature)


def _compare(data: bytes, name: str, brief: Brief, ledger: Ledger, folder: Path | None) -> tuple[str, ...]:
    form = format_of(data, name)
    if form == "html":
        return page.compare(data.decode("utf-8-sig"), brief, ledger, folder=folder)
    if form == "eml":
        return letter.compare(data, brief, ledger, folder=folder)
    if form == "docx":
        return word.compare(data, brief, ledger, folder=folder)
    return paper.compare(data, brief, ledger, folder=folder) if form == "pdf" else ()
