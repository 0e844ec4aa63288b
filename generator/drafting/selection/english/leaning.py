"""First words that lean on what was said before: "It", "This", "Both", "said that it", "that proposal"."""

from __future__ import annotations

import re
from functools import partial

from generator.analysis import lexicon
from generator.drafting.passages.english import FORM
from generator.drafting.passages.form import outside_quotations
from generator.drafting.selection.naming import mentions_in
from generator.model import Attribution, Document, Passage

_any_of = partial(lexicon.of("en").any_of, "openings")
_phrases = partial(lexicon.of("en").phrases, "openings")

_MARKS = "\"“”'‘’ "  # what may stand before the first word
_EXPLETIVE = re.compile(
    r"It(?:['’]s|\s+(?:is|was|remains|seems|appears|would\s+be|will\s+be|has\s+been|turns\s+out))(?:\s+[\w-]+){0,4}?"
    r"\s+(?:that|whether|if|how|why|when|what|who|where|to)\b",
    re.IGNORECASE,
)
_BOTH_NAMED = re.compile(r"(?:both|either|neither)\s.+?\b(?:and|or|nor)\b", re.IGNORECASE)
_ANOTHER_NAMED = re.compile(r"another\s+[^,]+,\s+[A-Z]", re.IGNORECASE)
_HARMLESS = re.compile(
    r"so(?:-called|\s+(?:far|many|much))\b|these\s+days\b|still\s+others\b"
    r"|later\s+(?:on\s+)?(?:this|that|in|on|mon|tue|wed|thu|fri|sat|sun)",
    re.IGNORECASE,
)
# A noun that sums up what was said before; "that" before a bare singular can be no conjunction.
_SUM = _any_of("vague", "sums_up")
_POINTS_BACK = re.compile(
    rf"\b(?:that|this)\s+(?:(?:first|latest|new|last)\s+)?(?P<noun>{_SUM})"
    r"(?=\s*(?:[.,;:!?—)]|$)|\s+(?:on|in|at|by|and|but|or|when|after|before|during|while|as|is|was|has|had|will|would)\b"
    r"|\s+(?:again|earlier|later|today|yesterday)\b)",
    re.IGNORECASE,
)
_NAMES_NOTHING = re.compile(
    rf"\bthe\s+(?P<noun>{_SUM})(?!\w|\s+(?:to|of|on|that|by|from|between|for|in|with|which|about|over|against|at)\b)",
    re.IGNORECASE,
)
_TO_SOMETHING = re.compile(r"\s+(?:to|of|for|with|than|as)\b")
_OWNER = re.compile(r"(?:Its|Their)\s+(?P<noun>[a-z][\w-]*)")
_IT = re.compile(
    rf"(?:that\s+)?[“\"]?(?P<word>it|this|that|these|those)(?=['’]s\b|\s+(?:{_any_of('it', 'verbs')})\b)",
    re.IGNORECASE,
)
_CLEFT = re.compile(
    r"it(?:['’]s|\s+(?:is|was))\s+[^.,;]+?\s(?:that|who|whom|which|when|where)\b"
    r"|it\s+(?:takes|(?:will|would|could|may|might)\s+(?:take|mean|cost))\b",
    re.IGNORECASE,
)
# What may stand between a speaker and the content without being what "it" means.
_ASIDE = re.compile(
    r"\b(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bin\s+an?\s+(?:\w+\s+)?(?:statement|interview|speech|post)\b"
    r"|\b(?:late|later|early|earlier|today|yesterday|morning|evening|afternoon|night|also|that|on|in|to|told|reporters)\b",
    re.IGNORECASE,
)
_KNOWN_FROM_BEFORE = re.compile(
    r"\W*(?:The|These|Those|Both)\s+(?P<noun>[a-z-]+(?:\s+[a-z-]+)?)"
    rf"(?:,|\s+(?:{_any_of('it', 'verbs')}|{_any_of('speech', 'verbs')})\b)"
)
_EVERYBODY_KNOWS = _phrases("vague", "known")


