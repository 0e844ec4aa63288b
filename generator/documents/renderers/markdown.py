"""Markdown: the brief as readable plain text, without evidence."""

from __future__ import annotations

import re
from pathlib import Path

from generator.codec.rendition import Rendition
from generator.documents.renderers.press import Press, fill_safely
from generator.model import Brief

TEMPLATE = "brief.md.j2"
_GAP = re.compile(rb"\n{3,}")


def render(brief: Brief, templates: Path | None = None, press: Press | None = None) -> Rendition:
    """`brief` as Markdown.

    Raises:
        TemplateError: a template of the folder `templates` fails.
    """
    return Rendition(_GAP.sub(b"\n\n", fill_safely(brief, TEMPLATE, templates, press)))
