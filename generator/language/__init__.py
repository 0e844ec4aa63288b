"""The language pipeline: text in, parsed paragraphs out.

A text is parsed one paragraph at a time, so that no sentence can run over a paragraph's end. Line breaks inside a
paragraph, and a dateline ("OTTAWA —") at its head, are shown to the pipeline as spaces; offsets therefore stay those
of the text. spaCy's values do not leave this module, `attribution` and `speakers`.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import PipelineError
from generator.language.bounds import mark_starts
from generator.language.paragraphs import DATELINE, paragraph_spans, shown
from generator.model import Entity, Sentence, Span
from generator.resources import PIPELINE

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

_LABELS_NEEDED = {"nsubj", "ccomp", "obl", "appos"}  # Universal Dependencies, not ClearNLP's "nsubjpass" or "dobj"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A parsed paragraph: token offsets count from `span.start`."""

    span: Span
    doc: Doc

    def span_of(self, tokens: Tokens) -> Span:
        """The span of spaCy `tokens` in the article's text."""
        return Span(self.span.start + tokens.start_char, self.span.start + tokens.end_char)


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed text."""

    text: str
    paragraphs: tuple[Paragraph, ...]


@functools.cache
def load(path: str = "") -> Language:
    """The spaCy pipeline at `path` (a folder or the name of an installed package), by default the one we ship.

    Raises:
        PipelineError: where it cannot be loaded or its labels are not Universal Dependencies.
    """
    import spacy  # noqa: PLC0415 - 0.6 s that `brief --help` must not pay
    from spacy.language import Language  # noqa: PLC0415
    from thinc.api import NumpyOps, set_current_ops  # noqa: PLC0415

    set_current_ops(NumpyOps(use_blis=False))  # NumPy's own multiplication is twice as fast as blis on small matrices

    where = path or str(PIPELINE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a newer patch release of spaCy is no news to the user
            nlp = spacy.load(where)
    except (OSError, ValueError, KeyError) as error:
        raise PipelineError(
            f"the language pipeline cannot be loaded ({error})",
            where=where,
            remedy="Reinstall the package, or name an installed spaCy pipeline in the setting `pipeline`.",
        ) from error
    if "mark_starts" not in nlp.pipe_names and nlp.has_pipe("parser"):
        Language.component("mark_starts", func=mark_starts)
        nlp.add_pipe("mark_starts", before="parser")
    labels = set(nlp.pipe_labels.get("parser", ()))
    if not labels >= _LABELS_NEEDED:
        raise PipelineError(
            "the pipeline has no parser with Universal Dependencies labels",
            where=where,
            remedy="Use a pipeline that was trained on a UD treebank.",
        )
    return nlp


def name_of(nlp: Language) -> str:
    """Name and version of a pipeline, as the brief says it ("en_brief 0.2.0")."""
    return f"{nlp.meta['lang']}_{nlp.meta['name'].removeprefix(nlp.meta['lang'] + '_')} {nlp.meta['version']}"


def parse(texts: Iterable[str], *, path: str = "", batch: int = 64) -> Iterator[Parse]:
    """Parse `texts` in order, streaming; paragraphs go through the pipeline `batch` at a time."""
    nlp = load(path)
    pending: list[tuple[str, tuple[Span, ...]]] = []

    def pieces() -> Iterator[str]:
        for text in texts:
            spans = paragraph_spans(text)
            pending.append((text, spans))
            yield from (shown(span.of(text)) for span in spans)

    docs = nlp.pipe(pieces(), batch_size=batch)
    done: list[Doc] = []
    for doc in docs:
        done.append(doc)
        while pending and len(done) >= len(pending[0][1]):
            yield _gather(*pending.pop(0), done)
    while pending:
        yield _gather(*pending.pop(0), done)


def entities(parsed: Parse) -> tuple[Entity, ...]:
    """The named entities of a parsed text, in order."""
    return tuple(Entity(p.span_of(ent), ent.label_) for p in parsed.paragraphs for ent in p.doc.ents)


def sentences(parsed: Parse) -> tuple[Sentence, ...]:
    """The sentences of a parsed text, in order and disjoint."""
    return tuple(
        Sentence(p.span_of(piece), number, _content_words(piece), _subject(p, piece))
        for number, p in enumerate(parsed.paragraphs)
        for piece in _whole_sentences(p.doc)
    )


def _content_words(piece: Tokens) -> tuple[str, ...]:
    """Lower-case lemmas without stop words and punctuation."""
    return tuple(
        (token.lemma_ or token.text).lower()
        for token in piece
        if not (token.is_stop or token.is_punct or token.is_space) and any(map(str.isalnum, token.text))
    )


def _subject(paragraph: Paragraph, piece: Tokens) -> Span | None:
    """The subject of the first main clause of a sentence."""
    for token in piece:
        if token.dep_.startswith("nsubj") and token.head.dep_ in {"ROOT", "root", "parataxis"}:
            start = token.left_edge.i
            while start < token.i and (paragraph.doc[start].is_space or paragraph.doc[start].is_punct):
                start += 1
            return paragraph.span_of(paragraph.doc[start : token.right_edge.i + 1])
    return None


def _whole_sentences(doc: Doc) -> Iterator[Tokens]:
    """The parser's sentences; a run of mere punctuation belongs to the one before it."""
    start = 0
    for sent in doc.sents:
        if sent.end < len(doc) and not any(map(str.isalnum, doc[sent.end :].text)):
            break
        yield doc[start : sent.end]
        start = sent.end
    if start < len(doc):
        yield doc[start:]


def _gather(text: str, spans: tuple[Span, ...], done: list[Doc]) -> Parse:
    """The next text's parse, its docs taken from the front of `done`."""
    docs = done[: len(spans)]
    del done[: len(spans)]
    return Parse(text, tuple(Paragraph(span, doc) for span, doc in zip(spans, docs, strict=True)))


__all__ = ["DATELINE", "Paragraph", "Parse", "entities", "load", "name_of", "paragraph_spans", "parse", "sentences"]
