"""Turn treebank sentences into spaCy reference ``Doc``s, whitespace tokens included."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

from training.treebank import Sentence


def build_doc(vocab: Vocab, paragraphs: Sequence[Sequence[Sentence]], separator: str = "\n\n") -> Doc:
    """A gold ``Doc`` of paragraphs joined by ``separator``; a separator with a newline becomes a SPACE token.

    Sentences of a paragraph are joined as the treebank says (``SpaceAfter``); at a paragraph end a blank separator
    only puts a space. A SPACE token hangs on the word before it, as spaCy's own training data have it.
    """
    columns: dict[str, list[Any]] = {
        k: [] for k in ("words", "spaces", "tags", "pos", "morphs", "lemmas", "heads", "deps")
    }
    starts: list[bool] = []
    for p, paragraph in enumerate(paragraphs):
        for sentence in paragraph:
            offset = len(columns["words"])
            for i, word in enumerate(sentence):
                columns["words"].append(word.form)
                columns["spaces"].append(word.space_after)
                columns["tags"].append(word.xpos)
                columns["pos"].append(word.upos)
                columns["morphs"].append("" if word.feats == "_" else word.feats)
                columns["lemmas"].append(lemma_of(word.form, word.lemma))
                columns["heads"].append(offset + (word.head - 1 if word.head else i))
                columns["deps"].append("ROOT" if word.head == 0 else word.deprel)
                starts.append(i == 0)
        if p + 1 < len(paragraphs):
            _separate(columns, starts, separator)
    columns["spaces"][-1] = False
    return Doc(
        vocab,
        words=columns["words"],
        spaces=columns["spaces"],
        tags=columns["tags"],
        pos=columns["pos"],
        morphs=columns["morphs"],
        lemmas=columns["lemmas"],
        heads=columns["heads"],
        deps=columns["deps"],
    )


def _separate(columns: dict[str, list[Any]], starts: list[bool], separator: str) -> None:
    """Put the paragraph separator after the last word."""
    if "\n" not in separator:
        columns["spaces"][-1] = bool(separator)
        return
    columns["spaces"][-1] = False
    last = len(columns["words"]) - 1
    row = (separator, False, "_SP", "SPACE", "", separator, last, "dep")
    for key, value in zip(columns, row, strict=True):
        columns[key].append(value)
    starts.append(False)


def lemma_of(form: str, lemma: str) -> str:
    """The lemma to learn; none ("") where the treebank gives none."""
    return "" if lemma == "_" and form != "_" else lemma
