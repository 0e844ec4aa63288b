"""Speakers named by layout: a dash and a name under a quotation, and the labels of transcripts and interviews.

`“Nobody asked us.” — Ann Smith`, `SMITH: Nobody asked us.` and an interview's `Q:` and `A:` have no verb of saying.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.pieces import tidy
from generator.analysis.lexicon import table

_NAME = r"(?P<name>[^\W\d_a-z][^.!?\"“”:;\n]{1,60}(?:\.[^.!?\"“”:;\n]{1,50})?)"
_BYLINE = re.compile(rf"(?P<before>.*?)[\s\u00a0]*(?P<dash>―|—|–|--|-)[\s\u00a0]?{_NAME}\.?[\s\u00a0]*$", re.DOTALL)
_LABEL = re.compile(
    r"[\"“]?\s*(?P<name>[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]*){0,4})(?: \([^)\n]{1,40}\))?(?P<dash>:)\s"
)
_TURN = re.compile(r"[\"“]?\s*(?P<name>[QA])(?P<dash>:)\s")
_FEWEST_TURNS = 2
"""Questions, and answers, from which an article counts as an interview."""
_LONGEST_BYLINE = 14
"""Tokens of the longest byline, dash included."""
_LONGEST_LINE = 200
"""Code points of the longest byline."""
_FEWEST_LABELS = 2
"""Labelled paragraphs from which an article counts as a transcript; a single one may be a heading."""


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """A speaker named by layout: the mark (`cue`) and the name (`source`) in their paragraph, and the content."""

    frame: Frame
    cue: int
    source: Tokens
    content: tuple[tuple[Frame, Tokens], ...]


def labels(frames: Sequence[Frame], texts: Sequence[str]) -> Iterator[SpeakerLabel]:
    """The speakers named by layout in an article with these paragraphs."""
    turns = _turns(texts)
    marked = _names(texts) or turns
    for at, (frame, text) in enumerate(zip(frames, texts, strict=True)):
        found = _labelled(frame, marked[at]) if at in marked else _signed(frames, at, text)
        if found:
            yield replace(found, content=found.content + _rest_of_turn(frames, turns, at)) if at in turns else found


def _names(texts: Sequence[str]) -> dict[int, re.Match[str]]:
    """The names in capitals before a colon ("SMITH:") by paragraph; none if the article is not a transcript."""
    found = {at: match for at, text in enumerate(texts) if (match := _LABEL.match(text))}
    named = {at: match for at, match in found.items() if match["name"].lower() not in headings()}
    return named if len(named) >= _FEWEST_LABELS else {}


@functools.cache
def headings() -> frozenset[str]:
    """Words before a colon that are headings, not names, in lower case."""
    return frozenset(table("cues")["headings"]["words"].split())


def _turns(texts: Sequence[str]) -> dict[int, re.Match[str]]:
    """The questions ("Q:") and answers ("A:") by paragraph; none if the article is not an interview."""
    found = {at: match for at, text in enumerate(texts) if (match := _TURN.match(text))}
    letters = [match["name"] for match in found.values()]
    return found if min(letters.count("Q"), letters.count("A")) >= _FEWEST_TURNS else {}


def _rest_of_turn(
    frames: Sequence[Frame], turns: dict[int, re.Match[str]], at: int
) -> tuple[tuple[Frame, Tokens], ...]:
    """The paragraphs between an answer and the next question; none after the last answer, whose end is unknown."""
    following = min((other for other in turns if other > at), default=at)
    if turns[at]["name"] != "A":
        return ()
    pieces = [(frame, tidy(frame, 0, len(frame.words))) for frame in frames[at + 1 : following]]
    return tuple((frame, piece) for frame, piece in pieces if piece)


def _labelled(frame: Frame, match: re.Match[str]) -> SpeakerLabel | None:
    """A paragraph that begins with a label and a colon."""
    cue, source = _token_at(frame, match.start("dash")), _tokens(frame, match.span("name"))
    rest = tidy(frame, cue + 1, len(frame.words)) if cue is not None else None
    return SpeakerLabel(frame, cue, source, ((frame, rest),)) if cue is not None and source and rest else None


def _signed(frames: Sequence[Frame], at: int, text: str) -> SpeakerLabel | None:
    """A quotation that ends in a dash and a name, on the same line or the next."""
    frame = frames[at]
    match = _byline(frame, text)
    if not match:
        return None
    cue, source = _token_at(frame, match.start("dash")), _tokens(frame, match.span("name"))
    content = _quotation_above(frames, at)
    return SpeakerLabel(frame, cue, source, content) if cue is not None and source and content else None


def _byline(frame: Frame, text: str) -> re.Match[str] | None:
    """The dash and the name that follow the last quotation of a paragraph, or make up all of it."""
    after = frame.quotes[-1][1] if frame.quotes else 0
    if len(frame.words) - after > _LONGEST_BYLINE:
        return None
    base = frame.starts[after - 1] + 1 - frame.span.start if after else 0
    match = _BYLINE.match(text, base) if len(text) - base <= _LONGEST_LINE else None
    if not match or match["before"].strip(' \u00a0.,"”'):
        return None
    return None if match["name"].split()[0].islower() else match


def _quotation_above(frames: Sequence[Frame], at: int) -> tuple[tuple[Frame, Tokens], ...]:
    """The quotation above a byline: in the same paragraph, or all of the paragraph before."""
    own = frames[at]
    if own.quotes:
        low = own.quotes[0][0]
        return ((own, (low, own.quotes[-1][1])),) if low <= 1 else ()
    above = frames[at - 1] if at else None
    if above and above.quotes and above.quotes[0][0] == 0 and len(above.words) - above.quotes[-1][1] <= 1:
        return ((above, (0, above.quotes[-1][1])),)
    return ()


def _token_at(frame: Frame, offset: int) -> int | None:
    """The token at an offset into the paragraph."""
    place = offset + frame.span.start
    return next((i for i, end in enumerate(frame.ends) if frame.starts[i] <= place < end), None)


def _tokens(frame: Frame, span: tuple[int, int]) -> Tokens | None:
    """The tokens in a range of offsets into the paragraph."""
    inside = [
        i
        for i, (start, end) in enumerate(zip(frame.starts, frame.ends, strict=True))
        if end - frame.span.start > span[0] and start - frame.span.start < span[1] and not frame.words[i].isspace()
    ]
    return (inside[0], inside[-1] + 1) if inside else None
