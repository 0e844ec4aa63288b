"""Makes a document from a brief: styles, text, notes, margins, properties, package."""

from __future__ import annotations

from pathlib import Path

from generator.codec.json import to_json
from generator.documents import words
from generator.documents.renderers.docx.body import Body, add_margins
from generator.documents.renderers.docx.footnotes import Footnotes
from generator.documents.renderers.docx.ink import Ink
from generator.documents.renderers.docx.package import empty, pack, set_up
from generator.documents.renderers.docx.styles import open_styled, set_language, style_ids, text_width
from generator.documents.renderers.templates import hash_of
from generator.documents.renderers.view import view
from generator.documents.renderers.wording import language_tag
from generator.model import Brief


def document_of(brief: Brief, templates: Path | None) -> bytes:
    """The file; arguments and errors as for `render`."""
    labels = words.of(brief.language, templates)
    language = language_tag(labels.language)
    document = open_styled(templates)
    empty(document)
    set_language(document, language)
    ink = Ink(style_ids(document), language)
    notes = Footnotes(document.part, document.part.package, ink)
    shown = view(brief, labels)
    body = Body(shown, labels, ink, document.part, notes, to_json(brief)["sha256"], text_width(document))
    add_margins(document, shown, labels, ink)
    document.element.body[:0] = list(body.blocks())
    set_up(document, brief, note=labels["note"], language=language)
    return pack(document, brief, templates=hash_of(templates))
