"""What surrounds the story on a page: captions, questions, messages to the reader. None of it belongs in a brief.

The readers drop whole lines of this kind; what is left looks like sentences of the story.
"""

from __future__ import annotations

import re

from generator.model import Document, Passage

_CLOSED = re.compile(r"[.!?…](?:\s?[\"”’»)\]*_])*\s*$")  # French sets a space before its closing mark
_CLOSING = 12  # characters that the end of a sentence can take
_ASKS = re.compile(r"\?\s*$")
_INTERVIEWER = re.compile(r"(?:Q\d*|Question)\s*[:.–—-]\s")
_QUOTES = re.compile(r"[\"“”«»]")
_CREDITS = {
    "en": r"photos?|photographs?|images?|pictures?|credits?|copyright|©|courtesy|archives?|pool|handout|file",
    "fr": r"photos?|images?|illustrations?|archives?|crédits?",
}
_CREDIT = re.compile(rf"(?:{'|'.join(_CREDITS.values())})\b|\([^()]*/[^()]*\)\W*$", re.IGNORECASE)
_CREDIT_WORDS = 12
_NOTICE_WORDS = 40
_SENTENCE_START = re.compile(r"(?<=[.!?])\s+")
_CAPTION_WORDS = 60
_CAPTION = 600  # characters
_NAMES = 0.6  # share of capitalized words from which the end of a paragraph is a signature
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
# What is said to the reader: at the start of a sentence, and anywhere in it.
_TO_READERS = {
    "en": r"(?:please\s+)?(?:(?:sign up|subscribe|register|log in)\b"
    r"|(?:send|email|e-mail|write to|tell|follow|join|support) (?:us|our)\b|join [\d,.]+ "
    r"|(?:read|see|watch|listen to|click|tap|scroll|download) (?:more|also|here|below|the full|our|on the link)\b"
    r"|be the first to comment|enjoy what you are reading|thanks? (?:you )?for (?:reading|following|joining)"
    r"|(?:enter|get) your\b|keep reading|continue reading"
    r"|this is a (?:developing|breaking) |(?:editor[’']s )?note:|support (?:our|independent|quality|local) "
    r"|listen to this |(?:the )?(?:opinions?|views?) (?:expressed|presented|contained)\b"
    r"|that[’']s all (?:from|for)\b|we (?:are|will be) (?:closing|pausing|wrapping up) )",
    "fr": r"(?:abonnez-vous|inscrivez-vous)\b|(?:à )?lire aussi",
}
_TO_READERS_WITHIN = {
    "en": r"our (?:\w+ )?(?:newsletter|app|podcast|readers)|(?:daily|weekly|free|morning|evening) newsletter"
    r"|your (?:email|e-mail|inbox|subscription|comments?)|by subscribing|keep comments|all comments|send us"
    r"|(?:errors?|typo) (?:in|on) (?:this|the) (?:article|text|page)"
    r"|reader-(?:funded|supported)|relies on (?:our )?readers",
    "fr": r"notre infolettre|nos infolettres",
}
_TO_READER = re.compile("|".join(_TO_READERS.values()), re.IGNORECASE)
_TO_READER_WITHIN = re.compile(rf"\b(?:{'|'.join(_TO_READERS_WITHIN.values())})\b", re.IGNORECASE)
_AUTHOR = re.compile(
    r"(?:[A-Z][\w.’'-]+ ){2,4}(?:is|was) (?:an?|the) [\w,’' -]{0,60}"
    r"(?:reporter|correspondent|columnist|journalist|editor|writer|producer)\b"
)
_NOTICE = re.compile(  # nobody in a story says it
    r"^(?:this|it) (?:is|was) (?:reported|stated|announced) by\b|^(?:writing|editing|(?:additional )?reporting) by\b"
    r"|^with (?:files|(?:additional )?reporting) (?:from|by)\b|\blive (?:blog|coverage) (?:is|has|was) "
    r"|\bthis (?:article|story|report|live blog)(?: by [\w ]{1,60})? (?:was|has been|is) "
    r"(?:(?:first|originally|last) )?"
    r"(?:edited|updated|corrected|amended|translated|published|reproduced|closed|part of)\b"
    r"|[’'](?:s)? (?:\w+ ){0,2}(?:memoirs?|book|novel|biography)\b[^.]{0,80}\b(?:will be|was|is|has been) published\b",
    re.IGNORECASE,
)


def why_furniture(document: Document, passage: Passage) -> str:
    """Why a passage is not part of the story, as a sentence; "" where it is."""
    text = passage.span.of(document.article.text)
    paragraph = paragraph_of(document, passage)
    if not is_closed(text):
        return "It does not end like a sentence: it may be a heading, a caption or a sentence cut short."
    if is_caption(paragraph):
        return "It is the caption of a picture."
    if _INTERVIEWER.match(paragraph.lstrip("*_ ")) or _is_question(text, passage):
        return "It asks a question, but the text does not say who is asking."
    if _NOTICE.search(text) or (passage.speaker is None and _is_to_reader(text, paragraph)):
        return "It is a word to the reader, not a part of the story."
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
    names = sum(word[0].isupper() for word in words) / len(words)
    return bool(_CREDIT.search(tail)) or (tail != paragraph.strip() and names >= _NAMES and not is_closed(tail))


def _is_question(text: str, passage: Passage) -> bool:
    """Whether a passage is a question; outside quotation marks it is the reporter's, whoever it is about."""
    if passage.speaker is None:
        return bool(_ASKS.search(text.rstrip('"”’») ')))
    return bool(_ASKS.search(text)) and not _QUOTES.search(text)


def paragraph_of(document: Document, passage: Passage) -> str:
    """The text of the paragraph in which a passage begins."""
    return document.paragraphs[document.sentences[passage.sentences[0]].paragraph].of(document.article.text)
