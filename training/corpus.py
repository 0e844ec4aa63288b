"""Write the training and development corpora of the syntax components as ``.spacy`` files."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from training.augment import Paragraph, vary
from training.docs import build_doc
from training.treebank import GUM_TRAIN_GENRES, Sentence, TreebankDocument, read_treebank

# Long docs are slow to learn from (the oracle of a cut doc is costly) and give a small network nothing more.
MAX_WORDS = 120


def write_syntax_corpora(nlp: Language, data: Path, out: Path, seed: int) -> dict[str, int]:
    """``syntax_train.spacy`` and ``syntax_dev.spacy`` in ``out``; their numbers of words."""
    rng = random.Random(seed)  # noqa: S311 - variants of text, no secrets
    docs = [
        doc
        for documents, variants in training_documents(data)
        for _ in range(variants)
        for doc in group_all(nlp, documents, rng)
    ]
    dev = read_treebank(data / "treebanks/gum/dev.conllu.gz")
    plain = [build_doc(nlp.vocab, [p]) for document in dev for p in document.paragraphs]
    return {
        "syntax_train": write_docs(docs, out / "syntax_train.spacy"),
        "syntax_dev": write_docs(plain, out / "syntax_dev.spacy"),
    }


def write_further_corpus(nlp: Language, data: Path, silver: Path, out: Path, seed: int) -> dict[str, int]:
    """``syntax_further.spacy`` in ``out``: the treebanks in new variants and the news that the teacher has labelled."""
    rng = random.Random(seed)  # noqa: S311 - variants of text, no secrets
    parts = [*training_documents(data), (read_treebank(silver), 1)]
    docs = [doc for documents, variants in parts for _ in range(variants) for doc in group_all(nlp, documents, rng)]
    return {"syntax_further": write_docs(docs, out / "syntax_further.spacy")}


def training_documents(data: Path) -> list[tuple[list[TreebankDocument], int]]:
    """EWT train and the freely licensed genres of GUM train, each with the number of variants to make of it."""
    ewt = read_treebank(data / "treebanks/ewt/train.conllu.gz")
    gum = read_treebank(data / "treebanks/gum/train.conllu.gz")
    return [(ewt, 2), ([d for d in gum if d.genre in GUM_TRAIN_GENRES], 3)]


def group_all(nlp: Language, documents: Iterable[TreebankDocument], rng: random.Random) -> Iterator[Doc]:
    """Docs of one paragraph (most) or several joined by newlines or a blank, with typographic variants."""
    for document in documents:
        for group, separator in _groups(document.paragraphs, rng):
            yield build_doc(nlp.vocab, [vary(p, rng) for p in group], separator)


def _groups(paragraphs: tuple[Paragraph, ...], rng: random.Random) -> Iterator[tuple[list[Paragraph], str]]:
    """Runs of paragraphs and the separator to join them with."""
    pieces = [piece for paragraph in paragraphs for piece in _pieces(paragraph)]
    start = 0
    while start < len(pieces):
        choice = rng.random()
        size = 1 if choice < 0.5 else rng.randint(2, 8)
        separator = "\n\n" if choice < 0.66 else "\n" if choice < 0.76 else " "
        group, words = [], 0
        for piece in pieces[start : start + size]:
            count = sum(map(len, piece))
            if group and words + count > MAX_WORDS:
                break
            group.append(piece)
            words += count
        yield group, separator
        start += len(group)


def _pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph cut at sentence ends into pieces of at most ``MAX_WORDS`` (or one sentence)."""
    piece: list[Sentence] = []
    for sentence in paragraph:
        if piece and sum(map(len, piece)) + len(sentence) > MAX_WORDS:
            yield tuple(piece)
            piece = []
        piece.append(sentence)
    yield tuple(piece)


def write_docs(docs: Iterable[Doc], path: Path) -> int:
    """Write ``docs`` to ``path``; the number of words."""
    docs = list(docs)
    DocBin(docs=docs, store_user_data=True).to_disk(path)
    return sum(map(len, docs))
