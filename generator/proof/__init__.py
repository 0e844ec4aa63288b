"""The evidence inside a document: extracting it, and verifying the document against it, offline."""

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
    """Verify a brief as PDF, Word, HTML, e-mail or JSON against the evidence inside it.

    First the evidence itself is checked: its hash, the hashes of the sources, that every excerpt is a slice of its
    source and every insert is in brackets, and, where only some paragraphs of a source are kept, that each belongs to
    its Merkle tree. Then what the document shows is compared with the evidence. `templates` is the user's template
    folder that the document was made with, if any.

    A document passes even if someone changed it and its evidence together, hashes included. Only a signature reveals
    that, or the stories themselves: pass them as `originals` to compare the sources with them.
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
