"""Attributions in set phrases, without a verb of saying before the content.

"In her opinion, …", "…, in the words of one envoy", "For Ann Smith, a lawyer in Kyiv, the talks are a trap", "Concerns
were raised by both ministers that …", "…, she thinks, …".
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.analysis.attribution.english.decision import Decision
from generator.analysis.attribution.frame import Frame, Pieces, Tokens
from generator.analysis.attribution.pieces import joined, tidy
from generator.analysis.lexicon import WEEKDAYS, table

_NOUNS = frozenset(
    {"view", "opinion", "words", "eyes", "judgment", "judgement", "estimation", "assessment", "reckoning", "telling"}
)
_RAISED = frozenset({"raised", "voiced", "expressed", "shared", "echoed"})
_WORRIES = frozenset(
    {"concern", "fear", "doubt", "question", "objection", "alarm", "worry", "criticism", "hope", "suspicion"}
    | {"misgiving"}
)
_OWN = frozenset({"my", "our", "his", "her", "their"})
_LONGEST = 14
"""Tokens of the longest phrase."""
_FEWEST = 3
"""Tokens of the shortest content."""
_LIKELY = 0.8
"""Probability of what an aside says."""
_AFTER_VERB = frozenset({"later", "then", "today", "yesterday", "again", "on", *WEEKDAYS})
_CERTAIN = 0.9
"""Probability of what a set phrase says."""


def phrases(frames: Sequence[Frame]) -> Iterator[Decision]:
    """The attributions in set phrases between commas in an article's paragraphs."""
    for frame in frames:
        found = [reading(frame, token) for token, word in enumerate(frame.lower) if (reading := _READINGS.get(word))]
        found += [_viewpoint(frame, sentence) for sentence in frame.sentences]
        yield from (decision for decision in found if decision)


def asides(frames: Sequence[Frame], taken: Collection[tuple[int, int]]) -> Iterator[Decision]:
    """Sentences with "…, she thinks, …" or "…, the minister answered.", except where the cue is `taken`."""
    for frame in frames:
        for token, lemma in enumerate(frame.lemmas):
            if lemma in aside_verbs() and (frame.index, token) not in taken and (found := _aside(frame, token)):
                yield found


def _aside(frame: Frame, verb: int) -> Decision | None:
    """The sentence around a subject and its verb between commas, as what the subject says."""
    if frame.pos[verb] != "VERB" or frame.quote[verb] >= 0:
        return None
    start, end = frame.sentences[frame.sentence[verb]]
    subject = _subject(frame, start, verb)
    if subject < 0 or not _is_set_off(frame, start, subject, verb):
        return None
    low = frame.left[subject]
    close = next((i for i in range(verb + 1, end) if frame.lower[i] not in _AFTER_VERB), end)
    if close < end and frame.words[close] not in (",", "."):
        return None
    pieces = _rest(frame, (start, end), (low - 1, close))
    source = (low, frame.right[subject] + 1)
    return Decision(frame, verb, pieces, -1, _LIKELY, 1.0, 1.0, (), source) if _size(pieces) >= _FEWEST else None


def _subject(frame: Frame, start: int, verb: int) -> int:
    """The subject of a verb between token `start` and the verb, −1 if there is none."""
    return next((k for k in frame.children[verb] if frame.deps[k] == "nsubj" and start < k < verb), -1)


def _is_set_off(frame: Frame, start: int, subject: int, verb: int) -> bool:
    """Whether a comma or quotation mark in the sentence precedes a subject, and no other verb follows it."""
    low = frame.left[subject]
    is_marked = low - 1 > start and frame.words[low - 1] in (",", "”", '"') and frame.right[subject] < verb
    return is_marked and not any(frame.pos[i] == "VERB" for i in range(low, verb))


def _size(pieces: Pieces) -> int:
    """How many tokens the ranges hold."""
    return sum(end - start for start, end in pieces)


@functools.cache
def aside_verbs() -> frozenset[str]:
    """Lemmas of verbs that, with their subject between commas, attribute the sentence around them."""
    return frozenset(table("cues")["asides"]["verbs"].split())


