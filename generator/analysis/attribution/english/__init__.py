"""Attribution in English, by trained models.

Grammar, quotation marks and word order yield candidate cues, and candidate contents and sources for each cue. Three
log-linear models and three small forests, trained on news, choose among them and give each choice a probability.
"""

from __future__ import annotations

from generator.analysis.attribution.english.decode import decide
from generator.analysis.attribution.english.spans import attribution_of
from generator.analysis.attribution.english.weights import load
from generator.analysis.attribution.frame import frames
from generator.analysis.language import Parse
from generator.model import Attribution

__all__ = ["attribute"]


def attribute(parse: Parse, *, threshold: float) -> tuple[Attribution, ...]:
    """The attributions of a parsed English text by position, still without speakers.

    Args:
        parse: the text with its parsed paragraphs.
        threshold: the lowest probability, 0 to 1, of an attribution that is kept.
    """
    decisions = decide(frames(parse), parse.text, load(), threshold=threshold)
    found = [attribution_of(decision) for decision in decisions]
    return tuple(sorted(found, key=lambda a: (a.span, a.cue)))
