"""The teacher as a name finder: trained on newswire, it marks the treebanks' texts after the same guidelines."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy
import torch
from spacy.tokens import Doc
from spacy.training import biluo_tags_to_offsets
from spacy.training.iob_utils import doc_to_biluo_tags
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - its usual name

from training.corpus import training_documents
from training.names import LABELS, NamedText, read_newswire
from training.names_corpus import build_named_doc
from training.score_names import score_spans
from training.teacher.decode import best_tags
from training.teacher.fit import ENCODER_RATE, RATE, learn, padded, schedule
from training.teacher.model import Teacher
from training.teacher.reading import in_batches
from training.tokenizer import customise

EPOCHS, WORDS = 2, 800
TAGS = ["O", *(f"{place}-{label}" for label in LABELS for place in "BILU")]
_LONGEST = 200  # words of a text
_IGNORED = -100


def train_namer(folder: str, start: Path, data: Path, out: Path, *, epochs: float = EPOCHS, seed: int = 5) -> Teacher:
    """A name finder on the encoder of the parsing teacher at ``start``; weights go to ``out``."""
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - order of examples
    docs = _docs(read_newswire(data / "ner/newswire/train.tsv.gz"))
    dev = list(read_newswire(data / "ner/newswire/dev.tsv.gz"))
    namer = Teacher(folder, {"deprel": ["root"], "names": TAGS})
    stored = torch.load(start)["weights"]
    namer.load_state_dict({k: v for k, v in stored.items() if k.startswith(("encoder.", "shape."))}, strict=False)
    total = max(1, int(epochs * sum(map(len, docs)) / WORDS))
    rates = schedule(namer, total, ENCODER_RATE / 2, RATE)

    def groups() -> list[list[int]]:
        found = list(in_batches(docs, WORDS))
        rng.shuffle(found)
        return found

    for report in learn(namer, groups, lambda group: _loss(namer, [docs[i] for i in group]), rates, total):
        torch.save({"labels": namer.labels, "weights": namer.state_dict()}, out)
        found = mark(namer, [t.text for t in dev])
        print(report, score_spans([t.spans for t in dev], [t.spans for t in found]), flush=True)
    return namer


def silver_names(namer: Teacher, data: Path) -> list[NamedText]:
    """The treebanks' texts, marked by ``namer`` after the guidelines of the newswire set."""
    paragraphs = [p for documents, _ in training_documents(data) for d in documents for p in d.paragraphs]
    return mark(namer, ["".join(w.form + " " * w.space_after for s in p for w in s).strip() for p in paragraphs])


@torch.no_grad()
def mark(namer: Teacher, texts: Sequence[str]) -> list[NamedText]:
    """The names that ``namer`` finds in texts; a text that is too long for it has none."""
    namer.eval()
    nlp = customise(spacy.blank("en"))
    docs = [nlp.make_doc(text) for text in texts]
    found = [NamedText(text, (), "silver") for text in texts]
    for group in in_batches(docs, WORDS * 2):
        if len(docs[group[-1]]) > _LONGEST:
            continue
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = namer(namer.batch([[t.text for t in docs[i]] for i in group])).tags["names"].float().numpy()
        for i, scores in zip(group, logits, strict=True):
            tags = [TAGS[k] for k in best_tags(scores[: len(docs[i])], TAGS)]
            found[i] = NamedText(texts[i], tuple(biluo_tags_to_offsets(docs[i], tags)), "silver")
    return found


def _docs(texts: Iterable[NamedText]) -> list[Doc]:
    """Gold docs that are not too long."""
    nlp = customise(spacy.blank("en"))
    return [doc for doc in (build_named_doc(nlp, text) for text in texts) if 0 < len(doc) <= _LONGEST]


def _loss(namer: Teacher, docs: Sequence[Doc]) -> Tensor:
    """Cross entropy of the tags that are known."""
    places = {tag: i for i, tag in enumerate(TAGS)}
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = namer(namer.batch([[t.text for t in doc] for doc in docs])).tags["names"]
    gold = padded([[places.get(tag, _IGNORED) for tag in doc_to_biluo_tags(doc)] for doc in docs], _IGNORED)
    return F.cross_entropy(logits.float().flatten(0, 1), gold.flatten(), ignore_index=_IGNORED)
