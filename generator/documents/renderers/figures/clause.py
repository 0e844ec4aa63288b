"""The words around a date: a sentence of an excerpt as shown, or the part of it that can be cut without a loss.

Only the end of a sentence is ever left out, visibly, and only where nothing in it limits or reports what is kept: what
is planned must not read as done, nor what is denied as said.
"""

from __future__ import annotations

import functools
import itertools
import re

from generator.analysis.lexicon import table
from generator.model import Excerpt

CUT = "[…]"
_ENOUGH = 110  # code points; a sentence up to this length stands whole
_LEAST = 45  # code points that are kept of a longer one: less is hardly more than the date
_END = re.compile(r"(?<=[.!?…])[”\"»’)\]]*\s+(?=[“\"«(\[]*\W*[A-ZÀ-Þ\[“«\"])")
_SHORT = re.compile(r"(?:\b[A-ZÀ-Þ]\w{0,3}|\w\.\w)\.$")  # "Mr.", "Gen.", "Sept.", "a.m.", "U.S."
_BREAK = re.compile(r"[,;]\s+|\s+[—–]\s+|\s+\((?=\w)")
_PAIRS = (("“", "”"), ("«", "»"), ("[", "]"), ("(", ")"))


def clause(excerpt: Excerpt, start: int, end: int) -> str:
    """Words of `excerpt.display` around the date at `start:end`, with "[…]" where something is left out."""
    text = excerpt.display
    first, last = next((begin, stop) for begin, stop in _sentences(text) if start < stop)
    if not _stands(text[first:last]):
        first = 0
    kept = text[first:last].strip()
    if len(kept) > _ENOUGH and _is_plain(excerpt):
        kept = _shortened(kept, end - first)
    return kept if first == 0 else f"{CUT} {kept}"


def _is_plain(excerpt: Excerpt) -> bool:
    """Whether it is told or said outright, so that the words which tell so may be left out."""
    certainty = excerpt.certainty
    return certainty is None or (certainty.act == "say" and not certainty.negated)


def _stands(sentence: str) -> bool:
    """Whether a sentence opens with no word that leans on the one before, and has its quotation marks."""
    return _is_balanced(sentence) and not _leaning().match(sentence.replace("’", "'"))


@functools.cache
def _leaning() -> re.Pattern[str]:
    """What a sentence that leans on the one before opens with."""
    words = [word for key in ("pronouns", "demonstratives", "connectives") for word in _listed("leaning", key)]
    return re.compile(rf"\W*(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


@functools.cache
def _limits() -> re.Pattern[str]:
    """Any word that limits what stands before it, or tells that it is only claimed."""
    words, stems = ("|".join(map(re.escape, _listed("limits", key))) for key in ("words", "stems"))
    return re.compile(rf"\b(?:(?:{words})\b|(?:{stems})|\w+n[’']t\b)", re.IGNORECASE)


def _listed(part: str, key: str) -> list[str]:
    """The phrases of a list, English and French: the language of a quotation within a story is not known."""
    lists = (table(name)[part][key] for name in ("openings", "fr/openings"))
    return [phrase.strip() for phrases in lists for phrase in phrases.replace("\n", " ").split(",")]


def _shortened(sentence: str, date_end: int) -> str:
    """`sentence` up to the end of the clause that holds the date, if what follows can be spared."""
    for match in _BREAK.finditer(sentence, date_end):
        kept, rest = sentence[: match.start()], sentence[match.start() :]
        if len(kept) >= _LEAST and _is_balanced(kept) and not _limits().search(rest):
            return f"{kept} {CUT}"
    return sentence


def _is_balanced(text: str) -> bool:
    return text.count('"') % 2 == 0 and all(text.count(left) == text.count(right) for left, right in _PAIRS)


def _sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of `text` begin and end; when in doubt, two stay one."""
    ends = [match.end() for match in _END.finditer(text) if not _SHORT.search(text[: match.start()])]
    edges = [0, *(end for end in ends if _is_balanced(text[:end])), len(text)]
    return list(itertools.pairwise(edges))
