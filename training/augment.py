"""Variants of treebank text as news writes it: curly quotes, dashes, headlines in capitals, datelines."""

from __future__ import annotations

import random
from dataclasses import replace

from training.treebank import Sentence, Word

Paragraph = tuple[Sentence, ...]

_CURLY = {
    "n't": "n’t",
    "N'T": "N’T",
    "'s": "’s",
    "'S": "’S",
    "'re": "’re",
    "'ve": "’ve",
    "'ll": "’ll",
    "'d": "’d",
    "'m": "’m",
}
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
_DASHES = frozenset({"-", "--", "–", "—"})


def vary(paragraph: Paragraph, rng: random.Random) -> Paragraph:
    """The paragraph with a random choice of typographic variants; most often the original."""
    if rng.random() < 0.1:
        paragraph = quote(paragraph, rng)
    choice = rng.random()
    if choice < 0.35:
        paragraph = curl_quotes(paragraph)
    elif choice < 0.5:
        paragraph = straighten_quotes(paragraph)
    if rng.random() < 0.06:
        paragraph = single_quotes(paragraph)
    if rng.random() < 0.3:
        paragraph = vary_dashes(paragraph, rng)
    if rng.random() < 0.3:
        paragraph = tuple(space_ellipses(sentence) for sentence in paragraph)
    if rng.random() < 0.04:
        paragraph = with_list_marks(paragraph, rng)
    if rng.random() < 0.05 and len(paragraph[0]) > 8 and paragraph[0][0].form[:1].isupper():
        paragraph = (with_dateline(paragraph[0], rng), *paragraph[1:])
    return tuple(vary_case(sentence, rng) for sentence in paragraph)


def quote(paragraph: Paragraph, rng: random.Random) -> Paragraph:
    """One or more neighbouring sentences between straight quotes; they have none of their own."""
    first = rng.randrange(len(paragraph))
    last = min(len(paragraph) - 1, first + rng.choice((0, 0, 0, 1, 2)))
    if any(w.form in _QUOTES for sentence in paragraph[first : last + 1] for w in sentence):
        return paragraph
    sentences = list(paragraph)
    sentences[first] = _with_opening(sentences[first])
    sentences[last] = _with_closing(sentences[last])
    return tuple(sentences)


_QUOTES = frozenset("\"'“”‘’") | {"''", "``"}


def _with_opening(sentence: Sentence) -> Sentence:
    """A quote before the first word, hung on the root."""
    root = next(i for i, word in enumerate(sentence, 1) if word.head == 0)
    mark = Word('"', '"', "PUNCT", "``", "_", root + 1, "punct", space_after=False)
    return (mark, *(replace(w, head=w.head + 1 if w.head else 0) for w in sentence))


def _with_closing(sentence: Sentence) -> Sentence:
    """A quote after the last word, hung on the root."""
    root = next(i for i, word in enumerate(sentence, 1) if word.head == 0)
    mark = Word('"', '"', "PUNCT", "''", "_", root, "punct", space_after=sentence[-1].space_after)
    return (*sentence[:-1], replace(sentence[-1], space_after=False), mark)


def curl_quotes(paragraph: Paragraph) -> Paragraph:
    """Straight quotes and apostrophes turned into typographic ones."""
    is_open = False
    sentences = []
    for sentence in paragraph:
        words = []
        for i, word in enumerate(sentence):
            form = word.form
            if form == '"':
                after_space = i == 0 or sentence[i - 1].space_after
                is_open = not is_open if after_space == word.space_after else after_space
                form = "“" if is_open else "”"
            elif form in ("'", "''", "``"):
                after_space = i == 0 or sentence[i - 1].space_after
                single = len(form) == 1
                opening = after_space and not word.space_after
                form = ("‘" if opening else "’") if single else ("“" if opening else "”")
            else:
                form = _CURLY.get(form, form.replace("'", "’"))
            words.append(replace(word, form=form))
        sentences.append(tuple(words))
    return tuple(sentences)


def straighten_quotes(paragraph: Paragraph) -> Paragraph:
    """Typographic quotes turned into straight ones."""
    table = str.maketrans(_STRAIGHT)
    return tuple(tuple(replace(w, form=w.form.translate(table)) for w in sentence) for sentence in paragraph)


def single_quotes(paragraph: Paragraph) -> Paragraph:
    """Double quotes turned into single ones of the same kind, as some British papers have them."""
    table = str.maketrans({"“": "‘", "”": "’", '"': "'"})
    return tuple(tuple(replace(w, form=w.form.translate(table)) for w in sentence) for sentence in paragraph)


def space_ellipses(sentence: Sentence) -> Sentence:
    """An ellipsis written as three full stops with blanks between."""
    words: list[Word] = []
    moved = {0: 0}
    for i, word in enumerate(sentence, 1):
        moved[i] = len(words) + 1
        if word.form in ("...", "…") and word.upos == "PUNCT":
            dot = replace(word, form=".", lemma=".", space_after=True)
            words += [dot, dot, replace(dot, space_after=word.space_after)]
        else:
            words.append(word)
    return tuple(replace(w, head=moved[w.head]) for w in words)


