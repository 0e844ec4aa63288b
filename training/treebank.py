"""Read Universal Dependencies treebanks (CoNLL-U) into plain values with exact spacing."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Genres of GUM whose texts may be used in a freely licensed pipeline (the others are non-commercial).
GUM_TRAIN_GENRES = frozenset({"news", "interview", "bio", "voyage", "court", "speech", "textbook", "academic"})


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word; ``head`` is 0 for the root, else the 1-based index inside the sentence."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space_after: bool


Sentence = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class TreebankDocument:
    """A document as paragraphs of sentences of words."""

    id: str
    genre: str
    paragraphs: tuple[tuple[Sentence, ...], ...]

    @property
    def sentences(self) -> list[Sentence]:
        """All sentences in order."""
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]


def read_treebank(path: Path) -> list[TreebankDocument]:
    """Documents of a ``.conllu`` or ``.conllu.gz`` file, in order."""
    documents: list[tuple[str, list[list[Sentence]]]] = []
    for comments, rows in _blocks(path):
        new_doc = next((c for c in comments if c.startswith("# newdoc")), None)
        if new_doc is not None or not documents:
            name = new_doc.split("=", 1)[1].strip() if new_doc and "=" in new_doc else f"doc{len(documents)}"
            documents.append((name, [[]]))
        paragraphs = documents[-1][1]
        if paragraphs[-1] and any(c == "# newpar" or c.startswith("# newpar id") for c in comments):
            paragraphs.append([])
        paragraphs[-1].append(_sentence(rows))
    return [
        TreebankDocument(name, _genre(name), tuple(tuple(paragraph) for paragraph in paragraphs))
        for name, paragraphs in documents
    ]


def _blocks(path: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Comment lines and column rows of each sentence."""
    opener = gzip.open if path.suffix == ".gz" else open
    comments: list[str] = []
    rows: list[list[str]] = []
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in map(str.rstrip, lines):
            if line.startswith("#"):
                comments.append(line)
            elif line:
                rows.append(line.split("\t"))
            elif rows:
                yield comments, rows
                comments, rows = [], []
    if rows:
        yield comments, rows


def _genre(name: str) -> str:
    """``news`` of ``GUM_news_afghan``; for EWT the part before the first hyphen."""
    return name.split("_")[1] if name.startswith("GUM_") else name.partition("-")[0]


def _sentence(rows: list[list[str]]) -> Sentence:
    """Words of a sentence; parts of a multi-word token carry slices of its surface form."""
    words: list[Word] = []
    surfaces: dict[int, tuple[str, bool]] = {}
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            forms = [r[1] for r in rows if r[0].isdigit() and first <= int(r[0]) <= last]
            spaces = [False] * (len(forms) - 1) + ["SpaceAfter=No" not in row[9]]
            surfaces.update(
                {first + i: pair for i, pair in enumerate(zip(_slices(row[1], forms), spaces, strict=True))}
            )
            continue
        form, space_after = surfaces.get(int(row[0]), (row[1], "SpaceAfter=No" not in row[9]))
        words.append(Word(form, row[2], row[3], row[4], row[5], int(row[6]), row[7], space_after))
    return tuple(words)


def _slices(surface: str, forms: list[str]) -> list[str]:
    """``surface`` cut into one non-empty piece per form, as near to the forms' lengths as it can be."""
    pieces = []
    for i, form in enumerate(forms):
        left = len(forms) - i - 1
        size = len(surface) if not left else max(1, min(len(form), len(surface) - left))
        pieces.append(surface[:size])
        surface = surface[size:]
    return pieces
