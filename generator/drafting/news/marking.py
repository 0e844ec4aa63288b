"""Marks what is new in a brief since the previous one, and lists what outlets have corrected or withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from generator.codec.json import evidence_hash
from generator.drafting.news.comparing import Changes, address, compare, on_one_line
from generator.model import Brief, Conflict, Excerpt, News, Source, Withdrawn


def mark(brief: Brief, before: Brief | None, *, gone: Collection[str] = ()) -> Brief:
    """`brief` with each excerpt marked as new, changed or continued since `before`; unchanged if that is None.

    A statement that was in `before` keeps its id from there. `gone` are the URLs of stories that their outlets no
    longer have (see `news.gone`). Sources must still be whole: mark a brief before its evidence is cut down and
    signed.
    """
    if before is None:
        return brief
    changes = compare(before, brief)
    marks: dict[str, tuple[News, str]] = {excerpt.id: ("new", "") for excerpt in changes.new}
    marks |= {change.after.id: ("changed", change.before.display) for change in changes.changed}
    marks |= {change.after.id: ("continued", "") for change in changes.continued}
    marked = _marked(brief, _ids(brief, changes), marks)
    digest = evidence_hash(before)
    return replace(marked, previous=digest, withdrawn=tuple(_withdrawn(before, brief, changes, gone)))


def has_news(brief: Brief) -> bool:
    """Whether a marked brief has news for a reader of the previous one; where there was none, it has."""
    return (
        not brief.previous
        or bool(brief.withdrawn)
        or any(excerpt.news in ("new", "changed") for excerpt in brief.excerpts())
    )


def _ids(brief: Brief, changes: Changes) -> dict[str, str]:
    """The id of an excerpt → its id in the previous brief, unless another passage of `brief` has that id."""
    lines = {change.after.id: change.before.id for change in (*changes.changed, *changes.continued)}
    others = {passage.id for passage in (*brief.cut, *brief.unplaced)}
    others |= {excerpt.id for excerpt in brief.excerpts() if excerpt.id not in lines}
    return {id_: line for id_, line in lines.items() if line not in others and (line == id_ or line not in lines)}


def _marked(brief: Brief, ids: Mapping[str, str], marks: Mapping[str, tuple[News, str]]) -> Brief:
    def renamed(id_: str) -> str:
        return ids.get(id_, id_)

    def excerpt(one: Excerpt) -> Excerpt:
        news, wording = marks[one.id]
        return replace(one, id=renamed(one.id), news=news, before=wording)

    return replace(
        brief,
        sections=tuple(replace(s, excerpts=tuple(map(excerpt, s.excerpts))) for s in brief.sections),
        key_points=tuple(map(renamed, brief.key_points)),
        conflicts=tuple(Conflict(c.what, tuple(map(renamed, c.ids))) for c in brief.conflicts),
    )


def _withdrawn(before: Brief, brief: Brief, changes: Changes, gone: Collection[str]) -> Iterator[Withdrawn]:
    """What `before` prints from stories that are gone or have dropped it without replacement."""
    now = {address(source.url): source for source in brief.sources if source.url}
    lost = {address(url) for url in gone} - {""} - now.keys()
    sources = {source.id: source for source in before.sources}
    reworded = {change.before.id for change in changes.changed}
    for excerpt in before.excerpts():
        source = sources[excerpt.source]
        where = address(source.url)
        if where in lost:
            yield _taken_back(excerpt, source, "withdrawn")
        elif excerpt.id not in reworded and _is_corrected(excerpt, source, now.get(where)):
            yield _taken_back(excerpt, source, "corrected")


def _is_corrected(excerpt: Excerpt, source: Source, now: Source | None) -> bool:
    """Whether the story has a new text, without the words of the excerpt."""
    if now is None:
        return False
    return source.sha256 != now.sha256 and on_one_line(excerpt.text) not in on_one_line(now.text)


def _taken_back(excerpt: Excerpt, source: Source, why: Literal["corrected", "withdrawn"]) -> Withdrawn:
    speaker = excerpt.speaker.name if excerpt.speaker else ""
    return Withdrawn(excerpt.id, why, excerpt.display, speaker, source.source, source.title, source.url)
