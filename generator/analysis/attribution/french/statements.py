"""All statements of a French paragraph: beside their words, above them, and before a colon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.french import subjects
from generator.analysis.attribution.french.clauses import with_subject
from generator.analysis.attribution.french.cues import Cue, find_cues
from generator.analysis.attribution.french.insertions import inserted
from generator.analysis.attribution.french.statement import FINITE, Statement, is_somebody, tidied


def find_statements(frame: Frame) -> list[Statement]:
    """All statements of a paragraph, by position; those within somebody else's words are left out."""
    cues = list(find_cues(frame))
    found = [one for cue in cues if (one := inserted(frame, cue) or with_subject(frame, cue))]
    found += _announced(frame, cues, found)
    found = _without_told(found)
    return sorted(found, key=lambda one: one.cue)


def _without_told(found: Sequence[Statement]) -> list[Statement]:
    """Without what stands within the words of another: whoever tells it answers for it.

    Of two that hold each other the one beside the words tells ("Ottawa prévoit une riposte, affirme un diplomate").
    """
    return [
        one
        for one in found
        if (one.is_aside or one.frame.quote[one.cue[0]] < 0)
        and not any(_tells(other, one) and not (one.is_aside and _tells(one, other)) for other in found)
    ]


def _tells(one: Statement, other: Statement) -> bool:
    """Whether the cue of `other` stands within what `one` tells."""
    return one.cue != other.cue and any(low <= other.cue[0] < high for low, high in one.content)


def _announced(frame: Frame, cues: Sequence[Cue], known: Sequence[Statement]) -> Iterator[Statement]:
    """Quotations after a colon: "Mark Carney a réagi : « … »", "Peskov : « … »"."""
    taken = {frame.quote[cue.verb] for cue in cues}
    taken |= {frame.quote[at] for one in known for piece in one.content for at in range(*piece)}
    for number, (low, high) in enumerate(frame.quotes):
        colon = low - 1
        while colon > 0 and frame.words[colon].isspace():
            colon -= 1
        if colon < 1 or frame.words[colon] != ":" or number in taken:
            continue
        after = frame.words[high : high + 1]
        first, _ = frame.sentences[frame.sentence[colon]]
        subject = _opening_subject(frame, first, colon)
        content = tidied(frame, [(low, high)])
        if after == [","] or subject is None or not content:
            continue
        verb = next((at for at in range(subject[1], colon) if frame.pos[at] in FINITE), colon)
        yield Statement(frame, (verb, verb + 1), subject, content, "say", "past")


def _opening_subject(frame: Frame, first: int, colon: int) -> Tokens | None:
    """The noun phrase that opens the clause before a colon, where it has a voice."""
    cue = Cue(colon, colon + 1, colon, ":", "say", "present")
    verb = next((at for at in range(first, colon) if frame.pos[at] in FINITE and frame.deps[at] != "acl"), colon)
    source = subjects.before(frame, Cue(verb, verb + 1, verb, cue.name, cue.act, cue.tense))
    if source is None or not is_somebody(frame, source):
        return None
    return source
