"""Who the people and bodies of an article are, in which role and for whom they speak, and who says each statement."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from dataclasses import dataclass

from generator.analysis.language import Parse
from generator.analysis.lexicon import offices, voices
from generator.analysis.speakers.english.cast import Figure, gather
from generator.analysis.speakers.english.lines import read_lines
from generator.analysis.speakers.english.reading import read
from generator.analysis.speakers.english.sides import settle
from generator.analysis.speakers.english.sources import claim_owned
from generator.analysis.speakers.english.state import Answer, Reading
from generator.analysis.speakers.holders import known_holder
from generator.model import Attribution, Mention, Speaker

__all__ = ["Resolution", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The speakers of an article, where they are mentioned, and its attributions with their speakers."""

    speakers: tuple[Speaker, ...]
    """Those who speak, or of whom the text tells a role or a country."""
    mentions: tuple[Mention, ...]
    """In the order of the text; `speaker` is None for a pronoun that fits nobody or several."""
    attributions: tuple[Attribution, ...]
    """Those that were given, in their order, each with `speaker` or the reason why there is none."""


def resolve(
    parse: Parse, attributions: tuple[Attribution, ...], *, title: str = "", day: dt.date | None = None
) -> Resolution:
    """Find the speakers of a parsed article and give each attribution its speaker.

    Args:
        parse: the parsed text.
        attributions: its attributions, in any order; they come back in the same order.
        title: the headline, weak evidence for the country at home.
        day: the day of publication; it tells which of several holders of an office is meant.
    """
    if parse.language == "fr":
        from generator.analysis.speakers import french  # noqa: PLC0415 - 0.1 s that English stories need not pay

        reading = french.read(parse, attributions, day=day)
    else:
        reading = _read_english(parse, attributions, title=title, day=day)
    speakers = {figure: _speaker(figure, day) for figure in reading.cast.figures}
    resolved = tuple(_resolved(a, reading.answers.get(i), speakers, parse.language) for i, a in enumerate(attributions))
    speaking = {a.speaker for a in resolved}
    mentions = sorted(reading.mentions, key=lambda item: (item[0], item[2] is None))
    return Resolution(
        tuple(dict.fromkeys(s for s in speakers.values() if s in speaking or s.role or s.group)),
        tuple(Mention(span, form, speakers[figure] if figure else None) for span, form, figure in mentions),
        resolved,
    )


def _read_english(parse: Parse, attributions: tuple[Attribution, ...], *, title: str, day: dt.date | None) -> Reading:
    lines = read_lines(parse)
    cast = gather(lines)
    home = settle(cast, lines, day=day, title=title)
    state, answers = read(cast, lines, attributions, home)
    claim_owned(state)
    return Reading(cast, state.mentions, answers)


def _speaker(figure: Figure, day: dt.date | None) -> Speaker:
    """A figure as the frozen value that later stages see."""
    role = figure.role
    if figure.kind != "person" or role is None or (role.group_of == "mark" and not role.party):
        return _plain(figure, day)
    plain = not (role.official or role.party or role.expert)
    former = role.former or (plain and any(r.former for r in figure.roles))
    return Speaker(
        name=figure.text,
        role="" if role.group_of == "mark" else role.text,
        group=figure.group,
        kind="person",
        former=former,
        party=role.party and not former,
        expert=role.expert or (not role.official and any(r.expert for r in figure.roles)),
        official=role.official,
    )


_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_AFTER_HEAD = re.compile(r"\s(?:of|in|at|with|from|for|on|to|by|about|who|that|which)\s")
_STILL = 9999  # a text without a date: only those who are not known to have left hold their office


def _plain(figure: Figure, day: dt.date | None) -> Speaker:
    """A body, group, unnamed source or a person without a role in the text."""
    role = figure.words if figure.kind == "organization" and figure.words.lower() not in figure.text.lower() else ""
    holder = known_holder(figure, day) if figure.kind == "person" else None
    year = day.year if day else _STILL
    holds = holder is not None and holder.since <= year <= holder.until
    return Speaker(
        name=figure.text,
        role=role,
        group=figure.group,
        kind=figure.kind,
        former=figure.former or (holder is not None and day is not None and day.year > holder.until),
        party=figure.party,
        expert=figure.expert,
        official=figure.official or holds or any(role.official for role in figure.roles if role.group_of == "mark"),
    )


def _resolved(
    attribution: Attribution, answer: Answer | None, speakers: dict[Figure, Speaker], language: str
) -> Attribution:
    """The attribution with its speaker, or with the reason why there is none."""
    if answer is None:
        return dataclasses.replace(attribution, unresolved="no source is named")
    if not answer.figures:
        return dataclasses.replace(attribution, unresolved=answer.why)
    found = [speakers[figure] for figure in answer.figures]
    if language != "fr" and not any(map(_has_voice, found)):  # French answers are only those who have one
        why = f"“{found[0].name}” is a thing, which cannot speak"
        return dataclasses.replace(attribution, unresolved=why, thing=True)
    return dataclasses.replace(
        attribution, speaker=found[0] if len(found) == 1 else _joint(found, answer.words, language)
    )


def _has_voice(speaker: Speaker) -> bool:
    """Whether the source is somebody, or a text, rather than a thing ("the discussions will focus on …")."""
    if (
        speaker.kind in {"person", "organization"}
        or speaker.group
        or speaker.role
        or speaker.official
        or speaker.expert
    ):
        return True
    words = _WORD.findall(_AFTER_HEAD.split(speaker.name)[0])
    return any(word.lower() in voices() or word.lower() in offices() for word in words) or any(
        word[0].isupper() for word in words[1:]
    )


def _joint(speakers: list[Speaker], words: str, language: str) -> Speaker:
    """Several speakers as one: their names as the text joins them, and what they have in common."""
    names = [speaker.name for speaker in speakers]
    groups = {speaker.group for speaker in speakers}
    return Speaker(
        name=f"{', '.join(names[:-1])} {'et' if language == 'fr' else 'and'} {names[-1]}",
        role=words,
        group=groups.pop() if len(groups) == 1 else "",
        kind="group",
        former=all(s.former for s in speakers),
        party=all(s.party for s in speakers),
        expert=all(s.expert for s in speakers),
        official=all(s.official for s in speakers),
    )
