"""The language of a text: as declared, else guessed between English and French by their function words."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-zà-ÿœ]+")
_ENGLISH = "the of and to in that is was for on with he said his by at from it has be are an as not but"
_FRENCH = "le la les de des du et à en que est pour dans une un qui par sur il au aux avec ce sont pas"
_FUNCTION_WORDS = frozenset(_FRENCH.split()), frozenset(_ENGLISH.split())
_SAMPLE = 5_000  # characters: a story shows its language in its first paragraphs


def language_of(declared: object, text: str) -> str:
    """The primary subtag of the `declared` language ("fr-CA" → "fr"), else "en" or "fr" by the words of `text`."""
    if isinstance(declared, str) and (match := re.match(r"\s*([A-Za-z]{2,3})(?:[-_].*)?\s*$", declared)):
        return match[1].lower()
    words = _WORD.findall(text[:_SAMPLE].lower())
    french, english = (sum(word in known for word in words) for known in _FUNCTION_WORDS)
    return "fr" if french > english else "en"
