"""Renditions: size and time by number of pages, and what our PDF costs beyond WeasyPrint on the same page."""

from __future__ import annotations

import dataclasses

import weasyprint

from benchmarks.measure import Setting, Table, best_of, say, timed
from generator import pipeline
from generator import profile as profiles
from generator.documents.renderers import printing, render
from generator.documents.renderers.pdf import TEMPLATE
from generator.documents.renderers.templates import fill
from generator.model import Brief
from generator.resources import TEMPLATES

_PAGES = {2: (1, 5), 20: (16, 3), 200: (170, 1)}  # about so many: how often the excerpts are repeated, and the rounds


def tables(setting: Setting) -> list[Table]:
    """One row for each number of pages."""
    reading = pipeline.read([])
    order = pipeline.Order(profile=profiles.load("canada-us-russia"), formats=("pdf",), pages=2)
    brief = pipeline.build(pipeline.analyse_all(reading.articles), reading, order).brief
    kinds = [(1, 1)] if setting.quick else list(_PAGES.values())
    rows = [_row(_grown(brief, times), rounds) for times, rounds in kinds]
    sizes = ("HTML kB", "s", "DOCX kB", "s", "PDF kB", "s")
    return [Table(("pages", "excerpts", *sizes, "WeasyPrint alone, s", "ratio"), tuple(rows))]


def _row(brief: Brief, rounds: int) -> tuple[str, ...]:
    page = fill(brief, TEMPLATE)
    pdf = printing.press(brief, None)
    say(f"  {pdf.pages} pages …")
    best = best_of(
        rounds,
        {
            "HTML": lambda: timed(lambda: render(brief, "html"))[1],
            "DOCX": lambda: timed(lambda: render(brief, "docx"))[1],
            "PDF": lambda: timed(lambda: printing.press(brief, None))[1],
            "alone": lambda: timed(lambda: _weasyprint(page))[1],
        },
    )
    data = {"HTML": render(brief, "html").data, "DOCX": render(brief, "docx").data, "PDF": pdf.data}
    sizes = [cell for name, file in data.items() for cell in (f"{len(file) / 1000:.0f}", f"{best[name]:.2f}")]
    ratio = f"{best['PDF'] / best['alone']:.2f}"
    return (str(pdf.pages), str(len(brief.excerpts())), *sizes, f"{best['alone']:.2f}", ratio)


def _weasyprint(page: str) -> bytes:
    """What anybody would get from WeasyPrint for the same page and variant, without attachments, gate and figures."""
    data: bytes = weasyprint.HTML(string=page, base_url=TEMPLATES.as_uri() + "/").write_pdf(pdf_variant="pdf/a-3a")
    return data


def _grown(brief: Brief, times: int) -> Brief:
    """`brief` with its excerpts repeated, under ids of their own."""
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
