"""Find the cues of a French paragraph: verbs that introduce words, with their auxiliaries, clitics and negation."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.attribution.frame import Frame
from generator.analysis.lexicon import french

SUFFIXED = frozenset({"-t", "-il", "-elle", "-ils", "-elles", "-on", "-je", "-nous"})
REFLEXIVE = frozenset({"se", "s'"})
_ARTICLES = frozenset({"le", "la", "les", "l'"})
_AHEAD = frozenset({"aura", "auront", "sera", "seront"})
_TENSES = {"future": "future", "past": "past", "participle": "past"}
"""Tense of a cue by that of its form, without an auxiliary; the present stands for all others."""
_LONGEST = 7
"""The most tokens before a verb that can be its helpers."""
_GAP = 3
"""The most adverbs between the words of a phrase."""


@dataclass(frozen=True, slots=True)
class CueGroup:
    """A cue with the words that belong to it: tokens `start` to `end`, the main verb, and its entry in the table."""

    start: int
    end: int
    verb: int
    name: str
    """The infinitive, or the whole phrase."""
    act: str
    tense: str
    """ "present", "past" or "future"."""
    negated: bool = False
    inverted: int = -1
    """The pronoun after the verb ("a-t-il"), -1 without one."""
    of_phrase: bool = False
    """Whether it is a phrase, which is a cue even without a clause."""


@dataclass(frozen=True, slots=True)
class _Helpers:
    """The words before a verb form that belong to it."""

    start: int
    have: bool
    be: bool
    reflexive: bool
    negated: bool
    future: bool
    inverted: int

    @property
    def is_compound(self) -> bool:
        """Whether the verb has an auxiliary."""
        return self.have or self.be

    @property
    def is_passive(self) -> bool:
        """Whether the auxiliary makes the verb passive ("a été annoncé"), so that nobody speaks."""
        return self.be and not self.reflexive


def find_cues(frame: Frame) -> Iterator[CueGroup]:
    """All cues of a paragraph, in order."""
    for token in range(len(frame.words)):
        cue = _phrase(frame, token) or _verb(frame, token)
        if cue is not None:
            yield cue


def _helpers(frame: Frame, verb: int) -> _Helpers:
    """The auxiliaries, clitics, adverbs and suffixed pronouns directly to the left of a verb form."""
    near = _near(frame, verb)
    start = min((at for at in near if frame.lower[at] in _helper_words()), default=verb)
    own = [at for at in near if at >= start]
    lows = {frame.lower[at] for at in own}
    return _Helpers(
        start,
        have=not lows.isdisjoint(french.grammar("have")),
        be=not lows.isdisjoint(french.grammar("be")),
        reflexive=not lows.isdisjoint(REFLEXIVE),
        negated=not lows.isdisjoint(french.words("cues", "negating", "first")),
        future=not lows.isdisjoint(_AHEAD),
        inverted=next((at for at in own if _is_suffixed_pronoun(frame.lower[at])), -1),
    )


@functools.cache
def _helper_words() -> frozenset[str]:
    return french.grammar("have") | french.grammar("be") | french.grammar("clitics") | SUFFIXED


def _is_suffixed_pronoun(low: str) -> bool:
    return low in SUFFIXED and low != "-t"


def _near(frame: Frame, verb: int) -> list[int]:
    """The helpers and adverbs to the left of a verb, from right to left; asides are skipped."""
    first = frame.sentences[frame.sentence[verb]][0]
    near: list[int] = []
    at = verb - 1
    while at >= max(first, verb - _LONGEST):
        aside = _aside(frame, at, first) if frame.lower[at] == "," else None
        if aside is None and not _belongs(frame, at, verb):
            break
        if aside is None:
            near.append(at)
        at = (at if aside is None else aside) - 1
    return near


def _belongs(frame: Frame, at: int, verb: int) -> bool:
    """Whether the token at `at` may belong to the verb: a helper or an adverb in the same words, but no article."""
    low, pos = frame.lower[at], frame.pos[at]
    if frame.quote[at] != frame.quote[verb] or (low in _ARTICLES and pos == "DET"):
        return False
    return pos == "ADV" or low in _helper_words()


def _aside(frame: Frame, comma: int, first: int) -> int | None:
    """The start of an aside between an auxiliary and a comma: "a, lui, salué", "a, pour sa part, dit"."""
    for at in range(comma - 1, max(first, comma - _LONGEST), -1):
        if frame.words[at] == ",":
            return at if frame.lower[at - 1] in french.grammar("have") else None
        if frame.pos[at] in {"VERB", "AUX"}:
            return None
    return None


def _verb(frame: Frame, token: int) -> CueGroup | None:
    """The cue whose verb stands at `token`; None where its form or the words around it rule one out."""
    entries = french.cues().get(frame.lower[token])
    if not entries or _is_noun(frame, token):
        return None
    helpers = _helpers(frame, token)
    entry = next((one for one in entries if _is_reflexive(one.verb) == helpers.reflexive), None)
    if entry is None or helpers.is_passive or (entry.tense == "participle" and not helpers.is_compound):
        return None
    end, inverted = _suffix(frame, token + 1, helpers.inverted)
    tense = _tense(entry.tense, helpers)
    return CueGroup(helpers.start, end, token, entry.verb, entry.act, tense, helpers.negated, inverted)


def _tense(form: str, helpers: _Helpers) -> str:
    """The tense of a verb by its form and auxiliaries."""
    if helpers.future:
        return "future"
    return "past" if helpers.is_compound else _TENSES.get(form, "present")


def _is_reflexive(verb: str) -> bool:
    return verb.startswith(("s'", "se_"))


def _is_noun(frame: Frame, token: int) -> bool:
    """Whether a form that can be a noun is used as one ("la demande", "une annonce", "de note")."""
    if token == 0 or frame.words[token][0].isupper():
        return frame.words[token][0].isupper()
    if _is_office(frame, token):
        return True
    before = token - 1
    while before > 0 and frame.pos[before] == "ADJ" and frame.pos[token] == "NOUN":
        before -= 1
    return (
        frame.pos[before] in {"ADP", "NUM", "DET"} and frame.lower[before] not in french.grammar("clitics") - _ARTICLES
    )


def _is_office(frame: Frame, token: int) -> bool:
    """Whether a form is the office of a person named before it (", critique conservatrice …", ", juge à la Cour …")."""
    if frame.words[token - 1] != "," or frame.lower[token] not in french.offices() or token + 1 >= len(frame.words):
        return False
    after_name = token > 1 and frame.words[token - 2][0].isupper() and frame.pos[token - 2] in {"PROPN", "NOUN", "X"}
    return after_name and (frame.lower[token + 1] in french.party_words() or frame.pos[token + 1] == "ADP")


def _suffix(frame: Frame, at: int, inverted: int) -> tuple[int, int]:
    """The end of a verb with its suffixed pronoun ("lance-t-il"), and that pronoun; `inverted` where it has none."""
    while at < len(frame.words) and frame.lower[at] in SUFFIXED:
        inverted = at if frame.lower[at] != "-t" else inverted
        at += 1
    return at, inverted


def _phrase(frame: Frame, token: int) -> CueGroup | None:
    """The phrase ("faire savoir") whose verb stands at `token`."""
    low = frame.lower[token]
    plain, reflexive = french.phrases().get(low, ()), french.phrases().get(f"se {low}", ())
    if not (plain or reflexive) or _is_noun(frame, token):
        return None
    helpers = _helpers(frame, token)
    if helpers.is_passive:
        return None
    after, inverted = _suffix(frame, token + 1, helpers.inverted)
    for rest, act, tense in reflexive if helpers.reflexive else plain:
        end = _match(frame, after, rest.split())
        if end and (helpers.is_compound or _stands_alone(low, tense)):
            return CueGroup(
                helpers.start, end, token, f"{low} {rest}".strip(), act, "past" if helpers.is_compound else "present",
                helpers.negated, inverted, of_phrase=True,
            )  # fmt: skip
    return None


def _stands_alone(low: str, tense: str) -> bool:
    """Whether a verb form can be finite without an auxiliary; "fait" is also the present tense."""
    return tense != "participle" or low == "fait"


def _match(frame: Frame, at: int, words: list[str]) -> int:
    """The end of the phrase `words` at `at`, or after a few adverbs; 0 if it is not there."""
    if not words:
        return at
    for start in range(at, min(at + _GAP + 1, len(frame.words))):
        found = frame.lower[start : start + len(words)]
        joined = " ".join(frame.lower[start : start + len(words) + 1]).replace("' ", "'")
        if found == words or joined == " ".join(words):
            extra = found != words
            return start + len(words) + extra
        if frame.pos[start] != "ADV":
            break
    return 0
