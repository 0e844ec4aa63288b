"""House style: notes for the editor on where the excerpts depart from it.

The words are those of the sources and stay as they are; each note names the excerpt, the place and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.documents import words
from generator.drafting.brief.abbreviations import unexpanded
from generator.drafting.brief.day_forms import odd_dates
from generator.model import Document, Excerpt, Mention, Passage, Speaker
from generator.profile import Style

_LEAD = 6  # first words by which a sentence is quoted
_BESIDE = 4  # words quoted on either side of a word
_NAMED = frozenset({"name", "surname", "title"})
_ROLE_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class PrintedExcerpt:
    """An excerpt with its source."""

    excerpt: Excerpt
    passage: Passage
    document: Document

    def sentences(self) -> list[str]:
        """The sentences of the source, as far as they are printed; datelines are not."""
        spans = (self.document.sentences[index].span for index in self.passage.sentences)
        start, end, text = self.excerpt.start, self.excerpt.end, self.document.article.text
        return [text[max(span.start, start) : min(span.end, end)] for span in spans]


def lint(lines: Sequence[PrintedExcerpt], style: Style, language: str) -> tuple[str, ...]:
    """Notes on where the excerpts depart from house style, in the `language` of the brief.

    `lines` are in reading order: abbreviations and people must be explained at first mention.
    """
    return (
        *_average(lines, style, language),
        *(note for line in lines for note in _lengths(line, style, language)),
        *_names(lines, language),
        *_acronyms(lines, language),
        *(note for line in lines for note in _dates(line, language)),
    )


def _say(key: str, language: str, **values: object) -> str:
    return words.of(language).say(f"style.{key}", **values)


def _average(lines: Sequence[PrintedExcerpt], style: Style, language: str) -> Iterator[str]:
    """A note where the average sentence is too long, with the excerpt that has the longest one."""
    lengths = {line.excerpt.id: [len(one.split()) for one in line.sentences()] for line in lines}
    every = [length for own in lengths.values() for length in own]
    mean = sum(every) / len(every) if every else 0.0
    if mean > style.average_words:
        longest = max(lengths, key=lambda id_: max(lengths[id_], default=0))
        number = words.of(language).decimal(mean)
        yield _say("average", language, number=number, limit=style.average_words, id=longest)


def _lengths(line: PrintedExcerpt, style: Style, language: str) -> Iterator[str]:
    """Notes on sentences and paragraphs that are too long."""
    sentences = line.sentences()
    id_ = line.excerpt.id
    for sentence in sentences:
        if (count := len(sentence.split())) > style.sentence_words:
            yield _say("long", language, id=id_, where=_lead(sentence), number=count, limit=style.sentence_words)
    if (count := len(sentences)) > style.paragraph_sentences:
        where, limit = _lead(line.excerpt.text), style.paragraph_sentences
        yield _say("paragraph", language, id=id_, where=where, number=count, limit=limit)


def _lead(text: str) -> str:
    return " ".join(text.split()[:_LEAD]).strip('"“”«» ')


def _acronyms(lines: Sequence[PrintedExcerpt], language: str) -> Iterator[str]:
    """Notes on abbreviations that are not spelled out at first mention."""
    for index, what, at in unexpanded([line.excerpt.display for line in lines]):
        excerpt = lines[index].excerpt
        where = _around(excerpt.display, at, len(what))
        yield _say("acronym", language, id=excerpt.id, what=what, where=where)


def _names(lines: Sequence[PrintedExcerpt], language: str) -> Iterator[str]:
    """Notes on people first mentioned without their given name, or without a title that the source gives."""
    met: set[str] = set()
    for line in lines:
        for mention in line.document.mentions:
            speaker = mention.speaker
            if speaker and line.passage.span.holds(mention.span) and speaker.name not in met:
                met.add(speaker.name)
                if speaker.kind == "person" and mention.form in _NAMED:
                    yield from _first_mention(line, mention, speaker, language)


def _first_mention(line: PrintedExcerpt, mention: Mention, speaker: Speaker, language: str) -> Iterator[str]:
    """Notes on what the first mention of a person lacks, as shown."""
    shown = line.excerpt.display
    what = mention.span.of(line.document.article.text)
    where = _around(shown, shown.find(what), len(what))
    name = speaker.name.split()
    if len(name) > 1 and name[0] not in shown:
        yield _say("surname", language, id=line.excerpt.id, what=what, where=where, whole=speaker.name)
    roles = {word.lower() for word in _ROLE_WORD.findall(speaker.role)}
    is_signed = line.excerpt.speaker is not None and line.excerpt.speaker.name == speaker.name
    if roles and not is_signed and roles.isdisjoint(word.lower() for word in _ROLE_WORD.findall(shown)):
        yield _say("title", language, id=line.excerpt.id, what=what, where=where, role=speaker.role)


def _dates(line: PrintedExcerpt, language: str) -> Iterator[str]:
    """Notes on dates that are not in the form of the source's language."""
    shown = line.excerpt.display
    for form in odd_dates(shown, line.document.article.language):
        where = _around(shown, form.at, len(form.what))
        key = "numeric" if form.is_numeric else "date"
        yield _say(key, language, id=line.excerpt.id, what=form.what, where=where, instead=form.instead)


def _around(text: str, at: int, length: int) -> str:
    """A few words around a place in a text; its first words where the place is unknown."""
    if at < 0:
        return _lead(text)
    before, after = text[:at].split(" ")[-_BESIDE:], text[at + length :].split(" ")[:_BESIDE]
    return " ".join(f"{' '.join(before)}{text[at : at + length]}{' '.join(after)}".split())
