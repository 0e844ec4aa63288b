"""What the brief says about itself: all that its reader must know before relying on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.documents import words
from generator.model import Article, Document, Reading

_NAMED = 3  # stories that a note names; the JSON has them all
_LINES = 4  # of one kind of note; more of them would take the pages from what the sources say


def say(key: str, language: str, /, **values: object) -> str:
    """The note called `key` in `language`; `count` picks its plural."""
    return words.of(language).say(f"notes.{key}", **values)


def warnings(
    reading: Reading,
    documents: Sequence[Document],
    copies: Mapping[str, str],
    off_topic: Sequence[str],
    language: str,
    *,
    is_dated_today: bool = False,
    unprinted: Sequence[str] = (),
    more_conflicts: int = 0,
    terse: bool = False,
) -> tuple[str, ...]:
    """What a reader must know of the sources: failures first, then copies, missing dates and what was cut.

    `unprinted` are titles of sections for which the sources have something, of which nothing is printed. With `terse`,
    stories are counted in one line instead of named.
    """
    articles = {document.article.id: document.article for document in documents}
    undated = [a for a in articles.values() if a.published is None and a.id not in off_topic]
    off = [articles[name] for name in off_topic]
    dropped = sum(article.dropped for article in articles.values())
    colon = words.of(language)["colon"]
    notes = _few(_failed(reading, language), "failed_more", language) + _put_aside(reading, language)
    if not terse:
        copied = list(_copied(articles, copies, language))
        notes += copied if len(copied) <= _LINES else [say("copies_counted", language, count=len(copies))]
        notes += [say("undated", language, titles=_titles(undated, language))] if undated else []
    notes += [say("today", language)] if is_dated_today else []
    if not terse and off:
        notes.append(say("off", language, titles=_titles(off, language)))
    warned = [f"{d.article.title}{colon}{warning}" for d in documents for warning in d.warnings]
    notes += _few(warned, "warned_more", language)
    if more_conflicts:
        notes.append(say("more_conflicts", language, count=more_conflicts))
    if unprinted:
        notes.append(say("unprinted", language, titles=", ".join(map(words.of(language).quoted, unprinted))))
    if terse:
        counts = {"copies": len(copies), "undated": len(undated), "off": len(off), "dropped": dropped}
        counted = [say(f"{what}_counted", language, count=count) for what, count in counts.items() if count]
        notes += [" ".join(counted)] if counted else []
    elif dropped:
        notes.append(say("dropped", language, count=dropped))
    return tuple(notes)


def _few(notes: Sequence[str], rest: str, language: str) -> list[str]:
    """The first of many notes of one kind, and one that counts the others."""
    more = len(notes) - _LINES
    return [*notes[:_LINES], say(rest, language, count=more)] if more > 1 else list(notes)


def _copied(articles: Mapping[str, Article], copies: Mapping[str, str], language: str) -> Iterator[str]:
    """A note for each story that others repeat."""
    for original in dict.fromkeys(copies.values()):
        repeats = [articles[name] for name, of in copies.items() if of == original]
        yield say("copy", language, titles=_titles(repeats, language), of=articles[original].title)


def _failed(reading: Reading, language: str) -> list[str]:
    """What could not be read: each file and reason once, however many entries of the file it holds for."""
    counts = Counter((failure.where, failure.why) for failure in reading.failures)
    times = words.of(language).say
    return [
        say("failed", language, where=where, why=why) + (f" ({times('times', count=count)})" if count > 1 else "")
        for (where, why), count in counts.items()
    ]


def _put_aside(reading: Reading, language: str) -> list[str]:
    """How many stories were not weighed at all, by why."""
    aside = reading.aside
    counts = {"repeats": aside.repeats, "off_topic": aside.off_topic, "outdone": aside.outdone}
    return [say(f"aside_{why}", language, count=count) for why, count in counts.items() if count]


def _titles(articles: Sequence[Article], language: str) -> str:
    """Stories by title and outlet; beyond a few, by number."""
    frame = words.of(language)
    named = [frame.quoted(a.title) + (f" ({a.source})" if a.source else "") for a in articles[:_NAMED]]
    more = len(articles) - len(named)
    return ", ".join(named) + (f" {frame.say('and_more', count=more)}" if more > 0 else "")
