"""The template engine: a user's folder over ours, all text escaped, and access only to the values that are shown."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from generator.codec.json import dumps, to_json
from generator.documents import words
from generator.documents.renderers import odd
from generator.documents.renderers.view import view
from generator.documents.renderers.wording import language_tag
from generator.documents.words import Labels
from generator.errors import TemplateError
from generator.model import Brief
from generator.resources import TEMPLATES

_MARKDOWN = re.compile(r"([\\`*_\[\]<]|&(?=#?\w+;)|~(?=~))")
_LIST_MARK = re.compile(r"^(\d*)([-+=.)#>])")
_SPACE = re.compile(r"[^\S\u00a0\u2007\u202f]+")  # a no-break space is not among it
_TEXT_SUFFIXES = {".j2", ".css", ".js", ".po"}


def fill(brief: Brief, name: str, *, folder: Path | None = None) -> str:
    """The template `name`, filled with `brief`; a file in `folder` replaces ours, and can extend it as `house/…`.

    Raises:
        TemplateError: a template or catalog is missing or fails; the error names the file and the line.
    """
    label = words.of(brief.language, folder)
    shown = view(brief, label)
    return _filled(
        name,
        folder,
        lambda: {
            "view": shown,
            "brief": brief,
            "label": label,
            "language": language_tag(label.language),
            "evidence": _evidence(brief),
            "evidence_hash": to_json(brief)["sha256"],
            "templates_hash": hash_of(folder),
        },
    )


def fill_ours(name: str, values: Callable[[Labels], Mapping[str, Any]], *, language: str) -> str:
    """Our template `name`, filled with what `values` makes of the labels in `language`.

    Raises:
        TemplateError: the template fails; the error names the line.
    """
    label = words.of(language)
    shown = {**values(label), "label": label, "language": language_tag(label.language)}
    return _filled(name, None, lambda: shown)


def _filled(name: str, folder: Path | None, values: Callable[[], Mapping[str, Any]]) -> str:
    try:
        return _environment(folder).get_template(name).render(values())
    except Exception as error:  # a template can raise anything
        if folder is None and isinstance(error, MemoryError):
            raise  # our own templates need little memory: the machine has run out of it
        raise _template_error(error, name, folder) from error


def hash_of(folder: Path | None = None) -> str:
    """The SHA-256 of all templates, style sheets, scripts and catalogs, those of `folder` over ours.

    `verify` compares a whole page only if it was made with the same ones.
    """
    found = {place.relative_to(root): place for root in (TEMPLATES, folder) if root for place in _texts(root)}
    lines = (f"{name.as_posix()} {hashlib.sha256(place.read_bytes()).hexdigest()}" for name, place in found.items())
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _texts(root: Path) -> list[Path]:
    return [place for place in root.rglob("*") if place.suffix in _TEXT_SUFFIXES and place.is_file()]


@functools.cache
def _environment(folder: Path | None) -> ImmutableSandboxedEnvironment:
    """The engine for a folder; it caches compiled templates and reloads those whose files have changed."""
    house = jinja2.FileSystemLoader(TEMPLATES)
    guest = [jinja2.FileSystemLoader(folder)] if folder else []
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.ChoiceLoader([*guest, house, jinja2.PrefixLoader({"house": house})]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        asset=lambda name: _asset(environment, name),
        asset_hash=lambda name: _hash(environment, name),
        font=lambda name: _font(folder, name),
    )
    environment.filters.update(shown=odd.visible, markdown=_markdown, line=_line, language_tag=language_tag)
    return environment


def _source(environment: jinja2.Environment, name: str) -> str:
    assert environment.loader is not None  # noqa: S101 - for the type checker: it is set above
    return environment.loader.get_source(environment, name)[0]


def _asset(environment: jinja2.Environment, name: str) -> Markup:
    """A style sheet or script, to insert into the page as it is."""
    text = _source(environment, name)
    if re.search(r"</(?:style|script)|<!--", text, re.IGNORECASE):
        raise ValueError(f"{name} must not contain '</style', '</script' or '<!--'")
    return Markup(text)  # noqa: S704 - written by whoever writes the templates, never from a source


def _hash(environment: jinja2.Environment, name: str) -> str:
    """The hash with which a Content-Security-Policy allows an asset."""
    return "sha256-" + base64.b64encode(hashlib.sha256(_source(environment, name).encode()).digest()).decode()


def _font(folder: Path | None, name: str) -> str:
    """A font in base64, from the user's folder or ours, to embed in the page."""
    fonts = [place / "fonts" / name for place in (folder, TEMPLATES) if place]
    found = next((font for font in fonts if font.is_file() and font.resolve().parent == font.parent.resolve()), None)
    if found is None:
        raise ValueError(f"there is no font '{name}'")
    return base64.b64encode(found.read_bytes()).decode()


def _evidence(brief: Brief) -> Markup:
    """`brief.json` in a form that no HTML parser can mistake for markup."""
    text = dumps(brief).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - no "<" or "&" is left


def _markdown(text: object) -> Markup:
    """`text` on one line, escaped so that Markdown shows it unchanged."""
    return Markup(_LIST_MARK.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", _line(text))))  # noqa: S704 - "<" and "&" escaped


def _line(text: object) -> str:
    """`text` with odd characters made visible and white space collapsed."""
    return _SPACE.sub(" ", odd.visible(str(text))).strip(" ")


def _template_error(error: Exception, name: str, folder: Path | None) -> TemplateError:
    if isinstance(error, TemplateError):
        return error
    where = _place(error.__traceback__, folder) or name
    if isinstance(error, jinja2.TemplateSyntaxError):
        where = f"{error.name or name}, line {error.lineno}"
    if isinstance(error, jinja2.TemplateNotFound):
        return TemplateError(f"there is no template '{error.name}'", where=where, remedy="Check its name and folder.")
    what = str(error) or type(error).__name__
    return TemplateError(what.rstrip("."), where=where, remedy="Correct the template, or remove it to use ours.")


def _place(trace: TracebackType | None, folder: Path | None) -> str:
    """The template and line of an error, which Jinja writes into the traceback."""
    place = ""
    while trace is not None:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            file = Path(trace.tb_frame.f_code.co_filename)
            roots = [root for root in (folder, TEMPLATES) if root and file.is_relative_to(root)]
            place = f"{file.relative_to(roots[0]) if roots else file}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
