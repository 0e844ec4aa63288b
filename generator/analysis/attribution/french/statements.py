"""All statements of a French paragraph: cues inserted in their words, before them, and quotations after a colon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.french import subjects
from generator.analysis.attribution.french.clauses import with_subject
from generator.analysis.attribution.french.cues import CueGroup, find_cues
from generator.analysis.attribution.french.insertions import inserted
from generator.analysis.attribution.french.statement import FINITE, Statement, is_somebody, tidied


def find_statements(frame: Frame) -> list[Statement]:
    """All statements of a paragraph by position, without those within somebody else's words."""
    cues = list(find_cues(frame))
    found = [one for cue in cues if (one := inserted(frame, cue) or with_subject(frame, cue))]
    found += _announced(frame, cues, found)
    found = _without_told(found)
    return sorted(found, key=lambda one: one.cue)


def _without_told(found: Sequence[Statement]) -> list[Statement]:
    """The statements that do not stand within the words of another, whose source answers for them.

    Of two that contain each other the inserted one stays ("Ottawa prévoit une riposte, affirme un diplomate").
    """
    return [
        one
        for one in found
        if (one.is_aside or one.frame.quote[one.cue[0]] < 0)
        and not any(_tells(other, one) and not (one.is_aside and _tells(one, other)) for other in found)
    ]


def _tells(one: Statement, other: Statement) -> bool:
    """Whether the cue of `other` is part of what `one` tells."""
    return one.cue != other.cue and any(low <= other.cue[0] < high for low, high in one.content)


def _announced(frame: Frame, cues: Sequence[CueGroup], known: Sequence[Statement]) -> Iterator[Statement]:
    """Quotations after a colon: "Mark Carney a réagi : « … »", "Peskov : « … »"."""
    taken = {frame.quote[cue.verb] for cue in cues}
    taken |= {frame.quote[at] for one in known for piece in one.content for at in range(*piece)}
    for number, quote in enumerate(frame.quotes):
        colon = _before_quote(frame, quote)
        if number not in taken and colon > 0 and frame.words[colon] == ":":
            statement = _introduced(frame, colon, quote)
            if statement is not None:
                yield statement


def _before_quote(frame: Frame, quote: Tokens) -> int:
    """The last token before a quotation that is no space; 0 or less where nothing precedes it."""
    at = quote[0] - 1
    while at > 0 and frame.words[at].isspace():
        at -= 1
    return at


def _introduced(frame: Frame, colon: int, quote: Tokens) -> Statement | None:
    """The statement of the quotation after a colon, if the clause before the colon has a subject that can speak."""
    first, _ = frame.sentences[frame.sentence[colon]]
    subject = _opening_subject(frame, first, colon)
    content = tidied(frame, [quote])
    if subject is None or not content or frame.words[quote[1] : quote[1] + 1] == [","]:
        return None
    verb = next((at for at in range(subject[1], colon) if frame.pos[at] in FINITE), colon)
    return Statement(frame, (verb, verb + 1), subject, content, "say", "past")


def _opening_subject(frame: Frame, first: int, colon: int) -> Tokens | None:
    """The noun phrase that opens the clause before a colon, if it can speak."""
    verb = next((at for at in range(first, colon) if frame.pos[at] in FINITE and frame.deps[at] != "acl"), colon)
    source = subjects.before(frame, CueGroup(verb, verb + 1, verb, ":", "say", "present"))
    return source if source is not None and is_somebody(frame, source) else None
