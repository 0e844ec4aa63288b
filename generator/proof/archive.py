"""The parts of a Word document, with the evidence among them, read on the assumption that they may be hostile."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from generator.documents.renderers.docx import EVIDENCE_NAMESPACE
from generator.errors import EvidenceError

LARGEST = 100_000_000
"""Bytes when unpacked: far more than a brief of two hundred pages takes with its sources."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name.

    Raises:
        EvidenceError: it cannot be read, is too large, or has two parts with the same name.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise EvidenceError("the document is too large when unpacked")
            parts = {entry.filename: _unpacked(archive, entry) for entry in entries}
    except _DAMAGED as error:
        raise EvidenceError(f"the document cannot be read: {error}") from error
    if len({name.lower() for name in parts}) != len(entries):
        raise EvidenceError("the document has two parts with the same name")
    return parts


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part, up to the size that the directory gives: `archive.read` would unpack everything there is."""
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise EvidenceError(f"the part {entry.filename} uses a compression that Word does not support")
    with archive.open(entry) as part:
        return part.read(entry.file_size)


def evidence_part(parts: Mapping[str, bytes]) -> tuple[str, Any]:
    """The part that holds the evidence: its name and its root element.

    Raises:
        EvidenceError: there is none, or more than one.
    """
    names = sorted(name for name in parts if name.startswith("customXml/item") and name.endswith(".xml"))
    found = [(name, root) for name in names if _is_evidence(root := parsed(parts[name], name))]
    if len(found) != 1:
        what = "contains no evidence" if not found else "contains its evidence more than once"
        raise EvidenceError(f"this document {what}")
    return found[0]


def parsed(data: bytes, name: str) -> Any:
    """The root element of a part.

    Raises:
        EvidenceError: it is not well-formed, or declares a document type, which parts must not do.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise EvidenceError(f"the part {name} is not well-formed: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise EvidenceError(f"the part {name} declares a document type")
    return root


def _is_evidence(root: Any) -> bool:
    return str(root.tag) == f"{{{EVIDENCE_NAMESPACE}}}evidence"
