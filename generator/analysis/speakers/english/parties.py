"""Parties named in the words of a role, and the country that an office or party belongs to by itself."""

from __future__ import annotations

import functools
import re

from generator.analysis.lexicon import only_country, parties, party_countries
from generator.analysis.speakers.roles import Role


def inherent_country(role: Role) -> str:
    """The only country or body with such an office or party, "" if there are several."""
    table = only_country()
    text = role.text.lower()
    office = table.get(role.noun, "") or next((country for noun, country in table.items() if text.endswith(noun)), "")
    return office or next((party_countries().get(party, "") for party in sorted(parties_in(role.text))), "")


@functools.lru_cache(maxsize=4096)
def parties_in(text: str) -> frozenset[str]:
    """The capitalized parties in a text, each by one name."""
    named = [party for party in parties() if _is_capital_word(party, text)]
    found = (party for party in named if not any(party != other and f" {party} " in f" {other} " for other in named))
    return frozenset({"gop": "republican", "democratic": "democrat"}.get(party, party) for party in found)


def _is_capital_word(word: str, text: str) -> bool:
    """Whether a party's name is a separate, capitalized word in `text`."""
    found = re.search(rf"\b{re.escape(word)}s?\b", text, re.IGNORECASE)
    return found is not None and found[0][0].isupper()
