"""Renditions: size and time by number of pages, and what our PDF costs beyond WeasyPrint on the same page.

    python -m benchmarks.documents

Times are of this machine; the ratio in the last column is measured in one run, each side the best of a few tries.
"""

from __future__ import annotations

import dataclasses
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import weasyprint

from generator import pipeline
from generator import profile as profiles
from generator.model import Brief
from generator.renderers import printing, render
from generator.renderers.pdf import TEMPLATE
from generator.renderers.templates import fill
from generator.resources import TEMPLATES

T = TypeVar("T")
_PAGES = (2, 20, 200)
_TRIES = {2: 5, 20: 3, 200: 1}


def main() -> None:
    """Print a table in Markdown."""
    reading = pipeline.read([])
    order = pipeline.Order(profile=profiles.load("canada-us-russia"), formats=("pdf",), pages=2)
    brief = pipeline.build(pipeline.analyse_all(reading.articles), reading, order).brief
    print("| pages | excerpts | HTML kB | s | DOCX kB | s | PDF kB | s | WeasyPrint alone s | ratio |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for pages in _PAGES:
        print(_row(_grown(brief, pages), _TRIES[pages]), flush=True)


def _row(brief: Brief, tries: int) -> str:
    page = fill(brief, TEMPLATE)
    html, html_time = _timed(lambda: render(brief, "html").data, tries)
    docx, docx_time = _timed(lambda: render(brief, "docx").data, tries)
    alone, ours = [], []
    for _ in range(tries):  # in turn, so that both meet the same machine
        alone.append(_timed(lambda: _weasyprint(page), 1)[1])
        pdf, seconds = _timed(lambda: printing.press(brief, None), 1)
        ours.append(seconds)
        _say(f"{pdf.pages} pages: {seconds:.2f} s, alone {alone[-1]:.2f} s")
    sizes = [f"{len(data) / 1000:.0f} | {seconds:.2f}" for data, seconds in ((html, html_time), (docx, docx_time))]
    best, least = min(ours), min(alone)
    last = f"{len(pdf.data) / 1000:.0f} | {best:.2f} | {least:.2f} | {best / least:.2f}"
    return f"| {pdf.pages} | {len(brief.excerpts())} | {' | '.join(sizes)} | {last} |"


def _weasyprint(page: str) -> bytes:
    """What anybody would get from WeasyPrint for the same page and variant, without attachments, gate and figures."""
    data: bytes = weasyprint.HTML(string=page, base_url=TEMPLATES.as_uri() + "/").write_pdf(pdf_variant="pdf/a-3a")
    return data


def _grown(brief: Brief, pages: int) -> Brief:
    """`brief` with its excerpts repeated, under ids of their own, until it takes about so many pages."""
    times = {2: 1, 20: 16, 200: 170}[pages]
    sections = tuple(
        dataclasses.replace(
            section,
            excerpts=tuple(
                dataclasses.replace(excerpt, id=excerpt.id if not turn else f"{excerpt.id}-{turn}")
                for turn in range(times)
                for excerpt in section.excerpts
            ),
        )
        for section in brief.sections
    )
    return dataclasses.replace(brief, sections=sections)


def _timed(action: Callable[[], T], tries: int) -> tuple[T, float]:
    best = float("inf")
    for _ in range(tries):
        start = time.perf_counter()
        value = action()
        best = min(best, time.perf_counter() - start)
    return value, best


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
