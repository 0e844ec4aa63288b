"""What each feature of the default ranker is worth: `python -m training.selection_ablation --data ../shared/data`.

Each feature, and each group of features that tell much the same, is left out in turn and the other weights are learned
anew. Prints a Markdown table of ROUGE (F1) on every set by five-fold cross-validation: of all features, then how it
changes without each, starred where the 95 % bootstrap interval of the difference leaves out 0.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from generator.drafting.passages.corpus import Floats
from generator.drafting.rankers.features import NAMES
from training.ranker import cross_validated, read_sets

GROUPS = {
    "position (early, depth)": ("early", "depth"),
    "headlines (titles, title)": ("titles", "title"),
    "other passages (leads, centroid)": ("leads", "centroid"),
    "words (worth, density)": ("worth", "density"),
    "length (length, long)": ("length", "long"),
    "speech (quoted, told)": ("quoted", "told"),
}
_ROUNDS = 2000


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m training.selection_ablation", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds summaries/")
    options = parser.parse_args()
    sets = read_sets(options.data)
    whole = cross_validated(sets)
    print("| left out | " + " | ".join(f"{name} R1 · R2 · RL" for name in sets) + " |")
    print("|---" * (len(sets) + 1) + "|")
    print(f"| nothing | {' | '.join(_means(whole[name]) for name in sets)} |", flush=True)
    for label, names in ({name: (name,) for name in NAMES} | GROUPS).items():
        print(f"without {label}", file=sys.stderr, flush=True)
        print(row(label, cross_validated(sets, without=names), whole), flush=True)


def row(label: str, scores: Mapping[str, Floats], whole: Mapping[str, Floats]) -> str:
    """The line of the table for one feature: what its absence changes on each set."""
    return f"| {label} | {' | '.join(_changes(scores[name] - whole[name]) for name in whole)} |"


def _means(scores: Floats) -> str:
    return " · ".join(f"{100 * mean:.1f}" for mean in scores.mean(axis=0))


def _changes(differences: Floats) -> str:
    """The mean differences, (clusters, 3), each with a star where it is significant."""
    drawn = np.random.default_rng(0).integers(0, len(differences), (_ROUNDS, len(differences)))
    low, high = np.percentile(differences[drawn].mean(axis=1), (2.5, 97.5), axis=0)
    stars = ["\\*" if is_sure else "" for is_sure in (low > 0) | (high < 0)]
    changes = differences.mean(axis=0)
    return " · ".join(f"{100 * change:+.1f}{star}" for change, star in zip(changes, stars, strict=True))


if __name__ == "__main__":
    main()
