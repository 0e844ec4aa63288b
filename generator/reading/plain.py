"""Reads plain text and Markdown, with or without a block of metadata at the start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.reading import boilerplate, cleaning
from generator.reading.decoding import decode
from generator.reading.story import Story, names_of

if TYPE_CHECKING:
    from markdown_it.token import Token

_FACTS = re.compile(r"\s*---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FACT = re.compile(r"([A-Za-z][\w -]{0,30}?)[ \t]*:[ \t]*(.*)")
_ENTRY = re.compile(r"\s*-\s+(.*)")
_COMMENT = re.compile(r"\s+#\s.*$")
_HEADLINE = re.compile(r".{8,160}[^.:;,]")
_DATELINE = re.compile(r"(?-i:[A-ZÀ-Ý]{3,}).{0,60} [–—-]{1,2} ")
_HEADLINE_WORDS = range(3, 23)
_MARKDOWN_ROOM = 200_000  # characters, or 35,000 words; a hostile text of this length takes 8 s
_FACTS_ROOM = 10_000  # characters within which a block of metadata must end


def read_text(data: bytes, where: str) -> Iterator[Story]:  # noqa: ARG001 - every reader takes the name
    """The one story of a plain text file."""
    decoded = decode(data)
    facts, body = facts_of(cleaning.regular(decoded.text))
    lines = cleaning.blocks(body)
    title = facts.get("title") or headline(lines)
    yield _story(facts, lines, title, decoded.warnings)


def read_markdown(data: bytes, where: str) -> Iterator[Story]:  # noqa: ARG001
    """The one story of a Markdown file."""
    decoded = decode(data)
    facts, body = facts_of(cleaning.regular(decoded.text))
    if len(body) > _MARKDOWN_ROOM:
        lines, warnings = cleaning.blocks(body), (*decoded.warnings, "too long for Markdown; read as plain text")
        yield _story(facts, lines, facts.get("title") or headline(lines), warnings)
        return
    first, lines = _rendered(body)
    yield _story(facts, lines, facts.get("title") or first, decoded.warnings)


def _story(facts: dict[str, str], lines: list[str], title: str, warnings: tuple[str, ...]) -> Story:
    return Story(
        lines=tuple(lines),
        id=facts.get("id", ""),
        title=title,
        source=facts.get("source", facts.get("outlet", facts.get("publisher", ""))),
        url=facts.get("url", facts.get("link", "")),
        published=facts.get("published", facts.get("date")),
        language=facts.get("language", facts.get("lang")),
        authors=names_of(facts.get("authors", facts.get("author", ""))),
        warnings=warnings,
    )


def facts_of(text: str) -> tuple[dict[str, str], str]:
    """The metadata (`key: value`) between two lines of three hyphens at the start of `text`, and the rest of it."""
    match = _FACTS.match(text, 0, _FACTS_ROOM)
    if match is None:
        return {}, text
    facts: dict[str, str] = {}
    key = ""
    for line in match[1].splitlines():
        if entry := _ENTRY.fullmatch(line):
            facts[key] = ", ".join(filter(None, (facts.get(key, ""), _unquoted(entry[1]))))
        elif fact := _FACT.fullmatch(line):
            key = fact[1].strip().lower()
            facts[key] = _unquoted(fact[2])
    return (facts, text[match.end() :]) if facts else ({}, text)


def _unquoted(value: str) -> str:
    """A value without quotation marks, list brackets and trailing comment."""
    value = value.strip()
    if value[:1] in {'"', "'"} and (end := value.rfind(value[0])) > 0:
        return value[1:end].replace('\\"', '"').replace("''", "'")
    value = _COMMENT.sub("", value).strip()
    return value[1:-1].replace('"', "").replace("'", "") if value[:1] == "[" and value[-1:] == "]" else value


def headline(lines: list[str]) -> str:
    """The first line that is not boilerplate, if it looks like a headline: short and without a full stop."""
    reasons = boilerplate.noise(lines[:8])
    line = next((line for line, reason in zip(lines, reasons, strict=False) if not reason), "")
    if len(lines) < 2 or not _HEADLINE.fullmatch(line):
        return ""
    return line if len(line.split()) in _HEADLINE_WORDS and not _DATELINE.match(line) else ""


def _rendered(text: str) -> tuple[str, list[str]]:
    """The first heading, if the text starts with it, and the paragraphs of Markdown as plain text."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - other kinds of text do not need it

    tokens = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").parse(text)
    title = ""
    lines: list[str] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        found = _token_lines(token)
        is_heading = token.type == "inline" and before is not None and before.tag == "h1"
        if is_heading and not lines and not title:
            title = " ".join(found)
        else:
            lines.extend(found)
    return title, lines


def _token_lines(token: Token) -> list[str]:
    """The lines of text in one Markdown token."""
    if token.type in {"fence", "code_block"}:
        return cleaning.blocks(token.content)
    if token.type != "inline":
        return []
    found = map(cleaning.one_line, _inline_text(token.children or []).split("\n"))
    return [line for line in found if line]


def _inline_text(tokens: list[Token]) -> str:
    """The text of inline tokens without pictures and HTML tags; a hard break ends a line, a soft break is a space."""
    words = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(
        words.get(token.type, token.content if token.type in {"text", "code_inline"} else "") for token in tokens
    )
