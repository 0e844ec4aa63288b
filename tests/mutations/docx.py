"""Word: the texts of the parts of a package, and the order of its paragraphs."""

from __future__ import annotations

import io
import itertools
import random
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from generator.documents.renderers import seal
from generator.proof.archive import parts_of
from mutations.rendition import Bare

_BODY, _EVIDENCE = "word/document.xml", "customXml/item1.xml"
_SHOWN = (_BODY, "word/footnotes.xml", "word/header1.xml", "word/footer1.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORDY = re.compile(r"[^\W_]")


class Word(Bare):
    """A brief in DOCX; the numbers of pages are no text of it: whoever shows it works them out."""

    def __init__(self, data: bytes) -> None:
        self._parts = parts_of(data)
        self._trees = {name: etree.fromstring(self._parts[name]) for name in _SHOWN}
        texts = [(name, text) for name, tree in self._trees.items() for text in tree.iter(f"{_W}t")]
        self._texts = [(name, text) for name, text in texts if _WORDY.search(text.text or "") and not _is_counted(text)]
        self.shown: Sequence[str] = [str(text.text) for _, text in self._texts]
        self.evidence = str(etree.fromstring(self._parts[_EVIDENCE]).text)

    def with_evidence(self, text: str) -> bytes:
        """See `Rendition`."""
        root = etree.fromstring(self._parts[_EVIDENCE])
        root.text = text
        return zipped({**self._parts, _EVIDENCE: etree.tostring(root)})

    def with_shown(self, at: int, text: str, *, is_sealed: bool) -> bytes | None:
        """See `Rendition`."""
        name, element = self._texts[at]
        before, element.text = element.text, text
        data = self._packed(name, is_sealed=is_sealed)
        element.text = before
        return data

    def with_swapped(self, chance: random.Random, *, is_sealed: bool) -> bytes:
        """Two paragraphs of the text."""
        paragraphs = self._trees[_BODY].findall(f"{_W}body/{_W}p")
        texts = ["".join(paragraph.itertext()) for paragraph in paragraphs]
        pairs = [pair for pair in itertools.combinations(range(len(texts)), 2) if texts[pair[0]] != texts[pair[1]]]
        one, other = (paragraphs[place] for place in chance.choice(pairs))
        _exchange(one, other)
        data = self._packed(_BODY, is_sealed=is_sealed)
        _exchange(one, other)
        return data

    def _packed(self, name: str, *, is_sealed: bool) -> bytes:
        parts = {**self._parts, name: etree.tostring(self._trees[name], xml_declaration=True, encoding="UTF-8")}
        return resealed(parts) if is_sealed else zipped(parts)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def resealed(parts: Mapping[str, bytes]) -> bytes:
    """A Word document of these parts with a seal that fits them."""
    root = etree.fromstring(parts[_EVIDENCE])
    rest = {name: part for name, part in parts.items() if name != _EVIDENCE}
    root.set("seal", seal.of_parts(root.get("templates"), rest))
    return zipped({**parts, _EVIDENCE: etree.tostring(root)})


def _is_counted(text: Any) -> bool:
    return bool(text.getparent().getparent().tag == f"{_W}fldSimple")


def _exchange(one: Any, other: Any) -> None:
    parent = one.getparent()
    children = list(parent)
    i, j = children.index(one), children.index(other)
    children[i], children[j] = children[j], children[i]
    parent[:] = children
