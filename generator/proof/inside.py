"""Extracts the evidence from a document of any format."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import Any

import pikepdf

from generator.codec.json import loads
from generator.errors import EvidenceError
from generator.proof import letter
from generator.proof.archive import LARGEST, evidence_part, parts_of

EVIDENCE_FILE = "brief.json"
_REMEDY = "Use a PDF, Word, HTML, e-mail or JSON file that 'brief build' wrote."
_MARKDOWN_REMEDY = "Verify the PDF, Word, HTML, e-mail or JSON file of the same brief."
_MESSAGE = re.compile(rb"(?:[A-Za-z-]+: .*\r?\n(?:[ \t].*\r?\n)*)*(?:Subject|MIME-Version): ", re.IGNORECASE)
_HTML_STARTS = ("<!doctype html", "<html", "<!--", "<head")


def format_of(data: bytes, name: str) -> str:
    """The format of a document, recognized by its first bytes: pdf, docx, html, json, or eml for e-mail.

    Raises:
        EvidenceError: it is none of these.
    """
    start = data[:2048].decode("utf-8-sig", "replace").lstrip()
    if data[:1024].find(b"%PDF-") >= 0:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if start.startswith("{"):
        return "json"
    if start.lower().startswith(_HTML_STARTS):
        return "html"
    if name.lower().endswith(".eml") or _MESSAGE.match(data):
        return "eml"
    if name.lower().endswith((".md", ".markdown")):
        what = "a Markdown file contains no evidence, so it cannot be verified"
        raise EvidenceError(what, where=name, remedy=_MARKDOWN_REMEDY)
    raise EvidenceError("this file contains no evidence", where=name, remedy=_REMEDY)


def extract(data: bytes, name: str) -> dict[str, Any]:
    """The evidence in a document, as plain values in the form of `brief.json`.

    Raises:
        EvidenceError: there is none, or it cannot be read.
    """
    readers = {"pdf": _from_pdf, "docx": _from_docx, "html": _from_html, "json": _decode, "eml": _from_message}
    take = readers[format_of(data, name)]
    value = loads(take(data, name))
    if not isinstance(value, dict):
        raise EvidenceError("the evidence is not a brief", where=name, remedy=_REMEDY)
    return value


def attachments(data: bytes) -> dict[str, list[bytes]]:
    """The files attached to a PDF, by name; there may be several with the same name.

    Raises:
        EvidenceError: the PDF cannot be read.
    """
    found: dict[str, list[bytes]] = {}
    pikepdf.settings.set_qpdf_limits(flate_max_memory=LARGEST)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            tree = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/EmbeddedFiles")
            for name, spec in pikepdf.NameTree(tree).items() if tree is not None else ():
                found.setdefault(str(name), []).append(spec.EF.F.read_bytes())
                for key in ("/UF", "/F"):
                    if str(spec.get(key, name)) != str(name):
                        found.setdefault(str(spec[key]), []).append(spec.EF.F.read_bytes())
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError) as error:
        raise EvidenceError(f"the PDF cannot be read: {error}") from error
    return found


def _from_pdf(data: bytes, name: str) -> str:
    files = attachments(data).get(EVIDENCE_FILE, [])
    if len(files) != 1:
        what = "this PDF contains no evidence" if not files else "this PDF contains its evidence more than once"
        raise EvidenceError(what, where=name, remedy=_REMEDY)
    return _decode(files[0], name)


def _from_docx(data: bytes, name: str) -> str:  # noqa: ARG001 - the parts are named instead
    root = evidence_part(parts_of(data))[1]
    return str(root.text or "") if len(root) == 0 else ""


def _from_message(data: bytes, name: str) -> str:
    return _decode(letter.evidence_in(data, name), name)


def _from_html(data: bytes, name: str) -> str:
    parser = _Evidence()
    parser.feed(_decode(data, name))
    parser.close()
    if len(parser.found) != 1:
        what = "contains no evidence" if not parser.found else "contains its evidence more than once"
        raise EvidenceError(f"this page {what}", where=name, remedy=_REMEDY)
    return "".join(parser.found[0])


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EvidenceError(f"it is not UTF-8 text: {error.reason} at byte {error.start}", where=name) from error


class _Evidence(HTMLParser):
    """Collects the text of `<script id="evidence">`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[list[str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and dict(attrs).get("id") == "evidence":
            self.found.append([])
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1].append(data)
