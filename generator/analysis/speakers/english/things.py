"""Sources that are things and cannot speak ("the discussions will focus on …")."""

from __future__ import annotations

import re

from generator.analysis.lexicon import offices, voices
from generator.analysis.speakers.cast import Participant
from generator.analysis.speakers.findings import Finding

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_AFTER_HEAD = re.compile(r"\s(?:of|in|at|with|from|for|on|to|by|about|who|that|which)\s")


def heard(finding: Finding) -> Finding:
    """The finding, without its participants if none of them can speak."""
    if not finding.participants or any(map(_has_voice, finding.participants)):
        return finding
    return Finding(why=f"“{finding.participants[0].text}” is a thing and cannot speak", thing=True)


def _has_voice(participant: Participant) -> bool:
    """Whether the participant is a person, a body or a text rather than a thing."""
    named = participant.kind in {"person", "organization"} or bool(participant.group)
    return named or participant.official or participant.expert or _names_voice(participant.text)


def _names_voice(text: str) -> bool:
    """Whether the head of a source is a noun for somebody who can speak, or a name."""
    words = _WORD.findall(_AFTER_HEAD.split(text)[0])
    known = any(word.lower() in voices() or word.lower() in offices() for word in words)
    return known or any(word[0].isupper() for word in words[1:])
