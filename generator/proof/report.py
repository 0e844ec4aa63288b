"""What `verify` found."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Signature


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a document and its evidence differ."""

    where: str
    """As a reader would say: "excerpt 3", "the title", "source 2"."""
    what: str
    expected: str = ""
    found: str = ""

    def __str__(self) -> str:
        """One line: where, what, and both texts as far as there are any."""
        texts = [f"{name} “{text}”" for name, text in (("expected", self.expected), ("found", self.found)) if text]
        shown = ", ".join(texts)
        return f"{self.where}: {self.what}." + (f" {shown[0].upper()}{shown[1:]}." if shown else "")


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """The outcome of a verification."""

    ok: bool
    """Whether nothing differs."""
    checked: int
    """How many comparisons were made."""
    differences: tuple[Difference, ...] = ()
    """In the order in which they were found; empty if the document is unchanged."""
    notes: tuple[str, ...] = ()
    """What could not be compared, and why."""
    signature: Signature | None = None
    """The signature of the evidence, if any; only a list of signers tells whose key it is."""


class Ledger:
    """Counts comparisons and records those that fail."""

    def __init__(self) -> None:
        self.checked = 0
        self.differences: list[Difference] = []

    def check(self, holds: bool, where: str, what: str, *, expected: str = "", found: str = "") -> bool:
        """Record one comparison; returns `holds`."""
        self.checked += 1
        if not holds:
            self.differences.append(Difference(where, what, *excerpts(expected, found)))
        return holds


def excerpts(expected: str, found: str, width: int = 60) -> tuple[str, str]:
    """Both texts around their first difference, short enough for one line."""
    same = next(
        (i for i, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b), min(len(expected), len(found))
    )
    start = max(0, same - width // 2)
    return _cut(expected, start, width), _cut(found, start, width)


def _cut(text: str, start: int, width: int) -> str:
    end = start + width
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
