"""`Brief` → bytes: a page, a document, data, plain text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from generator.errors import TemplateError
from generator.model import Brief
from generator.registry import Registry
from generator.renderers import docx, html, json, mail, markdown, pdf
from generator.renderers.json import from_json, to_json
from generator.renderers.pdf import pages
from generator.renderers.press import Press
from generator.renderers.rendition import Rendition

__all__ = ["RENDERERS", "Press", "Renderer", "Rendition", "from_json", "pages", "render", "to_json"]

Renderer: TypeAlias = Callable[[Brief, Path | None, Press | None], Rendition]
"""Takes the brief, a folder of templates that is laid over ours, and a press that is running; the two may be None."""

RENDERERS: Registry[Renderer] = Registry(
    "format",
    {
        "json": json.render,
        "html": html.render,
        "pdf": pdf.render,
        "docx": docx.render,
        "md": markdown.render,
        "eml": mail.render,
    },
)


def render(brief: Brief, format: str, *, templates: Path | None = None, press: Press | None = None) -> Rendition:  # noqa: A002 - the word that users know from `--format`
    """`brief` in the format that `RENDERERS` names so.

    Files in the folder `templates` replace ours. Several renditions are quicker with one `Press` around them.

    Raises:
        UnknownNameError: there is no such format.
        RenderError: the rendition could not be made or did not pass its gate; other formats may still succeed.
        TemplateError: a template fails, or there is no such folder.
    """
    if templates is not None and not templates.is_dir():
        raise TemplateError("there is no such folder of templates", where=str(templates), remedy="Check its path.")
    return RENDERERS[format](brief, templates, press)
