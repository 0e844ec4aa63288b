"""PDF: pieces of lines on the pages, parts of the structure, attached files."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from generator.documents.renderers.gate import kids
from generator.proof import around, glyphs
from generator.proof.inside import EVIDENCE_FILE

_WORDY = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Line:
    """A piece of a line: page, instruction, and the numbers of the glyphs that its font has."""

    page: int
    index: int
    codes: Mapping[str, int]
    text: str


class Print:
    """A brief in PDF."""

    def __init__(self, data: bytes) -> None:
        self._pdf = pikepdf.open(io.BytesIO(data))
        self._pages = [list(pikepdf.parse_content_stream(page)) for page in self._pdf.pages]
        self._lines = [line for number in range(len(self._pages)) for line in self._read(number)]
        self.shown: Sequence[str] = [line.text for line in self._lines]
        self.evidence = self._files()[EVIDENCE_FILE].EF.F.read_bytes().decode()

    def with_evidence(self, text: str) -> bytes:
        """See `Rendition`."""
        return self.with_attached(EVIDENCE_FILE, text)

    def with_shown(self, at: int, text: str, *, is_sealed: bool) -> bytes | None:
        """See `Rendition`; a font may lack a letter of the new text."""
        line = self._lines[at]
        if any(character not in line.codes for character in text):
            return None
        codes = b"".join(line.codes[character].to_bytes(2, "big") for character in text)
        made = list(self._pages[line.page])
        shown = [pikepdf.Array([pikepdf.String(codes)])]
        made[line.index] = pikepdf.ContentStreamInstruction(shown, pikepdf.Operator("TJ"))
        page = self._pdf.pages[line.page].obj
        before = page.Contents
        page.Contents = self._pdf.make_stream(pikepdf.unparse_content_stream(made))
        data = self._saved(is_sealed=is_sealed)
        page.Contents = before
        return data

    def with_swapped(self, chance: random.Random, *, is_sealed: bool) -> bytes:
        """Two neighbours in the structure, which is the order in which a screen reader reads."""
        document = self._pdf.Root.StructTreeRoot.K[0]
        parents = [part for part in (document, *kids(document)) if len(kids(part)) > 2 and str(part.S) != "/Div"]
        parent = chance.choice(parents)
        at = chance.randrange(len(kids(parent)) - 1)
        _swap(parent.K, at)
        data = self._saved(is_sealed=is_sealed)
        _swap(parent.K, at)
        return data

    def attached(self) -> dict[str, str]:
        """See `Rendition`."""
        files = {str(name): spec for name, spec in self._files().items()}
        return {name: spec.EF.F.read_bytes().decode() for name, spec in files.items() if name != EVIDENCE_FILE}

    def with_attached(self, name: str, text: str) -> bytes:
        """See `Rendition`."""
        stream = self._files()[name].EF.F
        before = stream.read_bytes()
        stream.write(text.encode())
        data = self._saved()
        stream.write(before)
        return data

    def _read(self, number: int) -> Iterator[Line]:
        fonts = {name: glyphs._unicode(font) for name, font in self._pdf.pages[number].Resources.Font.items()}
        font: dict[int, str] = {}
        for index, instruction in enumerate(self._pages[number]):
            if str(instruction.operator) == "Tf":
                font = fonts[str(instruction.operands[0])]
            elif str(instruction.operator) == "TJ":
                text = glyphs._decode(instruction.operands[0], font)
                if _WORDY.search(text):
                    yield Line(number, index, {shown: code for code, shown in font.items()}, text)

    def _files(self) -> Any:
        return pikepdf.NameTree(self._pdf.Root.Names.EmbeddedFiles)

    def _saved(self, *, is_sealed: bool = False) -> bytes:
        before = str(self._pdf.docinfo["/Keywords"])
        if is_sealed:
            fitting = around.seal_of(self._pdf)
            self._pdf.docinfo["/Keywords"] = re.sub("seal [0-9a-f]+", f"seal {fitting}", before)
        out = io.BytesIO()
        self._pdf.save(out)
        self._pdf.docinfo["/Keywords"] = before
        return out.getvalue()


def _swap(items: Any, at: int) -> None:
    items[at], items[at + 1] = items[at + 1], items[at]
