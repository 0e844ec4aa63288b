"""Which changes are made, and how many of them `verify` finds."""

from __future__ import annotations

import functools
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from briefs import SAMPLE

from generator.documents.renderers import Press, docx, html, render
from generator.documents.renderers import press as press_
from generator.model import Brief
from generator.proof import only_cited, page, paper, verify
from mutations import values
from mutations.data import Data
from mutations.docx import Word
from mutations.html import Page
from mutations.pdf import Print
from mutations.rendition import Rendition
from mutations.words import changed, suits

MODES = ("full", "passages")
KINDS = ("character", "number", "name", "speaker", "hedge", "order", "tie")
"""A tie is what ties evidence to a source: an offset, a hash, a paragraph's place in its tree."""

_OPENED: Mapping[str, Callable[[bytes], Rendition]] = {"json": Data, "html": Page, "pdf": Print, "docx": Word}
FORMATS = tuple(_OPENED)


@dataclass(frozen=True)
class Mutation:
    """A changed document; `place` is where: shown, shown and sealed anew, or evidence."""

    kind: str
    place: str
    data: bytes


@dataclass
class Tally:
    """How many changes were made, by (format, mode, kind, place), and which of them were missed."""

    made: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    def note(self, form: str, mode: str, one: Mutation, seed: int) -> None:
        """Count a change, and keep it where `verify` raises no alarm."""
        self.made[form, mode, one.kind, one.place] += 1
        if verify(one.data, form).ok:
            self.missed.append(f"{form} {mode} {one.kind} {one.place} {seed}")

    def table(self) -> str:
        """Found and made, by format and kind."""
        missed = Counter((words[0], words[2]) for words in map(str.split, self.missed))
        made: Counter[tuple[str, str]] = Counter()
        for (form, _, kind, _), count in self.made.items():
            made[form, kind] += count
        rows: list[tuple[str, ...]] = [("", *KINDS)]
        for form in dict.fromkeys(form for form, *_ in self.made):
            found = ((made[form, kind] - missed[form, kind], made[form, kind]) for kind in KINDS)
            rows.append((form, *(f"{count}/{of}" for count, of in found)))
        return "\n".join("".join(f"{cell:>11}" for cell in row).rstrip() for row in rows)


def run(form: str, count: int, tally: Tally, press: Press) -> None:
    """Make `count` changes of the sample brief in one format, of all kinds and in both modes in turn."""
    opened = {mode: _OPENED[form](render(in_mode(SAMPLE, mode), form, press=press).data) for mode in MODES}
    with _remembering():
        for seed in range(count):
            chance = random.Random(f"{form} {seed}")  # noqa: S311 - to be repeated, not to be secret
            kind, mode = KINDS[seed % len(KINDS)], MODES[seed // len(KINDS) % len(MODES)]
            tally.note(form, mode, mutation(chance, kind, opened[mode]), seed)


def in_mode(brief: Brief, mode: str) -> Brief:
    """`brief` with whole sources, or with the cited paragraphs only."""
    return only_cited(brief) if mode == "passages" else brief


def mutation(chance: random.Random, kind: str, rendition: Rendition) -> Mutation:
    """`rendition` after one change, in what is shown or in what it carries, at times with a seal that fits."""
    if kind == "tie" or not rendition.shown or chance.random() < 0.3:
        return Mutation(kind, "evidence", _carried(chance, kind, rendition))
    is_sealed = chance.random() < 0.5
    place = "sealed" if is_sealed else "shown"
    if kind == "order" and chance.random() < 0.5:
        return Mutation(kind, place, rendition.with_swapped(chance, is_sealed=is_sealed))
    fitting = [at for at, text in enumerate(rendition.shown) if suits(kind, text)]
    data = None
    while data is None:
        at = chance.choice(fitting)
        data = rendition.with_shown(at, changed(chance, kind, rendition.shown[at]), is_sealed=is_sealed)
    return Mutation(kind, place, data)


def _carried(chance: random.Random, kind: str, rendition: Rendition) -> bytes:
    """`rendition` with a change of its evidence or of a text that it carries besides."""
    texts = {name: text for name, text in rendition.attached().items() if suits(kind, text)}
    if texts and chance.random() < 0.3:
        name = chance.choice(sorted(texts))
        return rendition.with_attached(name, changed(chance, kind, texts[name]))
    return rendition.with_evidence(values.mutated(chance, kind, rendition.evidence))


@contextmanager
def _remembering() -> Iterator[None]:
    """Let what `verify` makes of a brief to compare with be made once: it is the same every time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "page_of", functools.cache(html.page_of))
        patch.setattr(paper, "fill_safely", functools.cache(press_.fill_safely))
        patch.setattr(docx, "render", functools.cache(docx.render))
        yield
