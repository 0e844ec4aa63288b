"""A drawing as values: shapes and lines of text with their positions, which a template turns into SVG."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

WIDTH = 340  # units; one unit is about a pixel on a phone; wider pages hold two figures side by side
LINE = 17
SIZE = 13  # of the type

_ADVANCES = (  # parts of the size of the type, a little above those of the face that both pages carry
    (frozenset(" \u00a0\u202f"), 0.21),
    (frozenset("',.:;ijlI|’‘!()[]-/"), 0.34),
    (frozenset("tfr"), 0.38),
    (frozenset('cvxyzsJFL"“”?*'), 0.5),
    (frozenset("mwMW@%—&"), 0.87),
    (frozenset("…"), 1.0),
)
_LOOSE = re.compile("[^\\s]+(?:[\u00a0\u202f]+[^\\s]+)*")  # a no-break space keeps a line together


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; its baseline starts at `x`, `y`, or ends there if it is set `flush` right."""

    x: float
    y: float
    words: str
    kind: Literal["head", "words", "note"] = "words"
    language: str = ""
    """The language of the text; "" for that of the page."""
    flush: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A box: a bar, a line, or the square around a dot."""

    kind: Literal["bar", "rule", "spine", "dot", "ring"]
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a figure shows, in reading order; it is `WIDTH` units wide."""

    height: int
    shapes: tuple[Shape, ...]
    texts: tuple[Text, ...]


def wrapped(words: str, width: float) -> list[str]:
    """`words` in lines of at most `width` units; a word that is longer than a line is split."""
    lines: list[str] = []
    for word in _pieces(_LOOSE.findall(words), width):
        if lines and measure(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def measure(text: str) -> float:
    """The approximate width of `text` in units, on the high side."""
    return sum(_advance(character) for character in text) * SIZE


def _advance(character: str) -> float:
    """The width of a character in parts of the size of the type."""
    if ord(character) > 0x2E80:  # from there on ideographs and the like
        return 1.0
    known = next((advance for characters, advance in _ADVANCES if character in characters), None)
    return known or (0.67 if character.isupper() else 0.57)


def _pieces(words: Iterable[str], width: float) -> Iterable[str]:
    """`words`, those that are wider than a line cut into several."""
    for word in words:
        rest = word
        while measure(rest) > width:
            fits = next(n for n in range(len(rest) - 1, 0, -1) if n == 1 or measure(rest[:n]) <= width)
            yield rest[:fits]
            rest = rest[fits:]
        yield rest
