"""Who the people and bodies of an article are, in which role and for whom they speak, and who says each statement."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.analysis.language import Parse, Tongue
from generator.analysis.speakers import english
from generator.analysis.speakers.cast import Cast, Participant
from generator.analysis.speakers.findings import CastReading, Finding
from generator.analysis.speakers.speaker import speaker_of
from generator.model import Attribution, Mention, Speaker

__all__ = ["READ", "Read", "Resolution", "resolve"]


class Read(Protocol):
    """A reader of articles in one language: who is in them, where they are named, and who each source is."""

    def __call__(
        self, parse: Parse, attributions: Sequence[Attribution], *, title: str, day: dt.date | None
    ) -> CastReading:
        """Read a parsed article."""


def _read_french(parse: Parse, attributions: Sequence[Attribution], *, title: str, day: dt.date | None) -> CastReading:
    from generator.analysis.speakers import french  # noqa: PLC0415 - saves 0.1 s where all stories are in English

    return french.read(parse, attributions, title=title, day=day)


def _read_nobody(parse: Parse, attributions: Sequence[Attribution], **_: object) -> CastReading:
    """The safe answer for a language without rules: no speaker is known."""
    unknown = Finding(why=f"speakers are not identified in {parse.tongue.name} texts")
    return CastReading(Cast(), (), dict.fromkeys(range(len(attributions)), unknown))


READ: dict[str, Read] = {"en": english.read, "fr": _read_french}
"""The reader of each language, by its code."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The speakers of an article, where they are mentioned, and its attributions with their speakers."""

    speakers: tuple[Speaker, ...]
    """Those who speak, or whose role or country the text gives."""
    mentions: tuple[Mention, ...]
    """In the order of the text; `speaker` is None for a pronoun that fits nobody or several people."""
    attributions: tuple[Attribution, ...]
    """Those given, in the same order, each with its `speaker` or the reason why it has none."""


def resolve(
    parse: Parse, attributions: tuple[Attribution, ...], *, title: str = "", day: dt.date | None = None
) -> Resolution:
    """Find the speakers of a parsed article and give each attribution its speaker.

    Args:
        parse: the parsed text.
        attributions: its attributions, in any order; they come back in the same order.
        title: the headline, weak evidence of the article's home country.
        day: the day of publication; it tells which of several holders of an office is meant.
    """
    read = READ.get(parse.tongue.code, _read_nobody)
    reading = read(parse, attributions, title=title, day=day)
    speakers = {participant: speaker_of(participant, day) for participant in reading.cast.participants}
    resolved = tuple(_resolved(a, reading.findings.get(i), speakers, parse.tongue) for i, a in enumerate(attributions))
    speaking = {a.speaker for a in resolved}
    mentions = sorted(reading.mentions, key=lambda item: (item[0], item[2] is None))
    return Resolution(
        tuple(dict.fromkeys(s for s in speakers.values() if s in speaking or s.role or s.group)),
        tuple(Mention(span, form, speakers[whose] if whose else None) for span, form, whose in mentions),
        resolved,
    )


def _resolved(
    attribution: Attribution, finding: Finding | None, speakers: Mapping[Participant, Speaker], tongue: Tongue
) -> Attribution:
    """The attribution with its speaker, or with the reason why it has none."""
    if finding is None:
        return dataclasses.replace(attribution, unresolved="no source is named")
    if not finding.participants:
        return dataclasses.replace(attribution, unresolved=finding.why, thing=finding.thing)
    found = [speakers[participant] for participant in finding.participants]
    speaker = found[0] if len(found) == 1 else _joint(found, finding.words, tongue)
    return dataclasses.replace(attribution, speaker=speaker)


def _joint(speakers: list[Speaker], words: str, tongue: Tongue) -> Speaker:
    """Several speakers as one: their names as the text joins them, and what they have in common."""
    names = [speaker.name for speaker in speakers]
    groups = {speaker.group for speaker in speakers}
    return Speaker(
        name=f"{', '.join(names[:-1])} {tongue.conjunction} {names[-1]}",
        role=words,
        group=groups.pop() if len(groups) == 1 else "",
        kind="group",
        former=all(s.former for s in speakers),
        party=all(s.party for s in speakers),
        expert=all(s.expert for s in speakers),
        official=all(s.official for s in speakers),
    )
