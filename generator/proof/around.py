"""What lies around the text of a PDF: attachments, title, links, outline, margins, and the seal over all of it."""

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
    """The attached texts must be those of the sources that are whole, and nothing else be attached."""
    found = attachments(data)
    numbers = source_numbers(brief)
    whole = (source for source in brief.sources if source.kept is None)
    texts = {text_name(numbers[source.id]): source.text.encode("utf-8", "surrogatepass") for source in whole}
    expected, names = ", ".join(sorted(texts)), ", ".join(sorted(set(found) - {EVIDENCE_FILE}))
    what = "they are not the sources of the evidence"
    ledger.check(expected == names, "the attached files", what, expected=expected, found=names)
    for name, text in texts.items():
        if name in found:
            ledger.check(found[name] == [text], f"the attached file {name}", "it is not the text of its source")


def check_title(pdf: pikepdf.Pdf, brief: Brief, ledger: Ledger) -> None:
    """The title that viewers show must be that of the brief."""
    title, wanted = normal(str(pdf.docinfo.get("/Title", ""))), normal(odd.visible(brief.title))
    ledger.check(title == wanted, "the title of the file", "it differs", expected=wanted, found=title)


def check_links(pdf: pikepdf.Pdf, expected: Expected, ledger: Ledger) -> None:
    """Nothing but links may lie on the pages; they may lead only where the page says, and bear its words."""
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.get("/Annots", []):
            kind, action = str(annotation.get("/Subtype", "")), annotation.get("/A", pikepdf.Dictionary())
            plain = kind == "/Link" and "/AP" not in annotation
            ledger.check(plain, f"page {number}", "something that is not a link lies on it", found=kind)
            target = str(annotation.get("/Dest", "")) or target_of(str(action.get("/URI", "")))
            words = normal(str(annotation.get("/Contents", ""))).strip()
            known = (target, words) in expected.links
            ledger.check(known, f"page {number}", "a link leads where the brief does not", found=f"{words} → {target}")


def check_outline(pdf: pikepdf.Pdf, expected: Expected, ledger: Ledger) -> None:
    """The bookmarks must be the headings, and nothing may be read out in place of what is shown."""
    with pdf.open_outline() as outline:
        found = [normal(title).strip() for title in _titles(outline.root)]
    headings = [normal(heading).strip() for heading in expected.headings]
    ledger.check(
        found == headings, "the bookmarks", "they differ", expected=" · ".join(headings), found=" · ".join(found)
    )
    for element in elements(pdf):
        spoken = [str(element[key]) for key in _SPOKEN if key in element]
        ledger.check(not spoken, "the structure", "other words than those shown are read out", found=" ".join(spoken))


def _titles(items: Sequence[pikepdf.OutlineItem]) -> list[str]:
    return [title for item in items for title in (item.title, *_titles(item.children))]


def check_margins(loose: Sequence[tuple[int, str]], brief: Brief, expected: Expected, ledger: Ledger) -> None:
    """What stands outside the text may only be the running header and footer, which may take several lines."""
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
        ledger.check(allowed, f"the margin of page {number}", "it shows what it should not", found=shown)


def seal_of(pdf: pikepdf.Pdf) -> str:
    """The seal that the pages and fonts of `pdf` ask for."""
    pages = [_drawing(page) for page in pdf.pages]
    streams = ((thing, thing.read_bytes()) for thing in pdf.objects if isinstance(thing, pikepdf.Stream))
    fonts = [data for thing, data in streams if is_font(data, "/Length1" in thing, str(thing.get("/Subtype", "")))]
    return of_print(pages, fonts)


def _drawing(page: pikepdf.Page) -> bytes:
    """The content streams of a page as one."""
    contents = page.obj.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts if part is not None)
