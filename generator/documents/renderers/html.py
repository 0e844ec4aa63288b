"""HTML: one self-contained page with its evidence inside."""

from __future__ import annotations

from pathlib import Path

from generator.codec.rendition import Rendition
from generator.documents.renderers.press import Press, fill_safely
from generator.documents.renderers.seal import seal_page
from generator.model import Brief

TEMPLATE = "brief.html.j2"


def render(brief: Brief, templates: Path | None = None, press: Press | None = None) -> Rendition:
    """`brief` as an HTML page.

    Raises:
        TemplateError: a template of the folder `templates` fails.
    """
    return Rendition(page_of(brief, templates, press).encode("utf-8"))


def page_of(brief: Brief, templates: Path | None = None, press: Press | None = None) -> str:
    """The page with its seal; arguments and errors as for `render`."""
    return seal_page(fill_safely(brief, TEMPLATE, templates, press).decode("utf-8"))
