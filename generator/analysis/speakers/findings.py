"""What reading an article yields: its cast, where it is mentioned, and who the source of each attribution is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.analysis.speakers.cast import Cast, Participant
from generator.model import MentionForm, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """The participants that a source names, or why none is known."""

    participants: tuple[Participant, ...] = ()
    words: str = ""
    """The words of a joint source."""
    why: str = ""
    thing: bool = False
    """The source is a thing, which cannot speak."""


@dataclass(frozen=True, slots=True)
class CastReading:
    """What was read of an article: the cast, where it is mentioned, and who each attribution's source is, by index."""

    cast: Cast
    mentions: Sequence[tuple[Span, MentionForm, Participant | None]]
    findings: Mapping[int, Finding]
