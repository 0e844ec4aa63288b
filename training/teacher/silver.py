"""News that the teacher has labelled, written as a treebank (CoNLL-U) for the shipped pipeline to learn from."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language

from generator.analysis.language.english import mark_starts
from training.names_corpus import training_texts
from training.teacher.model import Teacher
from training.teacher.reading import Found, analyse, in_batches

# The share of sentences, those whose arcs the teacher is least sure of, that are left out.
DOUBTFUL = 0.1
_LONGEST = 80  # words; longer "sentences" of these sets are lists and tables

Words = tuple[tuple[str, bool], ...]
"""Forms and whether a space follows each."""


def write_silver(teacher: Teacher, splitter: Path, data: Path, out: Path) -> dict[str, float]:
    """Label the texts of the name sets, with the sentence ends of the pipeline in ``splitter``; what was written."""
    rng = random.Random(0)  # noqa: S311 - variants of text, no secrets
    texts = [t.text for t in training_texts(data / "ner", rng)]
    paragraphs = list(_paragraphs(spacy.load(splitter), texts))
    sentences = [s for p in paragraphs for s in p]
    found = dict(zip(map(id, sentences), _label(teacher, sentences), strict=True))
    sure = np.array([found[id(s)].sure for s in sentences])
    floor = float(np.quantile(sure, DOUBTFUL))
    with gzip.open(out, "wt", encoding="utf-8") as file:
        for number, paragraph in enumerate(paragraphs):
            kept = [s for s in paragraph if found[id(s)].sure > floor]
            if kept:
                file.write(f"# newdoc id = silver-{number}\n# newpar\n")
                file.writelines(_block(s, found[id(s)]) for s in kept)
    words = sum(len(s) for s in sentences if found[id(s)].sure > floor)
    return {"sentences": float((sure > floor).sum()), "words": words, "least_sure": floor}


def _paragraphs(nlp: Language, texts: Sequence[str]) -> Iterator[list[Words]]:
    """Texts as sentences of words; short bits and endless lists are left out."""
    Language.component("mark_starts", func=mark_starts)
    nlp.add_pipe("mark_starts", before="parser")
    lines = (line for text in texts for line in text.split("\n") if line.strip())
    with nlp.select_pipes(enable=["tok2vec", "mark_starts", "parser"]):
        for doc in nlp.pipe(lines):
            sentences = [tuple((t.text, bool(t.whitespace_)) for t in s if not t.is_space) for s in doc.sents]
            yield [s for s in sentences if 3 < len(s) <= _LONGEST]


def _label(teacher: Teacher, sentences: Sequence[Words]) -> list[Found]:
    """What the teacher says of each sentence."""
    forms = [[form for form, _ in s] for s in sentences]
    found: list[Found | None] = [None] * len(forms)
    for n, group in enumerate(in_batches(forms)):
        for i, value in zip(group, analyse(teacher, [forms[i] for i in group]), strict=True):
            found[i] = value
        if n % 100 == 0:
            print(f"labelled {sum(f is not None for f in found)} of {len(forms)} sentences", flush=True)
    return [f for f in found if f is not None]


def _block(words: Words, found: Found) -> str:
    """A sentence in CoNLL-U; lemmas are left open."""
    rows = []
    for i, (form, space) in enumerate(words):
        upos, _, feats = found.tags["morph"][i].partition(" ")
        tags = (upos, found.tags["xpos"][i], feats, str(found.heads[i]), found.relations[i])
        rows.append("\t".join((str(i + 1), form, "_", *tags, "_", "_" if space else "SpaceAfter=No")))
    return "\n".join(rows) + "\n\n"
