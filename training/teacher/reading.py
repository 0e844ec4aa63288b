"""What a trained teacher says about sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.teacher.decode import best_tree
from training.teacher.model import Teacher
from training.treebank import Sentence

WORDS, SENTENCES = 2000, 48


@dataclass(frozen=True, slots=True)
class Found:
    """Heads (0 the root, else 1-based; a projective tree), relations, tags by layer; mean log probability of arcs."""

    heads: tuple[int, ...]
    relations: tuple[str, ...]
    tags: dict[str, tuple[str, ...]]
    sure: float


def in_batches(sentences: Sequence[Sequence[object]], words: int = WORDS) -> Iterator[list[int]]:
    """Numbers of sentences of like length, about ``words`` words in a group."""
    group: list[int] = []
    for i in sorted(range(len(sentences)), key=lambda i: (len(sentences[i]), i)):
        if group and (len(group) == SENTENCES or (len(group) + 1) * len(sentences[i]) > words):
            yield group
            group = []
        group.append(i)
    if group:
        yield group


@torch.no_grad()
def analyse(teacher: Teacher, sentences: Sequence[Sequence[str]]) -> list[Found]:
    """Trees and tags of sentences of about the same length."""
    teacher.eval()
    batch = teacher.batch(sentences)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = teacher(batch)
    arcs = logits.arcs.float().log_softmax(-1).double().numpy()
    heads = torch.zeros(batch.mask.shape, dtype=torch.long)
    for i, sentence in enumerate(sentences):
        heads[i, : len(sentence)] = torch.from_numpy(best_tree(_with_root_row(arcs[i, : len(sentence)])))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        relations = _root_only_at_root(teacher, teacher.relations(logits, heads).float(), heads).argmax(-1)
    layers = {name: scores.argmax(-1) for name, scores in logits.tags.items()}
    found = []
    for i, sentence in enumerate(sentences):
        chosen = heads[i, : len(sentence)].tolist()
        names = {k: [teacher.labels[k][n] for n in v[i, : len(sentence)].tolist()] for k, v in layers.items()}
        named = [teacher.labels["deprel"][n] for n in relations[i, : len(sentence)].tolist()]
        sure = float(np.mean([arcs[i, d, h] for d, h in enumerate(chosen)]))
        found.append(Found(tuple(chosen), tuple(named), {k: tuple(v) for k, v in names.items()}, sure))
    return found


def _with_root_row(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores (n, ≥ n + 1) as a square matrix with a row for the root on top."""
    size = len(scores) + 1
    return np.vstack([np.full((1, size), -1e4), scores[:, :size]])


def _root_only_at_root(teacher: Teacher, relations: Tensor, heads: Tensor) -> Tensor:
    """Scores that give "root" to what hangs on the root and to nothing else."""
    root = teacher.labels["deprel"].index("root")
    relations[..., root] = torch.where(heads == 0, 1e4, -1e4)
    return relations


def measure(teacher: Teacher, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Accuracy over gold words: UPOS, XPOS, UAS, LAS with punctuation."""
    right = dict.fromkeys(("upos", "xpos", "uas", "las"), 0)
    for group in in_batches(sentences):
        for found, i in zip(analyse(teacher, [[w.form for w in sentences[i]] for i in group]), group, strict=True):
            for k, word in enumerate(sentences[i]):
                is_head = found.heads[k] == word.head
                right["upos"] += found.tags["morph"][k].split()[0] == word.upos
                right["xpos"] += found.tags["xpos"][k] == word.xpos
                right["uas"] += is_head
                right["las"] += is_head and found.relations[k] == word.deprel
    total = sum(map(len, sentences))
    return {k: v / total for k, v in right.items()}
