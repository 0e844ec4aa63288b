"""A brief in the list and the search of the page."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.documents.renderers import odd
from generator.documents.words import Labels
from generator.documents.words.labels import DATE, FIRST
from generator.jobs.archive import ArchivedBrief, ArchivedPassage

_FORMATS = ("html", "pdf", "docx", "md", "json", "eml")  # the title opens the first that exists
_COUNTED = ("new", "changed", "continued")
_MOST_LINES = 5  # in the feed
_NOT_XML = str.maketrans({"\ufffe": "‹U+FFFE›", "\uffff": "‹U+FFFF›"})


@dataclass(frozen=True, slots=True)
class SiteEntry:
    """A brief with its files."""

    kept: ArchivedBrief
    title: str
    date: str
    """In the language of the labels."""
    month: str
    page: str
    """The file that the title opens."""
    files: tuple[tuple[str, str], ...]
    """Format and name of each other file."""
    counts: tuple[tuple[str, int], ...]
    """Passages by their mark; empty if there was nothing to compare with."""
    lines: tuple[ArchivedPassage, ...]

    @property
    def id(self) -> str:
        """A unique name for the feed."""
        return uuid.uuid5(uuid.NAMESPACE_OID, self.kept.sha256).urn

    @property
    def told(self) -> tuple[ArchivedPassage, ...]:
        """The passages for the feed: the first that are news, else the first."""
        news = tuple(line for line in self.lines if line.news in ("new", "changed"))
        return (news or self.lines)[:_MOST_LINES]

    def searched(self) -> dict[str, Any]:
        """What the search covers: page, date, title, and the number, speaker and text of each passage."""
        lines = [[line.number, line.speaker, line.display] for line in self.lines]
        return {"page": self.page, "date": self.date, "title": self.title, "lines": lines}


def entries(
    history: Sequence[ArchivedBrief],
    lines: Mapping[str, Sequence[ArchivedPassage]],
    there: Collection[str],
    label: Labels,
) -> Iterator[SiteEntry]:
    """The briefs of `history` that still have a file among those `there`."""
    by_month = replace(label, texts={**label.texts, DATE: (label["month_form"],), FIRST: (label["month_form"],)})
    for kept in history:
        names = {file.rpartition(".")[2]: file for file in kept.files if file in there}
        files = [(form.upper(), names[form]) for form in _FORMATS if form in names]
        if files:
            yield SiteEntry(
                kept=kept,
                title=shown(kept.title),
                date=label.date(kept.dated),
                month=by_month.date(kept.dated),
                page=files[0][1],
                files=tuple(files[1:]),
                counts=tuple((mark, kept.counts.get(mark, 0)) for mark in _COUNTED) if kept.previous else (),
                lines=tuple(map(_shown_line, lines.get(kept.sha256, ()))),
            )


def shown(text: str) -> str:
    """`text` made safe for a page and a feed: characters that would reorder or break them are made visible."""
    return odd.visible(text).translate(_NOT_XML)


def _shown_line(line: ArchivedPassage) -> ArchivedPassage:
    return replace(line, speaker=shown(line.speaker), display=shown(line.display))
