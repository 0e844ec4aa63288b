"""Statements without a verb of speech: "selon X", "d'après X", "pour X", "à son avis"."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from generator.analysis.attribution.frame import Frame, Tokens
from generator.analysis.attribution.french import nouns
from generator.analysis.attribution.french.statement import Statement
from generator.analysis.attribution.pieces import joined, tidy
from generator.analysis.lexicon import french

_OWN = frozenset({"son", "sa", "ses", "leur", "leurs"})
_SEATS = frozenset({"capital", "seat"})
_PERSONS = frozenset({"official", "expert", "party"})
_ENDS = frozenset({",", ".", "»", ")"})


def according(frame: Frame) -> Iterator[Statement]:
    """All statements of a paragraph that a preposition attributes to somebody."""
    for at in range(len(frame.words)):
        if frame.quote[at] >= 0:
            continue
        found = _own(frame, at) or _named(frame, at)
        if found is not None:
            yield found


@functools.cache
def _phrases(key: str) -> Mapping[tuple[str, ...], str]:
    """The phrases of a list, by their tokens."""
    return {
        tuple(phrase.replace("'", "' ").replace("-", " - ").split()): phrase
        for phrase in french.words("cues", "according", key)
    }


def _match(frame: Frame, at: int, key: str) -> int:
    """The number of tokens of the longest phrase of a list at `at`; 0 without one."""
    sizes = (len(p) for p in _phrases(key) if _plain(frame.lower[at : at + len(p)]) == p)
    return max(sizes, default=0)


def _plain(words: list[str]) -> tuple[str, ...]:
    """The words, with the accent that a capital letter often lacks ("A son avis")."""
    return tuple(["à", *words[1:]] if words[:1] == ["a"] else words)


def _own(frame: Frame, at: int) -> Statement | None:
    """The statement of "à son avis" or "selon elle", whose source is the pronoun."""
    size = _match(frame, at, "own")
    if not size or (at + size < len(frame.words) and frame.words[at + size] not in _ENDS):
        return None
    stop = at + size
    pronoun = next((i for i in range(at, stop) if frame.lower[i] in _OWN | nouns.PRONOUNS), stop - 1)
    source = (stop - 3, stop) if frame.words[pronoun - 1] == "-" else (pronoun, pronoun + 1)  # "celui-ci"
    return _statement(frame, (at, stop), source, stop)


def _named(frame: Frame, at: int) -> Statement | None:
    """The statement of "selon Léa Marcoux, professeure à …", whose source is the noun phrase."""
    size = _match(frame, at, "words")
    end = frame.sentences[frame.sentence[at]][1]
    if not size and not _opens_with_person(frame, at, end):
        return None
    start = at + max(size, 1)
    stop = nouns.phrase_end(frame, start, end)
    if stop <= start:
        return None
    stop = nouns.with_apposition(frame, stop, end)
    if not nouns.has_voice(frame, (start, stop)):
        return None
    if not size and (stop >= end or frame.words[stop] != ","):
        return None
    return _statement(frame, (at, start), (start, stop), _past_relative(frame, stop, end))


def _past_relative(frame: Frame, stop: int, end: int) -> int:
    """The comma that closes a relative clause after a source ("qui …,"); `stop` if none follows."""
    start = stop + (frame.words[stop : stop + 1] == [","])
    if frame.lower[start : start + 1] in (["qui"], ["dont"]):
        return next((at for at in range(start + 1, end) if frame.words[at] == ","), stop)
    return stop


def _opens_with_person(frame: Frame, at: int, end: int) -> bool:
    """Whether "pour" opens a sentence and a person follows, so that it gives a view, not a purpose."""
    if at + 2 >= end or frame.lower[at] not in french.words("cues", "according", "persons_only"):
        return False
    first = frame.sentences[frame.sentence[at]][0]
    if any(word[0].isalnum() for word in frame.words[first:at]):
        return False
    after = at + 1
    return _is_seat(frame, after) or _is_person(frame, after) or _is_office(frame, after, end)


def _is_seat(frame: Frame, at: int) -> bool:
    place = french.places().get(frame.words[at])
    return place is not None and place.form in _SEATS


def _is_person(frame: Frame, at: int) -> bool:
    """Whether a title or two capitalised words stand at a token."""
    return frame.lower[at] in french.titles() or all(word[0].isupper() for word in frame.words[at : at + 2])


def _is_office(frame: Frame, at: int, end: int) -> bool:
    """Whether the office of a person stands at a token ("le premier ministre", "l'ancien ambassadeur")."""
    inner = at + 1 if frame.pos[at] == "DET" else at
    while inner + 1 < end and frame.lower[inner] in french.words("roles", "markers", "former"):
        inner += 1
    offices = (french.offices().get(" ".join(frame.lower[inner : inner + size])) for size in (1, 2))
    return any(office and office.kind in _PERSONS and not office.collective for office in offices)


def _statement(frame: Frame, cue: Tokens, source: Tokens, stop: int) -> Statement | None:
    """The statement whose content is the rest of the sentence."""
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
