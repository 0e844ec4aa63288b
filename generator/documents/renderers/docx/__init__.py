"""Word: a document with real styles, footnotes to the sources, and the evidence inside."""

from __future__ import annotations

from pathlib import Path

from generator.codec.rendition import Rendition
from generator.documents.renderers.docx.text import EVIDENCE_NAMESPACE, application
from generator.model import Brief

__all__ = ["EVIDENCE_NAMESPACE", "application", "render"]


def render(brief: Brief, templates: Path | None = None, press: object = None) -> Rendition:  # noqa: ARG001 - nothing that could crash is run
    """`brief` as a Word document (ISO/IEC 29500, transitional).

    A file `reference.docx` in the folder `templates` gives its styles, page size and margins; ours fill the gaps.

    Raises:
        TemplateError: the reference document or a catalog in `templates` cannot be used.
    """
    from generator.documents.renderers.docx.document import document_of  # noqa: PLC0415 - python-docx, for those who ask for it

    return Rendition(document_of(brief, templates))
