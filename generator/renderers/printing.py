"""WeasyPrint, which only the child process of `press` imports."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse

from generator.model import Brief
from generator.renderers import gate
from generator.renderers.finishing import finish
from generator.renderers.json import dumps
from generator.renderers.odd import code_point
from generator.renderers.rendition import Rendition
from generator.renderers.templates import fill
from generator.renderers.view import source_numbers, text_name
from generator.resources import TEMPLATES

EVIDENCE = "brief.json"
_TEMPLATE = "print.html.j2"
_VARIANT = "pdf/a-3a"
_MISSING = re.compile(r'\.notdef glyph.*"(.)" \(U\+', re.DOTALL)


def press(brief: Brief, folder: Path | None) -> Rendition:
    """`brief` as a PDF that has passed the gate.

    Raises:
        RenderError: the gate lists what is amiss.
        TemplateError: a template fails.
    """
    with _log() as messages:
        document = _layout(brief, folder)
        data = document.write_pdf(finisher=finish, pdf_variant=_VARIANT, attachments=list(_attachments(brief)))
    gate.require(data)
    return Rendition(data, tuple(_warnings(messages)), len(document.pages))


def count(brief: Brief, folder: Path | None) -> int:
    """The number of pages of `brief`."""
    return len(_layout(brief, folder).pages)


def _layout(brief: Brief, folder: Path | None) -> Any:
    page = fill(brief, _TEMPLATE, folder=folder)
    base = TEMPLATES.as_uri() + "/"
    return weasyprint.HTML(string=page, base_url=base, url_fetcher=_Fetcher(folder)).render(pdf_variant=_VARIANT)


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Gives out `data:` URLs and the fonts of our folder or the user's; everything else is refused."""

    def __init__(self, folder: Path | None) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self._folders = [place.resolve() / "fonts" for place in (folder, TEMPLATES) if place]

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        parts = urlsplit(url)
        if parts.scheme == "file":
            return URLFetcherResponse(url, self._font(Path(unquote(parts.path))).read_bytes())
        return super().fetch(url, headers)

    def _font(self, path: Path) -> Path:
        fonts = [folder / path.name for folder in self._folders]
        if path.parent.resolve() in self._folders:
            for font in fonts:
                if font.is_file() and font.resolve().parent in self._folders:
                    return font
        raise ValueError(f"only fonts of the template folder may be read, not {path.name}")


def _attachments(brief: Brief) -> Iterator[Any]:
    """The evidence, and each source's text under the number that the page gives it."""
    day = dt.datetime.fromisoformat(brief.dated[:10]).replace(tzinfo=dt.UTC)

    def attachment(name: str, data: bytes, what: str, relationship: str) -> Any:
        return weasyprint.Attachment(
            string=data, name=name, description=what, created=day, modified=day, relationship=relationship
        )

    yield attachment(EVIDENCE, dumps(brief), "The brief as data, with the text of every source", "Data")
    numbers = source_numbers(brief)
    for source in sorted(brief.sources, key=lambda source: numbers[source.id]):
        text = source.text.encode("utf-8", "surrogatepass")
        what = f"Source {numbers[source.id]}: {source.title}"
        yield attachment(text_name(numbers[source.id]), text, what, "Source")


@contextmanager
def _log() -> Iterator[list[logging.LogRecord]]:
    """What WeasyPrint has to say meanwhile."""
    records: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = records.append  # type: ignore[method-assign, assignment]
    logger = logging.getLogger("weasyprint")
    before, logger.handlers = logger.handlers, [handler]
    try:
        yield records
    finally:
        logger.handlers = before


def _warnings(records: list[logging.LogRecord]) -> Iterator[str]:
    messages = list(dict.fromkeys(record.getMessage() for record in records))
    missing = [match.group(1) for match in map(_MISSING.search, messages) if match]
    if missing:
        some = ", ".join(f"{character} ({code_point(character)})" for character in missing[:8])
        more = f" and {len(missing) - 8} more" if len(missing) > 8 else ""
        yield f"No installed font has these characters, which are boxes in the PDF: {some}{more}."
    yield from (f"The PDF engine reports: {text}" for text in messages if text.startswith("Failed to load"))
