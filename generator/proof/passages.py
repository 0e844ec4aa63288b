"""A brief that can be shared outside: only the cited paragraphs of each source, still tied to the whole text."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from generator.model import Brief, KeptParagraphs, Leaf, Source, Span
from generator.proof import merkle

_BLANK = " "


def only_cited(brief: Brief) -> Brief:
    """`brief` with only those paragraphs of its sources that `cited_places` names.

    Offsets still count from the start of the whole text. Passages that are not printed stay listed, but their text is
    kept only if it is in a cited paragraph.
    """
    cited: dict[str, list[Span]] = {}
    for source, span in cited_places(brief):
        cited.setdefault(source, []).append(span)
    return dataclasses.replace(brief, sources=tuple(keep(source, cited.get(source.id, ())) for source in brief.sources))


def cited_places(brief: Brief) -> Iterator[tuple[str, Span]]:
    """(id of the source, span) of all that is printed, of what says the same, and of what contradicts it."""
    for excerpt in brief.excerpts():
        yield excerpt.source, Span(excerpt.start, excerpt.end)
        for place in excerpt.also_in:
            yield place.source, Span(place.start, place.end)
    contradicting = {id_ for conflict in brief.conflicts for id_ in conflict.ids}
    for passage in brief.cut:
        if passage.id in contradicting:
            yield passage.source, Span(passage.start, passage.end)


def keep(source: Source, spans: Iterable[Span]) -> Source:
    """`source`, which has its whole text, with only the paragraphs that `spans` overlap."""
    wanted, all_ = tuple(spans), merkle.leaves(source.text)
    hashes = merkle.hashes_of(source.text)
    leaves = tuple(
        Leaf(index, leaf.start, leaf.end, merkle.path_of(index, hashes))
        for index, leaf in enumerate(all_)
        if any(leaf.overlap(span) for span in wanted)
    )
    root = merkle.root_hash(len(all_), source.sha256, merkle.top_of(hashes))
    text = blanked(source.text, [leaf.span for leaf in leaves])
    return dataclasses.replace(source, text=text, kept=KeptParagraphs(len(all_), root, leaves))


def blanked(text: str, spans: Iterable[Span]) -> str:
    """`text` up to the end of the last of `spans`, which are in order; other code points are replaced by spaces."""
    made, end = "", 0
    for span in spans:
        made += _BLANK * (span.start - end) + span.of(text)
        end = span.end
    return made


def root_from(source: Source, leaf: Leaf) -> str:
    """The root of the Merkle tree, computed from a paragraph of `source` and its proof path.

    Raises:
        ValueError: the path does not fit such a paragraph, or the source keeps its whole text.
    """
    if source.kept is None:
        raise ValueError("the source keeps its whole text")
    own = merkle.leaf_hash(leaf.start, leaf.span.of(source.text))
    top = merkle.climb(own, leaf.index, source.kept.size, leaf.path)
    return merkle.root_hash(source.kept.size, source.sha256, top)
