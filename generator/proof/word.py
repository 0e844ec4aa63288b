"""Does the Word document show what its evidence says? It is made again from the evidence, and the two are compared."""

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
    "The document was saved by another program since it was made: its words, notes, links and title were compared, "
    "its looks were not."
)
_OTHER_TEMPLATES = (
    "The document was made with other templates than these: title, excerpts and speakers were compared, in their "
    "order, and its seal, which shows changes that were made without sealing it anew."
)


def compare(data: bytes, brief: Brief, ledger: Ledger, *, folder: Path | None = None) -> tuple[str, ...]:
    """Compare a document with what `brief` makes, noting each check in `ledger`; the answer is what was not compared.

    `folder` is the user's folder of templates that the document was made with, if any.
    """
    made, found = ShownWords(docx.render(brief, folder).data), ShownWords(data)
    same_templates = found.templates == hash_of(folder)
    if same_templates:
        _whole(made, found, ledger)
    else:
        _in_order(found, brief, ledger)
    title = normal(made.title), normal(found.title)
    ledger.check(title[0] == title[1], "the title of the file", "it differs", expected=title[0], found=title[1])
    notes = () if same_templates else (_OTHER_TEMPLATES,)
    sealed = seal.of_parts(found.templates, found.sealed_parts())
    if found.application != docx.application(brief) and found.seal != sealed:
        return (*notes, _SAVED_ANEW)
    what = "something in it was changed since it was made"
    ledger.check(found.seal == sealed, "the document as a whole", what, expected=found.seal, found=sealed)
    return notes


def _whole(made: ShownWords, found: ShownWords, ledger: Ledger) -> None:
    """Everything must be the same: the first difference says where, for what follows is out of step."""
    nothing = ("the end of the document", "")
    for (where, expected), (_, seen) in zip_longest(made.lines, found.lines, fillvalue=nothing):
        what = "the document does not show what its evidence says"
        if not ledger.check(expected == seen, where, what, expected=expected, found=seen):
            return


def _in_order(found: ShownWords, brief: Brief, ledger: Ledger) -> None:
    """Title, excerpts and speakers must occur in this order, whatever stands between them."""
    text = bare("".join(line for _, line in found.lines))
    at = 0
    for where, words in wanted(brief):
        part = bare(normal(odd.visible(words)))
        place = text.find(part, at)
        ledger.check(place >= 0, where, "it is not in the document, or not in this place", expected=words)
        at = place + len(part) if place >= 0 else at
