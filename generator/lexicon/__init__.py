"""Word lists as frozen values: who stands for which country, what offices are called, how names are spelt.

The lists are TOML files in `generator/data/lexicon`; nothing in them says who holds an office today, except a short
table of well-known holders that is weak evidence and never overrides a text.
"""

from __future__ import annotations

from generator.lexicon.offices import (
    Office,
    Title,
    body_words,
    markers,
    mute,
    office_starts,
    offices,
    only_country,
    parties,
    party_countries,
    portfolio,
    posts,
    things,
    titles,
    voices,
)
from generator.lexicon.places import (
    Place,
    PlaceForm,
    government_of,
    has_no,
    homonyms,
    place_key,
    place_starts,
    places,
)
from generator.lexicon.spelling import (
    Gender,
    Holder,
    fold,
    gender_of,
    given_names,
    heads,
    holders,
    name_key,
    name_words,
    same_given,
    spellings,
)
from generator.lexicon.tables import (
    table,
)

__all__ = [
    "Gender",
    "Holder",
    "Office",
    "Place",
    "PlaceForm",
    "Title",
    "body_words",
    "fold",
    "gender_of",
    "given_names",
    "government_of",
    "has_no",
    "heads",
    "holders",
    "homonyms",
    "markers",
    "mute",
    "name_key",
    "name_words",
    "office_starts",
    "offices",
    "only_country",
    "parties",
    "party_countries",
    "place_key",
    "place_starts",
    "places",
    "portfolio",
    "posts",
    "same_given",
    "spellings",
    "table",
    "things",
    "titles",
    "voices",
]
