"""The language pipelines: text in, parsed paragraphs out.

`tongues` has a row for each language. English stories go through the pipeline that we ship, French ones through an
installed package, which is loaded with the first French story.

Texts are parsed one paragraph at a time, so that no sentence crosses the end of a paragraph. The pipeline sees line
breaks inside a paragraph, and a dateline ("OTTAWA —") at its head, as spaces, which keeps all offsets those of the
text. spaCy's values stay in this room, `attribution` and `speakers`.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.analysis.language.paragraphs import paragraph_spans
from generator.analysis.language.table import Table, table_of
from generator.analysis.language.tongues import ENGLISH, TONGUES, Tongue, tongue_of
from generator.errors import PipelineError
from generator.model import Entity, Sentence, Span
from generator.resources import PIPELINE

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

_MAIN = frozenset({"ROOT", "root", "parataxis"})
_LABELS_NEEDED = {"nsubj", "ccomp", "obl", "appos"}  # Universal Dependencies, not ClearNLP's "nsubjpass" or "dobj"


@dataclass(frozen=True)
class Paragraph:
    """A parsed paragraph: token offsets count from `span.start`."""

    span: Span
    doc: Doc

    @functools.cached_property
    def table(self) -> Table:
        """The tokens of the paragraph as plain lists."""
        return table_of(self.doc)

    def range_of(self, start: int, end: int) -> Span:
        """The span of the tokens from `start` up to `end` in the article's text."""
        return Span(self.span.start + self.table.starts[start], self.span.start + self.table.ends[end - 1])

    def span_of(self, tokens: Tokens) -> Span:
        """The span of spaCy `tokens` in the article's text."""
        return Span(self.span.start + tokens.start_char, self.span.start + tokens.end_char)


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed text."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    tongue: Tongue = ENGLISH

    @property
    def language(self) -> str:
        """The code of the language by whose rules the text was parsed."""
        return self.tongue.code


def load(path: str = "", tongue: Tongue = ENGLISH) -> Language:
    """The spaCy pipeline for a language, loaded once.

    `path` is a folder or an installed package that replaces the pipeline that we ship; languages whose pipeline is a
    package of its own always use that package.

    Raises:
        PipelineError: if the pipeline cannot be loaded or its labels are not Universal Dependencies.
    """
    return _load(tongue.package or path or str(PIPELINE), tongue)


@functools.cache
def _load(where: str, tongue: Tongue) -> Language:
    import spacy  # noqa: PLC0415 - 0.6 s that `brief --help` must not pay
    from spacy.language import Language  # noqa: PLC0415
    from thinc.api import NumpyOps, set_current_ops  # noqa: PLC0415

    set_current_ops(NumpyOps(use_blis=False))  # NumPy's own multiplication is twice as fast as blis on small matrices

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a newer patch release of spaCy is no news to the user
            nlp = spacy.load(where)
    except (OSError, ValueError, KeyError) as error:
        raise PipelineError(
            f"the language pipeline cannot be loaded ({error})",
            where=where,
            remedy=tongue.remedy,
        ) from error
    if "mark_starts" not in nlp.pipe_names and nlp.has_pipe("parser"):
        name = f"mark_{tongue.name.lower()}_starts"
        Language.component(name, func=tongue.mark_starts)
        nlp.add_pipe(name, before="parser")
    labels = {label.partition(":")[0] for label in nlp.pipe_labels.get("parser", ())}
    if not labels >= _LABELS_NEEDED:
        raise PipelineError(
            "the pipeline has no parser with Universal Dependencies labels",
            where=where,
            remedy="Use a pipeline that was trained on a UD treebank.",
        )
    return nlp


def name_for(languages: Iterable[str], path: str = "") -> str:
    """Names and versions of the pipelines for stories in these languages, in the order of `TONGUES`."""
    codes = {tongue_of(language).code for language in languages}
    return ", ".join(name_of(load(path, tongue)) for code, tongue in TONGUES.items() if code in codes)


def name_of(nlp: Language) -> str:
    """Name and version of a pipeline, as the brief gives them ("en_brief 0.2.0")."""
    return f"{nlp.meta['lang']}_{nlp.meta['name'].removeprefix(nlp.meta['lang'] + '_')} {nlp.meta['version']}"


