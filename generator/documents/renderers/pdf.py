"""PDF: tagged PDF/A-3a and PDF/UA-1 with the evidence attached, printed in a child process."""

from __future__ import annotations

from pathlib import Path

from generator.codec.rendition import Rendition
from generator.documents.renderers.press import Press
from generator.model import Brief

TEMPLATE, TIMELINE = "print.html.j2", "print_timeline.html.j2"  # the latter if there is room for it


def render(brief: Brief, templates: Path | None = None, press: Press | None = None) -> Rendition:
    """`brief` as a PDF, checked by `gate` before it is returned.

    Raises:
        RenderError: WeasyPrint crashed, hung or ran out of memory, or the file did not pass the checks.
        TemplateError: a template of the folder `templates` fails.
    """
    if press is not None:
        return press.print(brief, templates)
    with Press() as own:
        return own.print(brief, templates)


def pages(brief: Brief, templates: Path | None = None, press: Press | None = None) -> int:
    """The number of pages that `brief` takes; faster than `render`, because nothing is written.

    Raises:
        RenderError, TemplateError: as for `render`.
    """
    if press is not None:
        return press.pages(brief, templates)
    with Press() as own:
        return own.pages(brief, templates)
