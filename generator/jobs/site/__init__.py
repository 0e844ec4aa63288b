"""The archive as a web page: all briefs by month, a search that needs no server, and a feed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from generator.delivery import write
from generator.documents.renderers.templates import fill_ours
from generator.documents.words import Labels
from generator.errors import OutputError
from generator.jobs.archive import Archive
from generator.jobs.site.entries import SiteEntry, entries, shown

__all__ = ["FEED", "INDEX", "SiteEntry", "pages", "publish"]

INDEX, FEED = "index.html", "feed.xml"

_SIGN = b'name="brief-site"'
_MAKER = "briefing-note-generator"
_MOST = 50  # entries of the feed


def publish(archive: Archive, folder: Path, *, name: str = "", language: str = "en") -> tuple[Path, ...]:
    """Write the page and the feed into the output folder; return their paths.

    Raises:
        OutputError: they cannot be written, or another program's page has the same name.
    """
    place = folder / INDEX
    if place.is_file() and _SIGN not in place.read_bytes():
        remedy = "Move it, or choose another output folder."
        raise OutputError("this page is not from this program and was not replaced", where=str(place), remedy=remedy)
    return write(pages(archive, folder, name=name, language=language), folder)


def pages(archive: Archive, folder: Path, *, name: str = "", language: str = "en") -> dict[str, bytes]:
    """The page and the feed of the briefs whose files are in `folder`, by file name; all links are relative.

    `name` is that of the job, so that the feeds of different jobs have different ids.
    """
    history, lines = archive.history(), archive.lines()
    there = frozenset(path.name for path in folder.iterdir()) if folder.is_dir() else frozenset()

    def values(label: Labels) -> Mapping[str, Any]:
        listed = tuple(entries(history, lines, there, label))
        return {
            "entries": listed,
            "months": [(month, tuple(group)) for month, group in groupby(listed, key=lambda entry: entry.month)],
            "index": [entry.searched() for entry in listed],
            "feed": listed[:_MOST],
            "feed_id": uuid.uuid5(uuid.NAMESPACE_OID, f"briefs of {name}").urn,
            "maker": _MAKER,
            "name": shown(name),
        }

    templates = {INDEX: "site/index.html.j2", FEED: "site/feed.xml.j2"}
    return {file: fill_ours(template, values, language=language).encode() for file, template in templates.items()}
