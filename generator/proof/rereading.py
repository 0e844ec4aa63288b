"""Are the sources of a brief the stories that it was made from? The stories are read again and compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model import Article, Brief, Source
from generator.proof import merkle
from generator.proof.report import Ledger


def compare(brief: Brief, stories: Sequence[Article], ledger: Ledger) -> None:
    """Find the text of each source among `stories` by its hash, and by its root if only some paragraphs are kept."""
    by_hash = {merkle.text_hash(story.text): story for story in stories}
    by_id = {story.id: story for story in stories}
    for source in brief.sources:
        where = f"source {source.id} (“{source.title}”)"
        story = by_hash.get(source.sha256)
        if story is None:
            _missing(where, source, by_id, ledger)
        elif source.kept is not None:
            made, what = merkle.root_of(story.text), f"its paragraphs are not from {_place(story)}"
            ledger.check(made == source.kept.root, where, what, expected=made, found=source.kept.root)
        else:
            ledger.check(True, where, "")


def _missing(where: str, source: Source, by_id: Mapping[str, Article], ledger: Ledger) -> None:
    """Record that no story has the text, and how the story with the same id differs, if there is one."""
    like = by_id.get(source.id)
    if like is None:
        ledger.check(False, where, "no story has its text")
    elif source.kept is None:
        what = f"its text differs from {_place(like)}"
        ledger.check(False, where, what, expected=like.text, found=source.text)
    else:
        what = f"its hash differs from that of the text in {_place(like)}"
        ledger.check(False, where, what, expected=merkle.text_hash(like.text), found=source.sha256)


def _place(story: Article) -> str:
    return story.path or f"the story {story.id}"
