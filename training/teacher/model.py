"""The teacher: a small pretrained transformer under a biaffine parser and taggers.

Dozat and Manning, "Deep biaffine attention for neural dependency parsing" (2017), over the word vectors of MiniLM (Wang
et al. 2020). Too slow and too large to ship; it reads news once and the shipped pipeline learns from what it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

SHAPES = 6


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences side by side: subwords (b, s), their word of 1…n or 0 (b, s), shapes (b, n) and which words exist."""

    subwords: Tensor
    attention: Tensor
    word_of: Tensor
    shapes: Tensor
    mask: Tensor


@dataclass(frozen=True, slots=True)
class Logits:
    """Arcs (b, n, n + 1), relations (b, n, n + 1, r) as functions of a head, and tags (b, n, t) by layer."""

    arcs: Tensor
    dependents: Tensor
    heads: Tensor
    tags: dict[str, Tensor]


class Teacher(nn.Module):
    """Encoder, biaffine arcs and relations, one linear layer for each kind of tag."""

    def __init__(self, folder: str, labels: dict[str, list[str]], arc: int = 384, relation: int = 128) -> None:
        super().__init__()
        self.labels = labels
        self.subword = AutoTokenizer.from_pretrained(folder)
        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        width = self.encoder.config.hidden_size + 32
        self.shape = nn.Embedding(SHAPES, 32)
        self.root = nn.Parameter(torch.zeros(width))
        self.project = nn.ModuleDict({name: _hidden(width, size) for name, size in _layers(arc, relation).items()})
        count = len(labels["deprel"])
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))
        self.relation = nn.Parameter(torch.zeros(count, relation + 1, relation + 1))
        self.tags = nn.ModuleDict({k: nn.Linear(256, len(v)) for k, v in labels.items() if k != "deprel"})

    def batch(self, sentences: Sequence[Sequence[str]]) -> Batch:
        """Word forms as tensors."""
        coded = self.subword([list(s) for s in sentences], is_split_into_words=True, padding=True, truncation=True,
                             max_length=512, return_tensors="pt")  # fmt: skip
        words = [[-1 if w is None else w for w in coded.word_ids(i)] for i in range(len(sentences))]
        longest = max(map(len, sentences))
        shapes = torch.tensor([[shape_of(f) for f in s] + [0] * (longest - len(s)) for s in sentences])
        mask = torch.tensor([[True] * len(s) + [False] * (longest - len(s)) for s in sentences])
        return Batch(coded["input_ids"], coded["attention_mask"], torch.tensor(words) + 1, shapes, mask)

    def forward(self, batch: Batch) -> Logits:
        """Scores of every arc, relation and tag."""
        states = self.encoder(input_ids=batch.subwords, attention_mask=batch.attention).last_hidden_state
        words = torch.cat([_pool(states, batch.word_of, batch.mask.shape[1]), self.shape(batch.shapes)], dim=-1)
        rooted = torch.cat([self.root.expand(len(words), 1, -1), words], dim=1)
        dependents = self.project["arc_dependent"](words)
        heads = self.project["arc_head"](rooted)
        # Small batched products are many times slower in bfloat16.
        with torch.autocast("cpu", enabled=False):
            arcs = (_with_one(dependents).float() @ self.arc) @ heads.float().transpose(1, 2)
        exists = torch.cat([batch.mask.new_ones(len(words), 1), batch.mask], dim=1)
        arcs = arcs.masked_fill(~exists[:, None, :], -1e4)
        tags = self.project["tags"](words)
        return Logits(
            arcs,
            _with_one(self.project["relation_dependent"](words)),
            _with_one(self.project["relation_head"](rooted)),
            {name: layer(tags) for name, layer in self.tags.items()},
        )

    def relations(self, logits: Logits, heads: Tensor) -> Tensor:
        """Scores (b, n, r) of the relations to the given heads (b, n)."""
        index = heads[..., None].expand(-1, -1, logits.heads.shape[-1])
        chosen = logits.heads.gather(1, index)
        count, width, _ = self.relation.shape
        mixed = logits.dependents @ self.relation.permute(1, 0, 2).reshape(width, -1)
        return (mixed.unflatten(-1, (count, width)) * chosen[:, :, None]).sum(-1)


def shape_of(form: str) -> int:
    """1 small letters, 2 capital first, 3 all capitals, 4 mixed, 5 no letters (the encoder sees small letters only)."""
    if form.islower():
        return 1
    if form.isupper():
        return 3 if len(form) > 1 else 2
    if form[:1].isupper() and form[1:].islower():
        return 2
    return 4 if any(c.isalpha() for c in form) else 5


def _layers(arc: int, relation: int) -> dict[str, int]:
    """Widths of the layers between encoder and scorers."""
    return {
        "arc_dependent": arc,
        "arc_head": arc,
        "relation_dependent": relation,
        "relation_head": relation,
        "tags": 256,
    }


def _hidden(width: int, size: int) -> nn.Sequential:
    """A layer with dropout."""
    return nn.Sequential(nn.Dropout(0.2), nn.Linear(width, size), nn.LeakyReLU(0.1), nn.Dropout(0.33))


def _with_one(values: Tensor) -> Tensor:
    """A last column of ones, for the bias."""
    return torch.cat([values, values.new_ones(*values.shape[:-1], 1)], dim=-1)


def _pool(states: Tensor, word_of: Tensor, count: int) -> Tensor:
    """The mean of each word's subwords: (b, count, width)."""
    onehot = nn.functional.one_hot(word_of, count + 1)[..., 1:].to(states.dtype)
    with torch.autocast("cpu", enabled=False):
        sums = onehot.float().transpose(1, 2) @ states.float()
    return sums / onehot.sum(1).clamp(min=1)[..., None]
