"""Match people across articles: "Zelensky" in one story and "Volodymyr Zelenskyy" in another are the same speaker."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from generator.analysis.lexicon import name_key, same_given
from generator.model import Attribution, Document, Mention, Passage, Speaker

_FLAGS = ("former", "party", "expert", "official")


def unify(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Give each person one name in all documents, and the role and group that one story has where another has none.

    Two speakers are the same person if their surnames are spellings of one name and their given names agree. A bare
    surname is matched only if everybody with that surname may be the same person. Roles are taken only from stories in
    the same language.
    """
    known: dict[str, dict[Speaker, Speaker]] = {}
    for (language, _), family in _families(documents).items():
        known.setdefault(language, {}).update(_joined(family))
    return tuple(_renamed(document, known.get(document.article.language, {})) for document in documents)


def _families(documents: Sequence[Document]) -> dict[tuple[str, str], list[Speaker]]:
    """The people of all documents by language and surname."""
    families: dict[tuple[str, str], list[Speaker]] = {}
    for document in documents:
        for speaker in document.speakers:
            if speaker.kind == "person":
                key = (document.article.language, name_key(speaker.name.split()[-1]))
                families.setdefault(key, []).append(speaker)
    return families


def _joined(family: Sequence[Speaker]) -> dict[Speaker, Speaker]:
    """Map each person with a surname to the completed speaker."""
    full = [speaker for speaker in family if " " in speaker.name]
    clusters = _clustered(full)
    if len(clusters) == 1:
        clusters[0] += [s for s in family if " " not in s.name and all(_same_side(s, other) for other in full)]
    return {speaker: _completed(speaker, cluster) for cluster in clusters for speaker in cluster}


def _clustered(full: Sequence[Speaker]) -> list[list[Speaker]]:
    """Group people with a full name: each group may be one person."""
    clusters: list[list[Speaker]] = []
    for speaker in full:
        fitting = [cluster for cluster in clusters if all(_may_be_one(speaker, other) for other in cluster)]
        if fitting:
            fitting[0].append(speaker)
        else:
            clusters.append([speaker])
    return clusters


def _may_be_one(one: Speaker, other: Speaker) -> bool:
    return same_given(one.name.split()[0], other.name.split()[0]) and _same_side(one, other)


def _same_side(one: Speaker, other: Speaker) -> bool:
    """Whether two people may speak for the same country or body."""
    return not one.group or not other.group or one.group == other.group


def _completed(speaker: Speaker, cluster: Sequence[Speaker]) -> Speaker:
    """The speaker with the full name that most stories use, and the role and group of others if it has none."""
    names = Counter(other.name for other in cluster if " " in other.name)
    changed = dataclasses.replace(speaker, name=max(names, key=lambda name: (names[name], len(name), name)))
    if not speaker.role:
        changed = _with_role(changed, cluster)
    if changed.group:
        return changed
    groups = Counter(other.group for other in cluster if other.group)
    return dataclasses.replace(changed, group=max(groups, default=""))


def _with_role(speaker: Speaker, cluster: Sequence[Speaker]) -> Speaker:
    """The speaker, which has no role, with the role that most others in the cluster have."""
    roles = Counter(other for other in cluster if other.role)
    if not roles:
        return speaker
    donor = max(roles, key=lambda other: (roles[other], other.role))
    flags = {flag: getattr(speaker, flag) or getattr(donor, flag) for flag in _FLAGS}
    return dataclasses.replace(speaker, role=donor.role, group=speaker.group or donor.group, **flags)


def _renamed(document: Document, known: Mapping[Speaker, Speaker]) -> Document:
    """The document with its speakers replaced as `known` says; an unchanged document is returned as it is."""
    if not any(known.get(speaker, speaker) != speaker for speaker in document.speakers):
        return document

    def new(speaker: Speaker | None) -> Speaker | None:
        return known.get(speaker, speaker) if speaker else None

    def told(attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
        return tuple(dataclasses.replace(a, speaker=new(a.speaker)) for a in attributions)

    def passage(old: Passage) -> Passage:
        return dataclasses.replace(
            old, attributions=told(old.attributions), speaker=new(old.speaker), actor=new(old.actor)
        )

    def mention(old: Mention) -> Mention:
        return dataclasses.replace(old, speaker=new(old.speaker))

    return dataclasses.replace(
        document,
        speakers=tuple(dict.fromkeys(known.get(speaker, speaker) for speaker in document.speakers)),
        attributions=told(document.attributions),
        mentions=tuple(map(mention, document.mentions)),
        passages=tuple(map(passage, document.passages)),
    )
