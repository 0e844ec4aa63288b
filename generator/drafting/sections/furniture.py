"""What surrounds the story on a page: captions, questions, messages to the reader. None of it belongs in a brief.

The readers drop whole lines of this kind; what is left looks like sentences of the story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.drafting.sections.patterns import any_of, any_word, listed
from generator.model import Document, Passage


def _any(key: str) -> str:
    return any_of("sections", "furniture", key)


_CLOSED = re.compile(r"[.!?…](?:\s?[\"”’»)\]*_])*\s*$")  # French sets a space before its closing mark
_CLOSING = 12  # characters that the end of a sentence can take
_ASKS = re.compile(r"\?\s*$")
_INTERVIEWER = re.compile(rf"(?:{_any('questions')})\s*[:.–—-]\s")
_QUOTES = re.compile(r"[\"“”«»]")
_CREDIT = re.compile(rf"(?:{_any('credits')}|©)\b|\([^()]*/[^()]*\)\W*$", re.IGNORECASE)
_CREDIT_WORDS = 12
_NOTICE_WORDS = 40
_SENTENCE_START = re.compile(r"(?<=[.!?])\s+")
_CAPTION_WORDS = 60
_CAPTION = 600  # characters
_NAMES = 0.6  # share of capitalized words from which the end of a paragraph is a signature
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_TO_READER = re.compile(rf"(?:please\s+)?(?:{_any('to_reader')})", re.IGNORECASE)
_TO_READER_WITHIN = any_word(listed("sections", "furniture", "to_reader_within"))
_AUTHOR = re.compile(_any("authors"))
_NOTICE = re.compile(_any("notices"), re.IGNORECASE)


def why_furniture(document: Document, passage: Passage) -> str:
    """Why a passage is not part of the story, as a sentence; "" where it is."""
    text = passage.span.of(document.article.text)
    paragraph = paragraph_of(document, passage)
    if not is_closed(text):
        return "It does not end like a sentence: it may be a heading, a caption or a sentence cut short."
    if is_caption(paragraph):
        return "It is a photo caption."
    if _INTERVIEWER.match(paragraph.lstrip("*_ ")) or _is_question(text, passage):
        return "It asks a question, but the text does not say who is asking."
    if _NOTICE.search(text) or (passage.speaker is None and _is_to_reader(text, paragraph)):
        return "It is addressed to the reader and is not part of the story."
    return ""


def is_closed(text: str) -> bool:
    """Whether a text ends like a sentence."""
    return bool(_CLOSED.search(text.rstrip()[-_CLOSING:]))


def _is_to_reader(text: str, paragraph: str) -> bool:
    if _TO_READER.match(text) or _TO_READER_WITHIN.search(text) or _AUTHOR.match(text):
        return True
    sentences = _SENTENCE_START.split(paragraph) if len(paragraph.split()) <= _NOTICE_WORDS else ()
    return any(_TO_READER.match(sentence) for sentence in sentences)


def is_caption(paragraph: str) -> bool:
    """Whether a paragraph ends with a photo credit, or with names where a sentence should end."""
    if len(paragraph) > _CAPTION or len(paragraph.split()) > _CAPTION_WORDS:
        return False
    tail = re.split(r"(?<=[.!?])\s+(?=[^.!?]*$)", paragraph.strip())[-1]
    words = _WORD.findall(tail)
    in_brackets = tail.rstrip(".").endswith(")")
    if not words or (not in_brackets and (is_closed(tail) or len(words) > _CREDIT_WORDS)):
        return False
    return bool(_CREDIT.search(tail)) or (tail != paragraph.strip() and _are_names(words) and not is_closed(tail))


def _are_names(words: Sequence[str]) -> bool:
    """Whether most of the words are capitalized."""
    return sum(word[0].isupper() for word in words) / len(words) >= _NAMES


def _is_question(text: str, passage: Passage) -> bool:
    """Whether a passage is a question; outside quotation marks it is the reporter's, whoever it is about."""
    if passage.speaker is None:
        return bool(_ASKS.search(text.rstrip('"”’») ')))
    return bool(_ASKS.search(text)) and not _QUOTES.search(text)


def paragraph_of(document: Document, passage: Passage) -> str:
    """The text of the paragraph in which a passage begins."""
    return document.paragraphs[document.sentences[passage.sentences[0]].paragraph].of(document.article.text)
