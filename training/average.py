"""The mean of the weights of pipelines trained further from one start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import Model


def average(paths: Sequence[Path], out: Path) -> Path:
    """Write to ``out`` the first pipeline with every weight replaced by the mean over all of them.

    Runs that part from the same weights lie in one basin; their mean is at least as good as either (model soups,
    Wortsman et al. 2022).
    """
    pipelines = [spacy.load(path) for path in paths]
    for arrays in zip(*(list(_weights(nlp)) for nlp in pipelines), strict=True):
        (node, name, _), others = arrays[0], arrays[1:]
        total = node.get_param(name).copy()
        for other, other_name, _ in others:
            total += other.get_param(other_name)
        node.set_param(name, total / len(arrays))
    pipelines[0].to_disk(out)
    return out


def _weights(nlp: Language) -> Iterator[tuple[Model, str, int]]:
    """Every weight of every component, in an order that is the same for pipelines of one config."""
    for _, component in nlp.pipeline:
        for i, node in enumerate(component.model.walk()):
            for name in node.param_names:
                if node.has_param(name):
                    yield node, name, i
