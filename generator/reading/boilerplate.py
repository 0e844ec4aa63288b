"""Removes the lines of a page that are not part of the story, by the rules in `data/lexicon/boilerplate.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from generator.resources import LEXICON

_START, _END = 8, 10  # lines that count as the start and the end of a page
_MARKS = " \t\u00a0*_>»›|•·▪►▶→-–—~=#"
_LETTER = re.compile(r"[^\W_]")
_WORDY = re.compile(r"[^\W\d_]")
_CLOSED = re.compile(r"[.!?…:;。！？][\"'”’»)\]\s]*$")
_BAR = re.compile(r"\s*[|•·›]\s*|\s/\s")
_SENTENCE_END = re.compile(r"[.!?][\"'”’»)\]]*(?=\s)")
_CUT = re.compile(
    r"(?:…|\.\.\.|\[\s*(?:…|\.\.\.)\s*\])(?:\s*\[\+\d+ chars\])?"
    r"(?:\s*(?:read more|continue reading|lire la suite)\W*)?$",
    re.IGNORECASE,
)
_PAYWALL = frozenset({"subscribe", "read more"})
_LONGEST = 800  # characters: longer lines are stories, and patterns stay fast
_HEADLINE_WORDS = 20
_MENU_WORDS = 3
_REPEAT = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of line that is not part of a story."""

    name: str
    pattern: re.Pattern[str]
    place: str = "any"
    words: int = 25
    opens: bool = False

    def fits(self, line: str, words: int, index: int, count: int) -> bool:
        """Whether `line`, with so many `words` and number `index` of `count`, is of this kind."""
        return words <= self.words and self._is_there(index, count) and bool(self.pattern.fullmatch(line))

    def _is_there(self, index: int, count: int) -> bool:
        at_start, at_end = index < _START, index >= count - _END
        return {"start": at_start, "end": at_end, "edge": at_start or at_end}.get(self.place, True)


@dataclass(frozen=True, slots=True)
class Cleared:
    """The lines of a story, and those removed, each with the name of its rule."""

    lines: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]

    def all_of(self, rule: str) -> list[str]:
        """The lines that the rule of this name removed."""
        return [line for line, name in self.left_out if name == rule]


@functools.cache
def _lexicon() -> dict[str, Any]:
    return tomllib.loads((LEXICON / "boilerplate.toml").read_text(encoding="utf-8"))