def parse(texts: Iterable[str], *, path: str = "", tongue: Tongue = ENGLISH, batch: int = 64) -> Iterator[Parse]:
    """Parse `texts` of one language in order, streaming; paragraphs go through the pipeline `batch` at a time."""
    nlp = load(path, tongue)
    pending: list[tuple[str, tuple[Span, ...]]] = []

    def pieces() -> Iterator[str]:
        for text in texts:
            spans = paragraph_spans(text)
            pending.append((text, spans))
            yield from (tongue.shown(span.of(text)) for span in spans)

    docs = nlp.pipe(pieces(), batch_size=batch)
    done: list[Doc] = []
    for doc in docs:
        done.append(doc)
        while pending and len(done) >= len(pending[0][1]):
            yield _gather(*pending.pop(0), done, tongue)
    while pending:
        yield _gather(*pending.pop(0), done, tongue)


def entities(parsed: Parse) -> tuple[Entity, ...]:
    """The named entities of a parsed text, in order."""
    labels = parsed.tongue.labels
    return tuple(
        Entity(p.span_of(ent), labels.get(ent.label_, ent.label_)) for p in parsed.paragraphs for ent in p.doc.ents
    )


def sentences(parsed: Parse) -> tuple[Sentence, ...]:
    """The sentences of a parsed text, in order and disjoint."""
    return tuple(
        Sentence(p.range_of(start, end), number, _content_words(p.table, start, end), _subject(p, start, end))
        for number, p in enumerate(parsed.paragraphs)
        for start, end in _whole_sentences(p.table)
    )


def _content_words(table: Table, start: int, end: int) -> tuple[str, ...]:
    """Lower-case lemmas without stop words and punctuation."""
    return tuple(
        (table.lemmas[at] or table.words[at]).lower()
        for at in range(start, end)
        if not (table.is_stop[at] or table.is_punct[at] or table.is_space[at]) and _has_letters(table.words[at])
    )


def _subject(paragraph: Paragraph, start: int, end: int) -> Span | None:
    """The subject of the first main clause of a sentence, None if it has none."""
    table = paragraph.table
    for at in range(start, end):
        if table.relations[at].startswith("nsubj") and table.relations[table.heads[at]] in _MAIN:
            token = paragraph.doc[at]
            first = token.left_edge.i
            while first < at and (table.is_space[first] or table.is_punct[first]):
                first += 1
            return paragraph.range_of(first, token.right_edge.i + 1)
    return None


def _whole_sentences(table: Table) -> Iterator[tuple[int, int]]:
    """The parser's sentences; a run of mere punctuation belongs to the sentence before it, a blank to the one after."""
    size, start = len(table.words), 0
    last = max((at for at, word in enumerate(table.words) if _has_letters(word)), default=-1)
    for end in (at for at in range(1, size) if table.begins[at]):
        if end > last:
            break
        if not all(map(str.isspace, table.words[start:end])):
            yield start, end
            start = end
    if start < size:
        yield start, size


def _has_letters(word: str) -> bool:
    """Whether a word has a letter or a digit."""
    return word.isalnum() or any(map(str.isalnum, word))


def _gather(text: str, spans: tuple[Span, ...], done: list[Doc], tongue: Tongue) -> Parse:
    """The parse of the next text, whose docs are taken from the front of `done`."""
    docs = done[: len(spans)]
    del done[: len(spans)]
    return Parse(text, tuple(Paragraph(span, doc) for span, doc in zip(spans, docs, strict=True)), tongue)


def after_dateline(text: str, span: Span, tongue: Tongue) -> int:
    """Where a span starts without the dateline at its head, if it has one ("OTTAWA —", "(Ottawa)")."""
    dateline = tongue.dateline.match(text, span.start, span.end)
    return dateline.end() if dateline else span.start


__all__ = [
    "ENGLISH",
    "TONGUES",
    "Paragraph",
    "Parse",
    "Table",
    "Tongue",
    "after_dateline",
    "entities",
    "load",
    "name_for",
    "name_of",
    "paragraph_spans",
    "parse",
    "sentences",
    "tongue_of",
]
