"""Print every figure of a pipeline: ``python -m training.evaluate PIPELINE --data DATA [--json FILE]``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from training.names import read_newswire, read_uner_ewt
from training.score_names import score_names
from training.score_syntax import score_documents
from training.speed import load_seconds, measure_speed, measure_with_numpy, read_stories, size_in_mb
from training.treebank import TreebankDocument, read_treebank


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pipeline", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", choices=("syntax", "names", "rules", "speed"))
    options = parser.parse_args()
    scores = evaluate(options.pipeline, options.data, options.only)
    print(as_table(scores))
    if options.json:
        options.json.write_text(json.dumps(scores, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def evaluate(path: Path, data: Path, only: str | None = None) -> dict[str, Any]:
    """Figures by group and data set."""
    load_seconds(path)
    scores: dict[str, Any] = {"pipeline": {"load_seconds": load_seconds(path), "size_mb": size_in_mb(path)}}
    nlp = spacy.load(path)
    groups = {"syntax": syntax_scores, "names": names_scores, "rules": rules_scores, "speed": speed_scores}
    for name, score in groups.items():
        if only in (None, name) and (name != "names" or "ner" in nlp.pipe_names):
            scores[name] = score(nlp, data)
    return scores


def syntax_scores(nlp: Language, data: Path) -> dict[str, dict[str, float]]:
    """GUM dev by way of feeding it, its news documents, EWT dev."""
    gum = read_treebank(data / "treebanks/gum/dev.conllu.gz")
    ewt = read_treebank(data / "treebanks/ewt/dev.conllu.gz")
    news = [d for d in gum if d.genre == "news"]
    with nlp.select_pipes(disable=[n for n in nlp.pipe_names if n.startswith("ner")]):
        sets: list[tuple[str, list[TreebankDocument]]] = [("gum dev", gum), ("gum news", news)]
        values = {}
        for name, documents in sets:
            values[f"{name}, paragraphs"] = score_documents(nlp, documents, None)
            values[f"{name}, whole, blank line"] = score_documents(nlp, documents, "\n\n")
            values[f"{name}, whole, one line"] = score_documents(nlp, documents, " ")
            values[f"{name}, gold sentence ends"] = score_documents(nlp, documents, None, gold_ends=True)
        for genre in sorted({d.genre for d in gum} - {"news"}):
            values[f"gum {genre}, paragraphs"] = score_documents(nlp, [d for d in gum if d.genre == genre], None)
        values["ewt dev, paragraphs"] = score_documents(nlp, ewt, None)
    return values


def names_scores(nlp: Language, data: Path) -> dict[str, dict[str, float]]:
    """Newswire dev with usual spacing and with a blank between all tokens; UNER EWT dev."""
    newswire = data / "ner/newswire/dev.tsv.gz"
    keep = [n for n in nlp.pipe_names if n.startswith("ner") or n.endswith("tok2vec")]
    with nlp.select_pipes(enable=keep):
        texts = list(read_newswire(newswire))
        return {
            "newswire dev": score_names(nlp, texts),
            "newswire dev, all five labels": score_names(nlp, texts, ("PERSON", "ORG", "LOC", "NORP", "DATE")),
            "newswire dev, blanks between all tokens": score_names(nlp, read_newswire(newswire, loose=1.0)),
            "uner ewt dev": score_names(nlp, read_uner_ewt(data / "ner/uner_ewt/dev.iob2.gz", frozenset())),
        }


def rules_scores(nlp: Language, data: Path) -> dict[str, Any]:
    """How many golden rules of sentence splitting hold, and those that do not."""
    rules = json.loads((data / "segmentation/golden_rules_en.json").read_text(encoding="utf-8"))
    failing = []
    for rule in rules:
        found = [s.text.strip() for s in nlp(rule["text"]).sents if s.text.strip()]
        if found != [s.strip() for s in rule["sentences"]]:
            failing.append({"text": rule["text"], "found": found})
    return {"right": len(rules) - len(failing), "of": len(rules), "failing": failing}


def speed_scores(nlp: Language, data: Path) -> dict[str, float]:
    """Words per second over 100 news stories."""
    stories = read_stories(data / "summaries/neus50.dev.jsonl.gz")
    return measure_speed(nlp, stories) | measure_with_numpy(Path(nlp.path), stories)


def as_table(scores: dict[str, Any]) -> str:
    """The figures as text, one line per data set."""
    lines = []
    for group, rows in scores.items():
        for name, row in rows.items():
            if isinstance(row, dict):
                lines.append(f"{name:45s} " + "  ".join(f"{k} {v:.4f}" for k, v in row.items()))
            elif name == "failing":
                lines += [f"  fails: {r['text']!r} -> {r['found']}" for r in row]
            else:
                lines.append(f"{group} {name} {row}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
