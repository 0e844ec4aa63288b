"""What the brief says about itself: gaps, and everything that its reader must know before relying on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model import Article, Document, Excerpt, Reading
from generator.profile import Profile
from generator.sections.subject import found

_NAMED = 5  # stories that a note names; the JSON has them all

_TEXTS = {
    "failed": {
        "en": "The source “{where}” could not be read and is not taken into account: {why}.",
        "fr": "La source « {where} » n’a pas pu être lue et n’est pas prise en compte : {why}.",
    },
    "undated": {
        "en": "No date is given by: {titles}. Relative dates there (“on Friday”) are left as they stand.",
        "fr": "Sans date : {titles}. Les dates relatives (« vendredi ») y restent telles quelles.",
    },
    "copy": {
        "en": "{titles} repeat “{of}”; together they count as one source.",
        "fr": "{titles} : reprises de « {of} » ; le tout compte pour une seule source.",
    },
    "empty": {
        "en": "Nothing in the sources belongs under “{title}”.",
        "fr": "Rien dans les sources ne relève de « {title} ».",
    },
    "dropped": {
        "en": "{count} lines that are no part of the stories (menus, advertisements, captions, bylines) were left out.",
        "fr": "{count} lignes étrangères aux articles (menus, publicités, légendes, signatures) ont été écartées.",
    },
    "off": {
        "en": "Not on the subject of this brief and not used: {titles}.",
        "fr": "Hors sujet et non utilisés : {titles}.",
    },
    "long": {
        "en": "{id}: a sentence has {count} words; house style allows {limit}. It is verbatim and not shortened.",
        "fr": "{id} : une phrase compte {count} mots ; le guide en admet {limit}. Elle est textuelle, non abrégée.",
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
) -> tuple[str, ...]:
    """What a reader must know of the sources: failures first, then copies, missing dates and what was cut."""
    articles = {document.article.id: document.article for document in documents}
    notes = [say("failed", language, where=failure.where, why=failure.why) for failure in reading.failures]
    for original in dict.fromkeys(copies.values()):
        repeats = [articles[name] for name, of in copies.items() if of == original]
        notes.append(say("copy", language, titles=_titles(repeats, language), of=articles[original].title))
    undated = [a for a in articles.values() if a.published is None and a.id not in off_topic]
    if undated:
        notes.append(say("undated", language, titles=_titles(undated, language)))
    if is_dated_today:
        notes.append(say("today", language))
    if off_topic:
        notes.append(say("off", language, titles=_titles([articles[name] for name in off_topic], language)))
    notes += [f"{d.article.title}: {warning}" for d in documents for warning in d.warnings]
    if dropped := sum(article.dropped for article in articles.values()):
        notes.append(say("dropped", language, count=dropped))
    return tuple(notes)


def _titles(articles: Sequence[Article], language: str) -> str:
    """Stories by title and outlet; beyond a few, by number."""
    mark = "« {} »" if language == "fr" else "“{}”"
    named = [mark.format(a.title) + (f" ({a.source})" if a.source else "") for a in articles[:_NAMED]]
    more = len(articles) - len(named)
    return ", ".join(named) + (f" + {more}" if more > 0 else "")


def gaps(profile: Profile, said: Mapping[str, Sequence[str]], language: str) -> tuple[str, ...]:
    """What the profile asks and nothing in its section answers, and sections for which there is nothing.

    `said` holds, by section, every passage of the sources that belongs there, printed or not.
    """
    empty = [
        say("empty", language, title=rule.title.of(language)) for rule in profile.sections if not said.get(rule.id)
    ]
    open_ = [
        question.text.of(language)
        for question in profile.questions
        if said.get(question.section) and not any(found(text, question.terms) for text in said[question.section])
    ]
    return tuple(empty + open_)


def long_sentences(
    excerpts: Sequence[Excerpt], documents: Mapping[str, Document], limit: int, language: str
) -> tuple[str, ...]:
    """A note for each excerpt with a sentence over the house limit."""
    notes = []
    for excerpt in excerpts:
        document = documents[excerpt.source]
        inside = [s for s in document.sentences if excerpt.start <= s.span.start < excerpt.end]
        longest = max((len(s.span.of(document.article.text).split()) for s in inside), default=0)
        if longest > limit:
            notes.append(say("long", language, id=excerpt.id, count=longest, limit=limit))
    return tuple(notes)