def with_list_marks(paragraph: Paragraph, rng: random.Random) -> Paragraph:
    """Each sentence with a number, letter or bullet before it, as in a list; often without its full stop."""
    first, style, bare = rng.choice((1, 1, 1, rng.randint(2, 12))), rng.choice(_LIST_STYLES), rng.random() < 0.5
    return tuple(_with_mark(sentence, first + i, style, bare) for i, sentence in enumerate(paragraph))


# What stands before the number ("n") or letter ("a") and after it.
_LIST_STYLES = ("n.", "n.", "n)", "n.)", "(n)", "a.", "a)", "(a)", "•", "•", "-", "–", "* ", "• n.", "•n.", "⁃n.")


def _with_mark(sentence: Sentence, number: int, style: str, bare: bool) -> Sentence:
    """The sentence after its mark of a list."""
    if bare and len(sentence) > 2 and sentence[-1].form == "." and sentence[-2].head != len(sentence):
        sentence = (*sentence[:-2], replace(sentence[-2], space_after=True))
    forms = [f for part in style.split(" ") if part for f in _mark_forms(part, number)]
    root = next(i for i, word in enumerate(sentence, 1) if word.head == 0) + len(forms)
    anchor = next((i for i, (form, _) in enumerate(forms, 1) if form[0].isalnum()), 1)
    marks = [
        Word(form, form, "X", "LS", "_", root, "discourse", space)
        if i == anchor
        else Word(form, form, "PUNCT", ":", "_", anchor, "punct", space)
        for i, (form, space) in enumerate(forms, 1)
    ]
    return (*marks, *(replace(w, head=w.head + len(forms) if w.head else 0) for w in sentence))


def _mark_forms(part: str, number: int) -> list[tuple[str, bool]]:
    """Words of a list mark, and whether a blank follows each."""
    letter = chr(ord("a") + (number - 1) % 26)
    # The tokenizer keeps "a." whole and parts "1" from its full stop.
    forms = [f"{letter}."] if part == "a." else [{"n": str(number), "a": letter}.get(c, c) for c in part]
    return [(form, i + 1 == len(forms)) for i, form in enumerate(forms)]


def vary_dashes(paragraph: Paragraph, rng: random.Random) -> Paragraph:
    """Free-standing dashes exchanged for another kind of dash."""
    dash = rng.choice(("—", "–", "-", "--"))
    return tuple(
        tuple(
            replace(w, form=dash) if w.form in _DASHES and w.space_after and i and sentence[i - 1].space_after else w
            for i, w in enumerate(sentence)
        )
        for sentence in paragraph
    )


def vary_case(sentence: Sentence, rng: random.Random) -> Sentence:
    """The sentence in capitals, in small letters or in headline case, each seldom."""
    choice = rng.random()
    if choice < 0.015:
        return tuple(replace(w, form=w.form.upper()) for w in sentence)
    if choice < 0.025:
        return tuple(replace(w, form=w.form.lower()) for w in sentence)
    if choice < 0.045 and len(sentence) < 16:
        return tuple(replace(w, form=_title(w)) for w in sentence)
    return sentence


def _title(word: Word) -> str:
    """Headline case: capitals for all but small words."""
    if word.upos in ("ADP", "DET", "CCONJ", "PART", "PUNCT") or not word.form[:1].isalpha():
        return word.form
    return word.form[:1].upper() + word.form[1:]


_PLACE_NAMES = """
    Ottawa Toronto Montreal Vancouver Halifax Winnipeg Calgary Edmonton Regina Quebec Iqaluit Washington London Paris
    Berlin Brussels Geneva Moscow Kyiv Beijing Tokyo Seoul Delhi Jerusalem Cairo Nairobi Lagos Havana Canberra Warsaw
    Rome Madrid Vienna Ankara Tehran Baghdad Kabul Manila Jakarta Chicago Boston Denver Atlanta Houston Anchorage Juneau
"""
_PLACES = _PLACE_NAMES.split()
_WIRES = ("AP", "Reuters", "AFP", "CP", "CNN")


def with_dateline(sentence: Sentence, rng: random.Random) -> Sentence:
    """The sentence after a dateline: "OTTAWA — …", "WASHINGTON (AP) - …", "Geneva, Nov. 3 (Reuters) – …"."""
    place = rng.choice(_PLACES)
    rows: list[tuple[str, str, str, str, int, str, bool]] = [
        (place.upper() if rng.random() < 0.85 else place, place, "PROPN", "NNP", 0, "obl:unmarked", True)
    ]
    if rng.random() < 0.4:
        wire = rng.choice(_WIRES)
        rows += [
            ("(", "(", "PUNCT", "-LRB-", 3, "punct", False),
            (wire, wire, "PROPN", "NNP", 1, "appos", False),
            (")", ")", "PUNCT", "-RRB-", 3, "punct", True),
        ]
    dash = rng.choice(("—", "—", "—", "–", "-", "--"))
    rows.append((dash, dash, "PUNCT", ",", 1, "punct", True))
    shift = len(rows)
    root = next(i for i, word in enumerate(sentence, 1) if word.head == 0) + shift
    line = [
        Word(form, lemma, upos, xpos, "Number=Sing" if upos == "PROPN" else "_", head or root, deprel, space)
        for form, lemma, upos, xpos, head, deprel, space in rows
    ]
    return (*line, *(replace(w, head=w.head + shift if w.head else 0) for w in sentence))
