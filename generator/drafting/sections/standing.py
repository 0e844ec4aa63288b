"""In what capacity somebody speaks: the first question that decides where a statement belongs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from generator.analysis import lexicon
from generator.model import Speaker
from generator.profile import Standing

# Words of a role or name, by standing; checked in this order. They say what somebody does, never who somebody is.
_WORDS: tuple[tuple[Standing, str], ...] = (
    (
        "business",
        r"chief executive|CEOs?|chief (?:financial|operating) officer|chambers? of commerce|boards? of trade"
        r"|(?:business|trade|manufacturing|industry) (?:councils?|groups?|associations?|alliances?|federations?)"
        r"|(?:\w+ )?makers?|builders?|manufacturers?|exporters?|importers?|industry|industries|compan(?:y|ies)|firms?"
        r"|retailers?|farm(?:er)?s?|growers|ranchers?|producers|unions?|steelworkers?|autoworkers?|labou?r congress"
        r"|business(?:es)?|investors?|traders?|automakers?|founder|owner|shareholders?|(?:saw)?mills?|factor(?:y|ies)"
        r"|plants?|entreprises?|industrie|syndicats?|chambre de commerce|agriculteurs?|producteurs?|patron(?:ne)?",
    ),
    (
        "civil",
        r"activists?|residents?|protesters?|demonstrators?|campaigners?|charit(?:y|ies)|non-?governmental|NGOs?"
        r"|human rights|villagers?|students?|refugees?|mother|father|widow|volunteers?|(?:arch)?bishops?|critics",
    ),
    (
        "analyst",
        r"universit(?:y|ies)|polytechnic|institutes?|think[- ]tanks?|lawyers?|pollsters?|université|institut|analysts?"
        r"|experts?|economists?|professors?|scholars?|historians?|observers|specialists?|analystes?|spécialistes?",
    ),
    ("other", r"television|newspapers?|broadcasters?|radio|channels?|journalists?|commentators?|pundits?"),
    ("body", r"countries|nations|states|governments|leaders|ministers|delegates|negotiators?|diplomats?|lawmakers|MPs"),
)
_PEOPLE: tuple[tuple[Standing, str], ...] = (
    (
        "analyst",
        r"analysts|experts|economists|scholars|historians|observers|specialists|academics|analystes|spécialistes",
    ),
    *(pair for pair in _WORDS if pair[0] in {"business", "civil"}),
)

# What a state is, has or does; in the subject of a sentence they make a country's name the state's.
_STATE = (
    r"governments?|cabinet|ministers?|ministry|ministries|departments?|presidents?|premier|chancellor|administration"
    r"|officials?|diplomats?|diplomacy|envoys?|ambassadors?|delegations?|negotiators?|leaders?|spokes\w+|embassy"
    r"|parliament|military|army|navy|air force|armed forces|forces|troops|soldiers|trainers|jets|warships|position"
    r"|policy|stance|line|message|aid|assistance|support|help|contributions?|commitments?|pledges?|promises?|plans?|decisions?"
    r"|proposals?|offers?|sanctions|tariffs?|duties|duty|surtax(?:es)?|measures?|orders?|share|response|answer"
    r"|gouvernement|ministres?|ministère|diplomates?|soldats|militaires|aide|soutien|politique|mesures?|armée"
)


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def standing(speaker: Speaker) -> Standing:
    """The capacity in which `speaker` speaks.

    A former office makes an analyst of its holder; a party's voice is not its country's.
    """
    if speaker.party:
        return "party"
    if speaker.expert or speaker.former:
        return "analyst"
    if speaker.official and speaker.group:
        return "government"
    described = f"{speaker.role} {speaker.name}" if speaker.kind != "person" else speaker.role
    by_words = next((name for name, words in _WORDS if _pattern(words).search(described)), None)
    return by_words or ("body" if speaker.official else _by_kind(speaker))


def _by_kind(speaker: Speaker) -> Standing:
    if speaker.kind == "unnamed":
        return "unnamed"
    return "body" if speaker.kind == "organization" else "other"


_CAPACITY: dict[Standing, str] = {
    "government": "for",
    "body": "for",
    "party": "for a party in",
    "analyst": "as an analyst",
    "business": "for business",
    "civil": "for civil society",
    "unnamed": "without being named",
    "other": "without a role that the text gives",
}


def is_civilian(words: str) -> bool:
    """Whether a noun phrase names people who hold no office ("Canadian steel producers")."""
    return any(_pattern(pattern).search(words) for name, pattern in _WORDS if name != "body")


def capacity_of(words: str) -> Standing | None:
    """In what capacity the people whom a noun phrase names would speak; None where it names none."""
    return next((name for name, pattern in _PEOPLE if _pattern(pattern).search(words)), None)


def is_of_state(words: str) -> bool:
    """Whether a noun phrase names what a state is, has or does ("Canadian diplomats", "Ottawa's aid")."""
    return not is_civilian(words) and bool(_pattern(_STATE).search(words))


def introduce(speaker: Speaker) -> str:
    """A speaker with role, in the words of the text ("Anita Anand, Foreign Affairs Minister")."""
    is_one = speaker.kind in {"person", "unnamed"}
    if not (is_one and speaker.role) or speaker.role.casefold() in speaker.name.casefold():
        return speaker.name
    return f"{speaker.name}, {speaker.role.removeprefix('the ').removeprefix('The ')}"


def speaks_for(speakers: Sequence[Speaker]) -> str:
    """Why speakers count, as a sentence without its full stop."""
    if len(speakers) > 1:
        groups = tuple(dict.fromkeys(with_article(s.group) for s in speakers if s.group))
        return f"{_and([s.name for s in speakers])} speak together{f' for {_and(groups)}' if groups else ''}"
    speaker = speakers[0]
    who = introduce(speaker)
    return f"{who}{',' if ',' in who else ''} speak{'' if speaker.kind == 'group' else 's'} {_capacity(speaker)}"


def _capacity(speaker: Speaker) -> str:
    capacity = standing(speaker)
    if capacity == "analyst" and speaker.kind == "group":
        return "as analysts"
    if capacity not in {"government", "body", "party"}:
        return _CAPACITY[capacity]
    if speaker.name.casefold() == speaker.group.casefold() or (speaker.kind != "person" and not speaker.group):
        return "for themselves" if speaker.kind == "group" else "for itself"
    return f"{_CAPACITY[capacity]} {with_article(speaker.group)}" if speaker.group else "in office"


def no_section(speaker: Speaker, missed: str = "") -> str:
    """Why a speaker is in the section that takes the rest, as a sentence without its full stop.

    `missed` is the title of a section where the speaker may speak, though not about this.
    """
    who = introduce(speaker)
    many = speaker.kind == "group"
    if missed:
        return f"{who}{',' if ',' in who else ''} {'are' if many else 'is'} not on the subject of “{missed}” here"
    return f"{who}{',' if ',' in who else ''} {'have' if many else 'has'} no section of their own"


def with_article(group: str) -> str:
    """A country or body as a sentence names it ("the United States")."""
    return lexicon.government_of(group).removeprefix("Government of ")


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
