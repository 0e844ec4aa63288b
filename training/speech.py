"""Measure who said what: ``python -m training.speech --data ../shared/data --out DIR``.

Prints CPU seconds for the parse, the attributions and the speakers of PolNeAR's development articles, and how many of
GAP's pronouns are answered and right; writes what is found at several thresholds, one file each, for a scorer to read.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from generator.analysis import language
from generator.analysis.attribution import BALANCED, attribute
from generator.analysis.speakers import Resolution, resolve
from generator.model import Attribution, Speaker

THRESHOLDS = (0.2, BALANCED, 0.5, 0.65, 0.8)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds polnear/ and coref/")
    parser.add_argument("--out", type=Path, required=True, help="folder for the attributions at each threshold")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    language.load()
    print(measure_articles(options.data / "polnear/dev.jsonl.gz", options.out))
    print(measure_pronouns(options.data / "coref/gap-development.tsv"))


def measure_articles(path: Path, out: Path) -> str:
    """Seconds of each stage over the articles of `path`; ``out/attributions-THRESHOLD.jsonl`` are written."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    start = time.process_time()
    parses = list(language.parse(article["text"] for article in articles))
    parsed = time.process_time()
    found = [attribute(parse) for parse in parses]
    attributed = time.process_time()
    for parse, attributions in zip(parses, found, strict=True):
        resolve(parse, attributions)
    resolved = time.process_time()
    for threshold in THRESHOLDS:
        rows = (_row(a, attribute(p, threshold=threshold)) for a, p in zip(articles, parses, strict=True))
        (out / f"attributions-{threshold}.jsonl").write_text("".join(rows), encoding="utf-8")
    words = sum(len(paragraph.doc) for parse in parses for paragraph in parse.paragraphs)
    seconds = (parsed - start, attributed - parsed, resolved - attributed)
    return "{} words; CPU seconds: parse {:.1f}, attribution {:.1f}, speakers {:.1f}".format(words, *seconds)


def _row(article: dict[str, Any], attributions: tuple[Attribution, ...]) -> str:
    """One line of JSON, as `brief analyze` writes it, with what the scorer needs."""
    found = [
        {key: [[span.start, span.end] for span in getattr(a, key)] for key in ("source", "cue", "content")}
        | {"kind": a.kind}
        for a in attributions
    ]
    return json.dumps({"id": article["id"], "text": article["text"], "attributions": found}) + "\n"


def measure_pronouns(path: Path) -> str:
    """Of GAP's pronouns (Webster et al. 2018), how many get an answer and how many of those the right one."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    counts: Counter[str] = Counter()
    for row, parse in zip(rows, language.parse(row["Text"] for row in rows), strict=True):
        found = resolve(parse, ())
        at = int(row["Pronoun-offset"])
        said = next((m.speaker for m in found.mentions if m.form == "pronoun" and m.span.start == at), None)
        meant = [_named_at(found, row, letter) for letter in "AB" if row[f"{letter}-coref"] == "TRUE"]
        others = [_named_at(found, row, letter) for letter in "AB" if row[f"{letter}-coref"] != "TRUE"]
        counts["answered"] += said is not None
        counts["right"] += said is not None and (said in meant if meant else said not in others)
    share, right = counts["answered"] / len(rows), counts["right"] / max(1, counts["answered"])
    return f"{len(rows)} pronouns: {share:.1%} answered, {right:.1%} of them right"


def _named_at(found: Resolution, row: dict[str, str], letter: str) -> Speaker | None:
    """The speaker whose name stands at candidate `letter` of a row."""
    start = int(row[f"{letter}-offset"])
    end = start + len(row[letter])
    inside = (m for m in found.mentions if m.form != "pronoun" and m.span.start < end and start < m.span.end)
    return next((mention.speaker for mention in inside), None)


if __name__ == "__main__":
    main()
