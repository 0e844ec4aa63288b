"""`Brief` → bytes of one format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from generator.codec.json import from_json, to_json
from generator.codec.rendition import Rendition
from generator.documents.renderers.pdf import pages
from generator.documents.renderers.press import Press
from generator.errors import TemplateError
from generator.model import Brief
from generator.registry import Registry

__all__ = ["RENDERERS", "Press", "Renderer", "Rendition", "from_json", "pages", "render", "to_json"]

Renderer: TypeAlias = Callable[[Brief, Path | None, Press | None], Rendition]
"""Takes the brief, the user's template folder or None, and a running press or None."""


def _from(module: str) -> Renderer:
    """The renderer of a module, which is imported with the first brief: while the child prints there is time for it."""

    def late(brief: Brief, templates: Path | None, press: Press | None) -> Rendition:
        found: Renderer = import_module(module, __name__).render
        return found(brief, templates, press)

    return late


RENDERERS: Registry[Renderer] = Registry(
    "format",
    {
        "json": _from("generator.codec.json"),
        "html": _from(".html"),
        "pdf": _from(".pdf"),
        "docx": _from(".docx"),
        "md": _from(".markdown"),
        "eml": _from(".mail"),
    },
)


def render(brief: Brief, format: str, *, templates: Path | None = None, press: Press | None = None) -> Rendition:  # noqa: A002 - the word that users know from `--format`
    """`brief` in a format of `RENDERERS`.

    Files in the folder `templates` replace ours. Several renditions are faster if they share a `Press`.

    Raises:
        UnknownNameError: there is no such format.
        RenderError: the rendition could not be made or did not pass its checks; other formats may still succeed.
        TemplateError: a template fails, or there is no such folder.
    """
    if templates is not None and not templates.is_dir():
        raise TemplateError("there is no such template folder", where=str(templates), remedy="Check its path.")
    return RENDERERS[format](brief, templates, press)
