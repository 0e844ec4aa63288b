"""What set phrases give to somebody, where no verb of saying leads the way.

"In her opinion, …", "…, in the words of one envoy", "For Ann Smith, a lawyer in Kyiv, the talks are a trap", "Concerns
were raised by both ministers that …".
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Sequence

from generator.analysis.attribution.english.decision import Decision
from generator.analysis.attribution.frame import Frame, Pieces, Tokens
from generator.analysis.attribution.pieces import joined, tidy
from generator.analysis.lexicon import WEEKDAYS, table

_NOUNS = frozenset(
    {"view", "opinion", "words", "eyes", "judgment", "judgement", "estimation", "assessment", "reckoning", "telling"}
)
_RAISED = frozenset({"raised", "voiced", "expressed", "shared", "echoed"})
_WORRIES = frozenset(
    {
        "concern",
        "fear",
        "doubt",
        "question",
        "objection",
        "alarm",
        "worry",
        "criticism",
        "hope",
        "suspicion",
        "misgiving",
    }
)
_OWN = frozenset({"my", "our", "his", "her", "their"})
_LONGEST = 14
"""Tokens of the phrase."""
_FEWEST = 3
"""Tokens of what is viewed."""
_LIKELY = 0.8
_AFTER_VERB = frozenset({"later", "then", "today", "yesterday", "again", "on", *WEEKDAYS})
_CERTAIN = 0.9
"""Probability of what the phrase says."""


def phrases(frames: Sequence[Frame]) -> Iterator[Decision]:
    """What set phrases between commas attribute in an article's paragraphs."""
    for frame in frames:
        for token, word in enumerate(frame.lower):
            found = _phrase(frame, token) if word in _NOUNS else _raised(frame, token) if word in _RAISED else None
            if found:
                yield found
        yield from (found for sentence in frame.sentences if (found := _viewpoint(frame, sentence)))


def asides(frames: Sequence[Frame], taken: Collection[tuple[int, int]]) -> Iterator[Decision]:
    """Sentences with "…, she thinks, …" or "…, the minister answered." between their marks, unless the cue is taken."""
    for frame in frames:
        for token, lemma in enumerate(frame.lemmas):
            if lemma in aside_verbs() and (frame.index, token) not in taken and (found := _aside(frame, token)):
                yield found


def _aside(frame: Frame, verb: int) -> Decision | None:
    start, end = frame.sentences[frame.sentence[verb]]
    if frame.pos[verb] != "VERB" or frame.quote[verb] >= 0:
        return None
    subject = next((k for k in frame.children[verb] if frame.deps[k] == "nsubj" and start < k < verb), -1)
    low = frame.left[subject] if subject >= 0 else 0
    close = next((i for i in range(verb + 1, end) if frame.lower[i] not in _AFTER_VERB), end)
    fits = low - 1 > start and frame.words[low - 1] in (",", "”", '"') and frame.right[subject] < verb
    ends = close >= end or frame.words[close] in (",", ".")
    if not fits or not ends or any(frame.pos[i] == "VERB" for i in range(low, verb)):
        return None
    pieces = _rest(frame, (start, end), (low - 1, close))
    if sum(b - a for a, b in pieces) < _FEWEST:
        return None
    return Decision(frame, verb, pieces, -1, _LIKELY, 1.0, 1.0, (), (low, frame.right[subject] + 1))


@functools.cache
def aside_verbs() -> frozenset[str]:
    """Lemmas of verbs that, between commas after their subject, make the sentence around them somebody's words."""
    return frozenset(table("cues")["asides"]["verbs"].split())


