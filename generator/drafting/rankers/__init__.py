"""Rankers: documents in, one salience 0…1 for each passage out.

A ranker is a function in the table `RANKERS` that scores all passages of a corpus on any scale; `rank` turns scores
into saliences. numpy, scipy and sumy are loaded only when a ranker is used.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from generator.registry import Registry

if TYPE_CHECKING:
    from generator.drafting.passages.corpus import Corpus, Floats
    from generator.model import Document

Ranker: TypeAlias = "Callable[[Corpus], Floats]"
"""Scores, (size,), on any scale and possibly not finite; higher is better."""

_FIT = 3.0  # standard deviations of salience between the most and the least useful passage for a profile


def _late(module: str, function: str) -> Ranker:
    """The ranker `function` of `module`, imported when it is first called."""

    def ranker(corpus: Corpus) -> Floats:
        scores: Floats = getattr(importlib.import_module(f"generator.drafting.rankers.{module}"), function)(corpus)
        return scores

    return ranker


RANKERS: Registry[Ranker] = Registry(
    "ranker",
    {
        "brief": _late("mix", "mix"),
        "lead": _late("lead", "lead"),
        "lexrank": _late("lexrank", "lexrank"),
        "centroid": _late("centroid", "centroid"),
        "sumy-edmundson": _late("sumy", "edmundson"),
        "sumy-kl": _late("sumy", "kl"),
        "sumy-lex-rank": _late("sumy", "lex_rank"),
        "sumy-lsa": _late("sumy", "lsa"),
        "sumy-luhn": _late("sumy", "luhn"),
        "sumy-reduction": _late("sumy", "reduction"),
        "sumy-sum-basic": _late("sumy", "sum_basic"),
        "sumy-text-rank": _late("sumy", "text_rank"),
    },
)


def rank(
    documents: Sequence[Document],
    *,
    ranker: str = "brief",
    fit: Sequence[Sequence[float]] | None = None,
    copies: Mapping[str, str] | None = None,
) -> tuple[tuple[float, ...], ...]:
    """One salience 0…1 for each passage of each document, in order; 0.5 is the average passage of these documents.

    `fit` gives the usefulness of each passage to a profile (0…1). `copies` maps the id of each document that repeats
    another to that one's id (found here by default); copies do not corroborate each other.

    Raises:
        UnknownNameError: there is no such ranker.
    """
    score = RANKERS[ranker]
    from generator.drafting.passages import copies as repeats  # noqa: PLC0415 - see the module's docstring
    from generator.drafting.passages.corpus import gather, saliences  # noqa: PLC0415

    corpus = gather(documents, copies=repeats.copies(documents) if copies is None else copies)
    bonus = [_FIT * value for row in fit for value in row] if fit is not None else None
    return corpus.split(saliences(score(corpus), bonus))
