"""Who says what: the source, cue and content of each attribution in a parsed text.

What all languages share lies here: paragraphs as `frame`s, `quotes`, ranges of tokens (`pieces`) and speakers named by
layout (`labels`). Each language has a folder of its own with an `attribute` function. `speakers` identifies the sources
later.
"""

from __future__ import annotations

from generator.analysis.attribution import english
from generator.analysis.language import Parse
from generator.model import Attribution

__all__ = ["BALANCED", "attribute"]

BALANCED = 0.35
"""The threshold that balances precision and recall of whole attributions best on development data."""


def attribute(parse: Parse, *, threshold: float = BALANCED) -> tuple[Attribution, ...]:
    """The attributions of a parsed text by position, still without speakers.

    Args:
        parse: the text with its parsed paragraphs.
        threshold: the lowest probability, 0 to 1, of an attribution that is kept; raise it for precision. The rules
            for French ignore it: they give no probabilities and favour precision.
    """
    if parse.language == "fr":
        from generator.analysis.attribution import french  # noqa: PLC0415 - English stories need none of it

        return french.attribute(parse, threshold=threshold)
    return english.attribute(parse, threshold=threshold)
