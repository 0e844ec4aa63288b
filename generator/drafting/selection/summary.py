"""A summary without sections: the best passages under a budget, each of which can be read where it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.drafting.passages.copies import copies
from generator.drafting.passages.corpus import Corpus, gather, sentence_spans
from generator.drafting.passages.form import is_balanced, outside_quotations
from generator.drafting.passages.forms import form_of
from generator.drafting.rankers import rank
from generator.drafting.selection.choose import Budget, choose
from generator.model import Document, Passage, Span

_MOST_BEFORE = 3  # passages that come along with one that leans on them


def summarize(
    documents: Sequence[Document], *, words: int | None = None, sentences: int | None = None, ranker: str = "brief"
) -> tuple[tuple[str, Span], ...]:
    """A summary of at most `words` words and `sentences` sentences: (document id, span) of each, in reading order.

    A passage that opens with "He" or "However" comes with the one before it or not at all. What falls short of the
    budget is less than a passage, unless nothing more can be printed.
    """
    documents = [finest(document) for document in documents]
    repeated = copies(documents)
    corpus = gather(documents, copies=repeated)
    saliences = [value for row in rank(documents, ranker=ranker, copies=repeated) for value in row]
    stories = [document.article.id not in repeated for document in documents]
    together = [group for group in readable(corpus) if stories[int(corpus.document_of[group[-1]])]]
    rows = choose(corpus, saliences, budget=Budget(words, sentences), together=together)
    return tuple(piece for row in rows for piece in _sentences(corpus, row))


def finest(document: Document) -> Document:
    """The document with its passages cut between sentences wherever that cuts no quotation and leaves none bare."""
    text = document.article.text
    groups: list[list[int]] = []
    for passage in document.passages:
        for position, index in enumerate(passage.sentences):
            sentence = document.sentences[index].span.of(text)
            if position and not (
                _is_closed(document, groups[-1]) and is_balanced(sentence) and _has_own_words(sentence)
            ):
                groups[-1].append(index)
            else:
                groups.append([index])
    spans = (Span(document.sentences[group[0]].span.start, document.sentences[group[-1]].span.end) for group in groups)
    return replace(document, passages=tuple(Passage(span, tuple(g)) for span, g in zip(spans, groups, strict=True)))


def readable(corpus: Corpus) -> tuple[tuple[int, ...], ...]:
    """The rows that can be read by themselves, and those that can with the rows before them, which come along."""
    whole = [
        is_balanced(text) and form_of(language).is_statement(text)
        for text, language in zip(corpus.texts, corpus.languages, strict=True)
    ]
    if not any(whole):
        whole = [is_balanced(text) for text in corpus.texts]
    groups: dict[int, tuple[int, ...]] = {}
    for row in range(corpus.size):
        if not whole[row]:
            continue
        if not _leans(corpus, row):
            groups[row] = (row,)
        elif row - 1 in groups and corpus.place[row] > 0 and len(groups[row - 1]) <= _MOST_BEFORE:
            groups[row] = (*groups[row - 1], row)
    return tuple(groups.values())


def _is_closed(document: Document, group: Sequence[int]) -> bool:
    """Whether a row of sentences says something and leaves no quotation open."""
    text = document.article.text[document.sentences[group[0]].span.start : document.sentences[group[-1]].span.end]
    return is_balanced(text) and any(map(str.isalnum, text))


def _has_own_words(sentence: str) -> bool:
    """Whether a sentence is more than a quotation."""
    return any(map(str.isalnum, outside_quotations(sentence)))


def _leans(corpus: Corpus, row: int) -> bool:
    """Whether the first sentence of a row cannot be understood without the one before."""
    document = corpus.documents[int(corpus.document_of[row])]
    first = sentence_spans(document, document.passages[int(corpus.place[row])])[0]
    text = first.of(document.article.text)
    form = form_of(corpus.languages[row])
    return bool(form.pronoun_speaks.search(text)) or (corpus.place[row] > 0 and form.opening(text) is not None)


def _sentences(corpus: Corpus, row: int) -> Iterator[tuple[str, Span]]:
    document = corpus.documents[int(corpus.document_of[row])]
    for span in sentence_spans(document, document.passages[int(corpus.place[row])]):
        yield document.article.id, span
