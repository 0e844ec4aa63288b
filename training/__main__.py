"""Rebuild the pipeline: ``python -m training --data ../shared/data --work DIR --out generator/data/en_brief``."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import spacy
from spacy import util
from spacy.language import Language
from spacy.training.initialize import convert_vectors

from training.assemble import add_scores, assemble
from training.corpus import write_syntax_corpora
from training.evaluate import as_table, evaluate
from training.fit import fit
from training.names_corpus import write_names_corpora
from training.tokenizer import customise

HERE = Path(__file__).parent
SEED = 1
STEPS = ("corpora", "vectors", "syntax", "names", "assemble", "evaluate")


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
    work: Path = options.work
    if step == "corpora":
        print(_corpora(options.data, work))
    elif step == "vectors":
        nlp = spacy.blank("en")
        convert_vectors(nlp, options.data / "vectors/news.floret.gz", truncate=0, prune=-1, mode="floret")
        nlp.to_disk(work / "vectors")
    elif step == "syntax":
        start = _train("syntax.cfg", work / "syntax_start", _paths(step, work), options.share)
        _train("syntax_further.cfg", work / step, _paths(step, work) | {"paths.start": str(start)}, options.share)
    elif step == "names":
        start = _train("names.cfg", work / "names_start", _paths(step, work), options.share)
        newswire = {"paths.train": str(work / "names_newswire.spacy"), "paths.start": str(start)}
        _train("names_further.cfg", work / step, _paths(step, work) | newswire, options.share)
    elif step == "assemble":
        assemble(work / "syntax/model-best", work / "names/model-best", options.out)
    else:
        measure(options.data, options.out, options.scores)


def _train(name: str, out: Path, paths: dict[str, str], share: float) -> Path:
    """The best pipeline after ``share`` of a config's steps."""
    config = HERE / "configs" / name
    settings = util.load_config(config)["training"]
    steps = {f"training.{key}": max(1, int(settings[key] * share)) for key in ("max_steps", "eval_frequency")}
    return fit(config, out, paths | steps)


def _corpora(data: Path, work: Path) -> dict[str, int]:
    """Write the four corpora; words of each."""
    nlp: Language = customise(spacy.blank("en"))
    return write_syntax_corpora(nlp, data, work, SEED) | write_names_corpora(nlp, data, work, SEED)


def _paths(step: str, work: Path) -> dict[str, str]:
    """Where the config's data lie."""
    return {
        "paths.train": str(work / f"{step}_train.spacy"),
        "paths.dev": str(work / f"{step}_dev.spacy"),
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
