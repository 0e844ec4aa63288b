"""The words that tell the form of a French passage."""

from __future__ import annotations

import re
from functools import partial

from generator.analysis import lexicon
from generator.analysis.language.tongues import FRENCH
from generator.drafting.passages.form import Form, Opening, notices

_WORDS = lexicon.of("fr")
_any = partial(_WORDS.any_of, "openings")
_OPENS = r"[\s\"“”«»‘(\[]*"  # what may stand before the first word
_LEANING = re.compile(
    rf"{_OPENS}(?:(?P<connective>{_any('leaning', 'connectives')})"
    rf"|(?P<demonstrative>{_any('leaning', 'demonstratives')})"
    rf"|(?P<pronoun>{_any('leaning', 'pronouns')}))(?:(?<=['’])|(?![\w-]))",
    re.IGNORECASE,
)
_DATED = re.compile(rf"{_OPENS}(?:ce|cet|cette|ces)\s+(?:{_any('leaning', 'periods')})\b", re.IGNORECASE)
_TO_SOMETHING = re.compile(r"\s+(?:de|du|des|d['’]|à|au|aux|que|en plus)\b")
_CLEFT = re.compile(r"c['’]est\s[^.;,]{1,60}?\s(?:que|qu['’]|qui)\b", re.IGNORECASE)
_BOTH_NAMED = re.compile(r"les deux\s.{1,60}?,\s[A-ZÀ-Þ]", re.IGNORECASE)
_PRONOUN_SPEAKS = re.compile(
    r"[,»”\"?!]\s[\w’' ]{0,12}?\w+-(?:t-)?(?:il|elle|ils|elles)\b|\b(?:selon|d['’]après)\s(?:lui|elle|eux|elles)\b",
    re.IGNORECASE,
)


def _is_harmless(text: str, first: Opening) -> bool:
    """Whether the first words are a date, or lead to what they mean ("De même que …", "C’est lui qui …")."""
    if _DATED.match(text):
        return True
    if first.kind == "connective":
        return bool(_TO_SOMETHING.match(text, first.end))
    rest = text[first.start :]
    return first.kind == "demonstrative" and bool(_CLEFT.match(rest) or _BOTH_NAMED.match(rest))


FORM = Form(
    leaning=_LEANING,
    is_harmless=_is_harmless,
    pronoun_speaks=_PRONOUN_SPEAKS,
    notice=notices(_WORDS),
    day=re.compile(rf"\b(?:{'|'.join(FRENCH.weekdays)})\b", re.IGNORECASE),
    endings=(("aux", "al"), ("s", ""), ("x", "")),
    elided=re.compile(r"^(?:[ldnscjmt]|qu|jusqu|lorsqu|puisqu)['’]"),
)
