"""What a server's robots.txt allows (Koster et al. 2022, RFC 9309: Robots Exclusion Protocol)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

MAX_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB are to be read
_LONGEST_DELAY = 10.0  # seconds; some files ask for an hour, which no morning has
_LINE = re.compile(r"\s*([\w-]+)\s*:\s*([^#]*)")
_PRODUCT = re.compile(r"[A-Za-z_-]+|\*")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one crawler: path patterns, and whether they allow."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0
    """Seconds between requests that the file asks for ("Crawl-delay", which no standard has but many files do)."""

    def allows(self, url: str) -> bool:
        """Whether `url` may be fetched: the longest pattern that fits decides, and allowing wins a tie."""
        parts = urlsplit(url)
        path = _regular((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


NOTHING_ALLOWED = Robots((("/", False),))


def parse(text: str, product: str) -> Robots:
    """The rules of a robots.txt for the crawler `product`: of all groups that name it, else of those for "*"."""
    groups = list(_groups(text.removeprefix("\ufeff")))
    names = product.lower(), "*"
    wanted = next((name for name in names if any(name in agents for agents, _ in groups)), None)
    lines = [line for agents, found in groups if wanted in agents for line in found]
    rules = tuple((_regular(value), key == "allow") for key, value in lines if key != "crawl-delay" and value)
    delays = [float(value) for key, value in lines if key == "crawl-delay" and re.fullmatch(r"\d+(?:\.\d+)?", value)]
    return Robots(rules, min(max(delays, default=0.0), _LONGEST_DELAY))


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """Each group's crawlers in lower case, with its lines as key and value."""
    agents: set[str] = set()
    lines: list[tuple[str, str]] = []
    for key, value in _lines(text.splitlines()):
        if key == "user-agent":
            if lines:
                yield agents, lines
                agents, lines = set(), []
            named = _PRODUCT.match(value)
            agents.add(named[0].lower() if named else "")
        elif agents:
            lines.append((key, value))
    yield agents, lines


def _lines(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        found = _LINE.match(line)
        if found and (key := found[1].lower()) in {"user-agent", "allow", "disallow", "crawl-delay"}:
            yield key, found[2].strip()


def _regular(path: str) -> str:
    """`path` with the same percent-encoding however it was written (RFC 9309, 2.2.2)."""
    return quote(unquote(path.replace("%2F", "%252F").replace("%2f", "%252F")), safe="/?&=*$%:@!'(),;+~-._")


def _fits(pattern: str, path: str) -> bool:
    """Whether `pattern` fits the start of `path`: "*" is anything, "$" at the end is the end. Takes linear time."""
    is_whole = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = others.pop() if others and is_whole else None
    for part in others:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if last is None:
        return at == len(path) or not is_whole
    return path.endswith(last) and len(path) - len(last) >= at
