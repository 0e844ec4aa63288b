"""What `verify` found."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Signature


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a document does not bear out its evidence."""

    where: str
    """In the reader's words: "excerpt 3", "the title", "source 2"."""
    what: str
    expected: str = ""
    found: str = ""

    def __str__(self) -> str:
        """One line: where, what, and the two readings."""
        readings = f" Expected “{self.expected}”, found “{self.found}”." if self.expected or self.found else ""
        return f"{self.where}: {self.what}.{readings}"


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """The outcome of a verification."""

    ok: bool
    """Whether nothing differs."""
    checked: int
    """How many comparisons were made."""
    differences: tuple[Difference, ...] = ()
    """In the order in which they were met; empty if the document is as it was made."""
    notes: tuple[str, ...] = ()
    """What could not be compared, and why."""
    signature: Signature | None = None
    """Of whoever signed the evidence, as far as it holds; whose key it is only a list of signers tells."""


class Ledger:
    """Counts comparisons and keeps those that fail."""

    def __init__(self) -> None:
        self.checked = 0
        self.differences: list[Difference] = []

    def check(self, holds: bool, where: str, what: str, *, expected: str = "", found: str = "") -> bool:
        """Note one comparison; the answer is `holds`."""
        self.checked += 1
        if not holds:
            self.differences.append(Difference(where, what, *excerpts(expected, found)))
        return holds


def excerpts(expected: str, found: str, width: int = 60) -> tuple[str, str]:
    """The two texts around the first place where they part, short enough for a line."""
    same = next(
        (i for i, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b), min(len(expected), len(found))
    )
    start = max(0, same - width // 2)
    return _cut(expected, start, width), _cut(found, start, width)


def _cut(text: str, start: int, width: int) -> str:
    end = start + width
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
