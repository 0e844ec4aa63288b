"""What the brief says about itself: all that its reader must know before relying on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.model import Article, Document, Reading

_NAMED = 3  # stories that a note names; the JSON has them all

_TEXTS = {
    "failed": {
        "en": "The source “{where}” could not be read and is not taken into account: {why}.",
        "fr": "La source « {where} » n’a pas pu être lue et n’est pas prise en compte : {why}.",
    },
    "undated": {
        "en": "No date is given by {titles}. Relative dates there (“on Friday”) are left as they stand.",
        "fr": "Sans date : {titles}. Les dates relatives (« vendredi ») y restent telles quelles.",
    },
    "copy": {
        "en": "“{of}” is repeated by {titles}; together they count as one source.",
        "fr": "« {of} » est repris par {titles} ; le tout compte pour une seule source.",
    },
    "empty": {
        "en": "Nothing in the sources belongs under “{title}”.",
        "fr": "Rien dans les sources ne relève de « {title} ».",
    },
    "unprinted": {
        "en": "Nothing of what belongs under {titles} is printed; the JSON gives the reason for each passage.",
        "fr": "Rien de ce qui relève de {titles} n’est imprimé ; le JSON donne la raison de chaque passage.",
    },
    "dropped": {
        "en": "{count} lines that are no part of the stories (menus, advertisements, captions, bylines) were left out.",
        "fr": "{count} lignes étrangères aux articles (menus, publicités, légendes, signatures) ont été écartées.",
    },
    "off": {
        "en": "Not on the subject of this brief and not used: {titles}.",
        "fr": "Hors sujet et non utilisés : {titles}.",
    },
    "copies counted": {"en": "Copies of other stories: {count}.", "fr": "Reprises d’autres articles : {count}."},
    "undated counted": {"en": "Stories without a date: {count}.", "fr": "Articles sans date : {count}."},
    "off counted": {
        "en": "Stories off the subject, not used: {count}.",
        "fr": "Articles hors sujet, non utilisés : {count}.",
    },
    "dropped counted": {
        "en": "Lines that are no part of the stories, left out: {count}.",
        "fr": "Lignes étrangères aux articles, écartées : {count}.",
    },
    "figures": {
        "en": "{first} gives {one}, {second} gives {other}.",
        "fr": "{first} donne {one}, {second} donne {other}.",
    },
    "denied": {
        "en": "{states} states what {denies} reports as denied or not so.",
        "fr": "{states} affirme ce que {denies} donne pour démenti ou inexact.",
    },
    "more conflicts": {
        "en": "The sources disagree on {count} more points, which are not listed.",
        "fr": "Les sources divergent sur {count} autres points, qui ne sont pas énumérés.",
    },
    "today": {
        "en": "No source has a date; the brief bears the date of the day on which it was made.",
        "fr": "Aucune source n’est datée ; la note porte la date du jour de sa production.",
    },
}


def say(key: str, language: str, **values: object) -> str:
    """The note called `key` in `language`."""
    return _TEXTS[key]["fr" if language == "fr" else "en"].format(**values)


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
    notes = _failed(reading, language)
    if not terse:
        notes += _copied(articles, copies, language)
        notes += [say("undated", language, titles=_titles(undated, language))] if undated else []
    notes += [say("today", language)] if is_dated_today else []
    if not terse and off:
        notes.append(say("off", language, titles=_titles(off, language)))
    notes += [f"{d.article.title}: {warning}" for d in documents for warning in d.warnings]
    if more_conflicts:
        notes.append(say("more conflicts", language, count=more_conflicts))
    if unprinted:
        notes.append(say("unprinted", language, titles=", ".join(map(_mark(language).format, unprinted))))
    if terse:
        counts = {"copies": len(copies), "undated": len(undated), "off": len(off), "dropped": dropped}
        counted = [say(f"{what} counted", language, count=count) for what, count in counts.items() if count]
        notes += [" ".join(counted)] if counted else []
    elif dropped:
        notes.append(say("dropped", language, count=dropped))
    return tuple(notes)


def _copied(articles: Mapping[str, Article], copies: Mapping[str, str], language: str) -> Iterator[str]:
    """A note for each story that others repeat."""
    for original in dict.fromkeys(copies.values()):
        repeats = [articles[name] for name, of in copies.items() if of == original]
        yield say("copy", language, titles=_titles(repeats, language), of=articles[original].title)


def _mark(language: str) -> str:
    return "« {} »" if language == "fr" else "“{}”"


def _failed(reading: Reading, language: str) -> list[str]:
    """What could not be read: each file and reason once, however many entries of the file it holds for."""
    counts = Counter((failure.where, failure.why) for failure in reading.failures)
    times = "{} fois" if language == "fr" else "{} times"
    return [
        say("failed", language, where=where, why=why) + (f" ({times.format(count)})" if count > 1 else "")
        for (where, why), count in counts.items()
    ]


def _titles(articles: Sequence[Article], language: str) -> str:
    """Stories by title and outlet; beyond a few, by number."""
    mark = _mark(language)
    named = [mark.format(a.title) + (f" ({a.source})" if a.source else "") for a in articles[:_NAMED]]
    more = len(articles) - len(named)
    return ", ".join(named) + (f" + {more}" if more > 0 else "")
