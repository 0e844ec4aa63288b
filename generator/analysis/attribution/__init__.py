"""Who says what: the source, cue and content of each attribution in a parsed text.

What all languages share lies here: paragraphs as `frame`s, `quotes`, ranges of tokens (`pieces`) and speakers named by
layout (`labels`). Each language has a folder of its own with an `attribute` function. `speakers` identifies the sources
later.
"""

from __future__ import annotations

from typing import Protocol

from generator.analysis.attribution import english
from generator.analysis.language import Parse
from generator.model import Attribution

__all__ = ["ATTRIBUTE", "BALANCED", "attribute"]

BALANCED = 0.35
"""The threshold that balances precision and recall of whole attributions best on development data."""


class Attribute(Protocol):
    """Who says what in one language: the attributions of a parsed text by position, still without speakers."""

    def __call__(self, parse: Parse, *, threshold: float) -> tuple[Attribution, ...]:
        """Read a parsed text; `threshold` is the lowest probability of an attribution that is kept."""


def _attribute_french(parse: Parse, *, threshold: float) -> tuple[Attribution, ...]:
    from generator.analysis.attribution import french  # noqa: PLC0415 - English stories need none of it

    return french.attribute(parse, threshold=threshold)


ATTRIBUTE: dict[str, Attribute] = {"en": english.attribute, "fr": _attribute_french}
"""By the code of the language; in one without rules nobody is known to say anything."""


def attribute(parse: Parse, *, threshold: float = BALANCED) -> tuple[Attribution, ...]:
    """The attributions of a parsed text by position, still without speakers.

    Args:
        parse: the text with its parsed paragraphs.
        threshold: the lowest probability, 0 to 1, of an attribution that is kept; raise it for precision. The rules
            for French ignore it: they give no probabilities and favour precision.
    """
    of_language = ATTRIBUTE.get(parse.tongue.code)
    return of_language(parse, threshold=threshold) if of_language else ()
