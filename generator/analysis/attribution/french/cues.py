"""Cues of a French paragraph: verbs that introduce words, with their auxiliaries, clitics and negation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.attribution.frame import Frame
from generator.analysis.lexicon import french_cues, french_grammar, french_phrases, french_words

SUFFIXED = frozenset({"-t", "-il", "-elle", "-ils", "-elles", "-on", "-je", "-nous"})
REFLEXIVE = frozenset({"se", "s'"})
_ARTICLES = frozenset({"le", "la", "les", "l'"})
_LONGEST = 7
"""Tokens of helpers before a verb."""
_GAP = 3
"""Adverbs between the words of a cue of several words."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: tokens `start` to `end`, its main verb, and what the table says of it."""

    start: int
    end: int
    verb: int
    name: str
    """The infinitive, or the phrase."""
    act: str
    tense: str
    """ "present", "past" or "future"."""
    negated: bool = False
    inverted: int = -1
    """The pronoun after the verb ("a-t-il"), -1 where there is none."""
    of_phrase: bool = False
    """It consists of several words, so that it needs no clause to be a cue."""


@dataclass(frozen=True, slots=True)
class _Helpers:
    """What stands before a verb form and belongs to it."""

    start: int
    have: bool
    be: bool
    reflexive: bool
    negated: bool
    future: bool
    inverted: int


def find_cues(frame: Frame) -> Iterator[Cue]:
    """All cues of a paragraph, in order."""
    for token in range(len(frame.words)):
        cue = _phrase(frame, token) or _verb(frame, token)
        if cue is not None:
            yield cue


def _helpers(frame: Frame, verb: int) -> _Helpers:
    """The auxiliaries, clitics, adverbs and suffixed pronouns that touch a verb form on its left."""
    first, start = frame.sentences[frame.sentence[verb]][0], verb
    have, be, clitics = (french_grammar(kind) for kind in ("have", "be", "clitics"))
    seen: list[int] = []
    skipped = verb
    for at in range(verb - 1, max(first, verb - _LONGEST) - 1, -1):
        low = frame.lower[at]
        if at >= skipped:
            continue
        if low == "," and (aside := _aside(frame, at, first)) is not None:
            skipped = aside
            continue
        is_helper = low in have | be | clitics | SUFFIXED
        if not (is_helper or frame.pos[at] == "ADV") or frame.quote[at] != frame.quote[verb]:
            break
        if low in _ARTICLES and frame.pos[at] == "DET":
            break
        seen.append(at)
        start = at if is_helper else start
    lows = [frame.lower[at] for at in seen if at >= start]
    inverted = next((at for at in seen if at >= start and frame.lower[at] in SUFFIXED - {"-t"}), -1)
    negated = any(low in french_words("cues", "negating", "first") for low in lows)
    return _Helpers(
        start,
        any(low in have for low in lows),
        any(low in be for low in lows),
        any(low in REFLEXIVE for low in lows),
        negated,
        any(low in {"aura", "auront", "sera", "seront"} for low in lows),
        inverted,
    )


def _aside(frame: Frame, comma: int, first: int) -> int | None:
    """Where an aside opens that ends at a comma and follows an auxiliary: "a, lui, salué", "a, pour sa part, dit"."""
    for at in range(comma - 1, max(first, comma - _LONGEST), -1):
        if frame.words[at] == ",":
            return at if frame.lower[at - 1] in french_grammar("have") else None
        if frame.pos[at] in {"VERB", "AUX"}:
            return None
    return None


def _verb(frame: Frame, token: int) -> Cue | None:
    """The cue whose verb stands at `token`, None where its form or its surroundings do not make one."""
    entries = french_cues().get(frame.lower[token])
    if not entries or _is_noun(frame, token):
        return None
    helpers = _helpers(frame, token)
    if helpers.be and not helpers.reflexive:
        return None
    entry = next((one for one in entries if _is_reflexive(one.verb) == helpers.reflexive), None)
    compound = helpers.have or helpers.be
    if entry is None or (entry.tense == "participle" and not compound):
        return None
    tense = "future" if helpers.future or (entry.tense == "future" and not compound) else "present"
    tense = "past" if tense == "present" and (compound or entry.tense in {"past", "participle"}) else tense
    end, inverted = _suffix(frame, token + 1)
    inverted = helpers.inverted if inverted < 0 else inverted
    return Cue(helpers.start, end, token, entry.verb, entry.act, tense, helpers.negated, inverted)


def _is_reflexive(verb: str) -> bool:
    return verb.startswith(("s'", "se_"))


def _is_noun(frame: Frame, token: int) -> bool:
    """Whether a form that may also be a noun stands as one ("la demande", "une annonce", "de note")."""
    if token == 0 or frame.words[token][0].isupper():
        return frame.words[token][0].isupper()
    before = token - 1
    while before > 0 and frame.pos[before] == "ADJ" and frame.pos[token] == "NOUN":
        before -= 1
    return (
        frame.pos[before] in {"ADP", "NUM", "DET"} and frame.lower[before] not in french_grammar("clitics") - _ARTICLES
    )


def _suffix(frame: Frame, at: int) -> tuple[int, int]:
    """The end of a verb with the pronoun that is tied to it ("lance-t-il"), and that pronoun."""
    inverted = -1
    while at < len(frame.words) and frame.lower[at] in SUFFIXED:
        inverted = at if frame.lower[at] != "-t" else inverted
        at += 1
    return at, inverted


def _phrase(frame: Frame, token: int) -> Cue | None:
    """The cue of several words whose verb stands at `token`."""
    low = frame.lower[token]
    plain, reflexive = french_phrases().get(low, ()), french_phrases().get(f"se {low}", ())
    if not (plain or reflexive) or _is_noun(frame, token):
        return None
    helpers = _helpers(frame, token)
    past = helpers.have or (helpers.be and helpers.reflexive)
    after, inverted = _suffix(frame, token + 1)
    inverted = helpers.inverted if inverted < 0 else inverted
    if helpers.be and not helpers.reflexive:
        return None
    for rest, act, tense in reflexive if helpers.reflexive else plain:
        end = _match(frame, after, rest.split())
        if end and (past or tense != "participle" or low == "fait"):
            return Cue(
                helpers.start, end, token, f"{low} {rest}".strip(), act, "past" if past else "present",
                helpers.negated, inverted, of_phrase=True,
            )  # fmt: skip
    return None


def _match(frame: Frame, at: int, words: list[str]) -> int:
    """Where the words of a phrase end that stand from `at` on, with a few adverbs before them; 0 where they do not."""
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
