"""Is the evidence consistent? Checks of hashes, slices, inserts and references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from generator import signing
from generator.codec.json import digest, evidence_hash, from_json
from generator.documents.display import apply
from generator.errors import EvidenceError
from generator.model import Brief, Excerpt, KeptParagraphs, LeftOut, Source
from generator.proof import merkle, passages
from generator.proof.report import Ledger


def prove(data: Mapping[str, Any], ledger: Ledger) -> Brief | None:
    """The brief in `data`, with every check noted in `ledger`; None if it is not a brief."""
    try:
        brief = from_json(data)
    except EvidenceError as error:
        ledger.check(False, f"the evidence, {error.where or 'as a whole'}", error.what)
        return None
    written, made = str(data.get("sha256", "none")), digest(data)
    ledger.check(written == made, "the evidence", "its hash does not match its content", expected=made, found=written)
    sources = {source.id: source for source in brief.sources}
    _unique("source", (source.id for source in brief.sources), ledger)
    _unique("excerpt", (excerpt.id for excerpt in brief.excerpts()), ledger)
    _unique("section", (section.id for section in brief.sections), ledger)
    for source in brief.sources:
        _source(source, sources, ledger)
    for number, excerpt in enumerate(brief.excerpts(), 1):
        _excerpt(f"excerpt {number} ({excerpt.id})", excerpt, sources, ledger)
    _references(brief, sources, ledger)
    _marks(brief, ledger)
    _signature(brief, ledger)
    return brief


def _marks(brief: Brief, ledger: Ledger) -> None:
    """Check that excerpts are marked if there is a previous brief, and have an earlier wording if they changed."""
    for number, excerpt in enumerate(brief.excerpts(), 1):
        where = f"excerpt {number} ({excerpt.id})"
        ledger.check(
            bool(excerpt.news) == bool(brief.previous), where, "its news mark does not match the previous brief"
        )
        ledger.check(
            bool(excerpt.before) == (excerpt.news == "changed"),
            where,
            "its news mark does not match its earlier wording",
        )
    ledger.check(not brief.withdrawn or bool(brief.previous), "the withdrawn passages", "there is no previous brief")


def _signature(brief: Brief, ledger: Ledger) -> None:
    """Check that the signature was made for the evidence, which it is not part of."""
    if brief.signature is not None:
        signed = evidence_hash(replace(brief, signature=None))
        what = "it was not made for this evidence"
        ledger.check(signing.holds(brief.signature, signed), "the signature", what, found=brief.signature.name)


def _unique(kind: str, ids: Iterable[str], ledger: Ledger) -> None:
    for id_, count in Counter(ids).items():
        ledger.check(count == 1, f"{kind} {id_}", f"its id is used {count} times")


def _source(source: Source, sources: Mapping[str, Source], ledger: Ledger) -> None:
    if source.kept is None:
        made = merkle.text_hash(source.text)
        what = "its text does not match its recorded hash"
        ledger.check(made == source.sha256, f"source {source.id}", what, expected=source.sha256, found=made)
    else:
        _kept(source, source.kept, ledger)
    if source.copy_of is not None:
        ledger.check(source.copy_of in sources, f"source {source.id}", f"there is no source {source.copy_of}")


def _kept(source: Source, kept: KeptParagraphs, ledger: Ledger) -> None:
    """Check that each paragraph leads to the root and is in its place, and that there is no other text."""
    where, end, before = f"source {source.id}", 0, -1
    for leaf in kept.leaves:
        place = f"{where}, paragraph {leaf.index + 1}"
        in_order = before < leaf.index and end <= leaf.start < leaf.end <= len(source.text)
        if not ledger.check(in_order, place, "it is out of place"):
            return
        try:
            root = passages.root_from(source, leaf)
        except ValueError as error:
            ledger.check(False, place, str(error))
            continue
        what = "it does not belong to the text with the recorded hash"
        ledger.check(root == kept.root, place, what, expected=kept.root, found=root)
        before, end = leaf.index, leaf.end
    blank = passages.blanked(source.text, [leaf.span for leaf in kept.leaves])
    what = "it has text outside its paragraphs"
    ledger.check(blank == source.text, where, what, expected=blank, found=source.text)


def _excerpt(where: str, excerpt: Excerpt, sources: Mapping[str, Source], ledger: Ledger) -> None:
    source = sources.get(excerpt.source)
    if not ledger.check(source is not None, where, f"there is no source {excerpt.source}") or source is None:
        return
    words = source.text[excerpt.start : excerpt.end] if source.holds(excerpt.start, excerpt.end) else ""
    what = "its text differs from that of its source"
    ledger.check(words == excerpt.text, where, what, expected=words, found=excerpt.text)
    _display(where, excerpt, ledger)
    for place in excerpt.also_in:
        other = sources.get(place.source)
        inside = other is not None and other.holds(place.start, place.end)
        ledger.check(inside, where, f"source {place.source} has no text from {place.start} to {place.end}")
    ledger.check(0 <= excerpt.salience <= 1, where, f"the salience {excerpt.salience} is not between 0 and 1")


def _display(where: str, excerpt: Excerpt, ledger: Ledger) -> None:
    for insert in excerpt.inserts:
        words = insert.text.strip()
        bracketed = words.startswith("[") and words.endswith("]") and bool(insert.why)
        ledger.check(bracketed, where, "it has an insert without brackets or without a reason", found=insert.text)
    try:
        made = apply(excerpt.text, excerpt.inserts)
    except ValueError as error:
        ledger.check(False, where, str(error))
        return
    what = "what is shown is not the text of its source with the inserts"
    ledger.check(made == excerpt.display, where, what, expected=made, found=excerpt.display)


def _references(brief: Brief, sources: Mapping[str, Source], ledger: Ledger) -> None:
    ids = {excerpt.id for excerpt in brief.excerpts()}
    for id_ in brief.key_points:
        ledger.check(id_ in ids, "the key points", f"there is no excerpt {id_}")
    known = ids | {passage.id for passage in brief.cut}
    for conflict in brief.conflicts:
        for id_ in conflict.ids:
            ledger.check(id_ in known, "the conflicts", f"there is no passage {id_}")
    named = {id_ for conflict in brief.conflicts for id_ in conflict.ids}
    for passage in brief.cut + brief.unplaced:
        inside = _is_in(sources.get(passage.source), passage, needed=passage.id in named)
        ledger.check(inside, f"passage {passage.id}", "it is not in its source")


def _is_in(source: Source | None, passage: LeftOut, *, needed: bool) -> bool:
    """Whether the text of a passage is in its source; it may be missing from a shortened one if it is not `needed`."""
    if source is not None and source.kept is not None and not needed:
        return 0 <= passage.start < passage.end
    return source is not None and source.holds(passage.start, passage.end)
