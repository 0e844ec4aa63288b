"""What a reader makes of a source, and how that becomes an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.model import Article, Failure
from generator.reading import boilerplate, cleaning, dates, markup
from generator.reading.tongue import language_of


@dataclass(frozen=True, slots=True)
class Story:
    """A story as a reader finds it: paragraphs with their noise, and what the source says of itself."""

    lines: tuple[str, ...]
    """The paragraphs, each on one line."""
    id: str = ""
    """The id given by the source, "" where none is."""
    title: str = ""
    source: str = ""
    url: str = ""
    published: object = None
    """The date in whatever form the source gives it."""
    language: object = None
    authors: tuple[str, ...] = ()
    furniture: frozenset[str] = frozenset()
    """The texts of the page's headlines and hyperlinks."""
    warnings: tuple[str, ...] = ()


Reader = Callable[[bytes, str], Iterable[Story | Failure]]
"""Takes the bytes of a source and its name; yields stories, and failures for those of many that cannot be read.

Raises SourceError where nothing can be read at all.
"""

_BYLINE = re.compile(r"\s*(?:by|par)\s+", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;&|]|\band\b|\bet\b)\s*")
_TITLE_WORDS = 12
_MAX_TITLE = 300


def article_of(story: Story, *, path: str, fallback: str = "") -> Article | Failure:
    """`story` as an article without boilerplate, or why it is none. A story without title is called `fallback`."""
    title = cleaning.regular(markup.inline(story.title))[:_MAX_TITLE].strip()
    lines, cuts = cleaning.capped(story.lines)
    cleared = boilerplate.clear(lines, title=title, furniture=story.furniture)
    if not cleared.lines:
        return Failure(
            path or "standard input",
            "there is no text left once boilerplate is taken out" if lines else "there is no text",
        )
    text = "\n\n".join(cleared.lines)
    is_dated = story.published not in (None, "")
    published = dates.iso(story.published) if is_dated else _printed_date(cleared)
    warnings = [*story.warnings, *cuts, *cleaning.oddities(text)]
    if is_dated and published is None:
        warnings.append(f"the date {str(story.published)[:60]!r} could not be read")
    return Article(
        id=story.id,
        title=title or fallback or _opening(cleared.lines[0]),
        text=text,
        source=cleaning.one_line(cleaning.regular(story.source)),
        url=cleaning.regular(story.url).strip(),
        path=path,
        authors=story.authors or _printed_authors(cleared),
        published=published,
        language=language_of(story.language, text),
        dropped=len(cleared.left_out),
        warnings=tuple(warnings),
    )


def _printed_date(cleared: boilerplate.Cleared) -> str | None:
    """The first date among the timestamps that were left out ("Published Aug. 15, 2025")."""
    return next((date for line in cleared.all_of("timestamp") if (date := dates.iso(line))), None)


def _printed_authors(cleared: boilerplate.Cleared) -> tuple[str, ...]:
    """The names in the first byline that was left out ("By Ann Lee, The Post")."""
    return next((names_of(line) for line in cleared.all_of("byline") if _BYLINE.match(line)), ())


def names_of(text: str) -> tuple[str, ...]:
    """The names in a list written as a person writes it ("By Ann Lee, Bo Roy and Cy Fox")."""
    parts = _BETWEEN_NAMES.split(_BYLINE.sub("", text))
    return tuple(name for name in map(cleaning.one_line, parts) if name)


def _opening(line: str) -> str:
    """The first words of a story that has no title."""
    words = line[:_MAX_TITLE].split()
    return " ".join(words[:_TITLE_WORDS]) + (" …" if len(words) > _TITLE_WORDS else "")
