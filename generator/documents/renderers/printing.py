"""Printing with WeasyPrint, which only the child process of `press` imports."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import weasyprint
from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.urls import URLFetcher, URLFetcherResponse

from generator.codec.json import dumps
from generator.codec.rendition import Rendition
from generator.documents import words
from generator.documents.renderers import gate
from generator.documents.renderers.finishing import finish, languages
from generator.documents.renderers.odd import code_point
from generator.documents.renderers.pdf import TEMPLATE, TIMELINE
from generator.documents.renderers.templates import fill
from generator.documents.renderers.view import source_numbers, text_name
from generator.documents.words import Labels
from generator.model import Brief, Generator
from generator.resources import TEMPLATES

EVIDENCE = "brief.json"
_VARIANT = "pdf/a-3a"
_LEAST_ROOM = 55  # CSS pixels: a heading and a few rows
_MOST_PAGES = 4  # of a brief that is laid out a second time for its timeline: more pages take too long
_MISSING = re.compile(r'\.notdef glyph.*"(.)" \(U\+', re.DOTALL)


def press(brief: Brief, folder: Path | None) -> Rendition:
    """`brief` as a PDF that has passed the checks of `gate`, with its timeline if that takes no more pages.

    Raises:
        RenderError: the PDF did not pass; the error lists its faults.
        TemplateError: a template fails.
    """
    page, fuller = (fill(brief, name, folder=folder) for name in (TEMPLATE, TIMELINE))
    layout = _laid_out(page, folder)
    if fuller != page:
        layout = _fuller(layout, fuller, folder)
    attachments = list(_attachments(brief, words.of(brief.language, folder)))
    with _log() as messages:
        data = layout.document.write_pdf(finisher=finish, pdf_variant=_VARIANT, attachments=attachments)
    gate.require(data, languages=languages(layout.document))
    return Rendition(data, tuple(_warnings([*layout.messages, *messages])), len(layout.document.pages))


def measure(brief: Brief, folder: Path | None, most: int | None = None) -> tuple[float, ...]:
    """The share of each page of `brief`, 0…1, down to its last line.

    A layout of at most `most` pages is kept for `press`, until another is.
    """
    page = fill(brief, TEMPLATE, folder=folder)
    layout = _laid_out(page, folder)
    pages = layout.document.pages
    if most is None or len(pages) <= most:
        _kept.clear()
        if len(pages) <= _SMALL:
            _kept[page, folder] = layout
    return tuple(map(_filled, pages))


def warm() -> None:
    """Compile our templates and find the fonts, so that the first layout does not have to."""
    nothing = Brief("", "", _SOME_DAY, "en", Generator("", "", ""))
    _laid_out(fill(nothing, TEMPLATE), None)


@dataclass(frozen=True, slots=True)
class _Layout:
    """A document of WeasyPrint, and the messages logged during its layout."""

    document: Any
    messages: tuple[str, ...]


_SMALL = 10  # pages of a layout that may be kept: two hundred take much memory
_SOME_DAY = dt.date(2000, 1, 1)
_kept: dict[tuple[str, Path | None], _Layout] = {}


def _fuller(layout: _Layout, page: str, folder: Path | None) -> _Layout:
    """The layout of `page`, which has more content, if it fits on the pages of `layout`; else `layout`."""
    if len(layout.document.pages) > _MOST_PAGES or _room(layout.document) < _LEAST_ROOM:
        return layout
    fuller = _laid_out(page, folder)
    return fuller if len(fuller.document.pages) == len(layout.document.pages) else layout


def _room(document: Any) -> float:
    """The free height at the end of the last page, in CSS pixels."""
    page = document.pages[-1]._page_box
    bottom = page.content_box_y() + page.height
    return float(bottom - max((box.position_y + box.margin_height() for box in page.children[0].children), default=0))


def _filled(page: Any) -> float:
    """The share of a page down to its last line; measuring blocks would count those that continue on the next page."""
    top, height = page._page_box.content_box_y(), page._page_box.height
    lines = (box for box in page._page_box.children[0].descendants() if isinstance(box, LineBox))
    return round(float(max((line.position_y + line.height for line in lines), default=top) - top) / float(height), 4)


def _laid_out(page: str, folder: Path | None) -> _Layout:
    """The layout of a page; a kept one is used once only, because printing changes it."""
    if kept := _kept.pop((page, folder), None):
        return kept
    base = TEMPLATES.as_uri() + "/"
    with _log() as messages:
        html = weasyprint.HTML(string=page, base_url=base, url_fetcher=_Fetcher(folder))
        document = html.render(pdf_variant=_VARIANT)
    return _Layout(document, tuple(messages))


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Loads `data:` URLs and the fonts of our folder or the user's, and refuses everything else."""

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


def _attachments(brief: Brief, labels: Labels) -> Iterator[Any]:
    """The evidence, and the text of each whole source under its printed number."""
    day = dt.datetime.combine(brief.dated, dt.time(), dt.UTC)

    def attachment(name: str, data: bytes, what: str, relationship: str) -> Any:
        return weasyprint.Attachment(
            string=data, name=name, description=what, created=day, modified=day, relationship=relationship
        )

    what = labels["attachment.whole" if brief.is_whole else "attachment.passages"]
    yield attachment(EVIDENCE, dumps(brief), what, "Data")
    numbers = source_numbers(brief)
    whole = (source for source in brief.sources if source.kept is None)
    for source in sorted(whole, key=lambda source: numbers[source.id]):
        text = source.text.encode("utf-8", "surrogatepass")
        what = labels.say("attachment.source", number=numbers[source.id], title=source.title or labels["untitled"])
        yield attachment(text_name(numbers[source.id]), text, what, "Source")


@contextmanager
def _log() -> Iterator[list[str]]:
    """Collects the messages that WeasyPrint logs."""
    messages: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    before, logger.handlers = logger.handlers, [handler]
    try:
        yield messages
    finally:
        logger.handlers = before


def _warnings(said: Iterable[str]) -> Iterator[str]:
    messages = list(dict.fromkeys(said))
    missing = [match.group(1) for match in map(_MISSING.search, messages) if match]
    if missing:
        some = ", ".join(f"{character} ({code_point(character)})" for character in missing[:8])
        more = f" and {len(missing) - 8} more" if len(missing) > 8 else ""
        yield f"No installed font has these characters, which appear as boxes in the PDF: {some}{more}."
    yield from (f"The PDF engine reports: {text}" for text in messages if text.startswith("Failed to load"))
