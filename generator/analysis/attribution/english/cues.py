"""Which tokens may be cues, and what is to be seen around each."""

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
    """Lemma and word class of a token, as lists of cues name it ("say|V")."""
    return frame.keys[token]


def candidate_cues(frame: Frame, known: Collection[str]) -> Iterator[int]:
    """Tokens that are worth a closer look: known cues, and verbs beside a clause or a quotation."""
    for token, (key, pos) in enumerate(zip(frame.keys, frame.pos, strict=True)):
        if frame.words[token] == ":" and token and frame.lower[token - 1] in headings():
            continue
        if key in known or (pos == "VERB" and _has_speech(frame, token)):
            yield token


def _has_speech(frame: Frame, token: int) -> bool:
    return any(frame.deps[kid] in _CLAUSES for kid in frame.children[token]) or beside_quote(frame, token) != ""


def beside_quote(frame: Frame, token: int) -> str:
    """Which side of a token has a quotation within three tokens ("L", "R", "LR" or "")."""
    if not frame.quotes:
        return ""
    here, quote = {-1, frame.quote[token]}, frame.quote
    left = not here.issuperset(quote[max(0, token - 4) : token])
    right = not here.issuperset(quote[token + 1 : token + 4])
    return ("L" if left else "") + ("R" if right else "")


def cue_features(frame: Frame, token: int) -> list[str]:
    """What speaks for or against the token's being a cue."""
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
        if dep not in _TOLD:
            continue
        side = "R" if kid > token else "L"
        shape.append(dep + side)
        features += (f"c={dep}{side},{pos}", f"kc={key},{dep}{side}")
        if dep in ("obl", "nmod"):
            case = next((lower[k] for k in frame.children[kid] if deps[k] == "case"), "")
            features += (f"kcase={key},{case}", f"case={case},{pos}")
        elif kid > token:
            features += (f"ck={dep},{key_of(frame, kid)}", f"cm={dep},{lower[frame.left[kid]]},{pos}")
            if dep == "obj":
                features += (f"kobj={key},{frame.lemmas[kid]}", f"objdet={key},{frame.pos[kid]}")
    return [*features, f"shape={pos},{' '.join(shape)}", f"kshape={key},{' '.join(shape)}"]


@functools.lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A lower-case word without its inflection, crudely; irregular forms come from the table of cues."""
    word = _irregular().get(word, word)
    if word.endswith(("ies", "ied")):
        word = word[:-3] + "y"
    else:
        ending = next((e for e in ("ing", "ed", "es", "s") if word.endswith(e) and len(word) - len(e) >= 3), "")
        word = word[: len(word) - len(ending)] if ending and not word.endswith("ss") else word
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


@functools.cache
def _irregular() -> Mapping[str, str]:
    """Base form by irregular form."""
    forms = table("cues")["irregular"]
    return MappingProxyType({form: base for base, words in forms.items() for form in words.split()})


def _who(frame: Frame, subject: int) -> str:
    if subject < 0:
        return "-"
    if frame.pos[subject] == "PRON":
        return frame.lower[subject]
    return "PROPN" if frame.pos[subject] == "PROPN" else frame.lemmas[subject]
