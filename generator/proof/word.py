"""Does the Word document show what its evidence says? It is made again from the evidence and compared."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

from generator.documents.renderers import docx, odd, seal
from generator.documents.renderers.templates import hash_of
from generator.model import Brief
from generator.proof.expected import bare, normal, wanted
from generator.proof.report import Ledger
from generator.proof.words import ShownWords

_SAVED_ANEW = (
    "The document was saved by another program after it was made. Its text, notes, links and title were compared; its "
    "formatting was not."
)
_OTHER_TEMPLATES = (
    "The document was made with different templates. The title, excerpts and speakers were compared, in order, and so "
    "was its seal, which reveals changes unless the document was sealed again."
)


def compare(data: bytes, brief: Brief, ledger: Ledger, *, folder: Path | None = None) -> tuple[str, ...]:
    """Compare a document with the one that `brief` makes, and note each check in `ledger`.

    `folder` is the user's template folder that the document was made with, if any. Returns notes on what was not
    compared.
    """
    made, found = ShownWords(docx.render(brief, folder).data), ShownWords(data)
    same_templates = found.templates == hash_of(folder)
    if same_templates:
        _whole(made, found, ledger)
    else:
        _in_order(found, brief, ledger)
    title = normal(made.title), normal(found.title)
    what = "it differs from the title of the brief"
    ledger.check(title[0] == title[1], "the title of the file", what, expected=title[0], found=title[1])
    notes = () if same_templates else (_OTHER_TEMPLATES,)
    sealed = seal.of_parts(found.templates, found.sealed_parts())
    if found.application != docx.application(brief) and found.seal != sealed:
        return (*notes, _SAVED_ANEW)
    what = "it was changed after it was made"
    ledger.check(found.seal == sealed, "the document as a whole", what, expected=found.seal, found=sealed)
    return notes


def _whole(made: ShownWords, found: ShownWords, ledger: Ledger) -> None:
    """Compare everything up to the first difference: what follows it is out of step."""
    nothing = ("the end of the document", "")
    for (where, expected), (_, seen) in zip_longest(made.lines, found.lines, fillvalue=nothing):
        what = "the document does not show what its evidence says"
        if not ledger.check(expected == seen, where, what, expected=expected, found=seen):
            return


def _in_order(found: ShownWords, brief: Brief, ledger: Ledger) -> None:
    """Find the title, excerpts and speakers in this order, whatever else is between them."""
    text = bare("".join(line for _, line in found.lines))
    at = 0
    for where, words in wanted(brief):
        part = bare(normal(odd.visible(words)))
        place = text.find(part, at)
        ledger.check(place >= 0, where, "it is missing or out of order", expected=words)
        at = place + len(part) if place >= 0 else at
