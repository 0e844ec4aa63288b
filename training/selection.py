"""Measure summaries against people's: `python -m training.selection --data ../shared/data --out DIR`.

Every development set of `summaries/`, in one run: our ranker through the code of `brief summarize`; the peers as they
come (whole sentences, best first, as long as they fit); and the peers' ratings under our selection, which tells what
the ranker does from what the selection does. Prints Markdown tables with 95 % bootstrap intervals and the hygiene
rates, by the functions of the scorer that lies beside the data; writes them and every summary into DIR.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from generator import pipeline
from generator.drafting.rankers import RANKERS
from generator.model import Document
from generator.reading import read_clusters
from training.selection_peers import centroid_mmr, plain

SETS = ("neus50", "inshorts60", "gumrank", "gum1", "bbc")
OURS = "brief"
KINDS = {"r1": "R1", "r2": "R2", "rL": "RL", "sentF1": "sentence F1"}
RATES = {
    "dangling": "open",
    "pron_said": "he said",
    "bad_quotes": "quotes",
    "duplicate": "repeats",
    "not_verbatim": "not verbatim",
    "over_budget": "over",
}

Summary = list[dict[str, Any]]
"""Sentences {"document", "text"} in reading order."""


@dataclass(frozen=True, slots=True)
class Task:
    """What one summary is asked for."""

    record: dict[str, Any]
    documents: tuple[Document, ...]
    words: int | None
    sentences: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """What the scorer says of one system on one set."""

    scores: dict[str, Any]
    """Metric → one value for each record."""
    hygiene: dict[str, float]


Summarizer = Callable[[Task], Summary]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m training.selection", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds summaries/")
    parser.add_argument("--tools", type=Path, help="folder of score_summaries.py (default: tools/ beside the data)")
    parser.add_argument("--out", type=Path, required=True, help="folder for the tables and the summaries")
    parser.add_argument("--sets", nargs="+", default=SETS, metavar="SET", help=f"some of {', '.join(SETS)}")
    parser.add_argument("--reuse", action="store_true", help="score the peers' summaries that OUT holds already")
    parser.add_argument("--limit", type=float, default=1200, help="CPU seconds that a peer may take for a set")
    options = parser.parse_args()
    scorer = load_scorer(options.tools or options.data / "../tools")
    options.out.mkdir(parents=True, exist_ok=True)
    tables = []
    for name in options.sets:
        tasks = read_tasks(options.data / f"summaries/{name}.dev.jsonl.gz")
        results = dict(run(name, tasks, scorer, options.out, limit=options.limit, reuse=options.reuse))
        tables.append(table(f"{name} ({len(tasks)})", results, scorer))
        print(tables[-1], flush=True)
    (options.out / "tables.md").write_text("\n".join(tables), encoding="utf-8")


def load_scorer(folder: Path) -> ModuleType:
    """The scorer's functions, from `score_summaries.py` in `folder`; the command ends where there is none."""
    spec = importlib.util.spec_from_file_location("score_summaries", folder / "score_summaries.py")
    if spec is None or spec.loader is None or not (folder / "score_summaries.py").is_file():
        sys.exit(f"There is no score_summaries.py in {folder}: name its folder with --tools.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_tasks(path: Path) -> list[Task]:
    """The records of a file of summaries, their stories analysed."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    clusters = read_clusters(str(path))
    documents = pipeline.analyse_all(article for cluster in clusters for article in cluster.articles)
    return [
        Task(record, tuple(next(documents) for _ in cluster.articles), cluster.words, cluster.sentences)
        for record, cluster in zip(records, clusters, strict=True)
    ]


def systems() -> dict[str, Summarizer]:
    """Every system by the name that its row bears, ours first."""
    peers = [name for name in RANKERS if name.startswith("sumy-")]
    alone = {name: _plain(name) for name in (*peers, "lead")}
    guided = {f"{name}, our selection": _guided(name) for name in (*peers, "lead", "lexrank", "centroid")}
    return {OURS: _guided(OURS), **alone, "centroid + MMR": _centroid, **guided}


def _guided(ranker: str) -> Summarizer:
    """A ranker through the code of `brief summarize`."""

    def summarize(task: Task) -> Summary:
        return pipeline.summary(task.documents, words=task.words, sentences=task.sentences, ranker=ranker)

    return summarize


def _plain(ranker: str) -> Summarizer:
    """A ranker's best sentences, as long as they fit."""

    def summarize(task: Task) -> Summary:
        return plain(task.documents, RANKERS[ranker], words=task.words, sentences=task.sentences)

    return summarize


def _centroid(task: Task) -> Summary:
    return centroid_mmr(task.documents, words=task.words, sentences=task.sentences)


def run(
    name: str, tasks: Sequence[Task], scorer: ModuleType, out: Path, *, limit: float, reuse: bool = False
) -> Iterator[tuple[str, Result | None]]:
    """The result of every system on the set `name`, None for a peer that takes more than `limit` seconds.

    With `reuse`, the peers' summaries that `out` holds from an earlier run are scored again, not made again.
    """
    gold = [task.record for task in tasks]
    for system, summarize in systems().items():
        path = out / f"{name}.{system.replace(', ', '-').replace(' ', '-')}.jsonl"
        if not (reuse and system != OURS and path.exists()):
            start = time.process_time()
            rows = list(_until(start + limit if system != OURS else float("inf"), tasks, summarize))
            seconds = round(time.process_time() - start, 1)
            print(f"{name}: {system}, {len(rows)} of {len(tasks)} in {seconds} s", file=sys.stderr, flush=True)
            if len(rows) < len(tasks):
                yield system, None
                continue
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        scores, hygiene = scorer.evaluate(gold, scorer.load(path))
        yield system, Result(scores, hygiene)


def _until(end: float, tasks: Iterable[Task], summarize: Summarizer) -> Iterator[dict[str, Any]]:
    """Summaries in the scorer's form, until the CPU clock says `end`."""
    for task in tasks:
        if time.process_time() > end:
            return
        yield {"id": task.record["id"], "sentences": summarize(task)}


def table(title: str, results: dict[str, Result | None], scorer: ModuleType) -> str:
    """The Markdown table of a set, with ours compared to the best peer of each kind below."""
    done = {name: result for name, result in results.items() if result is not None}
    kinds = [kind for kind in KINDS if kind in done[OURS].scores]
    head = ["system", *(KINDS[kind] for kind in kinds), "words", *RATES.values()]
    lines = [f"### {title}", "", "| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    lines += ["| " + " | ".join(_row(name, result, kinds, scorer)) + " |" for name, result in done.items()]
    lines += ["", *_against(done, kinds, scorer)]
    slow = [name for name, result in results.items() if result is None]
    lines += [f"Left out, too slow: {'; '.join(slow)}."] if slow else []
    return "\n".join(lines) + "\n"


def _row(name: str, result: Result, kinds: Sequence[str], scorer: ModuleType) -> list[str]:
    bounds = [[100 * value for value in scorer.boot_ci(result.scores[kind])] for kind in kinds]
    cells = [f"{mean:.1f} [{low:.1f}, {high:.1f}]" for mean, low, high in bounds]
    rates = [f"{100 * result.hygiene[rate]:.1f}" for rate in RATES]
    return [name, *cells, f"{result.hygiene['words']:.0f}", *rates]


def _against(done: dict[str, Result], kinds: Sequence[str], scorer: ModuleType) -> Iterator[str]:
    """Ours minus the best peer as it comes, and minus the best other ranker under our selection (paired bootstrap)."""
    guided = [name for name in done if name.endswith("our selection")]
    alone = [name for name in done if name != OURS and name not in guided]
    for what, names in (("as they come", alone), ("under our selection", guided)):
        for kind in kinds if names else ():
            best = max(names, key=lambda name: float(np.nanmean(done[name].scores[kind])))
            mean, low, high = (100 * v for v in scorer.paired(done[OURS].scores[kind], done[best].scores[kind]))
            verdict = "significant" if low > 0 or high < 0 else "not significant"
            peer = f"{best.removesuffix(', our selection')}, {what}"
            yield f"- {KINDS[kind]}, ours minus {peer}: {mean:+.1f} [{low:+.1f}, {high:+.1f}], {verdict}"


if __name__ == "__main__":
    main()
