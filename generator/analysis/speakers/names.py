"""A person's name as it stands in a line."""

from __future__ import annotations

from dataclasses import dataclass

SUFFIXES = frozenset({"jr.", "sr.", "jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as it stands: words `start` to `end` of the line, and the title just before it."""

    line: int
    start: int
    end: int
    parts: tuple[str, ...]
    """The words of the name, hyphens joined ("Ursula", "von der Leyen" stays three words)."""
    title: str = ""
    """A short title just before it ("mr.", "sen."), lower case."""
    titled: bool = False
    """A title or office stands just before it."""
    sure: bool = False
    """Title, given name or named-entity label say that it is a person."""

    @property
    def surname(self) -> str:
        """The last word that is no suffix."""
        words = [part for part in self.parts if part.lower() not in SUFFIXES] or list(self.parts)
        return words[-1]

    @property
    def given(self) -> str:
        """The first of several words, "" where the name is one word."""
        return self.parts[0] if len(self.parts) > 1 else ""
