"""Statements without a verb of speech: "selon X", "d'après X", "pour X", "à son avis"."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.french import nouns
from generator.analysis.attribution.french.statement import Statement
from generator.analysis.attribution.pieces import joined, tidy
from generator.analysis.lexicon import french_offices, french_places, french_titles, french_words

_TO_ONES_MIND = frozenset({"son", "sa", "ses", "leur", "leurs"})
_ENDS = frozenset({",", ".", "»", ")"})


def according(frame: Frame) -> Iterator[Statement]:
    """All statements of a paragraph that a preposition gives to somebody."""
    for at in range(len(frame.words)):
        if frame.quote[at] >= 0:
            continue
        found = _own(frame, at) or _named(frame, at)
        if found is not None:
            yield found


@functools.cache
def _phrases(key: str) -> Mapping[tuple[str, ...], str]:
    """Phrases by their tokens."""
    return {tuple(phrase.replace("'", "' ").split()): phrase for phrase in french_words("cues", "according", key)}


def _match(frame: Frame, at: int, key: str) -> int:
    """How many tokens the longest phrase of a list has that starts at `at`."""
    sizes = (len(p) for p in _phrases(key) if _plain(frame.lower[at : at + len(p)]) == p)
    return max(sizes, default=0)


def _plain(words: list[str]) -> tuple[str, ...]:
    """The words with the accent that a capital often lacks ("A son avis")."""
    return tuple(["à", *words[1:]] if words[:1] == ["a"] else words)


def _own(frame: Frame, at: int) -> Statement | None:
    """From "à son avis", "selon elle": the pronoun is the source."""
    size = _match(frame, at, "own")
    if not size or (at + size < len(frame.words) and frame.words[at + size] not in _ENDS):
        return None
    pronoun = next((i for i in range(at, at + size) if frame.lower[i] in _TO_ONES_MIND | nouns.PRONOUNS), at + size - 1)
    return _statement(frame, (at, at + size), (pronoun, pronoun + 1), at + size)


def _named(frame: Frame, at: int) -> Statement | None:
    """From "selon Léa Marcoux, professeure à …": the noun phrase is the source."""
    size = _match(frame, at, "words")
    start = at + size
    end = frame.sentences[frame.sentence[at]][1]
    if not size:
        if not _opens_with_person(frame, at, end):
            return None
        start = at + 1
    stop = nouns.phrase_end(frame, start, end)
    if stop <= start:
        return None
    stop = nouns.with_apposition(frame, stop, end)
    if not nouns.has_voice(frame, (start, stop)):
        return None
    if not size and (stop >= end or frame.words[stop] != ","):
        return None
    if frame.words[stop : stop + 1] == [","] and frame.lower[stop + 1 : stop + 2] in (["qui"], ["dont"]):
        after = next((i for i in range(stop + 2, end) if frame.words[i] == ","), stop)
    else:
        after = stop
    return _statement(frame, (at, start), (start, stop), after)


def _opens_with_person(frame: Frame, at: int, end: int) -> bool:
    """Whether "pour" opens a sentence and a person follows: then it tells a view, not a purpose."""
    first = frame.sentences[frame.sentence[at]][0]
    opens = not any(word[0].isalnum() for word in frame.words[first:at])
    if not (opens and frame.lower[at] in french_words("cues", "according", "persons_only")) or at + 2 >= end:
        return False
    after = at + 1
    place = french_places().get(frame.words[after])
    if place is not None and place.form in {"capital", "seat"}:
        return True
    if frame.lower[after] in french_titles() or (
        frame.words[after][0].isupper() and frame.words[after + 1][0].isupper()
    ):
        return True
    inner = after + 1 if frame.pos[after] == "DET" else after
    while inner + 1 < end and frame.lower[inner] in french_words("roles", "markers", "former"):
        inner += 1
    return any(
        office is not None and office.kind in {"official", "expert", "party"} and not office.collective
        for size in (1, 2)
        for office in [french_offices().get(" ".join(frame.lower[inner : inner + size]))]
    )


def _statement(frame: Frame, cue: Tokens, source: Tokens, stop: int) -> Statement | None:
    """The rest of the sentence as what the source says."""
    first, end = frame.sentences[frame.sentence[cue[0]]]
    last = frame.quote[end - 1]
    end = max(end, frame.quotes[last][1]) if last >= 0 else end
    pieces = [
        p for low, high in ((first, cue[0]), (max(stop, cue[1]), end)) if low < high and (p := tidy(frame, low, high))
    ]
    content = joined(pieces)
    if not content:
        return None
    return Statement(frame, cue, source, content, "say", "present", is_aside=True)