@functools.cache
def _glued() -> re.Pattern[str]:
    return re.compile(_lexicon()["glued"], re.IGNORECASE)


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The rules of the lexicon."""
    parts = _lexicon()["parts"]

    def compiled(patterns: Sequence[str]) -> re.Pattern[str]:
        text = "|".join(f"(?:{pattern})" for pattern in patterns)
        while found := re.search(r"<(\w+)>", text):
            text = text.replace(found[0], f"(?:{parts[found[1]]})")
        return re.compile(text, re.IGNORECASE)

    return tuple(
        Rule(
            rule["name"],
            compiled(rule["match"]),
            rule.get("place", "any"),
            rule.get("words", 25),
            rule.get("opens", False),
        )
        for rule in _lexicon()["rule"]
    )


def clear(lines: Sequence[str], *, title: str = "", furniture: Collection[str] = ()) -> Cleared:
    """`lines` without boilerplate, without the repeated `title`, and without a last sentence cut off by a paywall.

    `furniture` is the text of each headline and hyperlink of the page: a line that is one of them, and not a sentence,
    repeats a headline or leads to another story.
    """
    lines = [_glued().sub("", line) for line in lines]
    reasons = noise(lines, title=title, furniture=furniture)
    kept = [line for line, reason in zip(lines, reasons, strict=True) if not reason]
    left_out = [(line, reason) for line, reason in zip(lines, reasons, strict=True) if reason]
    if kept and (whole := _whole(kept[-1], reasons)) != kept[-1]:
        left_out.append((kept[-1][len(whole) :].strip(), "cut off"))
        kept[-1:] = [whole] if whole else []
    return Cleared(tuple(kept), tuple(left_out))


def noise(lines: Sequence[str], *, title: str = "", furniture: Collection[str] = ()) -> list[str]:
    """For each line the name of the rule that removes it, "" for a line that stays."""
    reasons = [_by_rule(line, index, len(lines)) for index, line in enumerate(lines)]
    for mark in (_menus, _followers, _last_headlines):
        mark(lines, reasons)
    for index, line in enumerate(lines):
        if not reasons[index] and line in furniture and not _CLOSED.search(line):
            reasons[index] = "headline or link"
    _repeated_title(lines, reasons, title)
    return reasons


def _by_rule(line: str, index: int, count: int) -> str:
    bare = line.strip(_MARKS).replace("’", "'")
    if not _WORDY.search(bare):
        return "" if _LETTER.search(bare) and len(bare) > 12 else "no words"
    if len(bare) > _LONGEST:
        return ""
    words = len(bare.split())
    return next((rule.name for rule in rules() if rule.fits(bare, words, index, count)), "")


def _menus(lines: Sequence[str], reasons: list[str]) -> None:
    """Mark menus: three or more very short lines in a row, or a line of very short parts separated by bars or dots."""
    for index, line in enumerate(lines):
        if _is_bar(line):
            reasons[index] = reasons[index] or "menu"
    short = [_is_item(line) for line in lines] + [False]
    start = 0
    for index, is_short in enumerate(short):
        if not is_short:
            if index - start >= 3:
                reasons[start:index] = [reason or "menu" for reason in reasons[start:index]]
            start = index + 1


def _is_bar(line: str) -> bool:
    """Whether bars separate the line into two parts of at most two words, or three or more of at most six."""
    parts = [len(part.split()) for part in _BAR.split(line.strip(_MARKS))]
    return not _CLOSED.search(line) and ((len(parts) >= 3 and max(parts) <= 6) or (len(parts) == 2 and max(parts) <= 2))


def _is_item(line: str) -> bool:
    return len(line.split()) <= _MENU_WORDS and len(line) <= 30 and not _CLOSED.search(line)


def _followers(lines: Sequence[str], reasons: list[str]) -> None:
    """Mark the headlines below the heading of a list of links."""
    openers = {rule.name for rule in rules() if rule.opens}
    is_open = False
    for index, line in enumerate(lines):
        if reasons[index]:
            is_open = is_open or reasons[index] in openers
        elif is_open and _is_headline(line):
            reasons[index] = "list of links"
        else:
            is_open = False


def _last_headlines(lines: Sequence[str], reasons: list[str]) -> None:
    """Mark two or more headlines in a row at the end of a text whose other lines end like sentences."""
    left = [index for index, reason in enumerate(reasons) if not reason]
    closed = sum(bool(_CLOSED.search(lines[index])) for index in left)
    run = 0
    while run < len(left) and _is_headline(lines[left[-1 - run]]):
        run += 1
    if run >= 2 and closed > len(left) / 2:
        for index in left[-run:]:
            reasons[index] = "list of links"


def _is_headline(line: str) -> bool:
    return len(line.split()) <= _HEADLINE_WORDS and not _CLOSED.search(line)


def _repeated_title(lines: Sequence[str], reasons: list[str], title: str) -> None:
    """Mark the title among the first lines of the text."""
    wanted = _REPEAT.sub(" ", title.casefold()).strip()
    left = [index for index, reason in enumerate(reasons) if not reason][:3]
    for index in left[: len(left) if wanted else 0]:
        if _REPEAT.sub(" ", lines[index].casefold()).strip() == wanted:
            reasons[index] = "title"


def _whole(line: str, reasons: Sequence[str]) -> str:
    """The last line without an incomplete sentence: one that ends in dots, or that a paywall cuts off."""
    is_paid = (
        bool(reasons[-1:])
        and reasons[-1] in _PAYWALL
        and not _CLOSED.search(line)
        and len(line.split()) > _HEADLINE_WORDS
    )
    if not (_CUT.search(line) or is_paid):
        return line
    ends = [match.end() for match in _SENTENCE_END.finditer(line)]
    return line[: ends[-1]] if ends else ""
