"""Score names: a span counts if its letters and its label are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from spacy.language import Language

from training.names import NamedText, Span

JUDGED = ("PERSON", "ORG", "LOC")


def score_names(nlp: Language, texts: Iterable[NamedText], labels: tuple[str, ...] = JUDGED) -> dict[str, float]:
    """Micro precision, recall and F1 over ``labels``, and F1 of each label."""
    texts = list(texts)
    docs = nlp.pipe(t.text for t in texts)
    return score_spans(
        [t.spans for t in texts], [[(e.start_char, e.end_char, e.label_) for e in d.ents] for d in docs], labels
    )


def score_spans(
    right: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]], labels: tuple[str, ...] = JUDGED
) -> dict[str, float]:
    """The same of the spans found in each text against the right ones."""
    counts: Counter[tuple[str, str]] = Counter()
    for ours, theirs in zip(right, found, strict=True):
        gold, said = ({span for span in spans if span[2] in labels} for spans in (ours, theirs))
        for name, spans in (("gold", gold), ("found", said), ("right", gold & said)):
            counts.update((name, label) for _, _, label in spans)
    total = {name: sum(n for (kind, _), n in counts.items() if kind == name) for name in ("gold", "found", "right")}
    values = {
        "precision": total["right"] / max(1, total["found"]),
        "recall": total["right"] / max(1, total["gold"]),
        "micro": _f1(total["right"], total["gold"], total["found"]),
    }
    for label in labels:
        values[label] = _f1(counts["right", label], counts["gold", label], counts["found", label])
    return {name: round(value, 4) for name, value in values.items()}


def _f1(right: int, gold: int, found: int) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * right / max(1, gold + found)
