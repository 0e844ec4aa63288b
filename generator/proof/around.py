"""Checks of a PDF beside its text: attachments, title, links, outline, margins and the seal."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pikepdf

from generator.documents.renderers import odd
from generator.documents.renderers.gate import elements
from generator.documents.renderers.seal import is_font, of_print
from generator.documents.renderers.view import source_numbers, text_name
from generator.model import Brief
from generator.proof.expected import Expected, bare, is_same, normal, target_of
from generator.proof.inside import EVIDENCE_FILE, attachments
from generator.proof.report import Ledger

_SPOKEN = ("/ActualText", "/Alt", "/E")


def check_files(data: bytes, brief: Brief, ledger: Ledger) -> None:
    """Check that the texts of all whole sources are attached, and nothing else."""
    found = attachments(data)
    numbers = source_numbers(brief)
    whole = (source for source in brief.sources if source.kept is None)
    texts = {text_name(numbers[source.id]): source.text.encode("utf-8", "surrogatepass") for source in whole}
    expected, names = ", ".join(sorted(texts)), ", ".join(sorted(set(found) - {EVIDENCE_FILE}))
    what = "they do not match the sources in the evidence"
    ledger.check(expected == names, "the attached files", what, expected=expected, found=names)
    for name, text in texts.items():
        if name in found:
            ledger.check(found[name] == [text], f"the attached file {name}", "it differs from the text of its source")


def check_title(pdf: pikepdf.Pdf, brief: Brief, ledger: Ledger) -> None:
    """Check that viewers show the title of the brief."""
    title, wanted = normal(str(pdf.docinfo.get("/Title", ""))), normal(odd.visible(brief.title))
    what = "it differs from the title of the brief"
    ledger.check(title == wanted, "the title of the file", what, expected=wanted, found=title)


def check_links(pdf: pikepdf.Pdf, expected: Expected, ledger: Ledger) -> None:
    """Check that the only annotations are links, with the targets and texts of the page for print."""
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.get("/Annots", []):
            kind, action = str(annotation.get("/Subtype", "")), annotation.get("/A", pikepdf.Dictionary())
            plain = kind == "/Link" and "/AP" not in annotation
            ledger.check(plain, f"page {number}", "it has an annotation that is not a link", found=kind)
            target = str(annotation.get("/Dest", "")) or target_of(str(action.get("/URI", "")))
            words = normal(str(annotation.get("/Contents", ""))).strip()
            known = (target, words) in expected.links
            ledger.check(
                known, f"page {number}", "it has a link that the brief does not have", found=f"{words} → {target}"
            )


def check_outline(pdf: pikepdf.Pdf, expected: Expected, ledger: Ledger) -> None:
    """Check that the bookmarks are the headings, and that screen readers read what is shown."""
    with pdf.open_outline() as outline:
        found = [normal(title).strip() for title in _titles(outline.root)]
    headings = [normal(heading).strip() for heading in expected.headings]
    what, expected_titles = "they differ from the headings", " · ".join(headings)
    ledger.check(found == headings, "the bookmarks", what, expected=expected_titles, found=" · ".join(found))
    for element in elements(pdf):
        spoken = [str(element[key]) for key in _SPOKEN if key in element]
        what = "screen readers read other text than is shown"
        ledger.check(not spoken, "the structure", what, found=" ".join(spoken))


def _titles(items: Sequence[pikepdf.OutlineItem]) -> list[str]:
    return [title for item in items for title in (item.title, *_titles(item.children))]


def check_margins(loose: Sequence[tuple[int, str]], brief: Brief, expected: Expected, ledger: Ledger) -> None:
    """Check that the only text in the margins is the running header and footer, which may take several lines."""
    before, between = expected.page_label
    pages: dict[int, str] = {}
    for number, text in loose:
        pages[number] = pages.get(number, "") + normal(text)
    classification = normal(odd.visible(brief.identity.classification)).upper()
    title = normal(odd.visible(brief.title))
    for number, shown in pages.items():
        parts = (classification, title, f"{before}{number}{between}{max(pages)}")
        some = (itertools.compress(parts, chosen) for chosen in itertools.product((True, False), repeat=len(parts)))
        allowed = any(is_same(bare(shown), bare("".join(one))) for one in some)
        ledger.check(allowed, f"the margin of page {number}", "it has text that does not belong there", found=shown)


def seal_of(pdf: pikepdf.Pdf) -> str:
    """The seal that matches the pages and fonts of `pdf`."""
    pages = [_drawing(page) for page in pdf.pages]
    streams = ((thing, thing.read_bytes()) for thing in pdf.objects if isinstance(thing, pikepdf.Stream))
    fonts = [data for thing, data in streams if is_font(data, "/Length1" in thing, str(thing.get("/Subtype", "")))]
    return of_print(pages, fonts)


def _drawing(page: pikepdf.Page) -> bytes:
    """The content streams of a page as one."""
    contents = page.obj.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts if part is not None)
