"""Does the PDF show what its evidence says? Its text is compared with that of the page it was printed from."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf

from generator.documents.renderers import odd
from generator.documents.renderers.pdf import TEMPLATE, TIMELINE
from generator.documents.renderers.press import fill_safely
from generator.documents.renderers.templates import hash_of
from generator.model import Brief
from generator.proof import around, glyphs
from generator.proof.expected import Expected, bare, is_reordered, is_same, normal, wanted
from generator.proof.report import Ledger

_SEALED = (
    "The PDF was made with different templates. The title, excerpts and speakers were compared, in order, and so was "
    "its seal, which reveals changes to the pages unless the PDF was sealed again."
)
_OTHER_TEMPLATES = (
    "The PDF was made with different templates. The title, excerpts and speakers were compared, in order; its labels "
    "were not."
)
_NOT_BY_LETTER = "%s: the order of letters was not compared, because this script is not printed letter by letter."


def compare(data: bytes, brief: Brief, ledger: Ledger, *, folder: Path | None = None) -> tuple[str, ...]:
    """Compare a PDF with the one that `brief` makes, and note each check in `ledger`.

    `folder` is the user's template folder that the PDF was made with, if any. Returns notes on what was not compared.
    """
    around.check_files(data, brief, ledger)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        around.check_title(pdf, brief, ledger)
        keywords = str(pdf.docinfo.get("/Keywords", ""))
        seal = keywords.partition("seal ")[2]
        if f"templates {hash_of(folder)} " in keywords:
            template = TIMELINE if " timeline " in keywords else TEMPLATE
            page = Expected(fill_safely(brief, template, folder, None).decode("utf-8"))
            notes = _whole(pdf, page, brief, ledger)
            sealed = True
        else:
            notes = [*_in_order(pdf, brief, ledger), _SEALED if seal else _OTHER_TEMPLATES]
            sealed = bool(seal)
        if sealed:
            found, what = around.seal_of(pdf), "they were changed after the PDF was made"
            ledger.check(seal == found, "the pages as a whole", what, expected=seal, found=found)
    return tuple(notes)


def _whole(pdf: pikepdf.Pdf, page: Expected, brief: Brief, ledger: Ledger) -> list[str]:
    """Compare everything that the PDF shows with `page`."""
    printed = glyphs.words_of(pdf)
    notes = list(_aligned(page.parts, [normal(run) for run in printed.runs], ledger))
    around.check_margins(printed.loose, brief, page, ledger)
    around.check_links(pdf, page, ledger)
    around.check_outline(pdf, page, ledger)
    return notes


def _aligned(parts: Sequence[tuple[str, str]], runs: Sequence[str], ledger: Ledger) -> Iterator[str]:
    """Compare the pieces of lines with the expected text, up to the first difference.

    A piece may begin or end at a space of the expected text; inside a piece every space counts.
    """
    expected, places = _joined(parts)
    at = 0
    for run in runs:
        words = run.strip()
        while at < len(expected) and expected[at] == " ":
            at += 1
        end = at + len(words)
        where = places[min(at, len(places) - 1)]
        same = is_same(words, expected[at:end])
        if same and is_reordered(words) and words != expected[at:end]:
            yield _NOT_BY_LETTER % where
        what = "the page does not show what its evidence says"
        if not ledger.check(same, where, what, expected=expected[at:end], found=words):
            return
        at = end
    rest = expected[at:].strip()
    ledger.check(not rest, places[min(at, len(places) - 1)], "this text is missing from the page", expected=rest)


def _joined(parts: Sequence[tuple[str, str]]) -> tuple[str, list[str]]:
    """The expected text with white space collapsed, and the place in the document of each of its characters."""
    text, places = "", []
    for where, part in parts:
        new = normal(part)
        if text.endswith(" "):
            new = new.lstrip()
        text += new
        places += [where] * len(new)
    return text, places or ["the document"]


def _in_order(pdf: pikepdf.Pdf, brief: Brief, ledger: Ledger) -> Iterator[str]:
    """Find the title, excerpts and speakers in this order, whatever else is between them."""
    page = bare("".join(normal(run) for run in glyphs.words_of(pdf).runs))
    at = 0
    for where, text in wanted(brief):
        words = bare(normal(odd.visible(text)))
        if is_reordered(words):
            yield _NOT_BY_LETTER % where
            continue
        found = page.find(words, at)
        ledger.check(found >= 0, where, "it is missing or out of order", expected=text)
        at = found + len(words) if found >= 0 else at
