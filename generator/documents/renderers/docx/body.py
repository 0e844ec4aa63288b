"""The text of the document, part by part in print order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.opc.part import Part

from generator.documents.renderers.docx.footnotes import Footnotes
from generator.documents.renderers.docx.ink import Ink, bookmark, field, w
from generator.documents.renderers.view import ExcerptView, SourceView, View
from generator.documents.words import Labels
from generator.model import Withdrawn

_IDENTITY = ("addressee", "purpose", "classification", "file_number", "prepared_by", "approved_by")
_PAIR, _LIST = (22, 78), (7, 20, 41, 16, 16)  # hundredths of a table's width for each column


@dataclass(frozen=True, slots=True)
class Body:
    """Makes the parts of the text."""

    view: View
    labels: Labels
    ink: Ink
    part: Part
    notes: Footnotes
    evidence_hash: str
    width: int
    """The width of the text, in twentieths of a point."""

    def blocks(self) -> Iterator[Any]:
        """Paragraphs and tables."""
        yield self._line("Title", self.view.brief.title)
        yield self._line("Subtitle", f"{self.labels['note']} · {self.view.date}")
        yield self._identity()
        yield from self._headed(self.labels["issue"], [self._line("Normal", self.view.issue), *self._since()])
        yield from self._headed(self.labels["key_points"], map(self._key_point, self.view.key_points))
        for section in self.view.sections:
            parts = [block for item in section.excerpts for block in self._excerpt(item)]
            yield from self._headed(section.title, parts or [self._line("Normal", self.labels["empty"])])
        for heading in self.view.brief.blanks:
            yield from self._headed(heading, [self._line("Normal", self.labels["officer_blank"], run="Emphasis")])
        yield from self._remarks()
        yield from self._headed(self.labels["sources"], [self._sources()])
        yield from self._imprint()

    def _headed(self, heading: str, blocks: Iterable[Any]) -> Iterator[Any]:
        yield self._line("Heading 1", heading)
        yield from blocks

    def _line(self, style: str, text: str, *, run: str = "") -> Any:
        return self.ink.paragraph(style, self.ink.run(text, style=run))

    def _words(self, item: ExcerptView) -> Iterator[Any]:
        """The text of the source in its language, with our inserts emphasized."""
        for piece in item.pieces:
            if piece.insert:
                yield self.ink.run(piece.text, style="Emphasis")
            else:
                yield self.ink.run(piece.text, language=item.source.language)

    def _to(self, item: ExcerptView) -> Any:
        return self.ink.inward(_anchor(item), f"({item.number})", tip=self.labels.say("excerpt", number=item.number))

    def _key_point(self, item: ExcerptView) -> Any:
        return self.ink.paragraph("List Bullet", *self._words(item), self.ink.run("\u00a0"), self._to(item))

    def _excerpt(self, item: ExcerptView) -> Iterator[Any]:
        number = self.ink.run(str(item.number), style="Brief Number")
        marked = bookmark(item.number, _anchor(item), number)
        yield self.ink.paragraph("Quote", *marked, self.ink.tab(), *self._words(item), self._note(item))
        yield self.ink.paragraph("Brief Speaker", *self._speaker(item), *self._news(item))
        if item.excerpt.before:
            head = self.ink.run(f"{self.labels['earlier']}{self.labels['colon']}")
            before = self.ink.run(item.excerpt.before, language=item.source.language)
            yield self.ink.paragraph("Brief Speaker", head, before)

    def _news(self, item: ExcerptView) -> Iterator[Any]:
        """Whether it is new, changed or continued since the previous brief."""
        if item.excerpt.news:
            yield self.ink.run(" · ")
            yield self.ink.run(self.labels[f"news.{item.excerpt.news}"], style="Strong")

    def _since(self) -> Iterator[Any]:
        """How much is new; nothing if there is no previous brief."""
        if self.view.brief.previous:
            marks = [excerpt.news for excerpt in self.view.brief.excerpts()]
            counts = (f"{self.labels[f'news.{mark}']} {marks.count(mark)}" for mark in ("new", "changed", "continued"))
            yield self._line("Brief Speaker", f"{self.labels['since']}{self.labels['colon']}{' · '.join(counts)}")

    def _speaker(self, item: ExcerptView) -> Iterator[Any]:
        """Who says it, in which role, and where and when it was published."""
        speaker, language = item.excerpt.speaker, item.source.language
        day = f", {item.source.date or self.labels['no_date']}"
        if speaker is None:
            yield self.ink.run(self.labels.say("reported_by", outlet=item.source.outlet), style="Strong")
        else:
            yield self.ink.run(speaker.name, style="Strong", language=language)
            if speaker.role:
                yield self.ink.run(f", {speaker.role}", language=language)
            yield self.ink.run(" · ")
            yield self.ink.run(item.source.outlet, language=language)
        yield self.ink.run(day)

    def _note(self, item: ExcerptView) -> Any:
        """The footnote of an excerpt: its source, and those that say the same."""
        also = f" {self.labels['also_in']}{self.labels['colon']}"
        parts = [*self._cited(item.source)]
        for place, source in enumerate(item.named_in):
            parts += [self.ink.run("; " if place else also), *self._cited(source, end="")]
        if item.more_in:
            parts.append(self.ink.run(f" {self.labels.say('and_more', count=item.more_in)}"))
        return self.notes.add(*parts, *([self.ink.run(".")] if item.also_in else []))

    def _cited(self, source: SourceView, *, end: str = ".") -> Iterator[Any]:
        """Outlet, title with its link, and date."""
        if source.source.source:
            yield self.ink.run(source.outlet, language=source.language)
            yield self.ink.run(", ")
        yield self._title(self.notes.part, source)
        yield self.ink.run(f", {source.date or self.labels['no_date']} [{source.number}]{end}")

    def _title(self, part: Part, source: SourceView) -> Any:
        return self.ink.outward(part, source.link, source.title, language=source.language)

    def _remarks(self) -> Iterator[Any]:
        if self.view.brief.withdrawn:
            yield from self._headed(self.labels["withdrawn"], map(self._withdrawn, self.view.brief.withdrawn))
        if self.view.conflicts:
            yield self._line("Heading 1", self.labels["conflicts"])
        for conflict in self.view.conflicts:
            places = [part for item in conflict.excerpts for part in (self.ink.run(" "), self._to(item))]
            places += [self.ink.run(f" [{source.number}]") for source in conflict.sources]
            yield self.ink.paragraph("List Bullet", self.ink.run(conflict.what), *places)
        for key, lines in (("gaps", self.view.brief.gaps), ("warnings", self.view.warnings)):
            if lines:
                yield from self._headed(self.labels[key], (self._line("List Bullet", line) for line in lines))

    def _withdrawn(self, passage: Withdrawn) -> Any:
        speaker = f"{passage.speaker} · " if passage.speaker else ""
        where = f"{speaker}{passage.source or passage.title}. {self.labels[f'withdrawn.{passage.why}']}"
        return self._line("List Bullet", f"{passage.display} {where}")

    def _identity(self) -> Any:
        rows = []
        for key in _IDENTITY:
            value = self.view.purpose if key == "purpose" else getattr(self.view.brief.identity, key)
            known = self.ink.run(value) if value else self.ink.run(self.labels["blank"], style="Emphasis")
            rows.append(self._row([[self.ink.run(self.labels[key], style="Strong")], [known]], _PAIR))
        return self._table(self.labels["identity"], _PAIR, rows, first_row=0)

    def _sources(self) -> Any:
        heads = [self.labels[key] for key in ("number", "outlet", "title", "published", "remarks")]
        first = self._row([[self.ink.run(head, style="Strong")] for head in heads], _LIST, is_head=True)
        rows = [self._row([*self._source(source)], _LIST) for source in self.view.sources]
        return self._table(self.labels["sources"], _LIST, [first, *rows], first_row=1)

    def _source(self, source: SourceView) -> Iterator[list[Any]]:
        yield [self.ink.run(str(source.number))]
        known = self.ink.run(source.outlet, language=source.language)
        yield [known if source.source.source else self.ink.run(self.labels["no_outlet"])]
        yield [self._title(self.part, source)]
        yield [self.ink.run(source.date or self.labels["no_date"])]
        remark = self.labels.say("copy_of", number=source.copy_of) if source.copy_of else ""
        yield [self.ink.run(remark or ("" if source.cited else self.labels["not_cited"]))]

    def _row(self, cells: list[list[Any]], shares: tuple[int, ...], *, is_head: bool = False) -> Any:
        properties = w("trPr", w("cantSplit"), w("tblHeader") if is_head else None)
        sizes = (w("tcPr", w("tcW", w=share * self.width // 100, type="dxa")) for share in shares)
        texts = (self.ink.paragraph("Brief Table", *runs) for runs in cells)
        made = (w("tc", size, text) for size, text in zip(sizes, texts, strict=True))
        return w("tr", properties, *made)

    def _table(self, caption: str, shares: tuple[int, ...], rows: list[Any], *, first_row: int) -> Any:
        """A table with a description for screen readers; its header is the first row or the first column."""
        look = w("tblLook", val="0020" if first_row else "0080", firstRow=first_row, lastRow=0,
                 firstColumn=1 - first_row, lastColumn=0, noHBand=1, noVBand=1)  # fmt: skip
        properties = w(
            "tblPr", w("tblStyle", val=self.ink.styles["Table Grid"]), w("tblW", w=self.width, type="dxa"),
            w("tblLayout", type="fixed"), look, w("tblCaption", val=caption), w("tblDescription", val=caption),
        )  # fmt: skip
        columns = (w("gridCol", w=share * self.width // 100) for share in shares)
        return w("tbl", properties, w("tblGrid", *columns), *rows)

    def _imprint(self) -> Iterator[Any]:
        brief = self.view.brief
        made = brief.generator
        by = self.labels.say("made_by", name=made.name, version=made.version, pipeline=made.pipeline)
        if self.view.left_out:
            yield self._line("Brief Imprint", self.view.left_out)
        yield self._line("Brief Imprint", by)
        yield self._line("Brief Imprint", self.labels["check_docx" if brief.is_whole else "check_docx_passages"])
        if self.view.signed:
            yield self._line("Brief Imprint", self.view.signed)
        yield self._line("Brief Imprint", f"{self.labels['evidence_hash']}{self.labels['colon']}{self.evidence_hash}")


def add_margins(document: Document, view: View, labels: Labels, ink: Ink) -> None:
    """The running header with the classification and the footer with the numbers of the page and of all pages."""
    section = document.sections[0]
    classification = view.brief.identity.classification
    header = [ink.run(classification, style="Strong"), ink.run(" · ")] if classification else []
    page, of = ink.run(f"{labels['page_of.page']} "), ink.run(f" {labels['page_of.of']} ")
    lines = (
        (section.header, "header", [*header, ink.run(f"{labels['note']}, {view.date}")]),
        (section.footer, "footer", [page, field("PAGE"), of, field("NUMPAGES")]),
    )
    for margin, style, runs in lines:
        margin.is_linked_to_previous = False
        root = margin._element
        for old in list(root):
            root.remove(old)
        root.append(ink.paragraph(style, *runs))


def _anchor(item: ExcerptView) -> str:
    return f"excerpt_{item.number}"
