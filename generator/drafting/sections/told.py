"""Passages without a known speaker that are someone's words all the same: better unplaced than misplaced."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"[\"“«]([^\"“”«»]+)[\"”»]")
_QUOTED_WORDS = 4
# How the answers of an interview begin, and what shows that words are somebody's, by language.
_ANSWERS = {"en": "A|Answer", "fr": "R|Réponse"}
_FRAMES = {
    "en": r"\b(?:[Ii]n|[Tt]o|[Bb]y) (?:his|her|their|[A-Z][\w’'-]+[’']s) "
    r"(?:view|opinion|eyes|mind|words|account|estimate)\b"
    r"|\b[Ii]n the (?:opinion|view|eyes|words) of\b|\b(?:he|she|they) (?:believes?|thinks?|argue[sd]?|adds?)\b"
    r"|\b(?:says|said|told (?:reporters|me|us|the)|[Aa]ccording to)\b",
    "fr": r"\b(?:[Ss]elon|[Dd][’']après|[Aa]ux yeux de)\b|-t-(?:il|elle)\b",
}
_ANSWER = re.compile(rf"(?:{'|'.join(_ANSWERS.values())})\s*[:.–—]\s")
_FRAME = re.compile("|".join(_FRAMES.values()))


def is_told(text: str, *, paragraph: str, before: str = "") -> bool:
    """Whether `text` is someone's words: mostly quoted, after a colon, an answer, or with words like "in her view".

    `paragraph` is the paragraph it is in, `before` the text just before it.
    """
    quoted = sum(len(words.split()) for words in _QUOTED.findall(text))
    if quoted >= _QUOTED_WORDS and 2 * quoted >= len(text.split()):
        return True
    return bool(before.rstrip().endswith(":") or _ANSWER.match(paragraph.lstrip("*_ ")) or _FRAME.search(text))
