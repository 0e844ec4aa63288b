"""The labels in one language, filled with values: numbers, plurals, dates and quotation marks in its form."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from generator.documents.words.catalog import PLACE

DATE, FIRST = "date_form", "date_form.first"
"""The keys of the date pattern, and of the pattern for the first day of a month."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Texts by their keys: `labels["note"]`, and `labels.say("excerpt", number=3)` if a text takes values."""

    language: str
    """The tag of their language."""
    texts: Mapping[str, tuple[str, ...]]
    """The forms of each text by its key: one, or one for each plural."""
    _locale: Locale
    _rule: Callable[[int], int]
    """Which plural form a number takes."""

    def __getitem__(self, key: str) -> str:
        """The text under `key`, without values.

        Raises:
            KeyError: there is no such text.
        """
        return self.texts[key][0]

    def get(self, key: str, default: str) -> str:
        """The text under `key`, or `default` if there is none."""
        return self[key] if key in self.texts else default

    def say(self, key: str, /, **values: object) -> str:
        """The text under `key`, filled with `values`; `count` picks the plural.

        Raises:
            LookupError: there is no such text, or it needs a value that is not given.
        """
        if key not in self.texts:
            raise LookupError(f"there is no label '{key}'")
        forms, count = self.texts[key], values.get("count")
        form = forms[min(self._rule(count), len(forms) - 1)] if isinstance(count, int) else forms[0]

        def value(match: re.Match[str]) -> str:
            name, kind = match[1], match[2]
            if not name:
                return "%"
            if name not in values:
                raise LookupError(f"the label '{key}' needs a value for '{name}'")
            given = values[name]
            return self.quantity(given) if kind == "d" and isinstance(given, int) else str(given)

        return PLACE.sub(value, form)

    def quantity(self, value: int) -> str:
        """A number: 12,000 in English; with narrow no-break spaces in French."""
        return str(format_decimal(value, locale=self._locale))

    def decimal(self, value: float) -> str:
        """A number with one decimal: 21.4 in English, 21,4 in French."""
        return str(format_decimal(value, format="#,##0.0", locale=self._locale))

    def percent(self, share: float) -> str:
        """A share between 0 and 1 as a percentage."""
        return str(format_percent(share, locale=self._locale))

    def date(self, day: dt.date, form: str = "") -> str:
        """A date in the usual form, or by the pattern (UTS 35, 4) under the key `form`."""
        return str(format_date(day, self[form or (FIRST if day.day == 1 else DATE)], self._locale))

    def quoted(self, words: str) -> str:
        """`words` in quotation marks."""
        return self.say("quotation", words=words)
