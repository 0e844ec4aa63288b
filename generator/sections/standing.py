"""In what capacity somebody speaks: the first question that decides where a statement belongs."""

from __future__ import annotations

import re
from functools import cache

from generator.model import Speaker
from generator.profile import Standing

# Words of a role or name, by standing; checked in this order. They say what somebody does, never who somebody is.
_WORDS: tuple[tuple[Standing, str], ...] = (
    (
        "business",
        r"chief executive|CEOs?|chief (?:financial|operating) officer|chamber of commerce|board of trade"
        r"|business council|manufacturers?|exporters?|industry|companies|company|firms?|retailers?|farmers|growers"
        r"|producers|unions?|steelworkers?|labou?r congress|business(?:es)?|investors?|traders?|automakers?|founder"
        r"|owner|shareholders?",
    ),
    (
        "civil",
        r"activists?|residents?|protesters?|demonstrators?|campaigners?|charit(?:y|ies)|non-?governmental|NGOs?"
        r"|human rights|villagers?|students?|refugees?|mother|father|widow|volunteers?|(?:arch)?bishops?|critics",
    ),
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
    if speaker.official:
        return "government" if speaker.group else "body"
    described = f"{speaker.role} {speaker.name}" if speaker.kind != "person" else speaker.role
    by_words = next((name for name, words in _WORDS if _pattern(words).search(described)), None)
    return by_words or _by_kind(speaker)


def _by_kind(speaker: Speaker) -> Standing:
    if speaker.group and speaker.kind in {"organization", "group"}:
        return "government"
    if speaker.kind == "unnamed":
        return "unnamed"
    return "body" if speaker.kind == "organization" else "other"


CAPACITY: dict[Standing, str] = {
    "government": "speaks for",
    "body": "speaks for",
    "party": "speaks for a party in",
    "analyst": "speaks as an analyst",
    "business": "speaks for business",
    "civil": "speaks for civil society",
    "unnamed": "is not named",
    "other": "has no role that the text gives",
}


def introduce(speaker: Speaker) -> str:
    """A speaker with role, in the words of the text ("Anita Anand, Foreign Affairs Minister")."""
    if not speaker.role or speaker.role.casefold() in speaker.name.casefold():
        return speaker.name
    return f"{speaker.name}, {speaker.role.removeprefix('the ').removeprefix('The ')}"
