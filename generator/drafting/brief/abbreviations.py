"""Abbreviations that come before they are spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.analysis.lexicon import known_acronyms, place_key, places
from generator.drafting.sections.patterns import any_of, listed

_ACRONYM = re.compile(r"(?<![\w’'.-])(?:[A-Z]{2,6}|(?:[A-Z]\.){2,6}|[A-Z]{1,3}\d{1,2})(?=s?(?![\w.-]\w|\w))")
_CAPITALS = re.compile(r"[A-ZÀ-Ý]{2,}\b")
_ROMAN = re.compile(r"(?=[IVXL])X{0,3}(?:I[XV]|V?I{0,3})")
_CODE = re.compile(r"[A-Z]\d+")  # a road, a missile, a vitamin: a name, not an abbreviation
_DATELINE = re.compile(r"[^.!?a-z]*[A-Z]{3}[^.!?]{0,40}?\s?(?:—|–|-)\s?")
_SMALL = frozenset(listed("style", "names", "small"))
_BETWEEN = "|".join((*listed("style", "names", "small"), *listed("style", "names", "elided")))
# Words of a name with the small ones between them ("Department of National Defence").
_RUN = re.compile(rf"[A-ZÀ-Ý][\w’'-]+(?:[\s-]+(?:(?:{_BETWEEN})\s*)*[A-ZÀ-Ý][\w’'-]+)+")
_ALSO_CALLED = re.compile(
    rf",?\s+(?:{any_of('style', 'names', 'also_called')})\s+(?:{any_of('style', 'names', 'articles')})?([A-Z]{{2,6}})\b"
)
_PARENTHESIS = re.compile(r"\(([^()]{2,80})\)")


def unexpanded(texts: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    """(index, abbreviation, offset) of the first mention of each abbreviation in `texts`, read one after another.

    An abbreviation is left out where the same text or an earlier one spells it out: by a name with these initials, or
    in parentheses beside it. So are abbreviations that everyone knows, and ordinary words in capitals.
    """
    told: set[str] = set(known_acronyms())
    for index, text in enumerate(texts):
        told |= _expanded(text)
        for match in _ACRONYM.finditer(text):
            what = match[0].replace(".", "")
            if what not in told and not _is_word(what, match, text):
                told.add(what)
                yield index, match[0], match.start()


def _is_word(what: str, match: re.Match[str], text: str) -> bool:
    """Whether capitals are not an abbreviation: a numeral, a place in a dateline, one of several words in capitals."""
    if _ROMAN.fullmatch(what) or _CODE.fullmatch(what) or place_key(what.title()) in places():
        return True
    dateline = _DATELINE.match(text)
    if dateline and match.end() <= dateline.end():
        return True
    neighbours = [*text[: match.start()].split()[-1:], *text[match.end() :].split()[:1]]
    return any(_CAPITALS.fullmatch(word.strip('"“”«»,.;:!?()[]')) for word in neighbours)


def _expanded(text: str) -> set[str]:
    """The abbreviations that a text spells out."""
    found: set[str] = set()
    for run in _RUN.finditer(text):
        found |= _initials(run[0])
        if called := _ALSO_CALLED.match(text, run.end()):
            found.add(called[1])
    return found | {_in_brackets(bracket, text) for bracket in _PARENTHESIS.finditer(text)} - {""}


def _initials(name: str) -> set[str]:
    """The abbreviations that the initials of a name can form, with and without its small words."""
    words = [word for word in re.split(r"[\s’'-]+", name) if word]
    large = "".join(word[0] for word in words if word.lower() not in _SMALL).upper()
    every = "".join(word[0] for word in words).upper()
    return _runs(large) | _runs(every)


def _runs(letters: str) -> set[str]:
    """All runs of three or more letters, and the whole."""
    size = len(letters)
    return {letters[start:end] for start in range(size) for end in range(start + 3, size + 1)} | {letters}


def _in_brackets(bracket: re.Match[str], text: str) -> str:
    """The abbreviation that is in parentheses or that they spell out; "" where there is none."""
    if _ACRONYM.fullmatch(bracket[1]):
        return bracket[1].replace(".", "")
    beside = _ACRONYM.search(text[: bracket.start()].rstrip().rpartition(" ")[2])
    return beside[0].replace(".", "") if beside and " " in bracket[1] else ""
