"""HTML: texts between tags."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Sequence

from generator.documents.renderers import seal
from mutations.rendition import Bare

_BLOCKS = (r"  <article class=\"excerpt\".*?</article>\n", r"    <li data-key-point.*?</li>\n")
_CODE = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
_WORDY = re.compile(r"[^\W_]")


class Page(Bare):
    """A brief in HTML."""

    def __init__(self, data: bytes) -> None:
        self._page = data.decode()
        found = re.search(r'id="evidence">(.*?)</script>', self._page, re.DOTALL)
        assert found
        self.evidence, self._inner = found.group(1), found.span(1)
        blank = _CODE.sub(lambda match: ">" + " " * (len(match.group()) - 2) + "<", self._page)
        texts = (match.span(1) for match in re.finditer(r">([^<>]+)<", blank))
        self._spans = [(at, end) for at, end in texts if _WORDY.search(blank, at, end)]
        self.shown: Sequence[str] = [html.unescape(self._page[at:end]) for at, end in self._spans]
        self._blocks = [[m.span() for m in re.finditer(block, self._page, re.DOTALL)] for block in _BLOCKS]

    def with_evidence(self, text: str) -> bytes:
        """See `Rendition`."""
        return self._spliced(*self._inner, text.replace("<", "\\u003c").replace("&", "\\u0026")).encode()

    def with_shown(self, at: int, text: str, *, is_sealed: bool) -> bytes | None:
        """See `Rendition`."""
        page = self._spliced(*self._spans[at], html.escape(text, quote=False))
        return (seal.seal_page(page) if is_sealed else page).encode()

    def with_swapped(self, chance: random.Random, *, is_sealed: bool) -> bytes:
        """Two excerpts or two key points."""
        (a, b), (c, d) = sorted(chance.sample(chance.choice(self._blocks), 2))
        page = self._page[:a] + self._page[c:d] + self._page[b:c] + self._page[a:b] + self._page[d:]
        return (seal.seal_page(page) if is_sealed else page).encode()

    def _spliced(self, at: int, end: int, text: str) -> str:
        return self._page[:at] + text + self._page[end:]
