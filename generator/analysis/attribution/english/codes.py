"""Names as numbers, which is what the forests read.

The order of the names is part of the trained weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def codes_of(names: str) -> dict[str, float]:
    """A number for each of the blank-separated `names`."""
    return {name: float(number) for number, name in enumerate(names.split())}


def places_of(names: str) -> dict[str, int]:
    """The place of each of the blank-separated `names` in a row of columns."""
    return {name: number for number, name in enumerate(names.split())}


NONE = -10.0
"""Score that stands for a missing neighbour."""
UNSEEN = -9.0
"""Score that stands for a neighbour that is not a candidate."""
POS_CODE = codes_of("VERB NOUN PROPN ADJ ADV ADP SCONJ PUNCT AUX PRON CCONJ DET PART NUM")
DEP_CODE = codes_of(
    """
    root ccomp xcomp parataxis conj advcl acl obl obj nsubj nmod amod compound case mark advmod appos dep fixed
    punct cc det aux cop
    """
)
KIND_CODE = codes_of("V N J P R")
OTHER = 40.0
"""The number that stands for all other names."""


def flags(places: Mapping[str, int], names: Sequence[str]) -> list[float]:
    """A row with 1 at the place of each known name and 0 elsewhere."""
    row = [0.0] * len(places)
    for name in names:
        if name in places:
            row[places[name]] = 1.0
    return row