def _viewpoint(frame: Frame, sentence: Tokens) -> Decision | None:
    """What is so "for" a person: one whom the phrase describes is one whose views follow."""
    start, end = sentence
    if frame.lower[start] != "for" or frame.deps[start] != "case":
        return None
    name = frame.heads[start]
    if frame.deps[name] != "obl" or frame.pos[name] != "PROPN" or not _is_described(frame, name):
        return None
    subject = _subject(frame, name, frame.heads[name])
    if subject < 0:
        return None
    close = frame.left[subject]
    if frame.words[close - 1] != ",":
        return None
    rest = tidy(frame, close, end)
    return Decision(frame, start, (rest,), -1, _CERTAIN, 1.0, 1.0, (), (start + 1, close - 1)) if rest else None


def _is_described(frame: Frame, name: int) -> bool:
    """Whether a name of several words has an apposition or a complement."""
    parts = [k for k in frame.children[name] if frame.deps[k] == "flat"]
    return bool(parts) and any(
        frame.deps[k] in ("appos", "nmod") for part in (name, *parts) for k in frame.children[part]
    )


def _raised(frame: Frame, verb: int) -> Decision | None:
    """A worry that is "raised by" somebody: the clause after the agent, otherwise the worry itself."""
    worry, agent = _worry(frame, verb), _agent(frame, verb)
    if worry < 0 or agent < 0:
        return None
    end = frame.sentences[frame.sentence[verb]][1]
    stop = next((i for i in range(agent + 1, end) if frame.lower[i] in ("that", "about", "over")), end)
    low, high = frame.left[agent] + 1, min(frame.right[agent] + 1, stop)
    content = tidy(frame, stop, end) if stop < end else (frame.left[worry], worry + 1)
    source = tidy(frame, low, high) if low < high else None
    return Decision(frame, verb, (content,), -1, _CERTAIN, 1.0, 1.0, (), source) if content and source else None


def _worry(frame: Frame, verb: int) -> int:
    """The worry that is the subject of a verb, −1 if there is none."""
    kids = (k for k in frame.children[verb] if k < verb and frame.deps[k] == "nsubj")
    return next((k for k in kids if frame.lemmas[k] in _WORRIES), -1)


def _agent(frame: Frame, verb: int) -> int:
    """The agent of a passive verb ("by both ministers"), −1 if there is none."""
    kids = (k for k in frame.children[verb] if k > verb and frame.deps[k] == "obl")
    return next((k for k in kids if frame.lower[frame.left[k]] == "by"), -1)


def _phrase(frame: Frame, noun: int) -> Decision | None:
    """The sentence around "in her opinion" or "in the words of one envoy"."""
    start, end = frame.sentences[frame.sentence[noun]]
    source = _possessor(frame, noun, start) or _of(frame, noun, end)
    if source is None:
        return None
    low, high = min(source[0], noun) - 1, max(source[1], noun + 1)
    if low >= start and frame.lower[low] == "the":
        low -= 1
    if not _opens_phrase(frame, start, low) or not _closes_phrase(frame, high, end):
        return None
    pieces = _rest(frame, (start, end), (low, high))
    return Decision(frame, noun, pieces, -1, _CERTAIN, 1.0, 1.0, (), source) if _size(pieces) >= _FEWEST else None


def _opens_phrase(frame: Frame, start: int, token: int) -> bool:
    """Whether "in" at a token opens a phrase: at the start of its sentence, or after a mark."""
    return (
        token >= start
        and frame.lower[token] == "in"
        and (token == start or frame.words[token - 1] in (",", "“", '"', "—"))
    )


def _closes_phrase(frame: Frame, token: int, end: int) -> bool:
    """Whether a phrase can end before a token: at the end of its sentence, or before a mark."""
    return token >= end or frame.words[token] in (",", ".", "!", "?", "—", ";")


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
    """The sentence without a phrase."""
    parts = ((sentence[0], phrase[0]), (phrase[1], sentence[1]))
    return joined([piece for low, high in parts if low < high and (piece := tidy(frame, low, high))])


_READINGS: Mapping[str, Callable[[Frame, int], Decision | None]] = MappingProxyType(
    dict.fromkeys(_RAISED, _raised) | dict.fromkeys(_NOUNS, _phrase)
)
"""By word of a set phrase, in lower case: how the phrase around it is read."""
