"""Finds the language of a text: the declared one, else a guess by function words among those that can be read."""

from __future__ import annotations

import re

from generator.analysis.language.tongues import TONGUES

_WORD = re.compile(r"[a-zà-ÿœ]+")
_SAMPLE = 5_000  # characters; the first paragraphs show the language


def language_of(declared: object, text: str) -> str:
    """The primary subtag of the `declared` language ("fr-CA" → "fr"), else the most likely by the words of `text`."""
    if isinstance(declared, str) and (match := re.match(r"\s*([A-Za-z]{2,3})(?:[-_].*)?\s*$", declared)):
        return match[1].lower()
    words = _WORD.findall(text[:_SAMPLE].lower())
    counts = {code: sum(word in tongue.function_words for word in words) for code, tongue in TONGUES.items()}
    return max(counts, key=counts.__getitem__)  # the first of equals: English
