"""How an excerpt is shown: its text with the bracketed inserts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model import Insert


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what is shown: text of the source, or an insert with the text that it replaces."""

    text: str
    insert: Insert | None = None
    replaced: str = ""


def pieces(text: str, inserts: Iterable[Insert]) -> tuple[Piece, ...]:
    """`text` as pieces in reading order.

    Inserts at the same place keep the order in which they are given.

    Raises:
        ValueError: an insert lies outside the text, or two overlap.
    """
    return tuple(_pieces(text, sorted(inserts, key=lambda insert: insert.at)))


def _pieces(text: str, inserts: list[Insert]) -> Iterator[Piece]:
    done = 0
    for insert in inserts:
        end = insert.at + insert.length
        if insert.length < 0 or not done <= insert.at <= end <= len(text):
            raise ValueError(f"the insert {insert.text!r} at {insert.at} overlaps another or lies outside the text")
        if insert.at > done:
            yield Piece(text[done : insert.at])
        yield Piece(insert.text, insert, text[insert.at : end])
        done = end
    if done < len(text):
        yield Piece(text[done:])


def apply(text: str, inserts: Iterable[Insert]) -> str:
    """`text` with, at each insert, `length` code points replaced by the insert's text.

    Raises:
        ValueError: as for `pieces`.
    """
    return "".join(piece.text for piece in pieces(text, inserts))
