"""What the brief says about itself: what readers must know before relying on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from generator.documents import words
from generator.model import Article, Document, Reading

_NAMED = 3  # stories that a note names; the JSON file has them all
_LINES = 4  # of one kind of note; more would take up space that the sources need


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
    """What a reader must know about the sources: failures first, then copies, missing dates and what was left out.

    `unprinted` are the titles of sections for which the sources have something but nothing is printed. With `terse`,
    stories are counted in one line instead of being named.
    """
    articles = {document.article.id: document.article for document in documents}
    undated = _undated(articles, off_topic)
    off = [articles[name] for name in off_topic]
    dropped = sum(article.dropped for article in articles.values())
    notes = _few(_failed(reading, language), "failed_more", language) + _set_aside(reading, language)
    if not terse:
        notes += _copied(articles, copies, language) + _named("undated", undated, language)
    notes += [say("today", language)] if is_dated_today else []
    if not terse:
        notes += _named("off", off, language)
    notes += _few(_warned(documents, language), "warned_more", language)
    notes += _counted({"more_conflicts": more_conflicts}, language) + _unprinted(unprinted, language)
    if not terse:
        return (*notes, *_counted({"dropped": dropped}, language))
    counts = {"copies": len(copies), "undated": len(undated), "off": len(off), "dropped": dropped}
    return tuple(filter(None, (*notes, _in_one_line(counts, language))))


def _undated(articles: Mapping[str, Article], off_topic: Sequence[str]) -> list[Article]:
    """The stories without a date, of those that are on the topic."""
    return [one for one in articles.values() if one.published is None and one.id not in off_topic]


def _in_one_line(counts: Mapping[str, int], language: str) -> str:
    """Counts of stories and lines, one after the other; "" where all are 0."""
    return " ".join(_counted({f"{what}_counted": count for what, count in counts.items()}, language))


def _named(key: str, articles: Sequence[Article], language: str) -> list[str]:
    """The note `key` with the titles of stories; no note where there are none."""
    return [say(key, language, titles=_titles(articles, language))] if articles else []


def _counted(counts: Mapping[str, int], language: str) -> list[str]:
    """A note for each count that is not 0, by its key."""
    return [say(key, language, count=count) for key, count in counts.items() if count]


def _warned(documents: Sequence[Document], language: str) -> list[str]:
    """What the readers noted about single stories."""
    colon = words.of(language)["colon"]
    return [f"{d.article.title}{colon}{warning}" for d in documents for warning in d.warnings]


def _unprinted(titles: Sequence[str], language: str) -> list[str]:
    """A note on the sections for which the sources have something but nothing is printed."""
    quoted = ", ".join(map(words.of(language).quoted, titles))
    return [say("unprinted", language, titles=quoted)] if titles else []


def _few(notes: Sequence[str], rest: str, language: str) -> list[str]:
    """The first few notes of one kind, and one that counts the others."""
    more = len(notes) - _LINES
    return [*notes[:_LINES], say(rest, language, count=more)] if more > 1 else list(notes)


def _copied(articles: Mapping[str, Article], copies: Mapping[str, str], language: str) -> list[str]:
    """A note for each story that others repeat; where there are many, one that counts the copies."""
    originals = tuple(dict.fromkeys(copies.values()))
    if len(originals) > _LINES:
        return [say("copies_counted", language, count=len(copies))]
    repeats = {of: [articles[name] for name, other in copies.items() if other == of] for of in originals}
    return [
        say("copy", language, titles=_titles(stories, language), of=articles[of].title)
        for of, stories in repeats.items()
    ]


def _failed(reading: Reading, language: str) -> list[str]:
    """What could not be read: each file and reason once, with the number of entries concerned."""
    counts = Counter((failure.where, failure.why) for failure in reading.failures)
    times = words.of(language).say
    return [
        say("failed", language, where=where, why=why) + (f" ({times('times', count=count)})" if count > 1 else "")
        for (where, why), count in counts.items()
    ]


def _set_aside(reading: Reading, language: str) -> list[str]:
    """How many stories were set aside before ranking, by reason."""
    aside = reading.aside
    counts = {"repeats": aside.repeats, "off_topic": aside.off_topic, "outdone": aside.outdone}
    return _counted({f"aside_{why}": count for why, count in counts.items()}, language)


def _titles(articles: Sequence[Article], language: str) -> str:
    """Stories by title and outlet; all but the first few are counted."""
    frame = words.of(language)
    named = [frame.quoted(a.title) + (f" ({a.source})" if a.source else "") for a in articles[:_NAMED]]
    more = len(articles) - len(named)
    return ", ".join(named) + (f" {frame.say('and_more', count=more)}" if more > 0 else "")
