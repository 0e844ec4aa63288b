"""Train the teacher on the treebanks that the pipeline may use, and measure it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - its usual name

from training.augment import vary
from training.corpus import training_documents
from training.teacher.model import Teacher
from training.teacher.reading import measure
from training.treebank import Sentence, Word, read_treebank

EPOCHS, WORDS, SENTENCES = 5, 800, 48
ENCODER_RATE, RATE = 1.5e-4, 1.5e-3

G = TypeVar("G")
Rates = tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]


def train_teacher(folder: str, data: Path, out: Path, *, epochs: float = EPOCHS, seed: int = 3) -> Teacher:
    """The teacher after ``epochs`` over EWT and the free genres of GUM; weights go to ``out``."""
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - order of examples
    paragraphs = [p for documents, _ in training_documents(data) for d in documents for p in d.paragraphs]
    dev = [s for d in read_treebank(data / "treebanks/gum/dev.conllu.gz") for s in d.sentences]
    teacher = Teacher(folder, label_sets([s for p in paragraphs for s in p]))
    total = max(1, int(epochs * sum(len(s) for p in paragraphs for s in p) / WORDS))
    rates = schedule(teacher, total, ENCODER_RATE, RATE)

    def groups() -> Iterator[list[Sentence]]:
        return batches([s for p in paragraphs for s in vary(p, rng)], WORDS, rng)

    for report in learn(teacher, groups, lambda group: _loss(teacher, group), rates, total):
        torch.save({"labels": teacher.labels, "weights": teacher.state_dict()}, out)
        print(report, measure(teacher, dev), flush=True)
    return teacher


def learn(
    teacher: Teacher, groups: Callable[[], Iterable[G]], loss_of: Callable[[G], Tensor], rates: Rates, total: int
) -> Iterator[str]:
    """Train for ``total`` steps; says after each pass over the ``groups`` how it went."""
    optimizer, schedule = rates
    done = 0
    while done < total:
        start, losses = time.perf_counter(), []
        for group in islice(groups(), total - done):
            teacher.train()
            loss = loss_of(group)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        done += len(losses)
        yield f"step {done} of {total}: loss {sum(losses) / len(losses):.3f}, {time.perf_counter() - start:.0f} s"


def load_teacher(folder: str, path: Path) -> Teacher:
    """A trained teacher."""
    stored = torch.load(path)
    teacher = Teacher(folder, stored["labels"])
    teacher.load_state_dict(stored["weights"])
    return teacher


def label_sets(sentences: Sequence[Sentence]) -> dict[str, list[str]]:
    """The labels of each layer in the order of the alphabet."""
    return {
        "deprel": sorted({w.deprel for s in sentences for w in s}),
        "xpos": sorted({w.xpos for s in sentences for w in s}),
        "morph": sorted({f"{w.upos} {w.feats}" for s in sentences for w in s}),
    }


def batches(sentences: Sequence[Sentence], words: int, rng: random.Random) -> Iterator[list[Sentence]]:
    """Sentences of like length together, about ``words`` in a group, groups in random order."""
    groups: list[list[Sentence]] = [[]]
    for _, _, sentence in sorted((len(s) + rng.random() * 4, i, s) for i, s in enumerate(sentences)):
        full = len(groups[-1]) == SENTENCES or (len(groups[-1]) + 1) * len(sentence) > words
        if groups[-1] and full:
            groups.append([])
        groups[-1].append(sentence)
    rng.shuffle(groups)
    yield from groups


def schedule(teacher: Teacher, total: int, encoder_rate: float, rate: float) -> Rates:
    """AdamW with a smaller rate for the encoder, warmed up and falling to zero in ``total`` steps."""
    encoder = list(teacher.encoder.parameters())
    known = {id(p) for p in encoder}
    others = [p for p in teacher.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW([{"params": encoder, "lr": encoder_rate}, {"params": others, "lr": rate}])
    warm = max(1, total // 15)
    return optimizer, torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (total - step) / max(1, total - warm)))
    )


def _loss(teacher: Teacher, group: Sequence[Sentence]) -> Tensor:
    """Cross entropy of arcs, relations and tags together, per word."""
    batch = teacher.batch([[w.form for w in s] for s in group])
    heads = _targets(group, lambda w: w.head)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = teacher(batch)
        relations = teacher.relations(logits, heads)
    words = batch.mask
    loss = F.cross_entropy(logits.arcs.float()[words], heads[words])
    loss = loss + F.cross_entropy(relations.float()[words], _labels(teacher, group, "deprel")[words])
    for name, scores in logits.tags.items():
        loss = loss + 0.5 * F.cross_entropy(scores.float()[words], _labels(teacher, group, name)[words])
    return loss


def _labels(teacher: Teacher, group: Sequence[Sentence], layer: str) -> Tensor:
    """Numbers of the gold labels of a layer (b, n); unseen labels count as the first."""
    places = {label: i for i, label in enumerate(teacher.labels[layer])}
    value = {
        "deprel": lambda w: places.get(w.deprel, 0),
        "xpos": lambda w: places.get(w.xpos, 0),
        "morph": lambda w: places.get(f"{w.upos} {w.feats}", 0),
    }[layer]
    return _targets(group, value)


def _targets(group: Sequence[Sentence], value: Callable[[Word], int]) -> Tensor:
    """``value`` of every word, padded with zeros."""
    return padded([[value(w) for w in s] for s in group], 0)


def padded(rows: Sequence[Sequence[int]], filler: int) -> Tensor:
    """Rows of numbers as one matrix."""
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[filler] * (longest - len(row))] for row in rows])
