"""In what capacity someone speaks: the first thing that decides where a statement belongs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from generator.analysis import lexicon
from generator.analysis.language import TONGUES
from generator.drafting.sections.patterns import any_word, listed
from generator.model import Speaker
from generator.profile import Standing


@cache
def _patterns(part: str) -> dict[Standing, re.Pattern[str]]:
    """The words of a part of `standings.toml` in every language, by standing in the order in which they are checked."""
    lists = [lexicon.of(code).table("standings").get(part, {}) for code in TONGUES]
    names: tuple[Standing, ...] = tuple(dict.fromkeys(name for entries in lists for name in entries))
    return {name: any_word(word for entries in lists for word in entries.get(name, ())) for name in names}


@cache
def _of_state() -> re.Pattern[str]:
    """What a state is, has or does."""
    return any_word(listed("standings", "state", "words"))


def standing(speaker: Speaker) -> Standing:
    """The capacity in which `speaker` speaks.

    A former office holder speaks as an analyst; a party does not speak for its country.
    """
    capacity = speaker.capacity
    if capacity and capacity != "body":
        return capacity
    return _by_words(speaker) or capacity or _by_kind(speaker)


def _by_words(speaker: Speaker) -> Standing | None:
    """The standing that the words of a role tell, or of a name that is no person's; None where they tell none."""
    described = f"{speaker.role} {speaker.name}" if speaker.kind != "person" else speaker.role
    return next((name for name, words in _patterns("roles").items() if words.search(described)), None)


def _by_kind(speaker: Speaker) -> Standing:
    if speaker.kind == "unnamed":
        return "unnamed"
    return "body" if speaker.kind == "organization" else "other"


_ARTICLE = re.compile(r"^The |^(?=Government of )")
_CAPACITY: dict[Standing, str] = {
    "government": "for",
    "body": "for",
    "party": "for a party in",
    "analyst": "as an analyst",
    "business": "for business",
    "civil": "for civil society",
    "unnamed": "without being named",
    "other": "without a role in the text",
}

_FOR_NO_OTHER = {
    "person": "as an official",
    "unnamed": "as an official",
    "group": "in their own name",
    "organization": "in its own name",
}
"""The same, by kind, for speakers who represent no one but themselves."""


def is_civilian(words: str) -> bool:
    """Whether a noun phrase names people without an office ("Canadian steel producers")."""
    return any(pattern.search(words) for name, pattern in _patterns("roles").items() if name != "body")


def capacity_of(words: str) -> Standing | None:
    """In what capacity the people named by a noun phrase speak; None where it names no one."""
    people = _patterns("people") | {name: _patterns("roles")[name] for name in ("business", "civil")}
    return next((name for name, pattern in people.items() if pattern.search(words)), None)


def is_of_state(words: str) -> bool:
    """Whether a noun phrase names what a state is, has or does ("Canadian diplomats", "Ottawa's aid")."""
    return not is_civilian(words) and bool(_of_state().search(words))


def introduce(speaker: Speaker) -> str:
    """A speaker with role, as a sentence names them ("Anita Anand, Foreign Affairs Minister")."""
    is_one = speaker.kind in {"person", "unnamed"}
    if not (is_one and speaker.role) or speaker.role.casefold() in speaker.name.casefold():
        return _ARTICLE.sub("the ", speaker.name)
    return f"{speaker.name}, {speaker.role.removeprefix('the ').removeprefix('The ')}"


def with_verb(speaker: Speaker, singular: str, plural: str) -> str:
    """A speaker with role as the subject of a verb ("Anita Anand, Foreign Affairs Minister, speaks")."""
    who = introduce(speaker)
    return f"{who}{',' if ',' in who else ''} {plural if speaker.kind == 'group' else singular}"


def speaks_for(speakers: Sequence[Speaker]) -> str:
    """In what capacity speakers speak, as a sentence without its period."""
    if len(speakers) > 1:
        groups = tuple(dict.fromkeys(with_article(s.group) for s in speakers if s.group))
        return f"{_and([s.name for s in speakers])} speak together{f' for {_and(groups)}' if groups else ''}"
    speaker = speakers[0]
    return f"{with_verb(speaker, 'speaks', 'speak')} {_capacity(speaker)}"


def _capacity(speaker: Speaker) -> str:
    """In what capacity someone speaks, as it reads after the verb."""
    capacity = standing(speaker)
    if capacity == "analyst" and speaker.kind == "group":
        return "as analysts"
    if capacity not in {"government", "body", "party"}:
        return _CAPACITY[capacity]
    if speaker.name.casefold() != speaker.group.casefold() and speaker.group:
        return f"{_CAPACITY[capacity]} {with_article(speaker.group)}"
    return _FOR_NO_OTHER[speaker.kind]


def no_section(speaker: Speaker, missed: str = "") -> str:
    """Why a speaker is in the section that takes the rest, as a sentence without its period.

    `missed` is the title of a section in which the speaker may speak, but on another subject.
    """
    if missed:
        return f"{with_verb(speaker, 'is', 'are')} not on the subject of “{missed}” here"
    return f"{with_verb(speaker, 'has', 'have')} no section in this profile"


def with_article(group: str) -> str:
    """A country or body as it reads in a sentence ("the United States")."""
    return lexicon.government_of(group).removeprefix("Government of ")


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
