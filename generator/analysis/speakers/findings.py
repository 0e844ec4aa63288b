"""The result of reading an article: its cast, their mentions, and who the source of each attribution is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.analysis.speakers.cast import Cast, Participant
from generator.model import MentionForm, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """The participants a source refers to, or the reason why none is known."""

    participants: tuple[Participant, ...] = ()
    words: str = ""
    """The words of a source that names several participants."""
    why: str = ""
    thing: bool = False
    """The source is a thing and cannot speak."""


@dataclass(frozen=True, slots=True)
class CastReading:
    """The cast of an article, where they are mentioned, and the finding for each attribution, by its index."""

    cast: Cast
    mentions: Sequence[tuple[Span, MentionForm, Participant | None]]
    findings: Mapping[int, Finding]
