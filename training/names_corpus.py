"""Write the training and development corpora of the name finder as ``.spacy`` files."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from training.names import (
    LABELS,
    UNKNOWN,
    NamedText,
    norp_words,
    read_crossner,
    read_newswire,
    read_re3d,
    read_uner_ewt,
    read_wikigold,
)

_CURLY = str.maketrans({"'": "’"})


def write_names_corpora(nlp: Language, data: Path, silver: Sequence[NamedText], out: Path, seed: int) -> dict[str, int]:
    """``names_train``, ``names_newswire`` and ``names_dev`` (``.spacy``) in ``out``; their numbers of words.

    ``silver`` are texts of the treebanks that a teacher has marked; with them the marks of UNER, which follow other
    guidelines on the same texts, are left out.
    """
    rng = random.Random(seed)  # noqa: S311 - variants of text, no secrets
    texts = [t for t in training_texts(data / "ner", rng) if not (silver and t.source == "uner_ewt")]
    grouped = list(_joined([*texts, *silver], rng))
    newswire = [text for text in grouped if text.source == "newswire"]
    dev = read_newswire(data / "ner/newswire/dev.tsv.gz")
    return {
        "names_train": _write((build_named_doc(nlp, t) for t in grouped), out / "names_train.spacy"),
        "names_newswire": _write((build_named_doc(nlp, t) for t in newswire), out / "names_newswire.spacy"),
        "names_dev": _write((build_named_doc(nlp, t) for t in dev), out / "names_dev.spacy"),
    }


def training_texts(folder: Path, rng: random.Random) -> list[NamedText]:
    """The texts of all data sets of names, with typographic variants of some."""
    newswire = list(read_newswire(folder / "newswire/train.tsv.gz", loose=0.1, rng=rng))
    norp = norp_words(newswire)
    others = [
        *read_uner_ewt(folder / "uner_ewt/train.iob2.gz", norp),
        *read_wikigold(folder / "wikigold/wikigold.conll.txt", norp),
        *read_crossner(folder / "crossner_politics", norp),
        *read_re3d(folder / "re3d", norp),
    ]
    return newswire + others


def _joined(texts: Sequence[NamedText], rng: random.Random) -> Iterator[NamedText]:
    """Texts as they are, or two to four neighbours of the same set joined by a newline or blank."""
    start = 0
    while start < len(texts):
        size = 1 if rng.random() < 0.5 else rng.randint(2, 4)
        group = [t for t in texts[start : start + size] if t.source == texts[start].source]
        joined = join(group, rng.choice(("\n\n", "\n", " ")))
        yield _capitals(_retyped(joined, rng), rng)
        start += len(group)


def join(group: Sequence[NamedText], separator: str) -> NamedText:
    """One text of several."""
    text, spans = "", []
    for i, part in enumerate(group):
        text += separator if i else ""
        spans += [(start + len(text), end + len(text), label) for start, end, label in part.spans]
        text += part.text
    return NamedText(text, tuple(spans), group[0].source)


def _retyped(text: NamedText, rng: random.Random) -> NamedText:
    """Now and then typographic apostrophes and quotes, letter for letter."""
    if rng.random() > 0.25 or len(text.text) != len(text.text.translate(_CURLY)):
        return text
    letters = list(text.text.translate(_CURLY))
    for i, letter in enumerate(letters):
        if letter == '"':
            letters[i] = "“" if i == 0 or letters[i - 1].isspace() else "”"
    return NamedText("".join(letters), text.spans, text.source)


def _capitals(text: NamedText, rng: random.Random) -> NamedText:
    """Seldom all in capitals, as in some headlines and datelines."""
    upper = text.text.upper()
    if rng.random() > 0.02 or len(upper) != len(text.text):
        return text
    return NamedText(upper, text.spans, text.source)


def build_named_doc(nlp: Language, text: NamedText) -> Doc:
    """A gold ``Doc`` with entities; words of unknown label are missing values."""
    doc = nlp.make_doc(text.text)
    entities: list[Span] = []
    missing: list[Span] = []
    taken = -1
    for start, end, label in text.spans:
        inside = label in LABELS
        span = doc.char_span(start, end, label=label if inside else UNKNOWN, alignment_mode="expand")
        if span is None or span.start <= taken:
            continue
        exact = span.start_char == start and span.end_char == end
        (entities if inside and exact else missing).append(span)
        taken = span.end - 1
    doc.set_ents(entities, missing=missing, default="outside")
    return doc


def _write(docs: Iterable[Doc], path: Path) -> int:
    """Write ``docs``; the number of tokens."""
    docs = list(docs)
    DocBin(attrs=["ENT_IOB", "ENT_TYPE", "SPACY"], docs=docs).to_disk(path)
    return sum(map(len, docs))
