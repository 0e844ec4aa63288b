"""Normalizes plain text: line ends, control characters, paragraphs. Letters are never changed."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator

_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\n]+")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?:;…][\"”’»)\]\s]*$")
_ITEM = re.compile(r"\s*([-*•‣▪·–]|\d{1,2}[.)])\s")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_WRAP_WIDTHS = range(40, 101)  # columns at which e-mail and typewritten text is wrapped
_SLACK = 6  # columns by which wrapping programs differ
_NAMED = 5  # odd characters and words that a warning lists

MAX_WORD = 1_000
MAX_BLOCK = 20_000
MAX_BLOCKS = 10_000
MAX_TEXT = 500_000  # 80,000 words: a long report; a story has 800


def regular(text: str) -> str:
    """`text` with LF line ends and without byte order mark, control characters and lone surrogates."""
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))


def one_line(text: str) -> str:
    """`text` on one line; plain spaces, tabs and line ends are collapsed, others are kept."""
    return _SPACES.sub(" ", text).strip()


def blocks(text: str) -> list[str]:
    """The paragraphs of normalized text, each on one line: hard-wrapped lines are joined, others stay apart."""
    groups = [[line.strip() for line in group.split("\n")] for group in _BLANK.split(text.strip())]
    width = _wrap_width(groups)
    return [one_line(block) for group in groups for block in _unwrapped(group, width) if block.strip()]


def _wrap_width(groups: list[list[str]]) -> int:
    """The column at which the text is hard-wrapped, 0 if it is not: most lines break in mid-sentence."""
    lines = [line for group in groups for line in group[:-1]]
    width = max(map(len, lines), default=0)
    broken = sum(not _SENTENCE_END.search(line) for line in lines)
    return width if width in _WRAP_WIDTHS and broken > len(lines) / 2 else 0


def _unwrapped(lines: list[str], width: int) -> Iterator[str]:
    """Join a line with the next one if the first word of that would not have fitted."""
    joined = lines[0]
    for last, line in itertools.pairwise(lines):
        word = line.split(" ", 1)[0]
        if width and not _ITEM.match(line) and len(last) + 1 + len(word) > width - _SLACK:
            joined += " " + line
        else:
            yield joined
            joined = line
    yield joined


def capped(pieces: Iterable[str]) -> tuple[list[str], list[str]]:
    """`pieces` with overlong words, paragraphs and texts shortened, and a warning for each kind of cut."""
    kept: list[str] = []
    cut: dict[str, None] = {}
    room = MAX_TEXT
    for number, piece in enumerate(pieces):
        if number == MAX_BLOCKS:
            cut[f"only the first {MAX_BLOCKS:,} paragraphs were read"] = None
            break
        short, warnings = _capped(piece)
        cut.update(dict.fromkeys(warnings))
        if len(short) > room:
            cut[f"only the first {MAX_TEXT:,} characters of the text were read"] = None
            break
        room -= len(short) + 2
        kept.append(short)
    return kept, list(cut)


def _capped(piece: str) -> tuple[str, list[str]]:
    warnings = []
    if len(piece) > MAX_WORD and any(len(word) > MAX_WORD for word in piece.split()):
        piece = " ".join(word[:MAX_WORD] for word in piece.split(" "))
        warnings.append(f"words longer than {MAX_WORD:,} characters were cut")
    if len(piece) > MAX_BLOCK:
        piece = piece[:MAX_BLOCK].rsplit(" ", 1)[0]
        warnings.append(f"paragraphs longer than {MAX_BLOCK:,} characters were cut")
    return piece, warnings


def oddities(text: str) -> list[str]:
    """Warnings about characters that can mislead a reader: invisible ones, and words that mix alphabets."""
    warnings = []
    if invisible := sorted(set(_INVISIBLE.findall(text))):
        warnings.append("invisible characters: " + _named(f"U+{ord(char):04X}" for char in invisible))
    if not text.isascii() and (mixed := sorted({word for word in _WORD.findall(text) if _is_mixed(word)})):
        warnings.append("words that mix alphabets: " + _named(mixed))
    return warnings


def _named(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:_NAMED]) + (" …" if len(listed) > _NAMED else "")


def _is_mixed(word: str) -> bool:
    if word.isascii():
        return False
    scripts = {unicodedata.name(char, "").split(" ", 1)[0] for char in word}
    return len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1
