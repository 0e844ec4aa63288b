"""The words that tell the form of an English passage."""

from __future__ import annotations

import re
from functools import partial

from generator.analysis import lexicon
from generator.analysis.language import ENGLISH
from generator.drafting.passages.form import Form, Opening, notices

_WORDS = lexicon.of("en")
_any = partial(_WORDS.any_of, "openings")
_OPENS = r"[\s\"'“”‘’«(\[]*"  # what may stand before the first word
_LEANING = re.compile(
    rf"{_OPENS}(?:(?P<connective>{_any('leaning', 'connectives')})"
    rf"|(?P<demonstrative>{_any('leaning', 'demonstratives')})"
    rf"|(?P<pronoun>{_any('leaning', 'pronouns')}))\b(?:['’](?:s|d|re|ve|ll)\b)?",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"{_OPENS}(?:(?:this|that)\s+(?:\w+\s+)?(?:{_any('leaning', 'periods')})|those\s+who|so\s+far)\b", re.IGNORECASE
)
_SPEECH = _any("speech", "verbs")
_PRONOUN_SPEAKS = re.compile(
    rf"\b(?:he|she|they)\s+(?:(?:{_any('speech', 'adverbs')}|\w+ly)\s+)?(?:{_SPEECH})\b"
    rf"|\b(?:{_SPEECH})\s+(?:he|she|they)\b",
    re.IGNORECASE,
)
_ENDINGS = (
    ("'s", ""),
    ("’s", ""),
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)


def _is_harmless(text: str, _: Opening) -> bool:
    """Whether the first words are a date or name somebody themselves ("This week", "Those who")."""
    return bool(_DATED.match(text))


FORM = Form(
    leaning=_LEANING,
    is_harmless=_is_harmless,
    pronoun_speaks=_PRONOUN_SPEAKS,
    notice=notices(_WORDS),
    day=re.compile(rf"\b(?:{'|'.join(day.capitalize() for day in ENGLISH.weekdays)})\b"),
    endings=_ENDINGS,
)
