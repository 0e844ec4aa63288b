"""Train one pipeline from a config file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spacy import util
from spacy.language import Language
from spacy.pipeline.edit_tree_lemmatizer import EditTreeLemmatizer
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from thinc.api import NumpyOps, set_current_ops

import training.tokenizer  # noqa: F401 - registers the tokenizer callback that the configs name


def fit(config: Path, out: Path, overrides: dict[str, Any]) -> Path:
    """Train after ``config`` with ``overrides`` ("paths.train": …); the folder of the best pipeline.

    Matrix products go through NumPy's BLAS, which is two to three times as fast here as the one thinc brings.
    """
    set_current_ops(NumpyOps(use_blis=False))
    out.mkdir(parents=True, exist_ok=True)
    nlp = init_nlp(util.load_config(config, overrides=overrides, interpolate=False), use_gpu=-1)
    _restore_tree_labels(nlp)
    train(nlp, out, use_gpu=-1)
    return out / "model-best"


def _restore_tree_labels(nlp: Language) -> None:
    """Give a loaded lemmatizer its table from edit tree to label, which spaCy (3.8) does not save.

    Without it every word trained further counts as an example of the first label.
    """
    for _, component in nlp.pipeline:
        if isinstance(component, EditTreeLemmatizer) and not component.tree2label:
            component.tree2label = {tree: label for label, tree in enumerate(component.cfg["labels"])}