def _viewpoint(frame: Frame, sentence: Tokens) -> Decision | None:
    """What is so "for" somebody who is introduced there with a description, as those are whose views follow."""
    start, end = sentence
    if frame.lower[start] != "for" or frame.deps[start] != "case":
        return None
    name = frame.heads[start]
    parts = [k for k in frame.children[name] if frame.deps[k] == "flat"]
    described = any(frame.deps[k] in ("appos", "nmod") for part in (name, *parts) for k in frame.children[part])
    root = frame.heads[name]
    subject = next((k for k in frame.children[root] if frame.deps[k] == "nsubj" and name < k < root), -1)
    if not (parts and described and subject > name and frame.deps[name] == "obl" and frame.pos[name] == "PROPN"):
        return None
    close = frame.left[subject]
    rest = tidy(frame, close, end)
    if frame.words[close - 1] != "," or rest is None:
        return None
    return Decision(frame, start, (rest,), -1, _CERTAIN, 1.0, 1.0, (), (start + 1, close - 1))


def _raised(frame: Frame, verb: int) -> Decision | None:
    """A worry that is "raised by" somebody: the clause after the agent, else the worry itself."""
    kids = frame.children[verb]
    worry = next((k for k in kids if frame.deps[k] == "nsubj" and frame.lemmas[k] in _WORRIES and k < verb), -1)
    agent = next((k for k in kids if frame.deps[k] == "obl" and frame.lower[frame.left[k]] == "by" and k > verb), -1)
    if worry < 0 or agent < 0:
        return None
    end = frame.sentences[frame.sentence[verb]][1]
    stop = next((i for i in range(agent + 1, end) if frame.lower[i] in ("that", "about", "over")), end)
    high = min(frame.right[agent] + 1, stop)
    content = tidy(frame, stop, end) if stop < end else (frame.left[worry], worry + 1)
    source = tidy(frame, frame.left[agent] + 1, high) if frame.left[agent] + 1 < high else None
    return Decision(frame, verb, (content,), -1, _CERTAIN, 1.0, 1.0, (), source) if content and source else None


def _phrase(frame: Frame, noun: int) -> Decision | None:
    start, end = frame.sentences[frame.sentence[noun]]
    source = _possessor(frame, noun, start) or _of(frame, noun, end)
    if source is None:
        return None
    low, high = min(source[0], noun) - 1, max(source[1], noun + 1)
    if low >= start and frame.lower[low] == "the":
        low -= 1
    opens = low >= start and frame.lower[low] == "in" and (low == start or frame.words[low - 1] in (",", "“", '"', "—"))
    closes = high >= end or frame.words[high] in (",", ".", "!", "?", "—", ";")
    pieces = _rest(frame, (start, end), (low, high))
    if not (opens and closes) or sum(b - a for a, b in pieces) < _FEWEST:
        return None
    return Decision(frame, noun, pieces, -1, _CERTAIN, 1.0, 1.0, (), source)


def _possessor(frame: Frame, noun: int, start: int) -> Tokens | None:
    """Whose view it is, before the noun: "her", "Ann Smith's"."""
    before = noun - 1
    if before <= start:
        return None
    if frame.lower[before] in _OWN:
        return before, noun
    if frame.lower[before] not in ("'s", "’s", "'", "’"):
        return None
    first = next((i for i in range(before, max(start, noun - _LONGEST) - 1, -1) if frame.lower[i] == "in"), None)
    return (first + 1, before) if first is not None and first + 1 < before else None


def _of(frame: Frame, noun: int, end: int) -> Tokens | None:
    """Whose view it is, after the noun: "of one envoy", "of Ann Smith"."""
    if noun + 2 >= end or frame.lower[noun + 1] != "of":
        return None
    stop = next((i for i in range(noun + 2, min(end, noun + _LONGEST)) if frame.words[i] in (",", ".", "—", ";")), None)
    return (noun + 2, stop) if stop is not None and stop > noun + 2 else None


def _rest(frame: Frame, sentence: Tokens, phrase: Tokens) -> Pieces:
    """The sentence without the phrase."""
    parts = ((sentence[0], phrase[0]), (phrase[1], sentence[1]))
    return joined([piece for low, high in parts if low < high and (piece := tidy(frame, low, high))])
