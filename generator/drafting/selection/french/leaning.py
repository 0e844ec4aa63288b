"""First words of a French passage that refer to something that is not printed."""

from __future__ import annotations

import functools
import re

from generator.analysis.lexicon import table

_MARKS = r"[\s\"“”«»‘(\[]*"
_TO_SOMETHING = re.compile(r"\s+(?:de|du|des|d['’]|à|au|aux|que|en plus)\b")
_SPEAKS = re.compile(
    r"[,»”\"?!]\s[\w’' ]{0,12}?\w+-(?:t-)?(?:il|elle|ils|elles)\b|\b(?:selon|d['’]après)\s(?:lui|elle|eux|elles)\b",
    re.IGNORECASE,
)
_CLEFT = re.compile(r"c['’]est\s[^.;,]{1,60}?\s(?:que|qu['’]|qui)\b", re.IGNORECASE)
_BOTH_NAMED = re.compile(r"les deux\s.{1,60}?,\s[A-ZÀ-Þ]", re.IGNORECASE)


@functools.cache
def _pattern(part: str, key: str) -> str:
    """A pattern that matches any phrase of a list, longer ones first, with either apostrophe."""
    phrases = {phrase.strip() for phrase in table("fr/openings")[part][key].replace("\n", " ").split(",")}
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(p).replace(r"\ ", r"\s+").replace("'", "['’]") for p in ordered)


@functools.cache
def _leaning() -> re.Pattern[str]:
    kinds = ("connectives", "demonstratives", "pronouns")
    inner = "|".join(f"(?P<{kind}>{_pattern('leaning', kind)})" for kind in kinds)
    return re.compile(rf"{_MARKS}(?:{inner})(?:(?<=['’])|(?![\w-]))", re.IGNORECASE)


@functools.cache
def _dated() -> re.Pattern[str]:
    return re.compile(rf"{_MARKS}(?:ce|cet|cette|ces)\s+(?:{_pattern('leaning', 'periods')})\b", re.IGNORECASE)


@functools.cache
def _connective() -> re.Pattern[str]:
    always, with_comma = _pattern("cut", "always"), _pattern("cut", "with_comma")
    return re.compile(rf"[\"“«]?\s?(?P<cut>(?:{with_comma}),|(?:{always})(?![\w’'-]),?)(?=\s)", re.IGNORECASE)


def pronoun_speaks(text: str) -> bool:
    """Whether a pronoun is the speaker of a statement in `text` ("…, a-t-il dit")."""
    return bool(_SPEAKS.search(text))


def connective(text: str) -> tuple[int, int] | None:
    """The range of a connective at the start of `text` that can be cut ("Cependant,", "Mais"); None without one."""
    match = _connective().match(text)
    return (match.start("cut"), match.end("cut")) if match else None


def leans(text: str) -> tuple[str, str] | None:
    """The first words of `text` that depend on the sentence before, with their kind; None where there are none.

    The kinds are "pronouns", "demonstratives" and "connectives".
    """
    match = _leaning().match(text)
    if match is None or _dated().match(text):
        return None
    kind = next(name for name, words in match.groupdict().items() if words)
    if kind == "connectives" and _TO_SOMETHING.match(text, match.end()):
        return None
    opening = text[match.start(kind) :]
    if kind == "demonstratives" and (_CLEFT.match(opening) or _BOTH_NAMED.match(opening)):
        return None
    return match[kind], kind
