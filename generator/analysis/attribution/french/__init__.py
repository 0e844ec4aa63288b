"""Attribution in French, by rules on quotation marks, word order and the parse; there is no trained model.

A cue is a verb from the table of cues in the third person, or a preposition ("selon"). Its source must be a person, an
office, a body, a country or a text; without one, the words are the reporter's own and give no attribution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.analysis.attribution.frame import MARKS, Frame, Tokens, frames
from generator.analysis.attribution.french.according import according
from generator.analysis.attribution.french.certainty import certainty
from generator.analysis.attribution.french.following import continued
from generator.analysis.attribution.french.statement import Statement
from generator.analysis.attribution.french.statements import find_statements
from generator.analysis.attribution.labels import SpeakerLabel, labels
from generator.analysis.attribution.pieces import kind_of
from generator.analysis.language import Parse
from generator.model import Attribution

__all__ = ["attribute"]

_MISTAKEN = frozenset({"VERB", "AUX", "ADJ", "ADV", "PRON", "X", "INTJ"})


def attribute(parse: Parse, *, threshold: float) -> tuple[Attribution, ...]:  # noqa: ARG001 - every language's signature
    """The attributions of a parsed French text by position, still without speakers.

    `threshold` has no effect: the rules give no probabilities.
    """
    paragraphs = [_with_names(frame) for frame in frames(parse)]
    by_frame = [_of_paragraph(frame) for frame in paragraphs]
    found = [_attribution(one, [(one.frame, piece) for piece in one.content]) for row in by_frame for one in row]
    found += [_attribution(one, [(frame, quote)]) for one, frame, quote in continued(paragraphs, by_frame)]
    found += [_signed(label) for label in labels(paragraphs, [p.span.of(parse.text) for p in parse.paragraphs])]
    return tuple(sorted(found, key=lambda a: (a.span, a.cue)))


def _with_names(frame: Frame) -> Frame:
    """The frame with capitalised words inside sentences as names, since the tagger takes some given names for verbs."""
    starts = {start for start, _ in frame.sentences}
    pos = [
        "PROPN"
        if tag in _MISTAKEN and word[0].isupper() and at not in starts and frame.words[at - 1] not in MARKS
        else tag
        for at, (tag, word) in enumerate(zip(frame.pos, frame.words, strict=True))
    ]
    return replace(frame, pos=pos)


def _of_paragraph(frame: Frame) -> list[Statement]:
    found = [*find_statements(frame), *according(frame)]
    return sorted(found, key=lambda one: one.cue)


def _attribution(statement: Statement, content: Sequence[tuple[Frame, Tokens]]) -> Attribution:
    frame = statement.frame
    return Attribution(
        source=(frame.span_of(statement.source),) if statement.source else (),
        cue=(frame.span_of(statement.cue),),
        content=tuple(where.span_of(piece) for where, piece in content),
        kind=kind_of(list(content)),
        certainty=certainty(statement, content),
    )


def _signed(label: SpeakerLabel) -> Attribution:
    """The attribution of a name under a quotation, or before a colon in a transcript."""
    statement = Statement(label.frame, (label.cue, label.cue + 1), label.source, ())
    return _attribution(statement, label.content)
