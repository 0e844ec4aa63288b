"""A person's name in a line."""

from __future__ import annotations

from dataclasses import dataclass

SUFFIXES = frozenset({"jr.", "sr.", "jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as written: the words from `start` up to `end` of a line, and the title just before it."""

    line: int
    start: int
    end: int
    parts: tuple[str, ...]
    """The words of the name; hyphenated words are one ("von der Leyen" is three words)."""
    title: str = ""
    """The short title just before it in lower case ("mr.", "sen."), "" if there is none."""
    titled: bool = False
    """Whether a title or office precedes it."""
    sure: bool = False
    """Whether a title, a given name or the entity label shows that it is a person."""

    @property
    def surname(self) -> str:
        """The last word that is not a suffix."""
        words = [part for part in self.parts if part.lower() not in SUFFIXES] or list(self.parts)
        return words[-1]

    @property
    def given(self) -> str:
        """The first word, "" if the name is a single word."""
        return self.parts[0] if len(self.parts) > 1 else ""
