"""What a reader returns, and how it becomes an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.model import Article, Failure
from generator.reading import boilerplate, cleaning, dates, markup
from generator.reading.tongue import language_of


@dataclass(frozen=True, slots=True)
class Story:
    """A story as found by a reader: paragraphs with their boilerplate, and what the source says about itself."""

    lines: tuple[str, ...]
    """The paragraphs, each on one line."""
    id: str = ""
    """The id given by the source, "" if there is none."""
    title: str = ""
    source: str = ""
    url: str = ""
    published: object = None
    """The date in the form that the source gives."""
    language: object = None
    authors: tuple[str, ...] = ()
    furniture: frozenset[str] = frozenset()
    """The texts of the page's headlines and hyperlinks."""
    warnings: tuple[str, ...] = ()


Reader = Callable[[bytes, str], Iterable[Story | Failure]]
"""Takes the bytes of a source and its name; yields its stories, and a failure for each that cannot be read.

Raises SourceError if nothing can be read at all.
"""

_BYLINE = re.compile(r"\s*(?:by|par)\s+", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;&|]|\band\b|\bet\b)\s*")
_TITLE_WORDS = 12
_MAX_TITLE = 300


def article_of(story: Story, *, path: str, fallback: str = "") -> Article | Failure:
    """`story` as an article without boilerplate, or the failure. `fallback` is the title of a story without one."""
    title = cleaning.regular(markup.inline(story.title))[:_MAX_TITLE].strip()
    lines, cuts = cleaning.capped(story.lines)
    cleared = boilerplate.clear(lines, title=title, furniture=story.furniture)
    if not cleared.lines:
        return Failure(
            path or "standard input",
            "there is no text besides boilerplate" if lines else "there is no text",
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
    """The first date among the timestamps that were removed ("Published Aug. 15, 2025")."""
    return next((date for line in cleared.all_of("timestamp") if (date := dates.iso(line))), None)


def _printed_authors(cleared: boilerplate.Cleared) -> tuple[str, ...]:
    """The names in the first byline that was removed ("By Ann Lee, The Post")."""
    return next((names_of(line) for line in cleared.all_of("byline") if _BYLINE.match(line)), ())


def names_of(text: str) -> tuple[str, ...]:
    """The names in a list in running text ("By Ann Lee, Bo Roy and Cy Fox")."""
    parts = _BETWEEN_NAMES.split(_BYLINE.sub("", text))
    return tuple(name for name in map(cleaning.one_line, parts) if name)


def _opening(line: str) -> str:
    """The first words of a story without a title."""
    words = line[:_MAX_TITLE].split()
    return " ".join(words[:_TITLE_WORDS]) + (" …" if len(words) > _TITLE_WORDS else "")
