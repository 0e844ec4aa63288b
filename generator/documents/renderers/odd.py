"""Characters that readers cannot see or may mistake for others: made visible or pointed out (Unicode TR 36 and 39)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from generator.documents.words import Labels

_REORDERING = "\u202a-\u202e\u2066-\u2069"
_CONTROL = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff{_REORDERING}]")
_HIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u200b\u2060\ufeff{_REORDERING}]")
_WORD = re.compile(r"[^\W\d_]+")
_LOOKALIKE = ("LATIN", "CYRILLIC", "GREEK")
_MOST = 5


def visible(text: str) -> str:
    """`text` with a visible code, such as ‹U+202E›, for each character that would reorder or break the page."""
    return _CONTROL.sub(lambda match: f"‹{code_point(match.group())}›", text)


def code_point(character: str) -> str:
    """The usual name of a code point: U+202E."""
    return f"U+{ord(character):04X}"


def notes(texts: Iterable[tuple[str, str]], labels: Labels) -> tuple[str, ...]:
    """A sentence for each of `texts`, given as (where, text), that has characters which may mislead readers."""
    return tuple(note for where, text in texts for note in _notes(where, text, labels))


def _notes(where: str, text: str, labels: Labels) -> Iterator[str]:
    hidden = sorted({code_point(character) for character in _HIDDEN.findall(text)})
    if hidden:
        yield labels.say("odd.hidden", where=where, which=_some(hidden, labels))
    mixed = sorted({word for word in _WORD.findall(text) if not word.isascii() and len(_scripts(word)) > 1})
    if mixed:
        odd = [f"{labels.quoted(visible(word))} ({', '.join(_foreign(word))})" for word in mixed]
        yield labels.say("odd.mixed", where=where, which=_some(odd, labels))


def _scripts(word: str) -> set[str]:
    return {script for script in (_script(letter) for letter in word) if script in _LOOKALIKE}


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _foreign(word: str) -> list[str]:
    """The code points of the letters that belong to the rarer alphabet of `word`."""
    scripts = [_script(letter) for letter in word]
    usual = max(_LOOKALIKE, key=scripts.count)
    return sorted({code_point(c) for c, script in zip(word, scripts, strict=True) if script not in ("", usual)})


def _some(items: list[str], labels: Labels) -> str:
    rest = len(items) - _MOST
    return ", ".join(items[:_MOST]) + (f" {labels.say('and_more', count=rest)}" if rest > 0 else "")