def leaning(text: str, start: int, passage: Passage, document: Document) -> str:
    """Why the first words after `start` cannot be understood alone, "" where they can."""
    rest = text[start:].lstrip(_MARKS)
    back = _first_mention(_POINTS_BACK, outside_quotations(text[start:]))
    if back:
        return f"“{back[0]}” refers to a sentence that is not printed with it."
    return _unknown_owner(rest, passage, document) or _open_beginning(rest, passage, document)


def _unknown_owner(rest: str, passage: Passage, document: Document) -> str:
    """Why "Its government" cannot be understood alone, "" where the analysis knows whose it is."""
    owner, at = _OWNER.match(rest), passage.span.end - len(rest)
    known = any(
        m.span.start == at and m.form == "pronoun" and m.speaker is not None for m in mentions_in(passage, document)
    )
    return f"The passage does not make clear whose “{owner['noun']}” it is." if owner and not known else ""


def _open_beginning(rest: str, passage: Passage, document: Document) -> str:
    """The same for a pronoun, a demonstrative or a connective at the beginning."""
    first = FORM.opening(rest)
    if first is None or (first.kind == "connective" and _TO_SOMETHING.match(rest, first.end)):
        return _open_content(passage, document)
    word = rest[first.start : first.end]
    if first.kind == "pronoun":
        at = passage.span.end - len(rest)
        known = any(m.span.start == at and m.speaker is not None for m in mentions_in(passage, document))
        if known or _EXPLETIVE.match(rest):
            return ""
        return f"The article does not make clear who or what is meant by “{word}”."
    if _BOTH_NAMED.match(rest) or _ANOTHER_NAMED.match(rest) or _HARMLESS.match(rest):
        return ""
    return f"“{word}” refers to a sentence that is not printed with it."


def _first_mention(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first match whose noun does not stand before it in the text."""
    return next(
        (m for m in pattern.finditer(text) if not re.search(rf"\b{m['noun']}", text[: m.start()], re.IGNORECASE)), None
    )


def is_vague(passage: Passage, document: Document) -> bool:
    """Whether a passage speaks of something known from before that nothing in it names ("The tax was …").

    It can be understood, so that it may be printed, but only if nothing better is available.
    """
    text = passage.span.of(document.article.text)
    opens = _KNOWN_FROM_BEFORE.match(text)
    if _first_mention(_NAMES_NOTHING, outside_quotations(text)):
        return True
    if not opens or opens["noun"] in _EVERYBODY_KNOWS:
        return False
    at = passage.span.start + opens.start("noun")
    return not any(m.span.start <= at < m.span.end and m.speaker is not None for m in mentions_in(passage, document))


def _open_content(passage: Passage, document: Document) -> str:
    """Why what a person is said to say cannot be understood alone: it begins with an "it" and nothing stands before."""
    for one in passage.attributions:
        is_first = bool(one.content and one.source) and one.source[0].start < one.content[0].start
        if not is_first or (one.speaker is not None and one.speaker.kind in {"organization", "group"}):
            continue
        content = document.article.text[one.content[0].start : passage.span.end]
        found = _IT.match(content)
        rest = content[found.start("word") :] if found else ""
        if found and not (_EXPLETIVE.match(rest) or _CLEFT.match(rest)) and not _before(one, passage, document):
            return f"The passage does not say what “{found['word']}” refers to."
    return ""


def _before(one: Attribution, passage: Passage, document: Document) -> str:
    """The words of a passage before the content of `one`, without its source, its cue, and asides of time and place."""
    text, start = document.article.text, passage.span.start
    rest = text[start : one.content[0].start]
    for span in sorted((*one.source, *one.cue), reverse=True):
        if start <= span.start and span.end <= one.content[0].start:
            rest = rest[: span.start - start] + " " + rest[span.end - start :]
    return re.sub(r"\W+", "", _ASIDE.sub(" ", rest))
