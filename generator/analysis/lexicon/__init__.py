"""Word lists as frozen values: who stands for which country, what offices are called, how names are spelt.

The lists are TOML files in `generator/data/lexicon`; nothing in them says who holds an office today, except a short
table of well-known holders that is weak evidence and never overrides a text.
"""

from __future__ import annotations

from generator.analysis.lexicon.calendar import FRENCH_MONTHS, FRENCH_WEEKDAYS, MONTHS, WEEKDAYS
from generator.analysis.lexicon.offices import (
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
    texts,
    things,
    titles,
    voices,
)
from generator.analysis.lexicon.phrases import Lexicon, of
from generator.analysis.lexicon.places import (
    Place,
    PlaceForm,
    government_of,
    has_no,
    homonyms,
    place_key,
    place_starts,
    places,
)
from generator.analysis.lexicon.spelling import (
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
from generator.analysis.lexicon.style import known_acronyms
from generator.analysis.lexicon.tables import (
    table,
)

__all__ = [
    "FRENCH_MONTHS",
    "FRENCH_WEEKDAYS",
    "MONTHS",
    "WEEKDAYS",
    "Gender",
    "Holder",
    "Lexicon",
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
    "known_acronyms",
    "markers",
    "mute",
    "name_key",
    "name_words",
    "of",
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
    "texts",
    "things",
    "titles",
    "voices",
]
