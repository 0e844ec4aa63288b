"""Candidate cues and their features.

Features are strings whose names are part of the trained weights.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from generator.analysis.attribution.frame import MARKS, Frame
from generator.analysis.attribution.labels import headings
from generator.analysis.attribution.pieces import group
from generator.analysis.lexicon import table

_CLAUSES = frozenset({"ccomp", "xcomp", "parataxis"})
_TOLD = frozenset(
    {"nsubj", "obj", "iobj", "obl", "ccomp", "xcomp", "advcl", "parataxis", "nmod", "acl", "csubj", "conj"}
)
_HELPERS = frozenset({"aux", "cop", "mark", "compound", "det", "case", "amod", "expl", "advmod"})


def key_of(frame: Frame, token: int) -> str:
    """Lemma and word class of a token, as in the table of cues ("say|V")."""
    return frame.keys[token]


def candidate_cues(frame: Frame, known: Collection[str]) -> Iterator[int]:
    """Tokens that may be cues: known ones, and verbs beside a clause or a quotation."""
    for token, (key, pos) in enumerate(zip(frame.keys, frame.pos, strict=True)):
        if frame.words[token] == ":" and token and frame.lower[token - 1] in headings():
            continue
        if key in known or (pos == "VERB" and _has_speech(frame, token)):
            yield token


def _has_speech(frame: Frame, token: int) -> bool:
    """Whether a verb has a clause that it may report, or stands beside a quotation."""
    return any(frame.deps[kid] in _CLAUSES for kid in frame.children[token]) or beside_quote(frame, token) != ""


def beside_quote(frame: Frame, token: int) -> str:
    """On which sides of a token a quotation is near: "L", "R", "LR" or ""."""
    if not frame.quotes:
        return ""
    here, quote = {-1, frame.quote[token]}, frame.quote
    left = not here.issuperset(quote[max(0, token - 4) : token])
    right = not here.issuperset(quote[token + 1 : token + 4])
    return ("L" if left else "") + ("R" if right else "")


def cue_features(frame: Frame, token: int) -> list[str]:
    """The features of a token as a cue."""
    key = key_of(frame, token)
    return _word_features(frame, token, key) + _place_features(frame, token, key) + _kid_features(frame, token, key)


def _word_features(frame: Frame, token: int, key: str) -> list[str]:
    """The word itself, its neighbours and its subject."""
    lower, pos = frame.lower, frame.pos
    start, end = frame.sentences[frame.sentence[token]]
    before1 = lower[token - 1] if token > start else "<s>"
    before2 = lower[token - 2] if token > start + 1 else "<s>"
    after1 = lower[token + 1] if token + 1 < end else "</s>"
    after2 = lower[token + 2] if token + 2 < end else "</s>"
    around = f"{pos[token - 1] if token > start else '<s>'},{pos[token + 1] if token + 1 < end else '</s>'}"
    subject = next((kid for kid in frame.children[token] if frame.deps[kid] in ("nsubj", "csubj")), -1)
    who = _who(frame, subject)
    return [
        "b",
        f"k={key}",
        f"p={pos[token]}",
        f"f={lower[token]}",
        f"s3={lower[token][-3:]},{pos[token]}",
        f"st={stem(lower[token])},{key[-1:]}",
        f"p1={before1}",
        f"p2={before2},{before1}",
        f"n1={after1}",
        f"n2={after1},{after2}",
        f"kp={key},{before1}",
        f"kn={key},{after1}",
        f"pn={around},{pos[token]}",
        f"who={who}",
        f"kwho={key},{who}",
    ]


def _place_features(frame: Frame, token: int, key: str) -> list[str]:
    """Where the word stands: its head, quotations, the sentence, the article."""
    pos, deps, lower = frame.pos, frame.deps, frame.lower
    head = frame.heads[token]
    start, end = frame.sentences[frame.sentence[token]]
    first, after = group(frame, token)
    beside = beside_quote(frame, token)
    inside = frame.quote[token] >= 0
    features = [
        f"d={frame.relations[token]}",
        f"kd={key},{deps[token]}",
        f"hk={key_of(frame, head)},{deps[token]}" if head != token else "root",
        f"hp={pos[head]},{deps[token]},{pos[token]}",
        f"q={inside}",
        f"kq={key},{inside}",
        f"bq={beside},{inside}",
        f"kbq={key},{beside}",
        f"cap={frame.words[token][:1].isupper()},{token == start}",
        f"pos={'title' if frame.index == 0 else ''},{pos[token]}",
        f"first={lower[first]}" if first != token else "bare",
        f"kfirst={key},{lower[first]}" if first != token else f"kbare={key}",
        f"to_end={min(6, (end - token) // 3)},{pos[token]}",
    ]
    if after < len(lower) and lower[after] in MARKS:
        features.append("mark_next")
    return features


def _kid_features(frame: Frame, token: int, key: str) -> list[str]:
    """What depends on the word, one by one and as a whole."""
    deps, lower, pos = frame.deps, frame.lower, frame.pos[token]
    features, shape = [], []
    for kid in frame.children[token]:
        dep = deps[kid]
        if dep in _HELPERS:
            features.append(f"h={frame.relations[kid]},{lower[kid]}")
            if dep in ("aux", "advmod", "cop"):
                features.append(f"kh={key},{lower[kid]}")
        if dep in _TOLD:
            told = dep + ("R" if kid > token else "L")
            shape.append(told)
            features += (f"c={told},{pos}", f"kc={key},{told}", *_told_features(frame, token, kid, key))
    return [*features, f"shape={pos},{' '.join(shape)}", f"kshape={key},{' '.join(shape)}"]


def _told_features(frame: Frame, token: int, kid: int, key: str) -> tuple[str, ...]:
    """A dependent's preposition, or its words if it stands after the cue."""
    dep, pos = frame.deps[kid], frame.pos[token]
    if dep in ("obl", "nmod"):
        case = case_of(frame, kid)
        return f"kcase={key},{case}", f"case={case},{pos}"
    if kid < token:
        return ()
    features = (f"ck={dep},{key_of(frame, kid)}", f"cm={dep},{frame.lower[frame.left[kid]]},{pos}")
    if dep != "obj":
        return features
    return *features, f"kobj={key},{frame.lemmas[kid]}", f"objdet={key},{frame.pos[kid]}"


def case_of(frame: Frame, token: int) -> str:
    """The preposition or other case marker of a noun, "" if it has none."""
    for kid in frame.children[token]:
        if frame.deps[kid] == "case":
            return frame.lower[kid]
    return ""


@functools.lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A lower-case word without its inflection, roughly; irregular forms come from the table of cues."""
    word = _without_ending(_irregular().get(word, word))
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def _without_ending(word: str) -> str:
    """A word without the ending of a verb or a plural."""
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    ending = next((e for e in ("ing", "ed", "es", "s") if word.endswith(e) and len(word) - len(e) >= 3), "")
    return word if word.endswith("ss") else word.removesuffix(ending)


@functools.cache
def _irregular() -> Mapping[str, str]:
    """Base form by irregular form."""
    forms = table("cues")["irregular"]
    return MappingProxyType({form: base for base, words in forms.items() for form in words.split()})


def _who(frame: Frame, subject: int) -> str:
    """A subject as features name it: a pronoun by its form, names as one, other nouns by lemma."""
    if subject < 0:
        return "-"
    if frame.pos[subject] == "PRON":
        return frame.lower[subject]
    return "PROPN" if frame.pos[subject] == "PROPN" else frame.lemmas[subject]
