"""Names for those whom a passage refers to: what all languages share."""

from __future__ import annotations

import bisect
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from generator.drafting.passages.form import quotation_ranges
from generator.model import Document, Insert, Mention, Passage, Span, Speaker

_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})


@dataclass(slots=True)
class PassageNames:
    """The inserts that the names of one passage need, found from its first mention to its last."""

    passage: Passage
    document: Document
    known: Collection[str]
    """Names that the reader has met already."""
    follows: bool
    """The passage before it is printed just before."""
    cut: Sequence[tuple[int, int]] = ()
    """Ranges of the passage's text that are not shown."""
    inserts: list[Insert] = field(default_factory=list)
    refusal: str = ""
    _here: set[str] = field(default_factory=set)
    """Names met within the passage."""

    @property
    def text(self) -> str:
        """The passage's text."""
        return self.passage.span.of(self.document.article.text)

    def _is_quoted(self, span: Span) -> bool:
        """Whether a place stands in quotation marks, where a reader would stumble over a title."""
        start = span.start - self.passage.span.start
        return any(first <= start < last for first, last in quotation_ranges(self.text))

    def _insert(self, at: int, shown: str, why: str, length: int = 0) -> None:
        self.inserts.append(Insert(at - self.passage.span.start, shown, why, length))

    def _refuse(self, word: str) -> None:
        self.refusal = self.refusal or f"The article does not make clear who is meant by “{word}”."


def mentions_in(passage: Passage, document: Document) -> list[Mention]:
    """The mentions within a passage; those of a document are in order."""
    first = bisect.bisect_left(document.mentions, passage.span.start, key=lambda m: m.span.start)
    last = bisect.bisect_left(document.mentions, passage.span.end, key=lambda m: m.span.start)
    return [mention for mention in document.mentions[first:last] if mention.span.end <= passage.span.end]


def surname(speaker: Speaker) -> str:
    """The last word of a person's name, "Jr." and numbers left out."""
    return [word for word in speaker.name.split() if word not in _SUFFIXES][-1]
