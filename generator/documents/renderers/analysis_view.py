"""What the analysis page shows of an article: its text with marks, and two tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.documents.renderers import odd
from generator.documents.renderers.analysis_marks import Analysed, Row, paragraphs
from generator.documents.renderers.view import followable
from generator.documents.renderers.wording import language_tag, long_date
from generator.documents.words import Labels
from generator.model import Attribution, Document, Span, Speaker

_LEAD = 160  # code points of a statement in the table; the whole of it is marked in the text
_NAME = 26  # code points of a speaker's name beside the number of a statement


@dataclass(frozen=True, slots=True)
class StatementView:
    """An attribution in the table, with its number in the text."""

    number: int
    attribution: Attribution
    source: str
    cue: str
    content: str
    short: str
    """The speaker's name, shortened; "" if there is none."""


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A speaker in the table."""

    speaker: Speaker
    statements: tuple[int, ...]
    mentions: int


@dataclass(frozen=True, slots=True)
class ArticleView:
    """Everything that the page shows of one article."""

    number: int
    document: Document
    title: str
    date: str
    link: str
    language: str
    paragraphs: tuple[tuple[Row, ...], ...]
    statements: tuple[StatementView, ...]
    speakers: tuple[SpeakerView, ...]
    """The most frequent speakers first."""
    unresolved: tuple[tuple[str, tuple[int, ...]], ...]
    """(reason, numbers of the statements that have no speaker for this reason)."""
    open_words: tuple[tuple[str, int], ...]
    """(pronoun or description that is not resolved, how often)."""
    warnings: tuple[str, ...]


def article_view(analysed: Analysed, number: int, sections: Mapping[str, str], labels: Labels) -> ArticleView:
    """An article as the template sees it; `sections` maps section ids to titles."""
    document, article = analysed.document, analysed.document.article
    statements = tuple(_statement(a, n, article.text) for n, a in enumerate(document.attributions, 1))
    return ArticleView(
        number=number,
        document=document,
        title=article.title or labels["untitled"],
        date=long_date(article.published, labels),
        link=followable(article.url),
        language=language_tag(article.language),
        paragraphs=tuple(paragraphs(analysed, sections)),
        statements=statements,
        speakers=_speakers(document),
        unresolved=_unresolved(statements),
        open_words=_open_words(document),
        warnings=document.warnings
        + odd.notes([(labels["odd.title"], article.title), (labels["odd.text"], article.text)], labels),
    )


def _statement(attribution: Attribution, number: int, text: str) -> StatementView:
    return StatementView(
        number=number,
        attribution=attribution,
        source=_words(attribution.source, text),
        cue=_words(attribution.cue, text),
        content=_lead(_words(attribution.content, text), _LEAD),
        short=_lead(attribution.speaker.name, _NAME) if attribution.speaker else "",
    )


def _words(spans: Sequence[Span], text: str) -> str:
    return " … ".join(" ".join(span.of(text).split()) for span in spans)


def _lead(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def _speakers(document: Document) -> tuple[SpeakerView, ...]:
    said: dict[Speaker, list[int]] = {speaker: [] for speaker in document.speakers}
    for number, attribution in enumerate(document.attributions, 1):
        if attribution.speaker:
            said.setdefault(attribution.speaker, []).append(number)
    mentions = Counter(mention.speaker for mention in document.mentions)
    views = [SpeakerView(speaker, tuple(numbers), mentions[speaker]) for speaker, numbers in said.items()]
    return tuple(sorted(views, key=lambda view: (-len(view.statements), -view.mentions)))


def _unresolved(statements: Sequence[StatementView]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    reasons: dict[str, list[int]] = {}
    for statement in statements:
        if statement.attribution.unresolved and not statement.attribution.thing:
            reasons.setdefault(statement.attribution.unresolved, []).append(statement.number)
    return tuple((why, tuple(numbers)) for why, numbers in reasons.items())


def _open_words(document: Document) -> tuple[tuple[str, int], ...]:
    text = document.article.text
    words = Counter(mention.span.of(text).lower() for mention in document.mentions if mention.speaker is None)
    return tuple(sorted(words.items(), key=lambda item: (-item[1], item[0])))
