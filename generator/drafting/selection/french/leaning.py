"""First words of a French passage that refer to something that is not printed."""

from __future__ import annotations

import re

from generator.analysis import lexicon
from generator.drafting.passages.french import FORM
from generator.drafting.selection.naming import mentions_in
from generator.model import Document, Passage

_MARKS = "\"“”'‘’ «»"  # what may stand before the first word
_OPENINGS = lexicon.of("fr")
_CONNECTIVE = re.compile(
    rf"[\"“«]?\s?(?P<cut>(?:{_OPENINGS.any_of('openings', 'cut', 'with_comma')}),"
    rf"|(?:{_OPENINGS.any_of('openings', 'cut', 'always')})(?![\w’'-]),?)(?=\s)",
    re.IGNORECASE,
)
_KNOWN_FROM_BEFORE = re.compile(
    r"\W*(?:Le|La|Les|Ces|Ce|Cette)\s+(?P<noun>[a-zà-ÿ-]+)"
    r"(?:,|\s+(?:est|sont|était|a|ont|avait|sera|serait|doit|peut|pourrait|ne|n[’'])\b)"
)
_EVERYBODY_KNOWS = _OPENINGS.phrases("openings", "vague", "known")


def connective(text: str) -> tuple[int, int] | None:
    """The range of a connective at the start of `text` that can be cut ("Cependant,", "Mais"); None without one."""
    match = _CONNECTIVE.match(text)
    return (match.start("cut"), match.end("cut")) if match else None


def connectives(text: str, *_: object) -> list[tuple[int, int]]:
    """The ranges of connectives at the start of a passage that refer to what was said before."""
    found = connective(text)
    return [found] if found else []


def leaning(text: str, start: int, passage: Passage, document: Document) -> str:
    """Why the first words after `start` cannot be understood alone; "" if they can."""
    rest = text[start:].lstrip(_MARKS)
    first = FORM.opening(rest)
    if first is None:
        return ""
    word = rest[first.start : first.end]
    if first.kind != "pronoun":
        return f"“{word}” refers to a sentence that is not printed with it."
    at = passage.span.end - len(rest)
    noted = [mention for mention in mentions_in(passage, document) if mention.span.start == at]
    is_expletive = not noted and word.lower() == "il"
    if is_expletive or any(mention.speaker is not None for mention in noted):
        return ""
    return f"The article does not make clear who or what is meant by “{word}”."


def is_vague(passage: Passage, document: Document) -> bool:
    """Whether a passage opens with something introduced earlier that it does not explain ("La taxe est …")."""
    opens = _KNOWN_FROM_BEFORE.match(passage.span.of(document.article.text))
    if not opens or opens["noun"] in _EVERYBODY_KNOWS:
        return False
    at = passage.span.start + opens.start("noun")
    return not any(m.span.start <= at < m.span.end and m.speaker is not None for m in mentions_in(passage, document))
