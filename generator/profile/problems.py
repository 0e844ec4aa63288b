"""Mistakes in a profile that no single value shows: ids used twice, and references to nothing."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from generator.analysis import lexicon
from generator.profile.rules import Profile
from generator.settings import Mistake, near


def of_references(profile: Profile) -> Iterator[Mistake]:
    """Each section id that is used twice, each id that names no section, and each group that nobody can speak for."""
    yield from _repeated_ids(profile)
    yield from _unknown_groups(profile)
    yield from _unknown_sections(profile)


def _repeated_ids(profile: Profile) -> Iterator[Mistake]:
    seen: set[str] = set()
    for number, section in enumerate(profile.sections):
        if section.id in seen:
            yield ("sections", number, "id"), f"the section id '{section.id}' is used twice"
        seen.add(section.id)


def _unknown_groups(profile: Profile) -> Iterator[Mistake]:
    for number, section in enumerate(profile.sections):
        for key in ("groups", "never_groups"):
            for place, group in enumerate(getattr(section.speakers, key)):
                if group not in _groups():
                    what = f"'{group}' is not a country or body in the word lists{near(group, sorted(_groups()))}"
                    yield ("sections", number, "speakers", key, place), what


def _unknown_sections(profile: Profile) -> Iterator[Mistake]:
    ids = [section.id for section in profile.sections]
    for number, question in enumerate(profile.questions):
        if question.section not in ids:
            what = f"there is no section '{question.section}'{near(question.section, ids)}"
            yield ("questions", number, "section"), what


@functools.cache
def _groups() -> frozenset[str]:
    """Everything that a speaker can speak for."""
    return frozenset(place.group for place in lexicon.places().values())
